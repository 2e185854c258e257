import type { Failure } from '../../../kernel/failure.ts';
import type { Answer } from '../ack.ts';
import type { Asking } from '../asking.ts';
import type { FeedMessageInput, SourceMessageInput } from '../documents.generated.ts';
import type { Er7Message } from '../er7/message.ts';
import type { Header } from '../read/header.ts';
import type { Held } from './held.ts';

/** A message that is kept and has a header: what a trigger may know of it. */
export type Incoming = {
  readonly asking: Asking;
  readonly message: Er7Message;
  readonly header: Header;
  /** The id under which it is kept. */
  readonly messageId: string;
};

/** What was done, and what the sender should know although all is well. */
export type Outcome = {
  /** Whose record it is about, where it is about one. */
  readonly patientId?: string;
  readonly warnings: readonly Failure[];
  /** What was asked for. */
  readonly answer?: Answer;
};

/** Does what a message of one type asks for. A Failure has its place in the message as its field. */
export type Trigger = (incoming: Incoming) => Promise<Outcome | Held | Failure>;

/** How an item names the message it comes from. */
export const sourceOf = ({ header, messageId }: Incoming): SourceMessageInput => ({
  id: messageId,
  sentAt: header.at.instant,
  controlId: header.controlId,
});

/** The same for who places the record: MSH-4 in braces is the party for whom it is sent, which as a rule is the sender. */
export const feedMessageOf = (incoming: Incoming): FeedMessageInput => ({
  ...sourceOf(incoming),
  alias: incoming.header.controller,
  type: `${incoming.header.type}^${incoming.header.trigger}`,
});
