import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { knownIdentifiers } from '../feed-addressing.ts';
import { matchRecord } from '../feed.rules.ts';
import { placed } from '../feed-placed.ts';
import type { FeedStore } from '../feed.store.ts';
import { noChecks, reasonsToHold } from '../review/hold.rules.ts';
import type { LetterAddresseeInput, PlacedLetter } from './letter-placing.types.ts';
import { feedIdentifiers, inInput, notGranted } from './received.rules.ts';
import type { ReceivedStore, Sending } from './received.store.ts';

export type LetterPlacing = {
  /**
   * Leave to put a letter into the record that carries these identifiers, as an MDM^T02 of the same party would have. An
   * unknown patient is sent first; what a message would be held for is refused: the sender is there, and prints it.
   * Domain reference §7.4
   *
   * @returns not_found where no record carries them; invalid, conflict or forbidden with the path in the input
   */
  place(context: Context, to: LetterAddresseeInput): Promise<PlacedLetter | Failure>;
};

type Needs = {
  readonly store: ReceivedStore;
  readonly feed: Pick<FeedStore, 'look' | 'link'>;
  readonly newId: NewId;
};

const mostIdentifiers = 10;

export const letterPlacing = ({ store, feed, newId }: Needs): LetterPlacing => ({
  place: async (context, to) => {
    const unreadable = refuseControlCharacters(to);
    if (unreadable !== undefined) return unreadable;
    const { length } = to.identifiers;
    if (length < 1 || length > mostIdentifiers)
      return invalid(`Give 1 to ${mostIdentifiers} identifiers of the patient.`, 'identifiers');
    const from = await senderFor(store, context.principal);
    if (isFailure(from)) return from;
    const { identifiers, passedOver, places } = feedIdentifiers(to.identifiers, from.types);
    const by = { organisation: from.organisation };
    const facts = await feed.look({ by, alias: from.alias, identifiers, wantsRecord: false });
    if (facts === undefined) return notGranted;
    const known = knownIdentifiers(identifiers, facts.matches);
    if (isFailure(known)) return inInput(known, places);
    const match = matchRecord(known.identifiers);
    if (isFailure(match)) return inInput(match, places);
    const checked = { ...known, ...match, checks: facts.sender.checks ?? noChecks, record: facts.current };
    const reasons = reasonsToHold({ ...checked, about: 'ITEM', person: to.person });
    if (isFailure(reasons)) return reasons;
    if (reasons.length > 0) return match.candidates.length > 1 ? several : otherPerson;
    const { patient } = match;
    if (patient === null) return nobody;
    if (!facts.isLinked) await feed.link(patient, facts.sender, context.clock.now());
    const { placement, warnings } = placed(context, {
      addressed: { ...facts, ...known },
      outcome: 'MATCHED',
      id: patient,
    });
    return { patientId: patient, placement, messageId: newId(), warnings: [...passedOver, ...warnings] };
  },
});

type From = Pick<Sending, 'types'> & { readonly organisation: string; readonly alias: string | null };

/** For which organisation and team the caller sends; without an alias it is the organisation's default team. */
const senderFor = async (store: ReceivedStore, principal: Principal): Promise<From | Failure> => {
  switch (principal.kind) {
    case 'partner': {
      if (principal.integration !== 'partner.fhir' || principal.organisation === undefined) return notYours;
      const { organisation } = principal;
      const sending = await store.sending(principal.partner, organisation);
      return sending === undefined ? notGranted : { ...sending, organisation };
    }
    case 'team': {
      const { organisation, team } = principal;
      return { ...(await store.identifying(organisation, team)), organisation };
    }
    case 'organisation': {
      const { organisation, integration } = principal;
      return integration === 'customer.fhir'
        ? { ...(await store.identifying(organisation, null)), organisation }
        : notYours;
    }
    case 'person':
    case 'internal':
      return notYours;
  }
};

const notYours = forbidden('Only who sends letters for an organisation may hand them in.');
const nobody = notFound('No record carries any of these identifiers: send the patient first.', 'identifiers');
const several = conflict(
  'These identifiers belong to different records, and which is meant was not said.',
  'identifiers',
);
const otherPerson = conflict('The record that carries these identifiers is of another person than you say.', 'person');
