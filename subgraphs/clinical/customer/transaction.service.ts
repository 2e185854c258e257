import { conflict, Failure, invalid, isFailure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { OwnedWrite } from '../../records/index.ts';
import { findByCondition } from './condition.service.ts';
import type { CustomerWritten } from './customer.types.ts';
import type { Feed } from './feed.store.ts';
import { inOperation, outcomeOf, writeOf, written, type Writing } from './one-write.ts';
import { patchedWrite } from './patch.service.ts';
import { repeated, type Operation } from './operation.rules.ts';
import { namesOfPlaced, placeAll, questionOf, sameName, type Found, type Placed } from './placed.rules.ts';
import { searchesIn, searchOf } from './references.rules.ts';

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
    typeof condition === 'string' ? [questionOf(type, condition)] : [],
  );
  const named = sameName(operations);
  if (named >= 0)
    return Promise.resolve(inOperation(invalid('The fullUrl is that of another entry, too.', 'fullUrl'), named));
  const work = async (sql: Sql): Promise<Outcomes> => {
    const found = await foundBy(feed, operations, sql);
    if (isFailure(found)) return found;
    const linked = await targetsOf(feed, searches, sql);
    if (isFailure(linked)) return linked;
    const placed = placeAll(writing.newId, operations, found);
    const misplaced = placed.findIndex(isFailure);
    const failure = placed[misplaced];
    if (isFailure(failure)) return inOperation(failure, misplaced);
    const sound = placed.filter((one): one is Placed => !isFailure(one));
    const targets = new Map([...linked, ...sound.flatMap(namesOfPlaced)]);
    // Two creations that find the same resource do nothing to it.
    const twice = repeated(sound.map(({ item, found, asIn }) => ((found ?? asIn) === undefined ? item : undefined)));
    if (twice >= 0) return inOperation(invalid('Another entry is about the same resource.', 'id'), twice);
    return writeAll(writing, sound, { targets, searches, sql });
  };
  return feed.store.together(questions, work, within);
};

const foundBy = async (
  feed: Feed,
  operations: readonly Operation[],
  sql: Sql,
): Promise<readonly (readonly Found[] | undefined)[] | Failure> => {
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

/** What is found by the searches that stand for references in the resources; what they find nothing for is not in it. */
const targetsOf = async (
  feed: Feed,
  searches: readonly (readonly string[])[],
  sql: Sql,
): Promise<Map<string, string> | Failure> => {
  const targets = new Map<string, string>();
  const asked = new Set<string>();
  for (const [index, wanted] of searches.entries())
    for (const target of wanted) {
      if (asked.has(target)) continue;
      asked.add(target);
      const items = await findByCondition(feed, searchOf(target), sql);
      if (isFailure(items)) return inOperation(new Failure(items.kind, items.message, 'resource'), index);
      const [item] = items;
      if (item !== undefined) targets.set(target, `${item.type}/${item.id}`);
    }
  return targets;
};

type Links = {
  /** Where what is referred to lies. */
  readonly targets: Map<string, string>;
  /** For each operation the searches that stand in the place of references. */
  readonly searches: readonly (readonly string[])[];
  readonly sql: Sql;
};

/**
 * "Resolve any conditional references" comes last in the processing order, so that they find what the same transaction
 * has written: what refers to nothing that is known yet is written after all else. FHIR R4 §3.1.0.11.2
 */
const writeAll = async (
  writing: Writing,
  placed: readonly Placed[],
  { targets, searches, sql }: Links,
): Promise<Outcomes> => {
  const outcomes = placed.map(({ operation, found }): CustomerWritten =>
    found === undefined ? { outcome: 'deleted', type: operation.type } : written('found', found, found.text),
  );
  const unknownIn = (index: number): string | undefined => searches[index]?.find((target) => !targets.has(target));
  let waiting = placed.flatMap(({ found, asIn, item }, index) =>
    found !== undefined || asIn !== undefined || item === undefined ? [] : [index],
  );
  while (waiting.length > 0) {
    const ready = waiting.filter((index) => unknownIn(index) === undefined);
    const [first = 0] = waiting;
    if (ready.length === 0)
      return inOperation(conflict(`Nothing matches the reference ${unknownIn(first) ?? ''}.`, 'resource'), first);
    const failure = await writeSome(writing, { placed, ready, outcomes }, { targets, sql });
    if (failure !== undefined) return failure;
    waiting = waiting.filter((index) => unknownIn(index) !== undefined);
    const unknown = searches.map((wanted) => wanted.filter((target) => !targets.has(target)));
    const linked = await targetsOf(writing.feed, unknown, sql);
    if (isFailure(linked)) return linked;
    for (const [name, target] of linked) targets.set(name, target);
  }
  return outcomes.map((outcome, index) => {
    const first = outcomes[placed[index]?.asIn ?? index];
    return first === undefined || first === outcome ? outcome : Object.assign({}, first, { outcome: 'found' as const });
  });
};

type Some = {
  readonly placed: readonly Placed[];
  readonly ready: readonly number[];
  /** Where what becomes of each is noted. */
  readonly outcomes: CustomerWritten[];
};

const writeSome = async (
  writing: Writing,
  { placed, ready, outcomes }: Some,
  { targets, sql }: Pick<Links, 'targets' | 'sql'>,
): Promise<Failure | undefined> => {
  const writes: OwnedWrite[] = [];
  const owners: number[] = [];
  for (const index of ready) {
    const { operation, item, isMade, all } = placed[index] ?? {};
    if (operation === undefined || item === undefined) continue;
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
  for (const [n, write] of writes.entries()) {
    const result = results[n];
    const index = owners[n] ?? 0;
    if (result === undefined) throw new Error('A write has no result.');
    const outcome = outcomeOf(write, result);
    if (isFailure(outcome)) return inOperation(outcome, index);
    outcomes[index] = (placed[index]?.all?.length ?? 1) > 1 ? { outcome: 'deleted', type: write.type } : outcome;
  }
  return undefined;
};
