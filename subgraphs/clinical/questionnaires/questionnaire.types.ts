import { ArgsType, createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime, PermitScalar } from '../../kit/scalars.ts';

export const QuestionnaireState = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', RETIRED: 'RETIRED' } as const;
registerEnumType(QuestionnaireState, {
  name: 'QuestionnaireState',
  description:
    'DRAFT: its team’s alone. PUBLISHED: may be sent to patients. RETIRED: may only be answered by whom it was sent to.',
});

export const QuestionnaireRequestState = { REQUESTED: 'REQUESTED', COMPLETED: 'COMPLETED' } as const;
registerEnumType(QuestionnaireRequestState, {
  name: 'QuestionnaireRequestState',
  description: 'COMPLETED: the patient has answered.',
});

@ObjectType({ description: 'What a team asks patients. Domain reference §2.9a' })
export class Questionnaire {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID)
  readonly teamId!: string;

  @Field(() => LabelEnum, { description: 'The privacy label of what is asked and answered.' })
  readonly label!: Label;

  @Field(() => QuestionnaireState)
  readonly state!: keyof typeof QuestionnaireState;

  @Field(() => String, { description: 'An R4 Questionnaire as JSON.' })
  readonly definition!: string;

  @Field(() => DateTime)
  readonly changedAt!: Date;
}

@ObjectType({ description: 'A page of a team’s questionnaires, newest first.' })
export class QuestionnairePage {
  @Field(() => [Questionnaire])
  readonly items!: readonly Questionnaire[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@ObjectType({ description: 'A patient has been asked to answer a questionnaire.' })
export class QuestionnaireRequest {
  @Field(() => ID, { description: 'The ServiceRequest in the patient’s record.' })
  readonly id!: string;

  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID)
  readonly questionnaireId!: string;

  @Field(() => QuestionnaireRequestState)
  readonly state!: keyof typeof QuestionnaireRequestState;

  @Field(() => DateTime)
  readonly requestedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly answeredAt?: Date;

  @Field(() => ID, { nullable: true, description: 'The QuestionnaireResponse in the patient’s record.' })
  readonly responseId?: string;
}

@ObjectType({ description: 'A page of requests.' })
export class QuestionnaireRequestPage {
  @Field(() => [QuestionnaireRequest])
  readonly items!: readonly QuestionnaireRequest[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@ArgsType()
export class QuestionnaireRequestsArgs extends PageArgs {
  @Field(() => QuestionnaireRequestState, { nullable: true, description: 'Only those in this state.' })
  readonly state?: keyof typeof QuestionnaireRequestState | null;
}

@InputType({ description: 'A new questionnaire of a team; a draft, until it is published.' })
export class CreateQuestionnaireInput {
  @Field(() => ID, { description: 'A team that the caller coordinates, or acts for.' })
  readonly team!: string;

  @Field(() => LabelEnum, { nullable: true, description: 'The label of the answers; absent: GENERAL_HEALTH.' })
  readonly label?: Label | null;

  @Field(() => String, {
    description: 'An R4 Questionnaire as JSON: a title; items that are groups, texts to be shown, or questions.',
  })
  readonly definition!: string;
}

@InputType({ description: 'Asks patients to answer a published questionnaire: all of them, or nobody.' })
export class SendQuestionnaireInput {
  @Field(() => ID)
  readonly questionnaire!: string;

  @Field(() => [PermitScalar], {
    description: 'For each patient leave to act on the record, `Patient.permit`; 1 to 500.',
  })
  readonly permits!: readonly string[];
}

@InputType({ description: 'The answer to one question.' })
export class AnswerInput {
  @Field(() => String, { description: 'Which question of the definition.' })
  readonly linkId!: string;

  @Field(() => [String], {
    description:
      'As text: `true`, `37.5`, `2026-03-01`; of a choice the option’s code. Several where the question repeats.',
  })
  readonly values!: readonly string[];
}

@InputType({ description: 'A patient’s answers to a questionnaire.' })
export class AnswerQuestionnaireInput {
  @Field(() => PermitScalar, { description: 'Leave to act on one’s own record, `Patient.permit`.' })
  readonly permit!: string;

  @Field(() => ID, { description: 'The request: `Patient.questionnaireRequests`.' })
  readonly request!: string;

  @Field(() => [AnswerInput])
  readonly answers!: readonly AnswerInput[];
}

@ObjectType({ description: 'The requests, in the order of the patients that were named.' })
export class QuestionnaireSent {
  @Field(() => [QuestionnaireRequest])
  readonly requests!: readonly QuestionnaireRequest[];

  @Field(() => [String], { description: 'The same as R4 ServiceRequests in JSON.' })
  readonly resources!: readonly string[];
}

export const QuestionnaireResult = createUnionType({
  name: 'QuestionnaireResult',
  description: 'The questionnaire as it is now, or why nothing was done.',
  types: () => [Questionnaire, Refusal] as const,
  resolveType: (value) => ('definition' in value ? Questionnaire : Refusal),
});

export const SendQuestionnaireResult = createUnionType({
  name: 'SendQuestionnaireResult',
  description: 'The requests, or why nobody was asked.',
  types: () => [QuestionnaireSent, Refusal] as const,
  resolveType: (value) => ('requests' in value ? QuestionnaireSent : Refusal),
});

export const AnswerQuestionnaireResult = createUnionType({
  name: 'AnswerQuestionnaireResult',
  description: 'The request that has been answered, or why nothing was stored.',
  types: () => [QuestionnaireRequest, Refusal] as const,
  resolveType: (value) => ('requestedAt' in value ? QuestionnaireRequest : Refusal),
});
