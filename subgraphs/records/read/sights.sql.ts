import type { Sight } from '../records.types.ts';
import type { Bind } from '../search/criterion.ts';
import type { Schema } from '../write/put.sql.ts';

/**
 * Sights as the rows of a table `p`, numbered from 1: one patient each, with what may be seen of that patient. One sight
 * comes as itself, and the arrays of several in subselects: an array whose length the planner sees is planned anew at every
 * call (see `put.sql.ts`).
 */
export const sightsTable = (sights: readonly Sight[], bind: Bind): string => {
  const rows = sights.map(({ patient, formerly = [], labels, sources, maskedAt, unmasked }) => ({
    patient,
    patients: `{${[patient, ...formerly].join(',')}}`,
    labels: `{${labels.join(',')}}`,
    sources: `{${sources.join(',')}}`,
    maskedAt: maskedAt?.toISOString() ?? null,
    openLabels: `{${unmasked?.labels.join(',') ?? ''}}`,
    openSources: `{${unmasked?.sources.join(',') ?? ''}}`,
  }));
  const [only, ...others] = rows;
  if (only !== undefined && others.length === 0)
    return `select 1 as n, ${isOfMerged(sights) ? `${bind(only.patients, 'uuid[]')} as patients` : `${bind(only.patient, 'uuid')} as patient`},
  ${bind(only.labels, 'text[]')} as labels, ${bind(only.sources, 'uuid[]')} as sources, ${bind(only.maskedAt, 'timestamptz')} as masked_at,
  ${bind(only.openLabels, 'text[]')} as open_labels, ${bind(only.openSources, 'uuid[]')} as open_sources`;
  const [column, columnType] = isOfMerged(sights) ? (['patients', 'uuid[]'] as const) : (['patient', 'uuid'] as const);
  const patients = rows.map((row) => row[column]);
  const labels = rows.map((row) => row.labels);
  const sources = rows.map((row) => row.sources);
  const masks = rows.map(({ maskedAt }) => maskedAt);
  const openLabels = rows.map((row) => row.openLabels);
  const openSources = rows.map((row) => row.openSources);
  const hidden: Bind = (value, type) => `(select ${bind(value, type)})`;
  return `select n::int as n, ${column}::${columnType} as ${column}, labels::text[] as labels, sources::uuid[] as sources, masked_at,
    open_labels::text[] as open_labels, open_sources::uuid[] as open_sources
  from unnest(${hidden(patients, columnType === 'uuid' ? 'uuid[]' : 'text[]')}, ${hidden(labels, 'text[]')}, ${hidden(sources, 'text[]')}, ${hidden(masks, 'timestamptz[]')},
    ${hidden(openLabels, 'text[]')}, ${hidden(openSources, 'text[]')})
    with ordinality as p(${column}, labels, sources, masked_at, open_labels, open_sources, n)`;
};

/**
 * What a sight `p` of these lets be seen of the patients' record `r`: this is the only place where that is said, and it is
 * part of every statement that reads for somebody. `store = 0`: customers' own stores are never read through a sight.
 *
 * The range of one id is walked in its order; where records were merged, those of several ids are put in order.
 */
export const visibleTo = (sights: readonly Sight[]): string =>
  `${isOfMerged(sights) ? 'r.patient = any(p.patients)' : 'r.patient = p.patient'} and r.store = 0 and not r.deleted and (r.label = any(p.labels) or r.sources && p.sources)`;

/**
 * The patients' record, for a statement that goes by a name or a key. As a plain 0 it would offer the planner the index of
 * what a patient has (`res_patient`, where store = 0), which it takes while a table is all but empty, and keeps to as that
 * grows: some ms for each item instead of a hundredth of one.
 */
export const patientsRecord = '(select 0::int2)';

/**
 * The row of the patients' record of this name, `type` and `id` being SQL: in one step, and whoever is to see it is asked
 * afterwards. Without the limit the planner may walk through all that its patient has of the type, as it does where it knows
 * nothing of a table yet.
 */
export const rowNamed = (schema: Schema, { type, id }: { readonly type: string; readonly id: string }): string =>
  `(select * from ${schema}.res r where r.store = ${patientsRecord} and r.type = ${type} and r.id = ${id} limit 1)`;

/** Most patients have one id; the statement for those who have several is another one. */
const isOfMerged = (sights: readonly Sight[]): boolean => sights.some(({ formerly }) => formerly !== undefined);

/** Whether a search may look into the content of `r`: not while it is delayed, unless the sight leaves it open. */
export const open = `(p.masked_at is null or r.visible_from is null or r.visible_from <= p.masked_at
  or r.label = any(p.open_labels) or r.sources && p.open_sources)`;
