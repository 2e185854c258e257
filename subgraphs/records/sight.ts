import type { Context } from '../kit/context.ts';
import { openPurview, shows, type Purview } from '../kit/purview.ts';
import type { Sight, StoredItem } from './records.types.ts';

type Patient = { readonly id: string; readonly purview?: string | undefined };

/** What the caller may see of this patient now, or undefined: then there is nothing, and nothing says why. */
export const sightIn = (context: Context, patient: Patient): Sight | undefined => {
  const purview = openPurview(context, patient.id, patient.purview);
  return purview === undefined ? undefined : sightOf(purview, context.clock.now());
};

/** Whether an item is listed but what it says is not yet open to this sight. Domain reference §3.1, patient delay */
export const isClosed = (
  { maskedAt, unmasked }: Sight,
  item: Pick<StoredItem, 'visibleFrom' | 'label' | 'sources'>,
): boolean =>
  maskedAt !== undefined &&
  item.visibleFrom !== undefined &&
  item.visibleFrom > maskedAt &&
  !(unmasked !== undefined && shows(unmasked, item));

/** The purview as the store wants it. `now` is what delayed items are measured against where the purview masks them. */
const sightOf = (purview: Purview, now: Date): Sight => ({
  patient: purview.patient,
  ...(purview.formerly === undefined ? {} : { formerly: purview.formerly }),
  labels: purview.labels,
  sources: purview.sources,
  ...(purview.masks.includes('DELAYED') ? { maskedAt: now } : {}),
  ...(purview.unmasked === undefined ? {} : { unmasked: purview.unmasked }),
});
