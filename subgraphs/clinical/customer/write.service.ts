import { conflict, Failure, invalid, isFailure, notFound } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { typesOf, withId, withMeta, type FhirVersion, type OwnedResult, type OwnedWrite } from '../../records/index.ts';
import { findByCondition } from './condition.service.ts';
import type { CustomerWriteInput, CustomerWrites, CustomerWritten } from './customer.types.ts';
import type { Feed, Feeds } from './feed.store.ts';
import { faultsOf, placedAt } from './invalid-resource.ts';
import { faultOf, readResource, repeated, type Operation } from './operation.rules.ts';
import { owns } from './owner.rules.ts';
import { namesOf, relinked, searchesIn, searchOf } from './references.rules.ts';

type Outcome = CustomerWritten | Failure;

export type CustomerWriting = {
  readonly write: (context: Context, input: CustomerWriteInput) => Promise<CustomerWrites | Failure>;
};

/** Writes into a customer's own store, for its owner. */
export const customerWriting = ({
  feeds,
  newId,
}: {
  readonly feeds: Feeds;
  readonly newId: NewId;
}): CustomerWriting => ({
  write: async ({ principal }, { feed: name, atomic, operations }) => {
    const feed = await feeds.find(name);
    if (feed === undefined || !owns(principal, feed)) return notFound('There is no such feed.', 'feed');
    const writing: Writing = { feed, newId, client: principal.client };
    const faults = operations.map((operation) => faultOf(operation, typeSet(feed.version)));
    if (!atomic) return { outcomes: await batch(writing, operations, faults) };
    const fault = faults.findIndex(isFailure);
    if (faults[fault] !== undefined) return inOperation(faults[fault], fault);
    const outcomes = await transaction(writing, operations);
    return isFailure(outcomes) ? outcomes : { outcomes };
  },
});

type Writing = { readonly feed: Feed; readonly newId: NewId; readonly client: string };

const typeSets = new Map<FhirVersion, ReadonlySet<string>>();
const typeSet = (version: FhirVersion): ReadonlySet<string> => {
  let types = typeSets.get(version);
  if (types === undefined) typeSets.set(version, (types = new Set(typesOf(version))));
  return types;
};

const inOperation = (failure: Failure, index: number): Failure =>
  placedAt(failure, `operations[${String(index)}]${failure.field === undefined ? '' : `.${failure.field}`}`);

/** So many of a batch are under way at once: each may want a connection. */
const atOnce = 8;

const batch = async (
  writing: Writing,
  operations: readonly Operation[],
  faults: readonly (Failure | undefined)[],
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  const rest = [...operations.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, operation] = next;
      outcomes[index] = faults[index] ?? (await alone(writing, operation));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, operations.length) }, work));
  return outcomes;
};

/** One operation by itself. Where it needs no look at the store first, it shares a statement with whatever comes at the same time. */
const alone = async (writing: Writing, operation: Operation): Promise<Outcome> => {
  if (hasCondition(operation)) {
    const outcomes = await transaction(writing, [operation]);
    if (!isFailure(outcomes)) return outcomes[0] ?? notFound('There is nothing to be done.');
    return placedAt(outcomes, outcomes.field?.replace(/^operations\[0\]\.?/, '') ?? '');
  }
  const write = writeOf(writing, { operation, id: operation.id ?? writing.newId(), targets: none });
  if (isFailure(write)) return write;
  return outcomeOf(write, await writing.feed.store.writeOne(write));
};

const hasCondition = ({ condition, resource }: Operation): boolean =>
  (condition !== undefined && condition !== null) ||
  (typeof resource === 'string' && resource.includes('?') && searchesIn(resource).length > 0);

const none: ReadonlyMap<string, string> = new Map();

