import { conflict, Failure, invalid } from '../../../kernel/failure.ts';
import { refuseMerge, type Mergeable, type Pair } from './merge.rules.ts';
import type { MergeProposalState } from './proposal.types.ts';

/** Long enough to be found by whoever signs in once a month. */
const opensFor = 30 * 24 * 60 * 60_000;

export const expiryOf = (proposedAt: Date): Date => new Date(proposedAt.getTime() + opensFor);

type Closing = {
  readonly declinedAt: Date | null;
  readonly mergeId: string | null;
  readonly expiresAt: Date;
};

export const stateOf = ({ declinedAt, mergeId, expiresAt }: Closing, now: Date): MergeProposalState => {
  if (mergeId !== null) return 'MERGED';
  if (declinedAt !== null) return 'DECLINED';
  return now < expiresAt ? 'OPEN' : 'EXPIRED';
};

/** Who is registered in both is asked; all else that stands in the way of a merge stands in the way of asking. §4.7 */
export const refuseProposal = (pair: Pair): Failure | undefined =>
  pair.survivor.registered && pair.merged.registered
    ? refuseAgreed(pair)
    : (refuseMerge(pair) ?? invalid('Nobody has to be asked about these records: merge them.', 'mergedId'));

/** What still refuses a merge to which both users have agreed. */
export const refuseAgreed = <One extends Mergeable>({ survivor, merged, ...numbers }: Pair<One>): Failure | undefined =>
  refuseMerge({ ...numbers, survivor, merged: { ...merged, registered: false } });

export const refuseAnswer = (proposal: Closing, now: Date): Failure | undefined => {
  switch (stateOf(proposal, now)) {
    case 'OPEN':
      return undefined;
    case 'MERGED':
      return conflict('Both have agreed to this, and the records are one: an administrator can reverse it.', 'id');
    case 'DECLINED':
      return conflict('This was declined: it has to be proposed anew.', 'id');
    case 'EXPIRED':
      return new Failure('gone', 'The time to agree is over: it has to be proposed anew.', 'id');
  }
};
