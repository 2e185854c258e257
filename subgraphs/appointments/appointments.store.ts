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

/** The appointments of the patients' records: documents of `subgraphs/records` in this slice's own tables. */
export type AppointmentsStore = Pick<RecordStore, 'idFor' | 'put' | 'page' | 'read' | 'relabel' | 'whereIs'> & {
  /**
   * Writes what follows from what is there now.
   *
   * @returns busy where others write the item again and again
   */
  amend(
    item: Wanted,
    decide: (current: StoredItem | undefined) => RecordWrite | Failure,
  ): Promise<readonly PutResult[] | Failure>;
};

/** An item by id, and by whose sight. */
export type Wanted = Parameters<RecordStore['read']>[0][number];

export const appointmentsStore = (sql: Sql): AppointmentsStore => {
  const records = openRecordStore({ sql, schema: 'appointments' });
  return {
    ...records,
    amend: async (item, decide) =>
      (await amendAtOnce(records, item, decide)) ?? amendInTurn(sql, records)(item, decide),
  };
};

type Decide = Parameters<AppointmentsStore['amend']>[1];

/** One look and one statement: undefined where it takes more than that, as for what comes late. */
const amendAtOnce = async (
  records: RecordStore,
  item: Wanted,
  decide: Decide,
): Promise<readonly PutResult[] | Failure | undefined> => {
  const [current] = await records.read([item]);
  const write = decide(current);
  if (isFailure(write)) return write;
  const put = await records.putUnlessOvertaken([{ ...write, seen: current?.version ?? 0 }]);
  return put === 'overtaken' ? undefined : put;
};

const amendInTurn =
  (sql: Sql, records: RecordStore): AppointmentsStore['amend'] =>
  (item, decide) =>
    amend(
      sql,
      async () => (await records.read([item]))[0],
      async (current, transaction) => {
        const write = decide(current);
        if (isFailure(write)) return write;
        const results = await records.put([write], transaction);
        if (isFailure(results)) return results;
        return isOvertaken(current?.version ?? 0, results[0]) ? overtaken : results;
      },
    );
