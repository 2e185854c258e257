import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { MergeService } from './merge.service.ts';
import { type RecordMerge, RecordMergePage, MergePatientsInput, RecordMergeResult, MergesArgs } from './merge.types.ts';

@Resolver()
export class MergeResolver {
  readonly #merges: MergeService;

  constructor(merges: MergeService) {
    this.#merges = merges;
  }

  @Query(() => RecordMergePage, {
    description: 'Merges of records that an organisation holds; for its administrators.',
  })
  async merges(@Args(() => MergesArgs) args: MergesArgs, @Ctx() context: Context): Promise<RecordMergePage> {
    return orThrow(await this.#merges.page(context, args));
  }

  @Mutation(() => RecordMergeResult, {
    description:
      'Makes one record of two: the survivor shows what is in both, by its own consents; the other’s id and numbers lead to it. For administrators of an organisation that holds both.',
  })
  mergePatients(
    @Arg('input', () => MergePatientsInput) input: MergePatientsInput,
    @Ctx() context: Context,
  ): Promise<RecordMerge | Failure> {
    return this.#merges.merge(context, input);
  }

  @Mutation(() => RecordMergeResult, {
    description:
      'Takes a merge back, within 30 days: both records are as they were, and what came to the survivor meanwhile stays there. For administrators of an organisation that holds the survivor.',
  })
  reverseMerge(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<RecordMerge | Failure> {
    return this.#merges.reverse(context, id);
  }
}
