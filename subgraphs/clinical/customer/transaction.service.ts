import { conflict, Failure, invalid, isFailure, notFound } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { OwnedWrite } from '../../records/index.ts';
import { findByCondition } from './condition.service.ts';
import type { CustomerWritten } from './customer.types.ts';
import type { Feed } from './feed.store.ts';
import { inOperation, outcomeOf, writeOf, written, type Writing } from './one-write.ts';
import { patchedWrite } from './patch.service.ts';
import { readResource, repeated, type Operation } from './operation.rules.ts';
import { namesOf, searchesIn, searchOf } from './references.rules.ts';

export type Outcomes = readonly CustomerWritten[] | Failure;

/** What is around each attempt: nothing, or a transaction that undoes what fails within it. */
type Around = (work: (within?: Sql) => Promise<Outcomes>) => Promise<Outcomes>;

/** FHIR R4 §3.1.0.11.2: all of the operations or none; what they do is one thing, and their order in the Bundle means nothing. */
export const transaction = async (
  writing: Writing,
  operations: readonly Operation[],
  { around = (work) => work(), attempts = 5 }: { readonly around?: Around; readonly attempts?: number } = {},
): Promise<Outcomes> => {
  const isLarge = sizeOf(operations) > large;
  const outcomes = await around((within) => once({ ...writing, isLarge }, operations, within));
  return isFailure(outcomes) && attempts > 1 && isOvertakenPatch(outcomes, operations)
    ? transaction(writing, operations, { around, attempts: attempts - 1 })
    : outcomes;
};

/** Characters. */
const large = 4 * 1024 * 1024;

const sizeOf = (operations: readonly Operation[]): number =>
  operations.reduce((sum, { resource }) => sum + (resource?.length ?? 0), 0);

/** Somebody wrote what a patch had looked at, and no version was asked for: it can be done again, of what is there now. */
const isOvertakenPatch = ({ kind, field }: Failure, operations: readonly Operation[]): boolean => {
  const [, nth] = /^operations\[(\d+)\]\.expected$/.exec(field ?? '') ?? [];
  const operation = nth === undefined ? undefined : operations[Number(nth)];
  return kind === 'conflict' && operation?.kind === 'patch' && (operation.expected ?? undefined) === undefined;
};

const once = (writing: Writing, operations: readonly Operation[], within: Sql | undefined): Promise<Outcomes> => {
  const { feed } = writing;
  const searches = operations.map(({ resource }) => searchesIn(resource ?? ''));
  const questions = operations.flatMap(({ type, condition }) =>
    typeof condition === 'string' ? [`${type}?${[...condition.split('&')].sort().join('&')}`] : [],
  );
  const work = async (sql: Sql): Promise<Outcomes> => {
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
  };
  return feed.store.together(questions, work, within);
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
  /** Its id has been made for it just now. */
  readonly isMade?: true;
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
      : { operation, item: { type, id: newId() }, isNew: true, isMade: true };
  if (kind === 'delete' && isSearched) return { operation, item: first, isNew: false, all: found };
  if (!isSearched) return { operation, item: { type, id: id ?? '' }, isNew: false };
  if (kind === 'patch')
    return first === undefined ? notFound(`There is no such ${type}.`, 'id') : { operation, item: first, isNew: false };
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
): Promise<Outcomes> => {
  const writes: OwnedWrite[] = [];
  const owners: number[] = [];
  for (const [index, { operation, item, isMade, found, all }] of placed.entries()) {
    if (found !== undefined || item === undefined) continue;
    for (const { id } of all ?? [item]) {
      const write =
        operation.kind === 'patch'
          ? await patchedWrite(writing, { operation, id, targets }, sql)
          : writeOf(writing, { operation, id, isNew: isMade === true, targets });
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
