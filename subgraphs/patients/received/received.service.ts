import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { knownIdentifiers } from '../feed-addressing.ts';
import { matchRecord } from '../feed.rules.ts';
import type { FeedService } from '../feed.service.ts';
import type { FeedStore } from '../feed.store.ts';
import type { Warning } from '../feed.types.ts';
import { noChecks, reasonsToHold } from '../review/hold.rules.ts';
import type { HoldReason } from '../review/review.types.ts';
import { feedIdentifiers, inInput, notGranted, refuseTeams } from './received.rules.ts';
import type { ReceivedStore, Sending } from './received.store.ts';
import type { ReceivedPatient, ReceivedPatientInput } from './received.types.ts';

export type ReceivedService = {
  /**
   * Creates or changes the record of a patient, as an ADT^A28 of the same party would. Sent twice it is done once. What
   * an organisation has its messages checked for is refused here: the partner is still there, and can put it right.
   * Domain reference §7.3, $process-message
   *
   * @returns invalid, conflict or forbidden with the path in the input
   */
  receive(context: Context, input: ReceivedPatientInput): Promise<ReceivedPatient | Failure>;
};

type Needs = {
  readonly store: ReceivedStore;
  readonly feed: FeedService;
  readonly lookUp: Pick<FeedStore, 'look'>;
  readonly newId: NewId;
};

export const receivedService = ({ store, feed, lookUp, newId }: Needs): ReceivedService => ({
  receive: async (context, input) => {
    const { principal, clock } = context;
    const unreadable = refuseControlCharacters(input);
    if (unreadable !== undefined) return unreadable;
    const sending = await sendingFor(store, principal, input.teamId ?? null);
    if (isFailure(sending)) return sending;
    const { organisation } = sending;
    const teams = input.teams ?? [];
    const { identifiers, passedOver, places } = feedIdentifiers(input.identifiers, sending.types);
    const outside = (problem: Failure): Failure => inInput(problem, places);
    const refusedTeams = refuseTeams(teams, sending);
    if (refusedTeams !== undefined) return refusedTeams;

    const by = { organisation };
    const facts = await lookUp.look({ by, alias: sending.alias, identifiers, wantsRecord: true });
    if (facts === undefined) return notGranted;
    const known = knownIdentifiers(identifiers, facts.matches);
    if (isFailure(known)) return outside(known);
    const match = matchRecord(known.identifiers);
    if (isFailure(match)) return outside(match);
    const checked = { ...known, ...match, checks: facts.sender.checks ?? noChecks, record: facts.current };
    const reasons = reasonsToHold({ ...checked, about: 'PERSON', person: input.demographics });
    if (isFailure(reasons)) return reasons;
    const [reason] = reasons;
    if (reason !== undefined) return conflict(words[reason] ?? several, 'identifiers');

    const now = clock.now();
    const isAgain = facts.current?.entered_by === input.digest;
    const sentAt = isAgain ? facts.current.entered_at : notLaterThan(now, input.sentAt ?? now);
    const done = await feed.upsert(
      context,
      {
        message: { id: newId(), sentAt, controlId: input.digest, alias: sending.alias, type: 'Patient' },
        identifiers,
        demographics: input.demographics,
        addTeams: teams,
      },
      by,
    );
    if (isFailure(done)) return outside(done);
    if ('reasons' in done) return conflict(several, 'identifiers');
    const warnings: readonly Warning[] = [...passedOver, ...done.warnings];
    return { patientId: done.patientId, outcome: done.outcome, warnings };
  },
});

/** For whom the caller creates: as whom it was granted, or the team that it coordinates. Domain reference §5, POST /users */
const sendingFor = async (
  store: Needs['store'],
  principal: Principal,
  asked: string | null,
): Promise<Sending | Failure> => {
  if (principal.integration === 'partner.fhir' && principal.organisation !== undefined)
    return (await store.sending(principal.partner, principal.organisation)) ?? notGranted;
  const coordinated =
    principal.kind === 'team' ? [principal.team] : principal.kind === 'person' ? principal.coordinates : [];
  if (coordinated.length === 0) return forbidden('Patients are sent here by partners, and by coordinators of teams.');
  if (asked === null && coordinated.length > 1) return invalid('Say for which of your teams.', 'teamId');
  const team = coordinated.find((one) => asked === null || one === asked.toLowerCase());
  return (team && (await store.sendingOf(team))) ?? notFound('You coordinate no such team.', 'teamId');
};

/** A clock that runs ahead must not shut out what comes after. */
const notLaterThan = (now: Date, at: Date): Date => (at > now ? now : at);

/** Why an administrator would have to look at it. Domain reference §4.2 */
const several = 'These identifiers belong to different records, and which is meant was not said.';
const words: Readonly<Partial<Record<HoldReason, string>>> = {
  NHS_STATUS: 'The organisation takes verified NHS numbers alone: the verification status has to be 01.',
  LOCAL_ID_ONLY: 'The organisation wants a verified NHS number: its own number alone is not enough.',
  ID_CONFLICT: 'These identifiers belong to different records.',
};
