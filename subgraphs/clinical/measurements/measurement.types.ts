import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Coding } from '../../kit/coding.types.ts';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime, PermitScalar } from '../../kit/scalars.ts';

@ObjectType({ description: 'A unit in which something may be measured, and what is possible in it.' })
export class MeasuredUnit {
  @Field(() => String, { description: 'UCUM' })
  readonly code!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Float, { description: 'The smallest value that is taken.' })
  readonly low!: number;

  @Field(() => Float, { description: 'The largest value that is taken.' })
  readonly high!: number;
}

@ObjectType({ description: 'What is measured as part of a measurement: of a blood pressure the systolic one.' })
export class MeasuredPart {
  @Field(() => String, { description: 'VALUE where there is only one.' })
  readonly key!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'LOINC' })
  readonly code!: string;

  @Field(() => [MeasuredUnit])
  readonly units!: readonly MeasuredUnit[];
}

@ObjectType({ description: 'Something that patients, their devices and teams may measure and add to a record.' })
export class MeasurementType {
  @Field(() => String)
  readonly key!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'LOINC' })
  readonly code!: string;

  @Field(() => [MeasuredPart])
  readonly parts!: readonly MeasuredPart[];
}

@ObjectType({ description: 'One value of a measurement.' })
export class MeasuredValue {
  @Field(() => String, { nullable: true, description: 'Null where the catalogue does not know the code.' })
  readonly part?: string | undefined;

  @Field(() => Coding)
  readonly code!: Coding;

  @Field(() => String, { description: 'A decimal as text, so that `1.00` stays `1.00`.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'UCUM, or the unit as its sender wrote it.' })
  readonly unit?: string | undefined;
}

@ObjectType({ description: 'What was measured on the patient: at home, by a device, or by a team.' })
export class Measurement {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'One of `measurementTypes`, where it is one.' })
  readonly type?: string | undefined;

  @Field(() => Coding)
  readonly code!: Coding;

  @Field(() => DateTime, { nullable: true })
  readonly takenAt?: Date | undefined;

  @Field(() => [MeasuredValue])
  readonly values!: readonly MeasuredValue[];

  @Field(() => String, { nullable: true })
  readonly note?: string | undefined;

  @Field(() => Boolean, { description: 'The patient says so, and no professional.' })
  readonly byPatient!: boolean;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType()
export class MeasurementPage {
  @Field(() => [Measurement])
  readonly items!: readonly Measurement[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@InputType()
export class MeasuredValueInput {
  @Field(() => String, { nullable: true, description: 'May be left out where the type has one part alone.' })
  readonly part?: string | null;

  @Field(() => Float)
  readonly value!: number;

  @Field(() => String, { description: 'UCUM' })
  readonly unit!: string;
}

@InputType()
export class MeasurementInput {
  @Field(() => String, { description: 'The key of one of `measurementTypes`.' })
  readonly type!: string;

  @Field(() => DateTime)
  readonly takenAt!: Date;

  @Field(() => [MeasuredValueInput])
  readonly values!: readonly MeasuredValueInput[];

  @Field(() => String, { nullable: true, description: '2000 characters at most.' })
  readonly note?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'GENERAL_HEALTH where absent.' })
  readonly label?: Label | null;
}

@InputType({ description: 'Measurements to be added to a record, all of them or none.' })
export class AddMeasurementsInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => String, { nullable: true, description: 'Sent again under the same key, nothing is added again.' })
  readonly idempotencyKey?: string | null;

  @Field(() => [MeasurementInput], { description: '100 at most.' })
  readonly measurements!: readonly MeasurementInput[];
}

@ObjectType({ description: 'What was added to a record.' })
export class AddedItems {
  @Field(() => [ID], { description: 'In the order of the input.' })
  readonly ids!: readonly string[];
}

export const AddItemsResult = createUnionType({
  name: 'AddItemsResult',
  types: () => [AddedItems, Refusal] as const,
  resolveType: (value) => ('ids' in value ? AddedItems : Refusal),
});
