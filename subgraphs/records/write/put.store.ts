import { conflict, Failure, isFailure } from '../../../kernel/failure.ts';
import { jointly } from '../../kit/jointly.ts';
import type { Sql } from '../../kit/sql.ts';
import type { PutResult, RecordStore, RecordWrite } from '../records.types.ts';
import { columnsOfPut } from './columns.ts';
import { putStatement, standingStatement, type Schema } from './put.sql.ts';
import { rowOf, type Row, type Target } from './row.ts';
import { countOf, valuesIn } from './rows-from.ts';

export type PutNeeds = Target & {
  readonly sql: Sql;
  readonly schema: Schema;
  readonly idOf: (write: RecordWrite) => string;
};

type Put = (writes: readonly RecordWrite[], within?: Sql) => Promise<readonly PutResult[] | Failure>;

/**
 * Stores all of the writes or none. One statement for all writes to different items; writes to one and the same item go
 * one after the other, in their order. Puts that come while another is being written go together into the next statement,
 * where none is within a transaction.
 */
export const putItems = ({ sql, schema, idOf, ...target }: PutNeeds): Put => {
  const put = putRows(puttingIn(schema, target.store), sql);
  const together = jointly<readonly Row[], readonly PutResult[] | Failure>(async (puts) => {
    const results = await put(puts.flat());
    if (puts.length === 1) return [results];
    // Refused for one of them: each is tried alone.
    if (isFailure(results)) throw new Refused(results);
    return dealt(results, puts);
  });

  return async (writes, within) => {
    const rows = rowsOf(target, writes, idOf);
    if (isFailure(rows)) return rows;
    if (rows.length === 0) return [];
    return within === undefined ? together(rows, { alone: isLarge(rows) }) : put(rows, within);
  };
};

const rowsOf = (target: Target, writes: readonly RecordWrite[], idOf: PutNeeds['idOf']): readonly Row[] | Failure => {
  const rows: Row[] = [];
  for (const [index, write] of writes.entries()) {
    const row = rowOf(target, write, idOf(write));
    if (isFailure(row)) return new Failure(row.kind, row.message, `writes[${String(index)}].${row.field ?? ''}`);
    rows.push(row);
  }
  return rows;
};

/** See `RecordStore`. Where those that came together cannot be written in one statement, each is tried alone. */
export const putUnlessOvertaken = ({ sql, schema, idOf, ...target }: PutNeeds): RecordStore['putUnlessOvertaken'] => {
  const puts = puttingIn(schema, target.store);
  const together = jointly<readonly Row[], readonly PutResult[] | 'overtaken'>(async (asked) => {
    const [turn = [], ...others] = turnsOf(asked.flat().map((item, place) => ({ item, place })));
    const done = others.length > 0 ? undefined : await puts(sql, turn).catch(unlessOvertaken);
    if (done === undefined || isFailure(done)) {
      if (asked.length === 1) return ['overtaken'];
      throw new Error('Not all of these can be written at once.');
    }
    return dealt(inPlace(turn, done), asked);
  });

  return async (writes) => {
    const rows = rowsOf(target, writes, idOf);
    if (isFailure(rows)) return 'overtaken';
    return rows.length === 0 ? [] : together(rows, { alone: isLarge(rows) });
  };
};

/** PostgreSQL Appendix A: the version is there already, or the row is not; or two wait for each other. */
const overtakenCodes: readonly unknown[] = ['23505', '23502', '40P01'];

const unlessOvertaken = (error: unknown): undefined => {
  if (!(error instanceof Error && 'code' in error && overtakenCodes.includes(error.code))) throw error;
};

/** What is larger would hold up those that share its commit; characters. */
const largestShared = 256 * 1024;

const isLarge = (rows: readonly Row[]): boolean =>
  rows.reduce((sum, { content }) => sum + content.length, 0) > largestShared;

/** The results of all rows, dealt out to the lists that the rows came in. */
const dealt = (
  results: readonly PutResult[],
  lists: readonly (readonly Row[])[],
): readonly (readonly PutResult[])[] => {
  let next = 0;
  return lists.map(({ length }) => results.slice(next, (next += length)));
};

const putRows =
  (puts: ReturnType<typeof puttingIn>, sql: Sql) =>
  async (rows: readonly Row[], within?: Sql): Promise<readonly PutResult[] | Failure> => {
    const turns = turnsOf(rows.map((item, place) => ({ item, place })));
    const work = async (transaction: Sql): Promise<readonly PutResult[] | Failure> => {
      const results: PutResult[] = [];
      for (const turn of turns) {
        const done = await puts(transaction, turn);
        if (isFailure(done)) return done;
        if (done === undefined)
          throw new Error('Only putUnlessOvertaken knows what to do without a version it follows.');
        inPlace(turn, done, results);
      }
      return results;
    };
    if (within !== undefined) return work(within);
    // A single statement is its own transaction: begin and commit would be two more round trips.
    return turns.length === 1
      ? onceMoreAfterRace(() => work(sql))
      : onceMoreAfterRace(() => inOwnTransaction(sql, work));
  };

