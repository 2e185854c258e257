import { forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { feedHolderOf, refuseAlias } from '../feed-holder.ts';
import type { PatientsService } from '../patients.service.ts';
import { feedViewer } from '../viewer.rules.ts';
import { inWordsOfFeed, soughtNumbers } from './feed-query.rules.ts';
import type { FeedQueryStore } from './feed-query.store.ts';
import type { FeedPatients, FeedQueryInput } from './feed-query.types.ts';

export type FeedQueryService = {
  /**
   * The records that the asking organisation's teams hold and that match. Who is unknown and who is held by others alone
   * look alike: neither is there.
   *
   * @returns forbidden where the caller is no feed or the alias is not its own; invalid with the path in the input
   */
  find(context: Context, input: FeedQueryInput): Promise<FeedPatients | Failure>;
};

type Needs = { readonly store: FeedQueryStore; readonly patients: Pick<PatientsService, 'see'> };

/** The most that one answer shows. Domain reference §4.5, QRY A19 */
const most = 1_000;

export const feedQueryService = ({ store, patients }: Needs): FeedQueryService => ({
  find: async (context, input) => {
    const by = feedHolderOf(context.principal);
    if (by === undefined) return forbidden('Only the feed of an organisation or partner may ask for its patients.');
    const refusal = refuseControlCharacters(input) ?? refuseQuestion(input);
    if (refusal !== undefined) return refusal;
    const asker = await store.asker(by, input.alias ?? null);
    if (asker === undefined) return refuseAlias(by, 'alias');

    const numbers = input.numbers && soughtNumbers(input.numbers, asker.types);
    const viewer = feedViewer(asker, 'partner' in by ? 'PARTNER' : undefined, context.clock.now());
    const found = await store.newest({
      viewer,
      sought: numbers?.sought,
      systems: input.unnumbered ? undefined : asker.types.map(({ system }) => system),
      changedFrom: input.changedFrom ?? null,
      changedBefore: input.changedBefore ?? null,
      limit: input.newest + 1,
    });
    // As for everybody who looks: the rules decide on each record, and the log is written before anything is shown.
    const seen = await patients.see(context, viewer, found.slice(0, input.newest));
    return {
      patients: seen.map((patient) => {
        const { identifiers: _, ...demographics } = patient;
        return { ...demographics, identifiers: inWordsOfFeed(patient, asker.types) };
      }),
      more: found.length > input.newest,
      warnings: numbers?.warnings ?? [],
    };
  },
});

const refuseQuestion = ({ newest, numbers, changedFrom, changedBefore }: FeedQueryInput): Failure | undefined => {
  if (newest < 1 || newest > most) return invalid(`Ask for 1 to ${most} patients.`, 'newest');
  if (numbers && numbers.length > most) return invalid(`Ask for at most ${most} numbers at once.`, 'numbers');
  return changedFrom && changedBefore && changedBefore <= changedFrom
    ? invalid('The time ends before it begins.', 'changedBefore')
    : undefined;
};
