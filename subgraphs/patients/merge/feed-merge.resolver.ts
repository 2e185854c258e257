import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { FeedMergeService } from './feed-merge.service.ts';
import { type MergedFromFeed, MergeFromFeedInput, MergeFromFeedResult } from './feed-merge.types.ts';

@Resolver()
export class FeedMergeResolver {
  readonly #merges: FeedMergeService;

  constructor(merges: FeedMergeService) {
    this.#merges = merges;
  }

  @Mutation(() => MergeFromFeedResult, {
    description: 'Makes one record of the two that a feed’s message (ADT^A40) is about.',
  })
  mergePatientsFromFeed(
    @Arg('input', () => MergeFromFeedInput) input: MergeFromFeedInput,
    @Ctx() context: Context,
  ): Promise<MergedFromFeed | Failure> {
    return this.#merges.merge(context, input);
  }
}