/** A turn's results, each where it belongs among those of all. */
const inPlace = (
  turn: readonly Placed<Row>[],
  done: readonly PutResult[],
  results: PutResult[] = [],
): readonly PutResult[] => {
  for (const [index, { place }] of turn.entries()) {
    const result = done[index];
    if (result !== undefined) results[place] = result;
  }
  return results;
};

/** Where its result belongs. */
export type Placed<Item> = { readonly item: Item; readonly place: number };

type Named = { readonly type: number | string; readonly id: string };

/** Each turn holds an item once, sorted by id: whoever locks rows locks them in this order, so nobody deadlocks. */
export const turnsOf = <Item extends Named>(placed: readonly Placed<Item>[]): readonly (readonly Placed<Item>[])[] => {
  const turns: Placed<Item>[][] = [];
  const seen = new Map<string, number>();
  for (const one of placed) {
    const name = `${one.item.id}/${String(one.item.type)}`;
    const turn = seen.get(name) ?? 0;
    seen.set(name, turn + 1);
    (turns[turn] ??= []).push(one);
  }
  for (const turn of turns)
    turn.sort(({ item: one }, { item: other }) => compare(one.id, other.id) || compare(one.type, other.type));
  return turns;
};

const compare = <Value extends number | string>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0;

type Written = { readonly type: number; readonly id: string; readonly ver: number };
type Standing = { readonly n: number; readonly ver: number | null; readonly clash: boolean; readonly same: boolean };

const puttingIn = (schema: Schema, store: number) => {
  const withWays = store > 0;
  const columns = columnsOfPut(withWays);
  const statements = {
    one: putStatement(schema, { count: 'one', withWays }),
    many: putStatement(schema, { count: 'many', withWays }),
  };
  const standing = standingStatement(schema);
  const putName = `records.${schema}.put${withWays ? '.customer' : ''}`;
  const standingName = `records.${schema}.standing`;
  /** Undefined where a row that says which version it follows was not written, and so none was. */
  return async (sql: Sql, turn: readonly Placed<Row>[]): Promise<readonly PutResult[] | Failure | undefined> => {
    const rows = turn.map(({ item }) => item);
    const count = countOf(rows);
    const values = [store, ...valuesIn(rows, columns)];
    const written = await sql.query<Written>(`${putName}.${count}`, statements[count], values);
    const versions = new Map(written.map(({ type, id, ver }) => [`${id}/${String(type)}`, ver]));
    const results = rows.map((row): PutResult | undefined => {
      const version = versions.get(`${row.id}/${String(row.type)}`);
      return version === undefined
        ? undefined
        : { id: row.id, version, outcome: version === 1 ? 'created' : 'updated' };
    });
    const missing = rows.filter((_, index) => results[index] === undefined);
    if (missing.length === 0) return results.flatMap((result) => result ?? []);
    if (missing.some(({ seen }) => seen !== undefined)) return undefined;
    const found = await sql.query<Standing>(standingName, standing, [store, ...standingColumns(missing)]);
    // Whose the other item is must not be told: not even that it is a patient of ours.
    if (found.some(({ clash }) => clash)) return conflict('This id of yours is already the id of another item.', 'key');
    const stands = new Map(found.map((one) => [missing[one.n - 1], one]));
    return rows.map((row, index) => results[index] ?? resultOf(row, stands.get(row)));
  };
};

const resultOf = (row: Row, standing: Standing | undefined): PutResult => {
  if (standing === undefined || standing.ver === null)
    throw new Error(`The item ${row.id} was neither written nor is it there.`);
  return { id: row.id, version: standing.ver, outcome: standing.same ? 'unchanged' : 'stale' };
};

const standingColumns = (rows: readonly Row[]): readonly unknown[] => [
  rows.map(({ type }) => type),
  rows.map(({ id }) => id),
  rows.map(({ key }) => key),
  rows.map(({ entered }) => entered),
  rows.map(({ order }) => order),
];

/** A Failure ends the transaction too: all of the writes or none. */
export const inOwnTransaction = async <Result>(
  sql: Sql,
  work: (transaction: Sql) => Promise<Result | Failure>,
): Promise<Result | Failure> => {
  try {
    return await sql.transaction(async (transaction) => {
      const result = await work(transaction);
      if (isFailure(result)) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.failure;
    throw error;
  }
};

class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Two first writes of one key at the same instant: the second can trip over the key's index before the id's, which alone
 * is told to wait, or the two can wait for each other there (40P01, deadlock_detected: PostgreSQL has undone one of
 * them). The other has committed then, so that the next time all goes its usual way.
 */
export const onceMoreAfterRace = async <Result>(work: () => Promise<Result>, attempts = 3): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (attempts === 1 || !isRace(error)) throw error;
    return onceMoreAfterRace(work, attempts - 1);
  }
};

const isRace = (error: unknown): boolean =>
  error instanceof Error &&
  (('constraint' in error && error.constraint === 'res_key') || ('code' in error && error.code === '40P01'));
