import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { DemographicsInput, FeedMessageInput, HeldForReview } from '../feed.types.ts';
import type { Said } from './compare.rules.ts';
import { reasonsToHold, verdictOn, type Matched } from './hold.rules.ts';
import type { holdsIn } from './hold.store.ts';

/** A message whose numbers have been looked up, and all that an administrator would want to know of it. */
export type Arrived = Omit<Matched, 'identifiers' | 'person'> & {
  readonly message: FeedMessageInput;
  readonly organisation: string;
  readonly identifiers: readonly (Matched['identifiers'][number] & {
    readonly system: string;
    readonly value: string;
  })[];
  readonly person: DemographicsInput | null | undefined;
  /** The data points that it brings. */
  readonly items: readonly string[];
};

/** Goes on, into the record that was chosen where one was; or waits, which is kept by then. */
export type Stopped = { readonly into: string | null } | HeldForReview;

/** Whether a message may write now. Domain reference §4.2 */
export const holdUp = async (
  context: Context,
  arrived: Arrived,
  store: ReturnType<typeof holdsIn>,
): Promise<Stopped | Failure> => {
  const { message, organisation, patient, candidates, items, checks } = arrived;
  const reasons = reasonsToHold(arrived);
  if (isFailure(reasons)) return reasons;
  // Only where messages about items are compared can one be held that this one has to follow.
  const mayFollow = arrived.about === 'ITEM' && checks.softMatch.length > 0 && patient !== null && items.length > 0;
  if (reasons.length === 0 && !mayFollow) return { into: null };

  const sender = nameOf(context.principal);
  const asked = { id: message.id, sender, organisation, patient, items: mayFollow ? items : [] };
  const earlier = await store.heldBefore(asked);
  const verdict = verdictOn(message.id, reasons, earlier);
  if (verdict.go) return { into: verdict.into };
  if ('before' in verdict) return { reasons: verdict.before.reasons, state: verdict.before.state };
  await store.hold({
    ...verdict,
    id: message.id,
    organisation,
    sender: context.principal,
    senderName: sender,
    type: message.type ?? null,
    controlId: message.controlId,
    sentAt: message.sentAt,
    about: arrived.about,
    heldAt: context.clock.now(),
    patient,
    candidates,
    items,
    said: saidIn(arrived),
    numbers: arrived.identifiers.map(numberOf),
  });
  return { reasons: verdict.reasons, state: verdict.state };
};

export const numberOf = ({ system, value }: { readonly system: string; readonly value: string }): string =>
  `${system}|${value}`;

/** As far as it can be compared with a record. */
const saidIn = ({ person, identifiers }: Arrived): Said => ({
  ...(person?.familyName ? { familyName: person.familyName } : {}),
  ...(person?.givenName ? { givenName: person.givenName } : {}),
  ...(person?.dateOfBirth ? { dateOfBirth: person.dateOfBirth } : {}),
  ...(person?.gender ? { gender: person.gender } : {}),
  identifiers: identifiers.map(({ system, value, verification }) => ({ system, value, verification })),
});
