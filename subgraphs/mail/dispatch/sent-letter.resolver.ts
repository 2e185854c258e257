import { Arg, Args, ArgsType, Ctx, Field, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { SentLetterService } from './sent-letter.service.ts';
import {
  ConfirmPrintJobsResult,
  PrintJobOutcomeInput,
  SentLetterPage,
  SentLetterState,
  type ConfirmedPrintJobs,
} from './sent-letter.types.ts';

@ArgsType()
class SentLettersArgs extends PageArgs {
  @Field(() => SentLetterState, { nullable: true, description: 'Only those in this state.' })
  readonly state?: SentLetterState | null;
}

@Resolver()
export class SentLetterResolver {
  readonly #letters: SentLetterService;

  constructor(letters: SentLetterService) {
    this.#letters = letters;
  }

  @Query(() => SentLetterPage, {
    description: 'The letters that the caller has handed in, or its organisation has sent, and how far each has come.',
  })
  async sentLetters(
    @Args(() => SentLettersArgs) args: SentLettersArgs,
    @Ctx() context: Context,
  ): Promise<SentLetterPage> {
    return orThrow(await this.#letters.sent(context, args));
  }

  @Query(() => SentLetterPage, {
    description:
      'The letters that the caller is to print and post. The content is the patient’s `documentContent`, the address is the patient’s.',
  })
  async printJobs(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context): Promise<SentLetterPage> {
    return orThrow(await this.#letters.printJobs(context, page));
  }

  @Mutation(() => ConfirmPrintJobsResult, {
    description: 'Says what became of 1 to 500 print jobs. Said again, it changes nothing.',
  })
  confirmPrintJobs(
    @Arg('jobs', () => [PrintJobOutcomeInput]) jobs: readonly PrintJobOutcomeInput[],
    @Ctx() context: Context,
  ): Promise<ConfirmedPrintJobs | Failure> {
    return this.#letters.confirm(context, jobs);
  }
}
