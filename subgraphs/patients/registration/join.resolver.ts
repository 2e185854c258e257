import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { isFailure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { JoinService } from './join.service.ts';
import { JoinOutcome, JoinInput, LetterTokenInput, SeenLetterToken } from './join.types.ts';

@Resolver()
export class JoinResolver {
  readonly #joining: JoinService;

  constructor(joining: JoinService) {
    this.#joining = joining;
  }

  @Directive('@inaccessible')
  @Query(() => SeenLetterToken, { nullable: true })
  letterTokenSeen(
    @Arg('letter', () => LetterTokenInput) letter: LetterTokenInput,
    @Ctx() context: Context,
    @Arg('person', () => ID, { nullable: true }) person?: string | null,
  ): Promise<SeenLetterToken | null> {
    return this.#joining.seen(context, letter, person);
  }

  @Directive('@inaccessible')
  @Mutation(() => JoinOutcome)
  async joinByLetter(@Arg('input', () => JoinInput) input: JoinInput, @Ctx() context: Context): Promise<JoinOutcome> {
    const joined = await this.#joining.join(context, input);
    if (!isFailure(joined)) return { joined };
    return { message: joined.message, ...(joined.field === undefined ? {} : { field: joined.field }) };
  }
}
