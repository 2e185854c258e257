import { conflict, isFailure } from '../../kernel/failure.ts';
import { ackCode } from './ack.ts';
import { addresseeOf } from './addressee.ts';
import { ask, unlessRefused, type Asking } from './asking.ts';
import {
  SettleMessageDocument,
  SettleReviewDocument,
  TakeDecidedMessagesDocument,
  type SettleMessageInput,
  type TakeDecidedMessagesMutation,
} from './documents.generated.ts';
import { closeMessage } from './kept.ts';
import { acknowledgementOf, act, reasonOf } from './receive.ts';
import { inNameOf, keptExchange, ourselves, whole, type ReplayParts } from './replay.ts';

type Decided = TakeDecidedMessagesMutation['takeDecidedMessages'][number];

/**
 * Does what was decided about held messages: each that was approved goes its way once more, in its sender's name and in
 * the order of MSH-7, and what became of it is kept where its sender looks, and then where the administrator does. A
 * process that dies in between leaves it to the next, and nothing is done twice: items know the message they come from.
 * Domain reference §4.2; ADR 6
 *
 * @returns how many there were
 */
export const settleDecided = async (parts: ReplayParts): Promise<number> => {
  const taken = await ask(ourselves(parts), TakeDecidedMessagesDocument, {});
  // The gateway, or a slice, is not there: it is asked again soon.
  if (isFailure(taken)) return 0;
  for (const decided of taken.takeDecidedMessages) {
    await settleOne(parts, decided).catch((error: unknown) => {
      parts.log.error({ err: error, message: decided.messageId }, 'a message that was decided about was not done');
    });
  }
  return taken.takeDecidedMessages.length;
};

const settleOne = async (parts: ReplayParts, decided: Decided): Promise<void> => {
  const { messageId, state } = decided;
  const asking = inNameOf(parts, decided.leave);
  const exchange = await keptExchange(parts, asking, messageId);
  // Where the process died after the message had been held and before that was kept, its sender has no answer yet.
  const held = { held: [conflict('Held until it is reviewed.')] };
  const acknowledgement = acknowledgementOf(parts, exchange, held);
  const addressee = await addresseeOf(asking, exchange.arrival.message);
  whole(await closeMessage(asking, { messageId, state: 'HELD', acknowledgement, addressee }));

  const outcome = state === 'APPROVED' ? await act(parts, exchange, messageId) : 'not done';
  if (outcome === 'not done') {
    const reason = state === 'SUPERSEDED' ? 'A newer message has taken its place.' : 'Rejected in review.';
    await settle(asking, decided, { messageId, state: 'DECLINED', reason });
  } else if (isFailure(outcome)) {
    // Some other time it may go well.
    if (ackCode[outcome.kind] !== 'AR') throw new Error(`${outcome.kind}: ${outcome.message}`);
    await settle(asking, decided, { messageId, state: 'HELD', reason: reasonOf(outcome) });
  } else if ('held' in outcome) {
    await settle(asking, decided, { messageId, state: 'HELD', reason: outcome.held.map(reasonOf).join(' ') });
  } else {
    await settle(asking, decided, { messageId, state: 'RELEASED', patientId: outcome.patientId });
  }
};

/** First for the sender, then for the administrator: in between, it is simply done once more. */
const settle = async (asking: Asking, { state }: Decided, input: SettleMessageInput): Promise<void> => {
  const { messageId, reason, patientId } = input;
  const message = unlessRefused(whole(await ask(asking, SettleMessageDocument, { input })).settleMessage);
  // Not held any more: its sender sent it again, and by then nothing spoke against it.
  if (isFailure(message) && message.kind !== 'not_found') whole(message);
  const problem = input.state === 'HELD' ? reason : undefined;
  const review = { input: { messageId, state, problem, patientId } };
  const settled = unlessRefused(whole(await ask(asking, SettleReviewDocument, review)).settleReview);
  // It has been decided otherwise since, and comes again.
  if (isFailure(settled) && settled.kind !== 'not_found') whole(settled);
};