/** FHIR R4 §3.1.0.11.2: all of the operations or none; what they do is one thing, and their order in the Bundle means nothing. */
const transaction = async (
  writing: Writing,
  operations: readonly Operation[],
): Promise<readonly CustomerWritten[] | Failure> => {
  const { feed } = writing;
  const searches = operations.map(({ resource }) => searchesIn(resource ?? ''));
  const questions = operations.flatMap(({ type, condition }) =>
    typeof condition === 'string' ? [`${type}?${[...condition.split('&')].sort().join('&')}`] : [],
  );
  return feed.store.together(questions, async (sql) => {
    const found = await foundBy(feed, operations, sql);
    if (isFailure(found)) return found;
    const linked = await targetsOf(feed, searches, sql);
    if (isFailure(linked)) return linked;
    const placed = operations.map((operation, index) => place(writing, operation, found[index] ?? []));
    const misplaced = placed.findIndex(isFailure);
    const failure = placed[misplaced];
    if (isFailure(failure)) return inOperation(failure, misplaced);
    const sound = placed.filter((one): one is Placed => !isFailure(one));
    const targets = new Map([...linked, ...sound.flatMap(namesOfPlaced)]);
    const twice = repeated(sound.map(({ item }) => item));
    if (twice >= 0) return inOperation(invalid('Another entry is about the same resource.', 'id'), twice);
    return writeAll(writing, sound, { targets, sql });
  });
};

const foundBy = async (
  feed: Feed,
  operations: readonly Operation[],
  sql: Sql,
): Promise<
  | readonly (
      | readonly {
          readonly type: string;
          readonly id: string;
          readonly version: number;
          readonly lastUpdated: Date;
          readonly text: string;
        }[]
      | undefined
    )[]
  | Failure
> => {
  const found = [];
  for (const [index, { type, condition, kind, several }] of operations.entries()) {
    const items =
      typeof condition === 'string'
        ? await findByCondition(feed, { type, query: condition, several: kind === 'delete' && several === true }, sql)
        : undefined;
    if (isFailure(items)) return inOperation(items, index);
    found.push(items);
  }
  return found;
};

/** What stands for a reference in the resources, and is a search: it has to find one. */
const targetsOf = async (
  feed: Feed,
  searches: readonly (readonly string[])[],
  sql: Sql,
): Promise<ReadonlyMap<string, string> | Failure> => {
  const targets = new Map<string, string>();
  for (const [index, wanted] of searches.entries())
    for (const target of wanted) {
      if (targets.has(target)) continue;
      const items = await findByCondition(feed, searchOf(target), sql);
      if (isFailure(items)) return inOperation(new Failure(items.kind, items.message, 'resource'), index);
      const [item] = items;
      if (item === undefined)
        return inOperation(conflict(`Nothing matches the reference ${target}.`, 'resource'), index);
      targets.set(target, `${item.type}/${item.id}`);
    }
  return targets;
};

type Found = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: Date;
  readonly text: string;
};

/** An operation, and the resource that it is about. */
type Placed = {
  readonly operation: Operation;
  /** Undefined where a deletion finds nothing. */
  readonly item: { readonly type: string; readonly id: string } | undefined;
  readonly isNew: boolean;
  /** A creation finds that its resource is there already: nothing is to be done. */
  readonly found?: Found;
  /** All that a deletion deletes. */
  readonly all?: readonly Found[];
};

const place = ({ newId }: Writing, operation: Operation, found: readonly Found[]): Placed | Failure => {
  const { kind, type, id, condition, resource } = operation;
  const isSearched = typeof condition === 'string';
  const [first] = found;
  if (kind === 'create')
    return first !== undefined
      ? { operation, item: first, isNew: true, found: first }
      : { operation, item: { type, id: newId() }, isNew: true };
  if (kind === 'delete' && isSearched) return { operation, item: first, isNew: false, all: found };
  if (!isSearched) return { operation, item: { type, id: id ?? '' }, isNew: false };
  const read = readResource({ kind: 'create', type }, undefined, resource ?? '');
  if (isFailure(read)) return read;
  const own = read['id'];
  if (first !== undefined && own !== undefined && own !== first.id)
    return invalid(`The search finds ${type}/${first.id}, which is not the resource's own id.`, 'resource.id');
  if (own !== undefined && typeof own !== 'string') return invalid('An id is a string.', 'resource.id');
  // "No matches, id provided": it is created, and never replaces one that the search has not found.
  const creating = first === undefined ? { ...operation, expected: operation.expected ?? 0 } : operation;
  return { operation: creating, item: { type, id: first?.id ?? own ?? newId() }, isNew: true };
};

