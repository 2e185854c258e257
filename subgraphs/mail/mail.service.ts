import { conflict, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseLetterId, parseMessageId, type NewId } from '../../kernel/id.ts';
import { defineBatch } from '../kit/batch.ts';
import type { Context } from '../kit/context.ts';
import { labelOnIngest } from '../kit/label.rules.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import { openPermit } from '../kit/permit.ts';
import { openPlacement } from '../kit/placement.ts';
import { openPurview, type Purview } from '../kit/purview.ts';
import type { Stored } from '../kit/store-result.types.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { DispatchStore } from './dispatch/dispatch.store.ts';
import { handIn } from './dispatch/hand-in.rules.ts';
import { faultOf, kindOf, letterFor, type KeptLetter } from './letter.rules.ts';
import type { LetterStore, Place } from './letter.store.ts';
import type {
  Letter,
  LetterPage,
  OpenLetterInput,
  Patient,
  PublishLetterInput,
  WithdrawLetterInput,
} from './mail.types.ts';

export type MailService = {
  /** The letters inside the caller's purview; null where there is none. */
  letters(context: Context, patient: Patient, page: Page): Promise<LetterPage | null | Failure>;
  /**
   * Sends a document as a letter, once for each number of its sender. The same message again changes nothing, an older
   * one is stale. A newer one replaces the letter: it is published anew and counts as unread, because nobody here can
   * tell whether the text behind the document is still the one that was read. Earlier receipts stay on record.
   */
  publish(context: Context, input: PublishLetterInput): Promise<Stored | Failure>;
  /**
   * Takes a letter back, whose document is deleted: nobody sees it any more, and its receipts stay on record.
   *
   * @returns not_found with the field `externalId`; otherwise as `publish`
   */
  withdraw(context: Context, input: WithdrawLetterInput): Promise<Stored | Failure>;
  /**
   * The patient opens a letter: the first time, by our clock, is its read receipt. A carer's is kept beside it, and
   * what professionals read is no receipt at all. Domain reference §7.4
   */
  open(context: Context, input: OpenLetterInput): Promise<Letter | Failure>;
};

type Needs = {
  readonly store: LetterStore;
  readonly dispatches: Pick<DispatchStore, 'handling'>;
  readonly newId: NewId;
};

export const mailService = ({ store, dispatches, newId }: Needs): MailService => {
  const page = defineBatch<Purview, readonly KeptLetter[], { readonly after: Place | null; readonly limit: number }>(
    (purviews, { after, limit }) => store.pages(purviews, after, limit),
  );

  return {
    letters: async (context, { id, purview: sealed }, asked) => {
      const purview = openPurview(context, id, sealed);
      if (purview === undefined) return null;
      const paging = pagingOf(asked);
      if (isFailure(paging)) return paging;
      const { first, after } = paging;
      const place = placeOf(context, purview.patient, after);
      if (isFailure(place)) return place;
      const found = await page(purview, { after: place, limit: first + 1 });
      const now = context.clock.now();
      const items = found.slice(0, first).map((letter) => letterFor(letter, purview, now));
      const last = found.length > first ? found[first - 1] : undefined;
      return last === undefined ? { items } : { items, next: cursorOf(context, purview.patient, last) };
    },

    publish: async (context, input) => {
      const placement = openPlacement(context, input.placement);
      if (isFailure(placement)) return placement;
      const { patient, organisation, team } = placement;
      const { externalId, documentId, title, documentType, specialty, visibleFrom, message } = input;
      const patients = [patient, ...(placement.formerly ?? [])];
      const fault = faultOf(input, patients);
      if (fault !== undefined) return fault;
      const origin = parseMessageId(message.id);
      if (isFailure(origin)) return invalid(origin.message, 'message.id');
      const unlabelled = { label: input.label, codes: [documentType], specialty: { code: specialty ?? null } };
      const { label, labelStands = false } = labelOnIngest(unlabelled, placement);
      const { principal, clock } = context;
      const publishedAt = clock.now();
      const partner = 'partner' in principal ? principal.partner : null;
      const kind = kindOf(documentType);
      const appointmentStart = input.appointmentStart ?? null;
      const sent = { publishedAt, visibleFrom: visibleFrom ?? null, appointmentStart, paper: placement.paper ?? null };
      const handled = handIn(sent, await dispatches.handling(organisation, kind, partner));
      const { id, standing } = await store.put({
        id: newId(),
        patient,
        patients,
        organisation,
        team,
        externalId,
        documentId,
        title,
        documentType: kind,
        label,
        labelStands,
        sources: [organisation, team],
        visibleFrom: sent.visibleFrom,
        publishedAt,
        entered: message.sentAt,
        enteredOrder: message.controlId,
        origin,
        dispatch: { id: newId(), partner, ...handled },
      });
      return standing === 'another patient' ? anotherPatient : { id, outcome: standing };
    },

    withdraw: async (context, { placement: sealed, message, externalId }) => {
      const placement = openPlacement(context, sealed);
      if (isFailure(placement)) return placement;
      const origin = parseMessageId(message.id);
      if (isFailure(origin)) return invalid(origin.message, 'message.id');
      const { patient, organisation, formerly = [] } = placement;
      const order = { entered: message.sentAt, enteredOrder: message.controlId, origin, at: context.clock.now() };
      const withdrawn = await store.withdraw({ patients: [patient, ...formerly], organisation, externalId, ...order });
      if (withdrawn === undefined || withdrawn.standing === 'another patient') return noSuchNumber;
      return { id: withdrawn.id, outcome: withdrawn.standing };
    },

    open: async (context, { permit: sealed, letterId }) => {
      const permit = openPermit(context, sealed);
      if (isFailure(permit)) return permit;
      const letter = parseLetterId(letterId);
      const { principal, clock } = context;
      const mayOpen = permit.isSelf || permit.asCarer.length > 0;
      if (principal.kind !== 'person' || !mayOpen || isFailure(letter)) return noSuchLetter;
      const at = clock.now();
      const patients = [permit.patient, ...(permit.formerly ?? [])];
      const as = permit.isSelf ? {} : { asCarer: permit.asCarer };
      const kept = await store.read({ letter, patients, by: principal.user, at, ...as });
      return kept === undefined ? noSuchLetter : letterFor(kept, { masks: [] }, at);
    },
  };
};

const noSuchLetter = notFound('There is no such letter that you can open.', 'letterId');
const noSuchNumber = notFound('There is no letter of this number.', 'externalId');
const anotherPatient = conflict(
  'This document number (TXA-12.1) was used for a letter to another patient.',
  'externalId',
);
