import type { Context } from '../kit/context.ts';
import { openPurview } from '../kit/purview.ts';
import { sightOf, type Sight, type StoredItem } from '../records/index.ts';
import type { Patient } from './appointments.types.ts';

/** What the caller may see of this patient now, or undefined: then there is nothing, and nothing says why. */
export const sightIn = (context: Context, patient: Patient): Sight | undefined => {
  const purview = openPurview(context, patient.id, patient.purview);
  return purview === undefined ? undefined : sightOf(purview, context.clock.now());
};

/** Whether an item is listed but what it says is not yet open to this sight. Domain reference §3.1, patient delay */
export const isClosed = (sight: Sight, item: Pick<StoredItem, 'visibleFrom'>): boolean =>
  sight.maskedAt !== undefined && item.visibleFrom !== undefined && item.visibleFrom > sight.maskedAt;
