import { forbidden, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { feedHolderOf, refuseAlias } from '../feed-holder.ts';
import { knownIdentifiers } from '../feed-addressing.ts';
import type { FeedFacts } from '../feed-lookup.store.ts';
import type { FeedIdentifierInput, FeedMessageInput } from '../feed.types.ts';
import type { FeedMergeStatements, FeedMergeStore, MergeDone } from './feed-merge.store.ts';
import type { MergedFromFeed, MergeFromFeedInput } from './feed-merge.types.ts';
import { tryAgain } from './try-again.ts';
import { numbersGivenUp, planOf, type Named, type Plan } from './feed-merge.rules.ts';

export type FeedMergeService = {
  /**
   * Two numbers of one sender are one person's. Whichever of them is known decides: both, and their records become one;
   * one, and its record carries both from now on. So the order in which such messages come does not matter.
   *
   * @returns invalid and conflict with the path in the input; not_found where nobody has either number
   */
  merge(context: Context, input: MergeFromFeedInput): Promise<MergedFromFeed | Failure>;
};

export const feedMergeService = ({ store }: { readonly store: FeedMergeStore }): FeedMergeService => ({
  merge: async (context, input) => {
    const unreadable = refuseControlCharacters(input);
    if (unreadable !== undefined) return unreadable;
    return tryAgain(() => store.alone((statements) => mergeOnce(context, input, statements)));
  },
});

const mergeOnce = async (
  context: Context,
  { message, identifiers, retired: given }: MergeFromFeedInput,
  statements: FeedMergeStatements,
): Promise<MergedFromFeed | Failure> => {
  const survivor = await named(context, { message, identifiers, field: 'identifiers' }, statements);
  if (isFailure(survivor)) return survivor;
  const found = await named(context, { message, identifiers: given, field: 'retired' }, statements);
  if (isFailure(found)) return found;
  const retired = numbersGivenUp(found);
  if (isFailure(retired)) return retired;
  const plan = planOf({ survivor, retired });
  if (isFailure(plan)) return plan;

  const { sender } = survivor;
  const done = await carryOut(context, { plan, organisation: sender.organisation, message }, statements);
  if (isFailure(done)) return done;
  await statements.link(done.patientId, sender, context.clock.now());
  return { ...done, warnings: [...survivor.warnings, ...retired.warnings] };
};

const carryOut = async (
  context: Context,
  { plan, ...ground }: { readonly plan: Plan; readonly organisation: string; readonly message: FeedMessageInput },
  statements: FeedMergeStatements,
): Promise<MergeDone | Failure> => {
  switch (plan.kind) {
    case 'SAME':
      return { patientId: plan.patient, outcome: 'UNCHANGED' };
    case 'JOIN':
      return statements.join(context, { ...plan, ...ground });
    case 'RENUMBER':
      return statements.renumber(context, { ...plan, ...ground });
  }
};

type Side = Pick<MergeFromFeedInput, 'message'> & {
  readonly identifiers: readonly FeedIdentifierInput[];
  readonly field: 'identifiers' | 'retired';
};

/** What the numbers at one place of the message come to, in the terms of that place. */
const named = async (
  { principal }: Context,
  { message, identifiers, field }: Side,
  statements: FeedMergeStatements,
): Promise<(Named & Pick<FeedFacts, 'sender'>) | Failure> => {
  const by = feedHolderOf(principal);
  if (by === undefined) return forbidden('Only the feed of an organisation or partner may send messages.');
  const facts = await statements.look({ by, alias: message.alias ?? null, identifiers, wantsRecord: false });
  if (facts === undefined) return refuseAlias(by, 'message.alias');
  // No more than its coordinator could do: records are made one for an organisation.
  if ('partner' in by && (await statements.isOfTeam(by.partner, message.alias ?? null)))
    return forbidden(
      'A team has granted you this alias, and records are made one for an organisation.',
      'message.alias',
    );
  const known = knownIdentifiers(identifiers, facts.matches, field);
  return isFailure(known) ? known : { ...known, sender: facts.sender };
};
