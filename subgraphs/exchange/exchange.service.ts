import { hash } from 'node:crypto';
import { invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseMessageId, parsePatientId, type NewId } from '../../kernel/id.ts';
import { openAddressee } from '../kit/addressee.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf } from '../kit/paging.ts';
import type { Attempt } from './credential.service.ts';
import type {
  ClosedMessage,
  CloseMessageInput,
  FeedCredentialHolder,
  InboundMessage,
  InboundMessagePage,
  MessageState,
  OpenedMessage,
  OpenMessageInput,
  SettledMessage,
  SettleMessageInput,
} from './exchange.types.ts';
import type { Arrival, Closing, Inbox } from './inbox.store.ts';
import { jointly } from '../kit/jointly.ts';
import type { MessageLog } from './message-log.store.ts';
import { faultOf, replyTo, storable, type Reply } from './message.rules.ts';
import { ownerOf, senderOf } from './sender.ts';

export type ExchangeService = {
  /** Keeps the message, durably, before anything is done with it. The same message again is the same message. */
  open(context: Context, input: OpenMessageInput): Promise<OpenedMessage | Failure>;
  /** Keeps the answer, durably, before it is sent; the answer to send is the one that comes back. */
  close(context: Context, input: CloseMessageInput): Promise<ClosedMessage | Failure>;
  status(context: Context, controlId: string): Promise<InboundMessage | null>;
  /** The text of a message that this very sender sent. */
  text(context: Context, messageId: string): Promise<string | null>;
  /** What became of a held message, once that has been done. Twice is once. */
  settle(context: Context, input: SettleMessageInput): Promise<SettledMessage | Failure>;
  list(
    context: Context,
    query: { readonly first: number; readonly after?: string | null; readonly state?: MessageState | null },
  ): Promise<InboundMessagePage | Failure>;
  /** Who holds this user name and password, from this address; for the gateway alone. */
  credential(context: Context, attempt: Attempt): Promise<FeedCredentialHolder | null | Failure>;
};

type Needs = {
  readonly inbox: Inbox;
  readonly messages: MessageLog;
  readonly checkCredential: (attempt: Attempt) => Promise<FeedCredentialHolder | null | Failure>;
  readonly newId: NewId;
};

/** A larger text goes alone: it would hold up those that share its commit. */
const largestShared = 256 * 1024;

/** What a statement costs, it costs for one message or for many: in a crowd it is worth a moment's wait. ADR 0009 */
const lingerMs = 1;

export const exchangeService = ({ inbox, messages, checkCredential, newId }: Needs): ExchangeService => {
  const keep = jointly<Arrival, Reply | Failure>(
    async (arrivals) => (await inbox.open(arrivals)).map((found) => found && replyTo(found)),
    lingerMs,
  );
  const settle = jointly<Closing, { readonly acknowledgement: string | null }>(
    (closings) => inbox.close(closings),
    lingerMs,
  );

  return {
    open: async (context, input) => {
      const sender = senderOf(context.principal);
      if (isFailure(sender)) return sender;
      const fault = faultOf(input);
      if (fault !== undefined) return fault;
      const raw = Buffer.from(input.raw);
      const digest = hash('sha256', raw, 'buffer');
      const controlId = storable(input.controlId === '' ? null : input.controlId);
      const arrival = {
        ...sender,
        id: newId(),
        controlId,
        type: storable(input.type),
        raw,
        digest,
        receivedAt: context.clock.now(),
      };
      const opened = await keep(arrival, { alone: raw.length > largestShared });
      return isFailure(opened) ? opened : { ...opened, wantsAddressee: sender.organisation === null };
    },

    close: async (context, input) => {
      const sender = senderOf(context.principal);
      if (isFailure(sender)) return sender;
      const closing = closingOf(input, context.clock.now());
      if (isFailure(closing)) return closing;
      const addressee = input.addressee ? openAddressee(context, input.addressee) : null;
      if (isFailure(addressee)) return addressee;
      const { acknowledgement } = await settle({ ...closing, addressee, sender: sender.sender });
      return acknowledgement === null ? noSuchMessage : { acknowledgement };
    },

    status: async ({ principal }, controlId) => {
      const asked = storable(controlId) ?? '';
      // A partner's other clients send no messages; its feeds do, and they may well ask for them.
      if (principal.kind === 'team' || principal.integration === 'partner.fhir') {
        const { partner, organisation } = principal;
        return organisation === undefined ? null : messages.lastOfPartner({ partner, organisation }, asked);
      }
      const owner = ownerOf(principal);
      return owner === undefined ? null : messages.last(owner, asked);
    },

    text: async ({ principal }, messageId) => {
      const sender = senderOf(principal);
      const id = parseMessageId(messageId);
      return isFailure(sender) || isFailure(id) ? null : messages.text(sender.sender, id);
    },

    settle: async (context, { messageId, state, reason, patientId }) => {
      const sender = senderOf(context.principal);
      if (isFailure(sender)) return sender;
      const id = parseMessageId(messageId);
      if (isFailure(id)) return noSuchMessage;
      if (state !== 'RELEASED' && state !== 'DECLINED' && state !== 'HELD')
        return invalid('A held message is RELEASED, DECLINED or HELD again.', 'state');
      const patient = patientId ? parsePatientId(patientId) : null;
      if (isFailure(patient)) return invalid(patient.message, 'patientId');
      const settled = { id, sender: sender.sender, state, reason: storable(reason), patient, at: context.clock.now() };
      return (await messages.settle(settled)) ? { messageId: id } : noSuchMessage;
    },

    list: async ({ principal }, { first, after = null, state = null }) => {
      const paging = pagingOf({ first, after });
      if (isFailure(paging)) return paging;
      if (after !== null && isFailure(parseMessageId(after)))
        return invalid('Give the `next` of the page before.', 'after');
      const owner = ownerOf(principal);
      if (owner === undefined) return { items: [] };
      const found = await messages.page({ owner, state, before: after, limit: first + 1 });
      const last = found.length > first ? found[first - 1] : undefined;
      const items = found.slice(0, first);
      return last === undefined ? { items } : { items, next: last.id };
    },

    credential: async ({ principal }, attempt) => (principal.kind === 'internal' ? checkCredential(attempt) : null),
  };
};

const noSuchMessage = notFound('There is no such message of yours.', 'messageId');

const closingOf = (
  { messageId, state, acknowledgement, reason, patientId }: CloseMessageInput,
  closedAt: Date,
): Omit<Closing, 'sender' | 'addressee'> | Failure => {
  const id = parseMessageId(messageId);
  if (isFailure(id)) return noSuchMessage;
  if (state === 'RECEIVED' || state === 'RELEASED' || state === 'DECLINED')
    return invalid('A message is closed as ACCEPTED, HELD, REJECTED or FAILED.', 'state');
  const patient = patientId ? parsePatientId(patientId) : null;
  if (isFailure(patient)) return invalid(patient.message, 'patientId');
  return { id, state, acknowledgement: storable(acknowledgement) ?? '', reason: storable(reason), patient, closedAt };
};
