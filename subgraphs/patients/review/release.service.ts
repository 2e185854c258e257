import { forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseMessageId, parsePatientId } from '../../../kernel/id.ts';
import { sealLeave } from '../../../kernel/leave.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { ReleaseStore } from './release.store.ts';
import type { MessageToSettle, SettledReview, SettleReviewInput } from './release.types.ts';

export type ReleaseService = {
  take(context: Context): Promise<readonly MessageToSettle[] | Failure>;
  settle(context: Context, input: SettleReviewInput): Promise<SettledReview | Failure>;
};

/** So many are taken at once, for so long: whoever dies meanwhile leaves them to others. */
const mostTaken = 20;
const turn = 20_000;

/** For the adapter that does what was decided: it asks as itself what there is, and does it in the sender's name. */
export const releaseService = ({ store }: { readonly store: ReleaseStore }): ReleaseService => ({
  take: async ({ principal, clock, keys }) => {
    if (principal.kind !== 'internal') return forbidden('This is for our own processes.');
    const now = clock.now();
    const taken = await store.take(now, new Date(now.getTime() + turn), mostTaken);
    return taken.map(({ messageId, state, sender }) => ({ messageId, state, leave: sealLeave(keys, sender, now) }));
  },

  settle: async ({ principal, clock }, { messageId, state, problem, patientId }) => {
    const id = parseMessageId(messageId);
    if (isFailure(id)) return noSuchMessage;
    const patient = patientId ? parsePatientId(patientId) : null;
    if (isFailure(patient)) return invalid(patient.message, 'patientId');
    const senderName = nameOf(principal);
    const isSettled = await store.settle({ id, state, senderName, at: clock.now(), problem: problem ?? null, patient });
    return isSettled ? { messageId: id } : noSuchMessage;
  },
});

const noSuchMessage = notFound('There is no such message of yours about which anything was decided.', 'messageId');
