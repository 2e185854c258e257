import type { Sight } from '../records.types.ts';
import type { Bind } from '../search/criterion.ts';

/** Sights as the rows of a table `p`, numbered from 1: one patient each, with what may be seen of that patient. */
export const sightsTable = (sights: readonly Sight[], bind: Bind): string => {
  const columns = [
    bind(
      sights.map(({ patient }) => patient),
      'uuid[]',
    ),
    bind(
      sights.map(({ labels }) => `{${labels.join(',')}}`),
      'text[]',
    ),
    bind(
      sights.map(({ sources }) => `{${sources.join(',')}}`),
      'text[]',
    ),
    bind(
      sights.map(({ maskedAt }) => maskedAt?.toISOString() ?? null),
      'timestamptz[]',
    ),
  ];
  return `select n::int as n, patient, labels::text[] as labels, sources::uuid[] as sources, masked_at
  from unnest(${columns.join(', ')}) with ordinality as p(patient, labels, sources, masked_at, n)`;
};

/**
 * What a sight `p` lets be seen of the patients' record `r`: this is the only place where that is said, and it is part of
 * every statement that reads for somebody. `store = 0`: customers' own stores are never read through a sight.
 */
export const visible = `r.patient = p.patient and r.store = 0 and not r.deleted and (r.label = any(p.labels) or r.sources && p.sources)`;
