import type { Context } from '../kit/context.ts';
import { openPurview, type Purview } from '../kit/purview.ts';
import type { Sight, StoredItem } from './records.types.ts';

type Patient = { readonly id: string; readonly purview?: string | undefined };

/** What the caller may see of this patient now, or undefined: then there is nothing, and nothing says why. */
export const sightIn = (context: Context, patient: Patient): Sight | undefined => {
  const purview = openPurview(context, patient.id, patient.purview);
  return purview === undefined ? undefined : sightOf(purview, context.clock.now());
};

/** Whether an item is listed but what it says is not yet open to this sight. Domain reference §3.1, patient delay */
export const isClosed = (sight: Sight, item: Pick<StoredItem, 'visibleFrom'>): boolean =>
  sight.maskedAt !== undefined && item.visibleFrom !== undefined && item.visibleFrom > sight.maskedAt;

/** The purview as the store wants it. `now` is what delayed items are measured against where the purview masks them. */
const sightOf = (purview: Purview, now: Date): Sight => ({
  patient: purview.patient,
  labels: purview.labels,
  sources: purview.sources,
  ...(purview.masks.includes('DELAYED') ? { maskedAt: now } : {}),
});
