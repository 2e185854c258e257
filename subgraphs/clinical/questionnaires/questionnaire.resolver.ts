import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Patient } from '../clinical.types.ts';
import type { QuestionnaireService } from './questionnaire.service.ts';
import type { RequestService } from './request.service.ts';
import {
  AnswerQuestionnaireInput,
  AnswerQuestionnaireResult,
  CreateQuestionnaireInput,
  Questionnaire,
  QuestionnairePage,
  type QuestionnaireRequest,
  QuestionnaireRequestPage,
  QuestionnaireRequestsArgs,
  QuestionnaireResult,
  type QuestionnaireSent,
  SendQuestionnaireInput,
  SendQuestionnaireResult,
} from './questionnaire.types.ts';

@Resolver(() => Questionnaire)
export class QuestionnaireResolver {
  readonly #questionnaires: QuestionnaireService;

  constructor(questionnaires: QuestionnaireService) {
    this.#questionnaires = questionnaires;
  }

  @Query(() => Questionnaire, { nullable: true, description: 'A published questionnaire, or a draft of one’s team.' })
  questionnaire(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Questionnaire | null> {
    return this.#questionnaires.read(context, id);
  }

  @Query(() => QuestionnairePage, { description: 'The questionnaires of the caller’s teams.' })
  async questionnaires(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context): Promise<QuestionnairePage> {
    return orThrow(await this.#questionnaires.list(context, page));
  }

  @FieldResolver(() => QuestionnaireRequestPage, {
    nullable: true,
    description: 'Whom it was sent to; null for others than its team and organisation.',
  })
  async requests(
    @Root() questionnaire: Questionnaire,
    @Args(() => QuestionnaireRequestsArgs) args: QuestionnaireRequestsArgs,
    @Ctx() context: Context,
  ): Promise<QuestionnaireRequestPage | null> {
    return orThrow(await this.#questionnaires.sent(context, questionnaire, args));
  }

  @Mutation(() => QuestionnaireResult, { description: 'Makes a draft of a questionnaire.' })
  createQuestionnaire(
    @Arg('input', () => CreateQuestionnaireInput) input: CreateQuestionnaireInput,
    @Ctx() context: Context,
  ): Promise<Questionnaire | Failure> {
    return this.#questionnaires.create(context, input);
  }

  @Mutation(() => QuestionnaireResult, {
    description: 'From now on it may be sent to patients, and is changed no more.',
  })
  publishQuestionnaire(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Questionnaire | Failure> {
    return this.#questionnaires.publish(context, id);
  }

  @Mutation(() => QuestionnaireResult, {
    description: 'From now on it is sent to nobody; who has been asked may answer.',
  })
  retireQuestionnaire(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Questionnaire | Failure> {
    return this.#questionnaires.retire(context, id);
  }
}

@Resolver(() => Patient)
export class QuestionnaireRequestResolver {
  readonly #requests: RequestService;

  constructor(requests: RequestService) {
    this.#requests = requests;
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => QuestionnaireRequestPage, {
    nullable: true,
    description: 'Questionnaires that the patient has been asked to answer, newest first.',
  })
  async questionnaireRequests(
    @Root() patient: Patient,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<QuestionnaireRequestPage | null> {
    return orThrow(await this.#requests.list(context, patient, page));
  }

  @Mutation(() => SendQuestionnaireResult, {
    description: 'Asks up to 500 patients to answer a published questionnaire, all or none.',
  })
  sendQuestionnaire(
    @Arg('input', () => SendQuestionnaireInput) input: SendQuestionnaireInput,
    @Ctx() context: Context,
  ): Promise<QuestionnaireSent | Failure> {
    return this.#requests.send(context, input);
  }

  @Mutation(() => AnswerQuestionnaireResult, {
    description: 'The patient’s answers, by the definition; they are in the record as a QuestionnaireResponse.',
  })
  answerQuestionnaire(
    @Arg('input', () => AnswerQuestionnaireInput) input: AnswerQuestionnaireInput,
    @Ctx() context: Context,
  ): Promise<QuestionnaireRequest | Failure> {
    return this.#requests.answer(context, input);
  }
}
