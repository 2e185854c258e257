import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { type Stored, StoreResult } from '../../kit/store-result.types.ts';
import type { FallbackService } from './fallback.service.ts';
import { HoldLetterInput } from './hold-letter.types.ts';

@Resolver()
export class FallbackResolver {
  readonly #fallback: FallbackService;

  constructor(fallback: FallbackService) {
    this.#fallback = fallback;
  }

  @Mutation(() => StoreResult, {
    nullable: true,
    description:
      'Puts a letter down for print whose message waits for an administrator; null where its sender prints nothing.',
  })
  holdLetter(
    @Arg('input', () => HoldLetterInput) input: HoldLetterInput,
    @Ctx() context: Context,
  ): Promise<Stored | null | Failure> {
    return this.#fallback.hold(context, input);
  }

  @Mutation(() => Int, { description: 'Decides on letters whose window has passed; answers how many there were.' })
  decideDueLetters(@Arg('limit', () => Int) limit: number, @Ctx() context: Context): Promise<number> {
    return this.#fallback.decide(context, limit);
  }

  @Mutation(() => [ID], {
    description: 'These patients have been told that there is something new; answers the letters that were.',
  })
  lettersNotified(
    @Arg('patients', () => [ID]) patients: readonly string[],
    @Ctx() context: Context,
  ): Promise<readonly string[]> {
    return this.#fallback.notified(context, patients);
  }
}
