import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { HoldReason, ReviewState } from '../documents.generated.ts';

/** A message that an administrator has to decide about: accepted, and nothing of it is done. */
export type Held = { readonly held: readonly Failure[] };

type Notice = { readonly reasons: readonly HoldReason[]; readonly state: ReviewState };

/** What the sender hears: as warnings beside the AA, since there is nothing to send again. Domain reference §4.3 */
export const heldFor = ({ reasons, state }: Notice): Held => {
  const held = reasons.map((reason) => conflict(`${decided[state]}: ${why[reason].text}.`, why[reason].place));
  return { held };
};

export const isStopped = <Value>(value: Value | Held | Failure): value is Held | Failure =>
  isFailure(value) || (typeof value === 'object' && value !== null && 'held' in value);

const decided = {
  HELD: 'Held until it is reviewed',
  APPROVED: 'Held for a moment',
  REJECTED: 'Not stored, as was decided in review',
  SUPERSEDED: 'Not stored, as a newer message has taken its place',
} as const satisfies Record<ReviewState, string>;

const why: Readonly<Record<HoldReason, { readonly text: string; readonly place: string }>> = {
  NHS_STATUS: { text: 'the NHS number is not verified', place: 'PID[1].3' },
  LOCAL_ID_ONLY: { text: 'there is no NHS number', place: 'PID[1].3' },
  ID_CONFLICT: { text: 'the identifiers belong to different records', place: 'PID[1].3' },
  MULTIPLE_MATCH: { text: 'the identifiers belong to several records', place: 'PID[1].3' },
  DOB_MISMATCH: { text: 'the date of birth is not that of the record', place: 'PID[1].7' },
  FAMILY_NAME_MISMATCH: { text: 'the family name is not that of the record', place: 'PID[1].5.1' },
  GIVEN_NAME_MISMATCH: { text: 'the given name is not that of the record', place: 'PID[1].5.2' },
  GENDER_MISMATCH: { text: 'the sex is not that of the record', place: 'PID[1].8' },
  FOLLOWS_HELD: { text: 'earlier messages about the same item were held', place: 'PID[1]' },
};
