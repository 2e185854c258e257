import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { HearingService } from './hearing.service.ts';
import { HeardEventInput } from './hearing.types.ts';

@Resolver()
export class HearingResolver {
  readonly #hearing: HearingService;

  constructor(hearing: HearingService) {
    this.#hearing = hearing;
  }

  @Query(() => [Boolean], {
    description: 'Which of these events the caller may be told of now; one answer for each, in their order.',
  })
  async hears(
    @Arg('events', () => [HeardEventInput]) events: HeardEventInput[],
    @Ctx() context: Context,
  ): Promise<readonly boolean[]> {
    return orThrow(await this.#hearing.hears(context, events));
  }
}
