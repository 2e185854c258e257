import { conflict, Failure } from '../../../kernel/failure.ts';

/** What of a record decides whether it can be merged. */
export type Mergeable = {
  readonly id: string;
  /** Somebody signs in and finds their own record here. */
  readonly registered: boolean;
};

export type Pair<One extends Mergeable = Mergeable> = {
  readonly survivor: One;
  readonly merged: One;
  /** Both carry a national number, and these differ: they are two people to the NHS. */
  readonly nationalNumbersDiffer: boolean;
};

/** How long a merge can be taken back. Domain reference §4.7 */
const reversibleFor = 30 * 24 * 60 * 60_000;

export const reversibleUntil = (mergedAt: Date): Date => new Date(mergedAt.getTime() + reversibleFor);

/**
 * Two registered people would each have to give up what the other shares; two national numbers are two people until
 * somebody has them corrected. Domain reference §4.7
 */
export const refuseMerge = ({ survivor, merged, nationalNumbersDiffer }: Pair): Failure | undefined => {
  if (survivor.id === merged.id) return conflict('These two are one record already.');
  if (survivor.registered && merged.registered)
    return conflict(
      'Both records have a registered user: an administrator proposes it (proposeMerge), and both have to agree.',
    );
  if (nationalNumbersDiffer)
    return conflict('The records carry different national numbers: have the wrong one corrected first.');
  // The patient's own word about sharing has to stay the one that counts.
  if (merged.registered) return conflict('The record with the registered user has to be the one that survives.');
  return undefined;
};

/** For a message, which knows nothing of users: the registered record survives, whichever the sender names first. */
export const inOrder = <One extends Mergeable>(pair: Pair<One>): Pair<One> =>
  pair.merged.registered && !pair.survivor.registered
    ? { ...pair, survivor: pair.merged, merged: pair.survivor }
    : pair;

export const refuseReversal = (
  merge: { readonly mergedAt: Date; readonly reversedAt: Date | null; readonly later: string | null },
  now: Date,
): Failure | undefined => {
  if (merge.reversedAt !== null) return conflict('This merge has been reversed already.', 'id');
  if (now > reversibleUntil(merge.mergedAt))
    return new Failure('gone', 'A merge can be reversed for 30 days, and these are over.', 'id');
  if (merge.later !== null)
    return conflict(`The record has been merged again since: reverse the merge ${merge.later} first.`, 'id');
  return undefined;
};
