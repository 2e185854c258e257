import { isFailure } from '../../kernel/failure.ts';
import { addresseeOf } from './addressee.ts';
import { ask, unlessRefused } from './asking.ts';
import {
  AddressMessageDocument,
  ForgottenMessagesDocument,
  type ForgottenMessagesQuery,
} from './documents.generated.ts';
import { inNameOf, keptExchange, ourselves, whole, type ReplayParts } from './replay.ts';

type Forgotten = ForgottenMessagesQuery['forgottenMessages'][number];

/**
 * Says of partners' messages that were never answered, because the process died, for whom they were sent: then that
 * organisation's administrators find them, and can have them sent again. Twice is once. ADR 6
 *
 * @returns 0: whoever is not found now may be at the next look
 */
export const addressForgotten = async (parts: ReplayParts): Promise<number> => {
  for (let after: string | null | undefined = null; after !== undefined;) {
    const found: ForgottenMessagesQuery = whole(await ask(ourselves(parts), ForgottenMessagesDocument, { after }));
    for (const forgotten of found.forgottenMessages)
      await addressOne(parts, forgotten).catch((error: unknown) => {
        parts.log.error({ err: error, message: forgotten.messageId }, 'for whom a message was sent was not found out');
      });
    after = found.forgottenMessages.at(-1)?.messageId;
  }
  return 0;
};

const addressOne = async (parts: ReplayParts, { messageId, leave }: Forgotten): Promise<void> => {
  const { asking, arrival } = await keptExchange(parts, inNameOf(parts, leave), messageId);
  const addressee = await addresseeOf(asking, arrival.message);
  if (addressee === undefined) return;
  const data = whole(await ask(asking, AddressMessageDocument, { input: { messageId, addressee } }));
  const addressed = unlessRefused(data.addressMessage);
  // It has been answered meanwhile.
  if (isFailure(addressed) && addressed.kind !== 'not_found') whole(addressed);
};
