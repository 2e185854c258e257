import { forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import { reveal } from '../../../kernel/hidden.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { MailStore } from './mail.store.ts';
import type { MailToSend, SettledMails, SettleMailInput } from './mail.types.ts';
import type { NoticeStore } from './notice.store.ts';

type Needs = {
  readonly store: MailStore;
  readonly notices: Pick<NoticeStore, 'refuse'>;
  readonly newId: NewId;
};

export type MailService = ReturnType<typeof mailService>;

/** As for notices. */
const turnMs = 5 * 60_000;
const mostAtOnce = 100;

/** E-mails to one address each, for the adapter that writes them. ADR 32 */
export const mailService = ({ store, notices, newId }: Needs) => ({
  take: async (context: Context, most: number): Promise<readonly MailToSend[] | Failure> => {
    if (context.principal.kind !== 'internal') return ours;
    if (most < 1 || most > mostAtOnce) return invalid(`Take 1 to ${String(mostAtOnce)} at once.`, 'first');
    const now = context.clock.now();
    const turn = newId();
    const taken = await store.take({ now, turn, until: new Date(now.getTime() + turnMs), most });
    return taken.map(({ id, kind, hidden }) => {
      const { to, token } = JSON.parse(reveal(context.keys, 'mail', hidden)) as { to: string; token?: string };
      return { id, turn, kind, to, token: token ?? null };
    });
  },

  settle: async (context: Context, inputs: readonly SettleMailInput[]): Promise<SettledMails | Failure> => {
    if (context.principal.kind !== 'internal') return ours;
    const now = context.clock.now();
    let settled = 0;
    for (const { id, turn, done, refusedAddress, problem } of inputs) {
      if (refusedAddress != null) await notices.refuse({ address: refusedAddress, problem: problem ?? '' }, now);
      if (await store.settle(id, turn, { now, done })) settled += 1;
    }
    return { settled };
  },
});

const ours = forbidden('This is for our own processes.');
