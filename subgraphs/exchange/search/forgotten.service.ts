import { forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId } from '../../../kernel/id.ts';
import { sealLeave } from '../../../kernel/leave.ts';
import { openAddressee } from '../../kit/addressee.ts';
import type { Context } from '../../kit/context.ts';
import { senderOf } from '../sender.ts';
import { feedOf } from './again.service.ts';
import type { ForgottenStore } from './forgotten.store.ts';
import { idAt } from './id-at.ts';
import type { AddressedMessage, AddressMessageInput, ForgottenMessage } from './forgotten.types.ts';

export type ForgottenService = ReturnType<typeof forgottenService>;

/** Longer than that no message takes. */
const underWay = 60_000;
/** For whom a message was sent that nobody granted within a day is never found out. */
const looksBack = 24 * 60 * 60_000;
const most = 100;

/**
 * Messages of partners whose process died before it had said for whom they were sent: without this the administrators of
 * that organisation would never find them. An organisation's own are its own from the first moment. ADR 6
 */
export const forgottenService = ({ store }: { readonly store: ForgottenStore }) => ({
  page: async (
    { principal, clock, keys }: Context,
    after: string | null,
  ): Promise<readonly ForgottenMessage[] | Failure> => {
    if (principal.kind !== 'internal') return forbidden('This is for our own processes.');
    if (after !== null && isFailure(parseMessageId(after)))
      return invalid('Give the id of the last message before.', 'after');
    const now = clock.now();
    const found = await store.page({
      after: after ?? idAt(now.getTime() - looksBack),
      until: new Date(now.getTime() - underWay),
      limit: most,
    });
    return found.map(({ messageId, ...from }) => ({
      messageId,
      leave: sealLeave(keys, feedOf({ ...from, organisationId: null }), now),
    }));
  },

  address: async (
    context: Context,
    { messageId, addressee }: AddressMessageInput,
  ): Promise<AddressedMessage | Failure> => {
    const from = senderOf(context.principal);
    if (isFailure(from)) return from;
    const organisation = openAddressee(context, addressee);
    if (isFailure(organisation)) return organisation;
    const id = parseMessageId(messageId);
    const addressed = !isFailure(id) && (await store.address({ id, sender: from.sender, organisation }));
    return addressed
      ? { messageId }
      : notFound('There is no such message of yours that waits for an answer.', 'messageId');
  },
});