const namesOfPlaced = ({ operation, item, isNew }: Placed): readonly (readonly [string, string])[] => {
  const { fullUrl } = operation;
  if (typeof fullUrl !== 'string' || item === undefined) return [];
  return namesOf(fullUrl, { isNew }).map((name) => [name, `${item.type}/${item.id}`] as const);
};

const writeAll = async (
  writing: Writing,
  placed: readonly Placed[],
  { targets, sql }: { readonly targets: ReadonlyMap<string, string>; readonly sql: Sql },
): Promise<readonly CustomerWritten[] | Failure> => {
  const writes: OwnedWrite[] = [];
  const owners: number[] = [];
  for (const [index, { operation, item, found, all }] of placed.entries()) {
    if (found !== undefined || item === undefined) continue;
    for (const { id } of all ?? [item]) {
      const write = writeOf(writing, { operation, id, targets });
      if (isFailure(write)) return inOperation(write, index);
      writes.push(write);
      owners.push(index);
    }
  }
  const results = writes.length === 0 ? [] : await writing.feed.store.write(writes, sql);
  const outcomes = placed.map(({ operation, found }): CustomerWritten | Failure =>
    found === undefined ? { outcome: 'deleted', type: operation.type } : written('found', found, found.text),
  );
  for (const [n, write] of writes.entries()) {
    const result = results[n];
    const index = owners[n] ?? 0;
    if (result === undefined) throw new Error('A write has no result.');
    const outcome = outcomeOf(write, result);
    if (isFailure(outcome)) return inOperation(outcome, index);
    outcomes[index] = (placed[index]?.all?.length ?? 1) > 1 ? { outcome: 'deleted', type: write.type } : outcome;
  }
  return outcomes.filter((outcome): outcome is CustomerWritten => !isFailure(outcome));
};

type ToWrite = {
  readonly operation: Operation;
  readonly id: string;
  readonly targets: ReadonlyMap<string, string>;
};

const writeOf = ({ feed, client }: Writing, { operation, id, targets }: ToWrite): OwnedWrite | Failure => {
  const { kind, type, expected, condition } = operation;
  const write = {
    type,
    id,
    owner: feed.organisation,
    origin: `${methods[kind]} ${client}`,
    ...(typeof expected === 'number' ? { expected } : {}),
  };
  if (kind === 'delete') return write;
  const text = relinked(operation.resource ?? '', targets);
  const resource = readResource(operation, typeof condition === 'string' ? undefined : id, text);
  if (isFailure(resource)) return resource;
  return faultsOf(feed.version, resource) ?? { ...write, content: { resource, text } };
};

const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const;

const outcomeOf = ({ content, expected }: OwnedWrite, result: OwnedResult): Outcome => {
  const { type, id, version, outcome } = result;
  if (outcome === 'refused')
    return conflict(
      version === 0
        ? `${type}/${id} is not there; version ${String(expected)} was expected.`
        : `${type}/${id} is at version ${String(version)}; ${expected === 0 ? 'none' : `version ${String(expected)}`} was expected.`,
      'expected',
    );
  if (outcome === 'deleted') return { outcome, type, id, ...(version === 0 ? {} : pick(result)) };
  return written(outcome, { type, id, version, lastUpdated: result.lastUpdated ?? new Date(0) }, content?.text ?? '');
};

const pick = ({ version, lastUpdated }: OwnedResult) => ({
  version,
  ...(lastUpdated === undefined ? {} : { lastUpdated }),
});

const written = (
  outcome: CustomerWritten['outcome'],
  { type, id, version, lastUpdated }: Omit<Found, 'text'>,
  text: string,
): CustomerWritten => ({
  outcome,
  type,
  id,
  version,
  lastUpdated,
  get resource() {
    return withMeta(withId(text, id), { versionId: String(version), lastUpdated: lastUpdated.toISOString() });
  },
});
