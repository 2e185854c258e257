import { conflict, type Failure } from '../../../kernel/failure.ts';
import type { InboundMessage } from '../exchange.types.ts';

/** Why a message is not to be sent again; undefined where it may be. What is done once is done. */
export const faultOfSendingAgain = (
  {
    message: { state, receivedAt },
    isLast,
  }: { readonly message: Pick<InboundMessage, 'state' | 'receivedAt'>; readonly isLast: boolean },
  now: Date,
): Failure | undefined => {
  if (!isLast) return conflict('A later message has this control id (MSH-10), and took its place.', 'messageId');
  switch (state) {
    case 'REJECTED':
    case 'FAILED':
      return undefined;
    case 'RECEIVED':
      return now.getTime() - receivedAt.getTime() < underWay
        ? conflict('This message is on its way just now.', 'messageId')
        : undefined;
    case 'HELD':
    case 'DECLINED':
      return conflict('This message is decided about in review.', 'messageId');
    case 'ACCEPTED':
    case 'RELEASED':
      return conflict('This message was accepted: nothing of it is left to do.', 'messageId');
  }
};

/** Longer than that no message takes: whoever had begun it has died, and its sender never asked again. */
const underWay = 60_000;
