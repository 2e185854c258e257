import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { MatchingService } from './matching.service.ts';
import { Matching, MatchingInput, MatchingResult } from './matching.types.ts';

@Resolver()
export class MatchingResolver {
  readonly #matching: MatchingService;

  constructor(matching: MatchingService) {
    this.#matching = matching;
  }

  @Query(() => Matching, {
    description: 'What the messages of an organisation that the caller administers are checked against.',
  })
  async matching(@Arg('organisationId', () => ID) organisation: string, @Ctx() context: Context): Promise<Matching> {
    return orThrow(await this.#matching.read(context, organisation));
  }

  @Mutation(() => MatchingResult, {
    description: 'Sets what an organisation’s messages are checked against, from the next one on; for administrators.',
  })
  setMatching(
    @Arg('input', () => MatchingInput) input: MatchingInput,
    @Ctx() context: Context,
  ): Promise<Matching | Failure> {
    return this.#matching.set(context, input);
  }
}
