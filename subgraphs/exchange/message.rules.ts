import { conflict, invalid, type Failure } from '../../kernel/failure.ts';
import type { MessageState, OpenedMessage, OpenMessageInput } from './exchange.types.ts';

/** What stands in the database after a message was put there, or was not. */
export type Found = {
  readonly messageId: string;
  /** It was put there just now: nothing came with this control id, or only refused messages with another text. */
  readonly isNew: boolean;
  /** The text found is, byte for byte, the one that came in. */
  readonly hasSameText: boolean;
  readonly state: MessageState;
  readonly acknowledgement: string | null;
};

/** What its sender is told of a message that came in. */
export type Reply = Pick<OpenedMessage, 'messageId' | 'acknowledgement'>;

/**
 * The answer to a message that came in. Undefined: another message with this control id was written at the same moment,
 * and one has to look again. Domain reference §4.1, idempotency; ADR 0006.
 */
export const replyTo = ({
  messageId,
  isNew,
  hasSameText,
  state,
  acknowledgement,
}: Found): Reply | Failure | undefined => {
  if (isNew) return { messageId };
  const isRefused = state === 'REJECTED' || state === 'FAILED';
  if (!hasSameText) return isRefused ? undefined : usedForAnother;
  // A refused message may be tried again: what was missing may be there by now. One that was never answered must be.
  return isRefused || acknowledgement === null ? { messageId } : { messageId, acknowledgement };
};

const usedForAnother = conflict(
  'This control id (MSH-10) was used for another message of yours, with another text. Give each message its own.',
  'controlId',
);

/** Far above the 199 characters that any version of HL7 allows, and below what an index can hold. */
const longestControlId = 500;

export const faultOf = ({ controlId, raw }: OpenMessageInput): Failure | undefined => {
  if (controlId && controlId.length > longestControlId)
    return invalid(`A control id (MSH-10) has at most ${longestControlId} characters.`, 'controlId');
  // Half a surrogate pair has no UTF-8, so that the text would not come back as it was.
  if (/[\ud800-\udfff]/.test(raw) && /\p{Surrogate}/u.test(raw))
    return invalid('The text is not well-formed Unicode.', 'raw');
  return undefined;
};

/** Text for a text column. PostgreSQL stores no U+0000; such a character says nothing in an id, a reason or an answer. */
export const storable = (text: string | null | undefined): string | null => text?.replaceAll('\0', '\uFFFD') ?? null;
