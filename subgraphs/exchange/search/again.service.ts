import { forbidden, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId, type OrganisationId } from '../../../kernel/id.ts';
import { sealLeave } from '../../../kernel/leave.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { SendAgainStore, ToSendAgain } from './again.store.ts';
import type { MessageToSendAgain, SentAgain } from './search.types.ts';

export type SendAgainService = ReturnType<typeof sendAgainService>;

/** For so long it is in one pair of hands: whoever dies meanwhile leaves it to others. */
const turn = 20_000;

/** For the adapter that has messages go their way once more, in their senders' names. ADR 20 */
export const sendAgainService = ({ store }: { readonly store: SendAgainStore }) => ({
  take: async ({ principal, clock, keys }: Context): Promise<readonly MessageToSendAgain[] | Failure> => {
    if (principal.kind !== 'internal') return forOurselves;
    const now = clock.now();
    const taken = await store.take(now, new Date(now.getTime() + turn));
    return taken.map((message) => ({
      id: message.id,
      messageId: message.messageId,
      leave: sealLeave(keys, feedOf(message), now),
    }));
  },

  done: async ({ principal, clock }: Context, asked: string): Promise<SentAgain | Failure> => {
    if (principal.kind !== 'internal') return forOurselves;
    const id = parseMessageId(asked);
    if (isFailure(id)) return nothingWaits;
    return (await store.done(id, clock.now())) ? { id } : nothingWaits;
  },
});

/** The feed of an organisation or a partner, as the principal that it was: its name is kept with the message. */
export const feedOf = ({
  sender,
  organisationId,
  partner,
}: Pick<ToSendAgain, 'sender' | 'partner'> & { readonly organisationId: string | null }): Principal => {
  const client = sender.slice(sender.indexOf('/') + 1);
  return partner === null
    ? { kind: 'organisation', integration: 'customer.hl7', client, organisation: organisationId as OrganisationId }
    : { kind: 'partner', integration: 'partner.hl7', client, partner };
};

const forOurselves = forbidden('This is for our own processes.');

const nothingWaits = notFound('Nothing of this id waits to be sent again.', 'id');
