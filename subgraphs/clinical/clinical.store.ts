import { isFailure, type Failure } from '../../kernel/failure.ts';
import { amend, isOvertaken, overtaken } from '../kit/amend.ts';
import type { Sql } from '../kit/sql.ts';
import {
  openRecordStore,
  type PutResult,
  type RecordStore,
  type RecordWrite,
  type StoredItem,
} from '../records/index.ts';

/** The clinical part of the patients' records: documents of `subgraphs/records` in this slice's own tables. */
export type ClinicalStore = Pick<RecordStore, 'idFor' | 'put' | 'page' | 'read'> & {
  /**
   * Writes what follows from what is there now, all of it or none.
   *
   * @returns busy where others write the item again and again
   */
  amend(amendment: Amendment): Promise<readonly PutResult[] | Failure>;
};

/** An item by id, and by whose sight. */
export type Wanted = Parameters<RecordStore['read']>[0][number];

export type Amendment = {
  readonly item: Wanted;
  /** The first of the writes is the item itself. */
  readonly writes: (current: StoredItem | undefined) => readonly RecordWrite[];
  /** What is to be written as well, now that it is known what became of the writes. */
  readonly afterwards: (current: StoredItem | undefined, results: readonly PutResult[]) => readonly RecordWrite[];
};

export const clinicalStore = (sql: Sql): ClinicalStore => {
  const records = openRecordStore({ sql, schema: 'clinical' });
  return {
    ...records,
    amend: ({ item, writes, afterwards }) =>
      amend(
        sql,
        async () => (await records.read([item]))[0],
        async (current, transaction) => {
          const results = await records.put(writes(current), transaction);
          if (isFailure(results)) return results;
          if (isOvertaken(current?.version ?? 0, results[0])) return overtaken;
          const more = afterwards(current, results);
          const added = more.length === 0 ? [] : await records.put(more, transaction);
          return isFailure(added) ? added : results;
        },
      ),
  };
};
