import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { KeptReason } from './report.types.ts';

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

  @Field(() => KeptReason, {
    nullable: true,
    description: 'Absent: it is in the record of `patient` or, without one, in the directory.',
  })
  readonly reason?: KeptReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'For the customer: why it is kept, or what of it R4 does not say as it was said.',
  })
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
