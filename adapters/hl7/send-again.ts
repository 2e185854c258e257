import { isFailure } from '../../kernel/failure.ts';
import { ask, unlessRefused } from './asking.ts';
import {
  MessageSentAgainDocument,
  TakeMessagesToSendAgainDocument,
  type TakeMessagesToSendAgainMutation,
} from './documents.generated.ts';
import { answer } from './receive.ts';
import { inNameOf, keptExchange, ourselves, whole, type ReplayParts } from './replay.ts';

type Asked = TakeMessagesToSendAgainMutation['takeMessagesToSendAgain'][number];

/**
 * Has the messages that an administrator asked for go their way once more, in their senders' names, as if they had been
 * sent again: what they come to is kept as then. A process that dies in between leaves them to the next. ADR 6
 *
 * @returns how many there were
 */
export const sendAgain = async (parts: ReplayParts): Promise<number> => {
  const taken = await ask(ourselves(parts), TakeMessagesToSendAgainDocument, {});
  // The gateway, or a slice, is not there: it is asked again soon.
  if (isFailure(taken)) return 0;
  for (const asked of taken.takeMessagesToSendAgain) {
    await sendOneAgain(parts, asked).catch((error: unknown) => {
      parts.log.error({ err: error, message: asked.messageId }, 'a message was not sent again');
    });
  }
  return taken.takeMessagesToSendAgain.length;
};

const sendOneAgain = async (parts: ReplayParts, { id, messageId, leave }: Asked): Promise<void> => {
  const exchange = await keptExchange(parts, inNameOf(parts, leave), messageId);
  await answer(parts, exchange, { messageId, wantsAddressee: true });
  const { messageSentAgain } = whole(await ask(ourselves(parts), MessageSentAgainDocument, { id }));
  const kept = unlessRefused(messageSentAgain);
  // Somebody else has done it meanwhile, thinking that we had died.
  if (isFailure(kept) && kept.kind !== 'not_found') whole(kept);
};
