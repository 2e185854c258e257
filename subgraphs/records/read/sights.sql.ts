import type { Sight } from '../records.types.ts';
import type { Bind } from '../search/criterion.ts';

/**
 * Sights as the rows of a table `p`, numbered from 1: one patient each, with what may be seen of that patient. One sight
 * comes as itself: an array would be planned anew at every call (see `put.sql.ts`).
 */
export const sightsTable = (sights: readonly Sight[], bind: Bind): string => {
  const rows = sights.map(({ patient, labels, sources, maskedAt }) => ({
    patient,
    labels: `{${labels.join(',')}}`,
    sources: `{${sources.join(',')}}`,
    maskedAt: maskedAt?.toISOString() ?? null,
  }));
  const [only, ...others] = rows;
  if (only !== undefined && others.length === 0)
    return `select 1 as n, ${bind(only.patient, 'uuid')} as patient, ${bind(only.labels, 'text[]')} as labels,
  ${bind(only.sources, 'uuid[]')} as sources, ${bind(only.maskedAt, 'timestamptz')} as masked_at`;
  const patients = rows.map(({ patient }) => patient);
  const labels = rows.map((row) => row.labels);
  const sources = rows.map((row) => row.sources);
  const masks = rows.map(({ maskedAt }) => maskedAt);
  return `select n::int as n, patient, labels::text[] as labels, sources::uuid[] as sources, masked_at
  from unnest(${bind(patients, 'uuid[]')}, ${bind(labels, 'text[]')}, ${bind(sources, 'text[]')}, ${bind(masks, 'timestamptz[]')})
    with ordinality as p(patient, labels, sources, masked_at, n)`;
};

/**
 * What a sight `p` lets be seen of the patients' record `r`: this is the only place where that is said, and it is part of
 * every statement that reads for somebody. `store = 0`: customers' own stores are never read through a sight.
 */
export const visible = `r.patient = p.patient and r.store = 0 and not r.deleted and (r.label = any(p.labels) or r.sources && p.sources)`;
