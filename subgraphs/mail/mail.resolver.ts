import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import { ChangeLabelInput } from '../kit/change-label.types.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import { type Stored, StoreResult } from '../kit/store-result.types.ts';
import type { MailService } from './mail.service.ts';
import type { RelabellingService } from './relabelling.service.ts';
import {
  type Letter,
  LetterPage,
  OpenLetterInput,
  OpenLetterResult,
  Patient,
  PublishLetterInput,
  WithdrawLetterInput,
} from './mail.types.ts';

@Resolver(() => Patient)
export class MailResolver {
  readonly #mail: MailService;
  readonly #labels: RelabellingService;

  constructor(mail: MailService, labels: RelabellingService) {
    this.#mail = mail;
    this.#labels = labels;
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => LetterPage, { nullable: true, description: 'Letters, newest first.' })
  async letters(
    @Root() patient: Patient,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<LetterPage | null> {
    return orThrow(await this.#mail.letters(context, patient, args));
  }

  @Mutation(() => StoreResult, { description: 'Sends a document of the record to the patient as a letter.' })
  publishLetter(
    @Arg('input', () => PublishLetterInput) input: PublishLetterInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#mail.publish(context, input);
  }

  @Mutation(() => StoreResult, { description: 'Takes a letter back whose document its sender has deleted.' })
  withdrawLetter(
    @Arg('input', () => WithdrawLetterInput) input: WithdrawLetterInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#mail.withdraw(context, input);
  }

  @Mutation(() => OpenLetterResult, {
    description: 'The patient or a carer opens a letter; the first time is its read receipt.',
  })
  openLetter(
    @Arg('input', () => OpenLetterInput) input: OpenLetterInput,
    @Ctx() context: Context,
  ): Promise<Letter | Failure> {
    return this.#mail.open(context, input);
  }
  @Mutation(() => StoreResult, { description: 'Gives a letter another label.' })
  changeLetterLabel(
    @Arg('input', () => ChangeLabelInput) input: ChangeLabelInput,
    @Ctx() context: Context,
  ): Promise<Stored | Failure> {
    return this.#labels.changeLabel(context, input);
  }
}
