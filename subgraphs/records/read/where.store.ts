import type { PatientId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { typeNumber } from '../fhir/tables.ts';
import { hashOfKey } from '../item-id.ts';
import type { ItemKey, RecordStore } from '../records.types.ts';
import type { Schema } from '../write/put.sql.ts';
import { patientsRecord } from './sights.sql.ts';

/** Under which of these patients an item lies, hidden ones too. For writers alone: it tells nothing of the item. */
export const whereItemIs = ({
  sql,
  schema,
}: {
  readonly sql: Sql;
  readonly schema: Schema;
}): RecordStore['whereIs'] => {
  const text = `select r.patient from ${schema}.res r
    where r.store = ${patientsRecord} and r.type = $1::int2 and r.key = $2::uuid and r.patient = any($3::uuid[])`;
  return async (type: string, key: ItemKey, among: readonly PatientId[]) => {
    const values = [typeNumber(type) ?? 0, hashOfKey(key), among];
    const [row] = await sql.query<{ patient: PatientId }>(`records.${schema}.where`, text, values);
    return row?.patient;
  };
};
