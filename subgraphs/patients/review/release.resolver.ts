import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { ReleaseService } from './release.service.ts';
import { MessageToSettle, SettleReviewInput, SettleReviewResult, type SettledReview } from './release.types.ts';

@Resolver()
export class ReleaseResolver {
  readonly #release: ReleaseService;

  constructor(release: ReleaseService) {
    this.#release = release;
  }

  @Mutation(() => [MessageToSettle], {
    description: 'Takes messages about which something was decided, to do it; for our own processes.',
  })
  async takeDecidedMessages(@Ctx() context: Context): Promise<readonly MessageToSettle[]> {
    return orThrow(await this.#release.take(context));
  }

  @Mutation(() => SettleReviewResult, {
    description: 'Keeps that what was decided about a message has been done, or why it could not be.',
  })
  settleReview(
    @Arg('input', () => SettleReviewInput) input: SettleReviewInput,
    @Ctx() context: Context,
  ): Promise<SettledReview | Failure> {
    return this.#release.settle(context, input);
  }
}
