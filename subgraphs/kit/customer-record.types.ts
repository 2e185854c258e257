import { createUnionType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from './coding.types.ts';
import type { Label } from './label.ts';
import { LabelEnum } from './label.types.ts';
import { Refusal } from './refusal.types.ts';
import { DateTime, PlacementScalar } from './scalars.ts';

@InputType({ description: 'One version of a resource in a customer’s own store.' })
export class CustomerSourceInput {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => ID, { description: 'The organisation whose feed it is.' })
  readonly organisation!: string;

  @Field(() => String)
  readonly type!: string;

  @Field(() => ID, { description: 'The id that it has there.' })
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTime, { description: 'When this version was written.' })
  readonly writtenAt!: Date;
}

@InputType({ description: 'A resource of a customer’s own store, as it is to stand in a patient’s record.' })
export class CustomerRecordInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => CustomerSourceInput)
  readonly source!: CustomerSourceInput;

  @Field(() => String, { description: 'R4, as JSON text; references are those of the customer’s store.' })
  readonly resource!: string;

  @Field(() => ID, { nullable: true, description: 'The Patient of that store whom it is about.' })
  readonly subject?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label that the resource itself names.' })
  readonly label?: Label | null;

  @Field(() => [CodingInput], { description: 'What it is: maps of codes may give it a label.' })
  readonly codes!: readonly CodingInput[];

  @Field(() => CodingInput, { nullable: true })
  readonly specialty?: CodingInput | null;

  @Field(() => ID, { nullable: true, description: 'The record in which an earlier version of it lies.' })
  readonly home?: string | null;
}

@InputType({
  description: 'A resource that is no longer to be seen in a record: it is gone, or is about somebody else.',
})
export class HiddenCustomerRecordInput {
  @Field(() => ID)
  readonly patient!: string;

  @Field(() => CustomerSourceInput)
  readonly source!: CustomerSourceInput;
}

@InputType({ description: 'What is to be written into patients’ records, all of it or none.' })
export class CustomerRecordsInput {
  @Field(() => [CustomerRecordInput])
  readonly records!: readonly CustomerRecordInput[];

  @Field(() => [HiddenCustomerRecordInput])
  readonly hidden!: readonly HiddenCustomerRecordInput[];
}

@Directive('@shareable')
@ObjectType({ description: 'What was written of customers’ resources.' })
export class CustomerRecordsStored {
  @Field(() => [ID], { description: 'The patients in whose records they lie, in the order of the input.' })
  readonly homes!: readonly string[];
}

export const CustomerRecordsResult = createUnionType({
  name: 'CustomerRecordsResult',
  types: () => [CustomerRecordsStored, Refusal] as const,
  resolveType: (value) => ('homes' in value ? CustomerRecordsStored : Refusal),
});
