import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { ClosedMessage, CloseMessageInput, FeedCredential, InboundMessage, InboundMessagePage, MessageState, OpenedMessage, OpenMessageInput } from './exchange.types.ts';

export type ExchangeService = {
  /** Keeps the message, durably, before anything is done with it. */
  open(context: Context, input: OpenMessageInput): Promise<OpenedMessage | Failure>;
  /** Keeps the answer, durably, before it is sent. */
  close(context: Context, input: CloseMessageInput): Promise<ClosedMessage | Failure>;
  status(context: Context, controlId: string): Promise<InboundMessage | null>;
  list(
    context: Context,
    query: { readonly first: number; readonly after?: string | null; readonly state?: MessageState | null },
  ): Promise<InboundMessagePage | Failure>;
  /** Who holds this user name and password, from this address; for the gateway alone. */
  credential(context: Context, attempt: { readonly user: string; readonly password: string; readonly address: string }): Promise<FeedCredential | null>;
};
