import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';

export const KeptReason = {
  NO_SUBJECT: 'NO_SUBJECT',
  PATIENT_MISSING: 'PATIENT_MISSING',
  NO_NATIONAL_NUMBER: 'NO_NATIONAL_NUMBER',
  UNVERIFIED_NUMBER: 'UNVERIFIED_NUMBER',
  INVALID_NUMBER: 'INVALID_NUMBER',
  AMBIGUOUS_PATIENT: 'AMBIGUOUS_PATIENT',
  INCOMPLETE_PATIENT: 'INCOMPLETE_PATIENT',
  PERSON_DIFFERS: 'PERSON_DIFFERS',
  TYPE_NOT_AGGREGATED: 'TYPE_NOT_AGGREGATED',
  NOT_FOR_EVERYBODY: 'NOT_FOR_EVERYBODY',
  CONVERSION: 'CONVERSION',
  REFUSED: 'REFUSED',
  FAILED: 'FAILED',
} as const;
export type KeptReason = keyof typeof KeptReason;
registerEnumType(KeptReason, {
  name: 'KeptReason',
  description: 'Why a resource of a customer’s own store is neither in a patient’s record nor in the directory.',
  valuesConfig: {
    NOT_FOR_EVERYBODY: { description: 'Everybody may read the directory, and this tells something of somebody.' },
  },
});

@ObjectType({
  description: 'A resource of a customer’s store that is neither in a patient’s record nor in the directory, and why.',
})
export class KeptResource {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => KeptReason)
  readonly reason!: KeptReason;

  @Field(() => String, { nullable: true, description: 'What the customer can do about it.' })
  readonly detail?: string;

  @Field(() => DateTime, { description: 'When it was tried last.' })
  readonly at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'It is tried again then, and before if its cause is gone.' })
  readonly retryAt?: Date;
}

@ObjectType({
  description: 'A resource that is in a record or in the directory, where R4 does not say all of it as it was said.',
})
export class LossyResource {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => [String], { description: 'Each with its place. What has no place in R4 is kept in extensions.' })
  readonly losses!: readonly string[];
}

export const AggregationState = { WAITING: 'WAITING', PLACED: 'PLACED', KEPT: 'KEPT', GONE: 'GONE' } as const;
export type AggregationState = keyof typeof AggregationState;
registerEnumType(AggregationState, {
  name: 'AggregationState',
  description:
    'How far a resource of a customer’s own store has come on its way into a patient’s record, or into the directory.',
  valuesConfig: {
    WAITING: { description: 'It has been written, and nobody has looked at it since.' },
    PLACED: { description: 'It is in a patient’s record or, where it is about no patient, in the directory.' },
    KEPT: { description: 'It is in neither; the reason is given.' },
    GONE: { description: 'It has been deleted, and is in neither.' },
  },
});

@ObjectType({ description: 'What has become of one resource of a customer’s store.' })
export class ResourceFate {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => AggregationState)
  readonly state!: AggregationState;

  @Field(() => KeptReason, { nullable: true, description: 'Why it is kept.' })
  readonly reason?: KeptReason;

  @Field(() => String, { nullable: true, description: 'What the customer can do about it.' })
  readonly detail?: string;

  @Field(() => [String], { description: 'What R4 does not say of it as it was said, each with its place.' })
  readonly losses!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'When it was brought there, or tried last.' })
  readonly at?: Date;

  @Field(() => DateTime, { nullable: true, description: 'It is tried again then, and before if its cause is gone.' })
  readonly retryAt?: Date;
}

@ArgsType()
export class ResourceArgs {
  @Field(() => String, { description: 'The resource type in the store: `Observation`.' })
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;
}

@ObjectType({ description: 'A page of resources that R4 does not say as they were said, oldest first.' })
export class LossyResourcePage {
  @Field(() => [LossyResource])
  readonly items!: readonly LossyResource[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@ObjectType({ description: 'How many resources are kept for one reason.' })
export class KeptCount {
  @Field(() => KeptReason)
  readonly reason!: KeptReason;

  @Field(() => Int)
  readonly resources!: number;
}

@ObjectType({ description: 'What has become of a feed’s resources in the patients’ records and the directory.' })
export class AggregationReport {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => Int, { description: 'Resources that are in a record, or in the directory.' })
  readonly placed!: number;

  @Field(() => Int, { description: 'Writes that nobody has looked at yet.' })
  readonly waiting!: number;

  @Field(() => [KeptCount])
  readonly counts!: readonly KeptCount[];
}

@ObjectType({ description: 'A page of kept resources, oldest first.' })
export class KeptResourcePage {
  @Field(() => [KeptResource])
  readonly items!: readonly KeptResource[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@ArgsType()
export class ReportPageArgs {
  @Field(() => Int, { defaultValue: 50, description: '200 is the limit.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  readonly after?: string | null;
}

@ArgsType()
export class KeptResourceArgs extends ReportPageArgs {
  @Field(() => KeptReason, { nullable: true, description: 'Absent: whatever the reason.' })
  readonly reason?: KeptReason | null;
}
