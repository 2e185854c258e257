import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { openPlacement } from '../kit/placement.ts';
import type { FeedStore } from './feed.store.ts';
import type { LinkedPatient, LinkPatientInput } from './feed.types.ts';

/**
 * The team of a placement holds the record from now on: it was matched for it, and what its message asked for has been done.
 *
 * @returns forbidden where the placement is not the caller's
 */
export type LinkPatient = (context: Context, input: LinkPatientInput) => Promise<LinkedPatient | Failure>;

export const linkPatient =
  (store: Pick<FeedStore, 'link'>): LinkPatient =>
  async (context, input) => {
    const placement = openPlacement(context, input.placement);
    if (isFailure(placement)) return placement;
    await store.link(placement.patient, placement, context.clock.now());
    return { patientId: placement.patient };
  };
