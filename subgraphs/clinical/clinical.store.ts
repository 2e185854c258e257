import { isFailure, type Failure } from '../../kernel/failure.ts';
import { amend, isOvertaken, overtaken } from '../kit/amend.ts';
import { jointly } from '../kit/jointly.ts';
import type { Sql } from '../kit/sql.ts';
import {
  openRecordStore,
  type PutResult,
  type RecordStore,
  type RecordWrite,
  type StoredItem,
} from '../records/index.ts';
import { aboutNumber } from './writing.ts';

/** The clinical part of the patients' records: documents of `subgraphs/records` in this slice's own tables. */
export type ClinicalStore = Pick<RecordStore, 'idFor' | 'put' | 'page' | 'read' | 'relabel' | 'history' | 'whereIs'> & {
  /**
   * Writes what follows from what is there now, all of it or none: one look and one put for all the items.
   *
   * @returns what became of each amendment's writes; busy where others write the items again and again; conflict with
   *   the amendment's own `field` where its item's key is that of another patient's item
   */
  amend(amendments: readonly Amendment[]): Promise<readonly (readonly PutResult[])[] | Failure>;
};

/** An item by id, and by whose sight. */
export type Wanted = Parameters<RecordStore['read']>[0][number];

export type Amendment = {
  readonly item: Wanted;
  /** Where the item's key stands in the caller's input. */
  readonly field: string;
  /** What is written does not follow from what is there: nobody can overtake it. */
  readonly isBlind?: boolean;
  /** The first of the writes is the item itself; none, where nothing is to be done. */
  readonly writes: (current: StoredItem | undefined) => readonly RecordWrite[];
  /** What is to be written as well where a later version of the item had been there. */
  readonly whenStale?: More;
  /** What is to be written as well, now that it is known what became of the writes. */
  readonly afterwards?: More;
};

type More = (current: StoredItem | undefined, results: readonly PutResult[]) => readonly RecordWrite[];

export const clinicalStore = (sql: Sql): ClinicalStore => {
  const records = openRecordStore({ sql, schema: 'clinical' });
  const amendAll = async (amendments: readonly Amendment[]): Promise<Amended> =>
    (await amendAtOnce(records, amendments)) ?? amending(records, sql)(amendments);
  // What several messages amend goes into one transaction, unless two of them amend one item.
  const together = jointly<readonly Amendment[], Amended>(async (asked) => {
    const apart = disjoint(asked);
    const results = await amendAll(apart.flat());
    if (apart.length === 1) return asked.map((amendments) => (amendments === apart[0] ? results : undefined));
    // Refused for one of them: each is tried alone.
    if (isFailure(results)) throw new Error(results.message);
    const answers = new Map(shares(results, apart).map((share, nth) => [apart[nth], share]));
    return asked.map((amendments) => answers.get(amendments));
  });
  return { ...records, amend: (amendments) => together(amendments) };
};

type Amended = readonly (readonly PutResult[])[] | Failure;

/** The first of all that amend an item; the others come after them. */
const disjoint = (asked: readonly (readonly Amendment[])[]): readonly (readonly Amendment[])[] => {
  const taken = new Set<string>();
  return asked.filter((amendments) => {
    const names = amendments.map(({ item }) => `${item.type}/${item.id}`);
    if (names.some((name) => taken.has(name))) return false;
    for (const name of names) taken.add(name);
    return true;
  });
};

/**
 * One look, and one statement that is its own transaction: for what is new, or newer, and is nobody else's to write just
 * now, as nearly everything is.
 *
 * @returns undefined where it takes more than that; then nothing was written
 */
const amendAtOnce = async (records: RecordStore, amendments: readonly Amendment[]): Promise<Amended | undefined> => {
  if (amendments.some(({ afterwards }) => afterwards !== undefined)) return undefined;
  const current = await records.read(amendments.map(({ item }) => item));
  const writes = amendments.map((amendment, index) => following(amendment, current[index]));
  const put = await records.putUnlessOvertaken(writes.flat());
  return put === 'overtaken' ? undefined : shares(put, writes);
};

const following = ({ isBlind, writes }: Amendment, current: StoredItem | undefined): readonly RecordWrite[] => {
  const [item, ...others] = writes(current);
  if (item === undefined) return [];
  return [isBlind === true ? item : { ...item, seen: current?.version ?? 0 }, ...others];
};

const amending =
  (records: RecordStore, sql: Sql) =>
  (amendments: readonly Amendment[]): Promise<Amended> =>
    amend(
      sql,
      () => records.read(amendments.map(({ item }) => item)),
      async (current, transaction) => {
        const writes = amendments.map((amendment, index) => amendment.writes(current[index]));
        const put = await records.put(writes.flat(), transaction);
        if (isFailure(put)) {
          const clashing = amendments[await firstRefused(records, writes, transaction)];
          return clashing === undefined ? put : aboutNumber(put, clashing.field);
        }
        const results = shares(put, writes);
        const late = amendments.some(({ isBlind }, index) => {
          const item = results[index]?.[0];
          return isBlind !== true && item !== undefined && isOvertaken(current[index]?.version ?? 0, item);
        });
        if (late) return overtaken;
        const more = amendments.flatMap(({ whenStale, afterwards }, index) => {
          const written = results[index] ?? [];
          const late = written[0]?.outcome === 'stale' ? whenStale?.(current[index], written) : undefined;
          return [...(late ?? []), ...(afterwards?.(current[index], written) ?? [])];
        });
        const added = more.length === 0 ? [] : await records.put(more, transaction);
        return isFailure(added) ? added : results;
      },
    );

/**
 * Whose item it is that the put as a whole was refused for, -1 for nobody's: each item is tried alone, in the order in
 * which a put locks its rows, so that nobody deadlocks. The transaction ends undone.
 */
const firstRefused = async (
  records: RecordStore,
  writes: readonly (readonly RecordWrite[])[],
  transaction: Sql,
): Promise<number> => {
  const items = writes.flatMap(([item], index) => (item === undefined ? [] : [{ item, index }]));
  const refused: number[] = [];
  for (const { item, index } of items.sort((one, other) => ((one.item.id ?? '') < (other.item.id ?? '') ? -1 : 1)))
    if (isFailure(await records.put([item], transaction))) refused.push(index);
  return refused.length === 0 ? -1 : Math.min(...refused);
};

/** The results of all, dealt out to the lists that they came in. */
const shares = <Result>(
  results: readonly Result[],
  writes: readonly (readonly unknown[])[],
): readonly (readonly Result[])[] => {
  let dealt = 0;
  return writes.map(({ length }) => results.slice(dealt, (dealt += length)));
};
