import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { DateTime } from '../../kit/scalars.ts';
import { HybridMailActPage, HybridMailActsArgs } from './option-acts.types.ts';
import type { OptionsService } from './options.service.ts';
import { HybridMail, HybridMailInput, LetterFigures, SetHybridMailResult } from './options.types.ts';

@ArgsType()
class LetterFiguresArgs {
  @Field(() => ID, { nullable: true, description: 'For administrators; a client asks for whom it acts for.' })
  readonly organisationId?: string | null;

  @Field(() => DateTime)
  readonly from!: Date;

  @Field(() => DateTime, { description: 'A year later at most.' })
  readonly to!: Date;
}

@Resolver()
export class OptionsResolver {
  readonly #options: OptionsService;

  constructor(options: OptionsService) {
    this.#options = options;
  }

  @Query(() => HybridMail, {
    nullable: true,
    description: 'How an organisation wants its letters to be handled; null for all but its administrators.',
  })
  hybridMail(
    @Arg('organisationId', () => ID) organisationId: string,
    @Ctx() context: Context,
  ): Promise<HybridMail | null> {
    return this.#options.of(context, organisationId);
  }

  @Query(() => HybridMailActPage, {
    description: 'Who has changed how an organisation’s letters are handled; for its administrators.',
  })
  async hybridMailActs(
    @Args(() => HybridMailActsArgs) args: HybridMailActsArgs,
    @Ctx() context: Context,
  ): Promise<HybridMailActPage> {
    return orThrow(await this.#options.acts(context, args));
  }

  @Query(() => LetterFigures, { description: 'What became of the letters of a time.' })
  async letterFigures(
    @Args(() => LetterFiguresArgs) args: LetterFiguresArgs,
    @Ctx() context: Context,
  ): Promise<LetterFigures> {
    return orThrow(await this.#options.figures(context, args));
  }

  @Mutation(() => SetHybridMailResult, {
    description: 'An administrator says how letters are to be handled from now on.',
  })
  setHybridMail(
    @Arg('input', () => HybridMailInput) input: HybridMailInput,
    @Ctx() context: Context,
  ): Promise<HybridMail | Failure> {
    return this.#options.set(context, input);
  }
}
