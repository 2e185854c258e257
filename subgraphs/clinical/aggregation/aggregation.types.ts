import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
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
  CONVERSION: 'CONVERSION',
  REFUSED: 'REFUSED',
  FAILED: 'FAILED',
} as const;
export type KeptReason = keyof typeof KeptReason;
registerEnumType(KeptReason, {
  name: 'KeptReason',
  description: 'Why a resource of a customer’s own store is not in a patient’s record.',
});

@ObjectType({ description: 'The Patient of a customer’s store whom resources are about.' })
export class CustomerSubject {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTime)
  readonly writtenAt!: Date;

  @Field(() => String, { description: 'JSON text, in the feed’s version of FHIR.' })
  readonly resource!: string;
}

@ObjectType({ description: 'A resource of a customer’s store that has been written, as it is now.' })
export class CustomerChange {
  @Field(() => ID, { description: 'Names it when the change is settled.' })
  readonly item!: string;

  @Field(() => String, { description: 'How far its changes were seen.' })
  readonly seen!: string;

  @Field(() => String)
  readonly feed!: string;

  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => String, { description: 'STU3 or R4.' })
  readonly fhirVersion!: string;

  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTime)
  readonly writtenAt!: Date;

  @Field(() => String, { nullable: true, description: 'JSON text; absent where it was deleted.' })
  readonly resource?: string;

  @Field(() => ID, { nullable: true, description: 'The Patient of the same store whom it is about.' })
  readonly subject?: string;

  @Field(() => ID, { nullable: true, description: 'The record in which it lies.' })
  readonly home?: string;

  @Field(() => [ID], {
    description: 'Other records in which it may lie: it was being put there when nobody heard more of it.',
  })
  readonly doubts!: readonly string[];

  @Field(() => Int, { description: 'How often it was tried in vain.' })
  readonly attempts!: number;
}

@ObjectType({ description: 'What is to be brought into patients’ records by one process now.' })
export class CustomerChanges {
  @Field(() => ID, { description: 'Whose turn it is; for half a minute.' })
  readonly turn!: string;

  @Field(() => [CustomerChange], { description: 'In the order in which they were written.' })
  readonly changes!: readonly CustomerChange[];

  @Field(() => [CustomerSubject], { description: 'Those whom they are about, as far as there are such.' })
  readonly subjects!: readonly CustomerSubject[];
}

@InputType({ description: 'A record into which a resource is about to be put.' })
export class CustomerHomeInput {
  @Field(() => ID)
  readonly item!: string;

  @Field(() => ID)
  readonly patient!: string;
}

@InputType({ description: 'Where the changes of one turn are about to be put.' })
export class NoteCustomerHomesInput {
  @Field(() => ID)
  readonly turn!: string;

  @Field(() => [CustomerHomeInput])
  readonly homes!: readonly CustomerHomeInput[];
}

@InputType({ description: 'What became of a change.' })
export class CustomerOutcomeInput {
  @Field(() => ID)
  readonly item!: string;

  @Field(() => String)
  readonly seen!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Boolean, { description: 'The resource is deleted, and nothing of it is to be seen in any record.' })
  readonly gone!: boolean;

  @Field(() => KeptReason, { nullable: true, description: 'Absent: it is in the record of `patient`.' })
  readonly reason?: KeptReason | null;

  @Field(() => String, { nullable: true, description: 'A sentence for the customer.' })
  readonly detail?: string | null;

  @Field(() => ID, { nullable: true })
  readonly patient?: string | null;

  @Field(() => ID, { nullable: true, description: 'The Patient of the same store whom it is about.' })
  readonly subject?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of that Patient that was seen; absent: there was none.',
  })
  readonly subjectVersion?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is to be tried again, whatever happens.' })
  readonly retryAt?: Date | null;
}

@InputType({ description: 'What became of the changes of one turn.' })
export class SettleCustomerChangesInput {
  @Field(() => ID)
  readonly turn!: string;

  @Field(() => [CustomerOutcomeInput])
  readonly outcomes!: readonly CustomerOutcomeInput[];
}

@ObjectType({ description: 'Changes that nobody need look at again.' })
export class SettledCustomerChanges {
  @Field(() => Int)
  readonly settled!: number;
}

export const SettleCustomerChangesResult = createUnionType({
  name: 'SettleCustomerChangesResult',
  types: () => [SettledCustomerChanges, Refusal] as const,
  resolveType: (value) => ('settled' in value ? SettledCustomerChanges : Refusal),
});

@ObjectType({ description: 'A resource of a customer’s store that is not in a patient’s record, and why.' })
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

@ObjectType({ description: 'How many resources are kept for one reason.' })
export class KeptCount {
  @Field(() => KeptReason)
  readonly reason!: KeptReason;

  @Field(() => Int)
  readonly resources!: number;
}

@ObjectType({ description: 'What has become of a feed’s resources in the patients’ records.' })
export class AggregationReport {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => Int, { description: 'Resources that are in a record.' })
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
export class KeptResourceArgs {
  @Field(() => Int, { defaultValue: 50, description: '200 is the limit.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  readonly after?: string | null;

  @Field(() => KeptReason, { nullable: true, description: 'Absent: whatever the reason.' })
  readonly reason?: KeptReason | null;
}
