import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { ReviewService } from './review.service.ts';
import {
  DecideMessagesInput,
  DecideMessagesResult,
  HeldMessagePage,
  HeldMessagesArgs,
  type DecidedMessages,
} from './review.types.ts';

@Resolver()
export class ReviewResolver {
  readonly #review: ReviewService;

  constructor(review: ReviewService) {
    this.#review = review;
  }

  @Query(() => HeldMessagePage, {
    description: 'The messages that wait for an administrator of an organisation, or waited, the oldest first.',
  })
  async heldMessages(
    @Args(() => HeldMessagesArgs) args: HeldMessagesArgs,
    @Ctx() context: Context,
  ): Promise<HeldMessagePage> {
    return orThrow(await this.#review.list(context, args));
  }

  @Mutation(() => DecideMessagesResult, {
    description:
      'Approves or rejects held messages, all of them or none. Those that are approved are done in the order of MSH-7.',
  })
  decideMessages(
    @Arg('input', () => DecideMessagesInput) input: DecideMessagesInput,
    @Ctx() context: Context,
  ): Promise<DecidedMessages | Failure> {
    return this.#review.decide(context, input);
  }
}
