import type { Purview } from '../kit/purview.ts';
import type { Sight } from './records.types.ts';

/** The purview as the store wants it. `now` is what delayed items are measured against where the purview masks them. */
export const sightOf = (purview: Purview, now: Date): Sight => ({
  patient: purview.patient,
  labels: purview.labels,
  sources: purview.sources,
  ...(purview.masks.includes('DELAYED') ? { maskedAt: now } : {}),
});
