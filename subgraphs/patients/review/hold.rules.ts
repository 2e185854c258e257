import type { Failure } from '../../../kernel/failure.ts';
import { nhsNumberSystem, type IdentifierKind } from '../identifier.rules.ts';
import type { HoldReason, ReviewState } from './review.types.ts';
import type { SoftMatch } from './matching.types.ts';
import { mismatches, mismatchReasons, type KnownPerson, type SaidPerson } from './soft-match.rules.ts';

/** What an organisation wants its messages to be checked against. */
export type Checks = {
  readonly checksNhsStatus: boolean;
  readonly softMatch: readonly SoftMatch[];
  readonly autoCreates: boolean;
};

export const noChecks: Checks = { checksNhsStatus: false, softMatch: [], autoCreates: false };

/** A message whose numbers have been looked up. */
export type Matched = {
  readonly checks: Checks;
  /** PERSON: ADT^A28 and A31, which are about the patient as such. */
  readonly about: 'PERSON' | 'ITEM';
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly verification: string | null }[];
  /** The records that carry these numbers. */
  readonly candidates: readonly string[];
  /** The one that stands for the message, as far as that is clear. */
  readonly patient: string | null;
  /** That record, where it has been read. */
  readonly record:
    | {
        readonly identifiers: readonly { readonly system: string }[];
        readonly demographics: KnownPerson;
      }
    | undefined;
  /** What the message says of the person; an organisation's own codes are understood by then. */
  readonly person: SaidPerson | null | undefined;
};

/**
 * Why an administrator has to look at a message before it may write; none where nobody has to. Domain reference §4.2
 *
 * @returns invalid where a field is missing that the organisation wants to be compared
 */
export const reasonsToHold = (message: Matched): readonly HoldReason[] | Failure => {
  if (message.candidates.length > 1) return [message.patient === null ? 'MULTIPLE_MATCH' : 'ID_CONFLICT'];
  return message.about === 'PERSON' ? reasonsOfNumbers(message) : mismatches(message);
};

/** The NHS-number status check: who is meant has to be beyond doubt before demographics are changed. */
const reasonsOfNumbers = ({ checks, identifiers, record }: Matched): readonly HoldReason[] => {
  if (!checks.checksNhsStatus) return [];
  const ofNhs = identifiers.filter(({ kind }) => kind === 'NHS');
  if (ofNhs.some(({ verification }) => verification !== verified)) return ['NHS_STATUS'];
  if (identifiers.some(({ kind }) => kind !== 'LOCAL')) return [];
  // An unverified record is not made either (PROPOSED there); what has no NHS number to contradict may be changed.
  const isUnverified = record?.identifiers.every(({ system }) => system !== nhsNumberSystem) ?? false;
  return isUnverified ? [] : ['LOCAL_ID_ONLY'];
};

/** NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE: number present and verified. */
export const verified = '01';

/** A message that was held before: this one, or one about the same item of the same patient. */
export type HeldBefore = {
  readonly id: string;
  readonly reasons: readonly HoldReason[];
  readonly state: ReviewState;
  readonly decidedAt: Date | null;
  /** Null: nobody has decided, or about another message of which this one follows. */
  readonly decidedBy: string | null;
  readonly into: string | null;
  readonly isSettled: boolean;
};

export type Verdict =
  /** It may write; into that record, where one was chosen. */
  | { readonly go: true; readonly into: string | null }
  /** It is held, as it was before. */
  | { readonly go: false; readonly before: HeldBefore }
  /** It is held from now on. */
  | {
      readonly go: false;
      readonly state: ReviewState;
      readonly reasons: readonly HoldReason[];
      /** The decision that holds for it too. */
      readonly follows: string | null;
      /** Held messages that are approved by its coming. */
      readonly releases: readonly string[];
    };

/**
 * What becomes of a message, by why it would be held and by what was decided before. An item's decision holds for the
 * messages about it that follow, whatever they say of the person; and one with which all is well releases those that
 * are held, after which it is done itself: in the order in which they were sent. Domain reference §4.2, soft match; T9
 */
export const verdictOn = (id: string, reasons: readonly HoldReason[], earlier: readonly HeldBefore[]): Verdict => {
  const before = earlier.find((message) => message.id === id);
  if (before !== undefined) return before.state === 'APPROVED' ? going(before.into) : { go: false, before };
  if (reasons.some((reason) => !inherited.includes(reason))) return holding('HELD', reasons);

  const ofItem = earlier.filter((message) => message.reasons.every((reason) => inherited.includes(reason)));
  const decided = latest(ofItem.filter(({ decidedBy }) => decidedBy !== null));
  if (decided?.state === 'REJECTED') return holding('REJECTED', orFollows(reasons), { follows: decided.id });
  const isWellOrApproved = reasons.length === 0 || decided?.state === 'APPROVED';
  if (!isWellOrApproved) return holding('HELD', reasons);
  const held = ofItem.filter(({ state }) => state === 'HELD').map((message) => message.id);
  const isAwaited = held.length > 0 || ofItem.some(({ state, isSettled }) => state === 'APPROVED' && !isSettled);
  if (!isAwaited) return going(null);
  return holding('APPROVED', orFollows(reasons), { follows: decided?.id ?? null, releases: held });
};

/** Doubts about the person whom an item is about: what was decided about the item holds for the next message about it. */
const inherited: readonly HoldReason[] = [...mismatchReasons, 'FOLLOWS_HELD'];

const orFollows = (reasons: readonly HoldReason[]): readonly HoldReason[] =>
  reasons.length === 0 ? ['FOLLOWS_HELD'] : reasons;

const going = (into: string | null): Verdict => ({ go: true, into });

const holding = (
  state: ReviewState,
  reasons: readonly HoldReason[],
  { follows = null, releases = [] }: { follows?: string | null; releases?: readonly string[] } = {},
): Verdict => ({ go: false, state, reasons, follows, releases });

const latest = (messages: readonly HeldBefore[]): HeldBefore | undefined =>
  messages.toSorted((one, other) => (other.decidedAt?.getTime() ?? 0) - (one.decidedAt?.getTime() ?? 0))[0];
