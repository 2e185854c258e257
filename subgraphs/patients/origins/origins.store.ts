import { defineBatch } from '../../kit/batch.ts';
import type { Sql } from '../../kit/sql.ts';
import type { PatientOrigin } from './origins.types.ts';

export type OriginsStore = ReturnType<typeof originsStore>;

/** Of which messages something still stands: each element is what the newest version says that says anything of it. */
export const originsStore = (sql: Sql) => ({
  of: defineBatch<string, readonly PatientOrigin[]>(async (patients) => {
    const rows = await sql.query<PatientOrigin & { readonly patient: string }>('patients.origins', origins, [patients]);
    return patients.map((patient) => rows.filter((row) => row.patient === patient));
  }),
});

const origins = `
  select x.patient, x.version, x.at, x.origin, x."organisationId", array_agg(x.element order by x.element) as elements
  from (
    select distinct on (v.patient_id, e.element) v.patient_id as patient, v.version, v.at, v.origin, e.element,
      v.content ->> 'by' as "organisationId"
    from patients.patient_version v
    cross join lateral jsonb_array_elements_text(case jsonb_typeof(v.content -> 'said') when 'array' then v.content -> 'said' else '[]' end) e(element)
    where v.patient_id = any($1::uuid[])
    order by v.patient_id, e.element, v.version desc) x
  group by x.patient, x.version, x.at, x.origin, x."organisationId" order by x.patient, x.version desc`;
