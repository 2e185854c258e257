import { conflict, invalid, notFound, type Failure } from '../../../kernel/failure.ts';
import type { Decision, ReviewState } from './review.types.ts';

/** A message as it is when it is decided about. */
export type ToDecide = {
  readonly id: string;
  readonly state: ReviewState;
  readonly candidates: readonly string[];
  readonly patientId: string | null;
  readonly isSettled: boolean;
};

type Asked = { readonly ids: readonly string[]; readonly decision: Decision; readonly into: string | null };

/** Why a decision cannot be taken; undefined where it can. Of many messages, all are decided about or none. */
export const faultOfDecision = ({ ids, decision, into }: Asked, found: readonly ToDecide[]): Failure | undefined => {
  for (const [index, id] of ids.entries()) {
    const message = found.find((other) => other.id === id);
    if (message === undefined)
      return notFound('There is no such held message in an organisation that you administer.', `ids[${index}]`);
    // What was approved may have been done already; what was rejected has not.
    if (message.state === 'APPROVED') return conflict('This message has been approved already.', `ids[${index}]`);
    if (message.state === 'SUPERSEDED')
      return conflict('A newer message has taken the place of this one.', `ids[${index}]`);
    if (decision === 'REJECT') continue;
    if (into !== null && !message.candidates.includes(into))
      return invalid('This is none of the records whose numbers the message carries.', 'patientId');
    if (into === null && message.candidates.length > 1 && message.patientId === null)
      return invalid('Say into which of the candidates the message goes.', 'patientId');
  }
  return undefined;
};
