import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

export const HoldReason = {
  NHS_STATUS: 'NHS_STATUS',
  LOCAL_ID_ONLY: 'LOCAL_ID_ONLY',
  ID_CONFLICT: 'ID_CONFLICT',
  MULTIPLE_MATCH: 'MULTIPLE_MATCH',
  DOB_MISMATCH: 'DOB_MISMATCH',
  FAMILY_NAME_MISMATCH: 'FAMILY_NAME_MISMATCH',
  GIVEN_NAME_MISMATCH: 'GIVEN_NAME_MISMATCH',
  GENDER_MISMATCH: 'GENDER_MISMATCH',
  FOLLOWS_HELD: 'FOLLOWS_HELD',
} as const;
export type HoldReason = keyof typeof HoldReason;
registerEnumType(HoldReason, {
  name: 'HoldReason',
  description: 'Why a message is held. Domain reference §4.2',
  valuesConfig: {
    NHS_STATUS: { description: 'The NHS number was not verified (its status is not 01).' },
    LOCAL_ID_ONLY: { description: 'It came without an NHS number, for a record that has one or for none at all.' },
    ID_CONFLICT: { description: 'Its national number is one record’s, and another number of it another’s.' },
    MULTIPLE_MATCH: { description: 'Its numbers are those of several records, and none of them decides.' },
    DOB_MISMATCH: { description: 'The date of birth is not the record’s.' },
    FAMILY_NAME_MISMATCH: { description: 'The family name is not the record’s.' },
    GIVEN_NAME_MISMATCH: { description: 'The given name is not the record’s.' },
    GENDER_MISMATCH: { description: 'The gender is not the record’s.' },
    FOLLOWS_HELD: {
      description: 'Nothing is wrong with it: what is held or was decided about the same item comes first.',
    },
  },
});

export const ReviewState = {
  HELD: 'HELD',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
} as const;
export type ReviewState = keyof typeof ReviewState;
registerEnumType(ReviewState, {
  name: 'ReviewState',
  description: 'What was decided about a message that was held.',
  valuesConfig: {
    HELD: { description: 'Nothing yet.' },
    APPROVED: { description: 'It is done as if it had not been held; see `settledAt`.' },
    REJECTED: { description: 'It is not done. It may be approved later on.' },
    SUPERSEDED: {
      description: 'Nobody decided: a newer message about the person, with which all was well, has taken its place.',
    },
  },
});

export const Decision = { APPROVE: 'APPROVE', REJECT: 'REJECT' } as const;
export type Decision = keyof typeof Decision;
registerEnumType(Decision, { name: 'Decision', description: 'What to do with messages that are held.' });

@ObjectType({ description: 'What a message says of a person, beside what the record says.' })
export class ComparedValue {
  @Field(() => String, {
    description: 'A field of the patient: `dateOfBirth`; of numbers, `identifier` and its system.',
  })
  readonly field!: string;

  @Field(() => String, { nullable: true })
  readonly messageValue!: string | null;

  @Field(() => String, { nullable: true })
  readonly recordValue!: string | null;
}

@ObjectType({ description: 'A message that an administrator has to decide about, or had to.' })
export class HeldMessage {
  @Field(() => ID, { description: 'The message’s own id.' })
  readonly id!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String, { nullable: true, description: 'The partner that sent it for the organisation.' })
  readonly partner!: string | null;

  @Field(() => String, { nullable: true, description: 'MSH-9 as `ADT^A28`.' })
  readonly type!: string | null;

  @Field(() => String, { description: 'MSH-10' })
  readonly controlId!: string;

  @Field(() => DateTime, { description: 'MSH-7' })
  readonly sentAt!: Date;

  @Field(() => DateTime)
  readonly heldAt!: Date;

  @Field(() => [HoldReason])
  readonly reasons!: readonly HoldReason[];

  @Field(() => ID, {
    nullable: true,
    description: 'The record that it would go into, where one stands for it; or went into.',
  })
  readonly patientId!: string | null;

  @Field(() => [ID], { description: 'The records that carry its numbers: where several do, one has to be chosen.' })
  readonly candidates!: readonly string[];

  @Field(() => [ComparedValue])
  readonly compared!: readonly ComparedValue[];

  @Field(() => ReviewState)
  readonly state!: ReviewState;

  @Field(() => DateTime, { nullable: true })
  readonly decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who decided; null where an earlier decision holds for it.' })
  readonly decidedBy!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The message whose decision holds for this one too, or which has taken its place.',
  })
  readonly follows!: string | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When what was decided was done.' })
  readonly settledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be done after it was approved.' })
  readonly problem!: string | null;
}

@ObjectType({ description: 'How many messages have been waiting for how long, by when they came.' })
export class HeldAges {
  @Field(() => Int, { description: 'Less than a day.' })
  readonly day!: number;

  @Field(() => Int, { description: 'One to seven days.' })
  readonly week!: number;

  @Field(() => Int, { description: 'Seven to thirty days.' })
  readonly month!: number;

  @Field(() => Int, { description: 'More than thirty days.' })
  readonly older!: number;
}

@ObjectType({ description: 'Held messages, the oldest first.' })
export class HeldMessagePage {
  @Field(() => [HeldMessage])
  readonly items!: readonly HeldMessage[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the page that follows.' })
  readonly next?: string;

  @Field(() => HeldAges, { description: 'Of all that are still held.' })
  readonly ages!: HeldAges;
}

@ArgsType()
export class HeldMessagesArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ReviewState, { defaultValue: 'HELD' })
  readonly state!: ReviewState;
}

@InputType({ description: 'One decision about one message or many.' })
export class DecideMessagesInput {
  @Field(() => [ID], { description: 'At most 200.' })
  readonly ids!: readonly string[];

  @Field(() => Decision)
  readonly decision!: Decision;

  @Field(() => String, { nullable: true, description: 'Why; at most 1 000 characters.' })
  readonly note?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'With APPROVE, of messages whose numbers are those of several records: into which of the candidates.',
  })
  readonly patientId?: string | null;
}

@ObjectType({ description: 'What was decided is kept; approved messages are done soon, in the order of MSH-7.' })
export class DecidedMessages {
  @Field(() => [HeldMessage])
  readonly decided!: readonly HeldMessage[];
}

export const DecideMessagesResult = createUnionType({
  name: 'DecideMessagesResult',
  description: 'What was decided, or why nothing was.',
  types: () => [DecidedMessages, Refusal] as const,
  resolveType: (value) => ('decided' in value ? DecidedMessages : Refusal),
});
