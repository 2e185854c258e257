import type { OrganisationId, PatientId, TeamId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { mostSensitive } from '../kit/label.ts';
import { sealPlacement } from '../kit/placement.ts';
import type { Addressed } from './feed-addressing.ts';
import type { FeedOutcome, KnownCode, PlacedPatient } from './feed.types.ts';

/** What a sender hears of the record that its message is about, with leave to write into it. */
export const placed = (
  context: Context,
  {
    addressed,
    outcome,
    id,
    known = [],
    isLinked = true,
  }: {
    addressed: Pick<Addressed, 'sender' | 'warnings' | 'formerly' | 'paper'>;
    outcome: FeedOutcome;
    id: string;
    known?: readonly KnownCode[];
    isLinked?: boolean;
  },
): PlacedPatient => {
  const { sender, warnings, formerly } = addressed;
  // Nobody has made a record their own that has only just been made.
  const paper = outcome === 'CREATED' ? 'UNREGISTERED' : addressed.paper;
  const label = mostSensitive(sender.defaultLabels);
  const placement = sealPlacement(context, {
    patient: id as PatientId,
    ...(formerly === null ? {} : { formerly: formerly as readonly PatientId[] }),
    organisation: sender.organisation as OrganisationId,
    team: sender.team as TeamId,
    // Only a team that may see everything says nothing about what it writes.
    ...(label !== undefined && sender.defaultLabels.length < 4 ? { label } : {}),
    ...(sender.labelMaps === null ? {} : { maps: sender.labelMaps }),
    ...(paper === null ? {} : { paper }),
  });
  return { patientId: id, outcome, placement, isLinked, warnings, codes: known };
};
