import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Coding, CodingInput } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime, PlacementScalar } from '../kit/scalars.ts';
import { SourceMessageInput } from '../kit/source-message.types.ts';
import { Stored } from '../kit/store-result.types.ts';

@InputType()
export class AllergyInput {
  @Field(() => CodingInput, { description: 'AL1-3' })
  readonly allergen!: CodingInput;

  @Field(() => String, { nullable: true, description: 'AL1-2: DA, FA, EA …' })
  readonly kind?: string | null;

  @Field(() => CodingInput, { nullable: true, description: 'AL1-4: SV, MO, MI, or words.' })
  readonly severity?: CodingInput | null;

  @Field(() => [String], { description: 'AL1-5' })
  readonly reactions!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'AL1-6' })
  readonly onset?: Date | null;

  @Field(() => String, { nullable: true, description: 'NTE after the AL1: who says so.' })
  readonly source?: string | null;
}

@InputType()
export class DiagnosisInput {
  @Field(() => CodingInput, { description: 'DG1-3, DG1-4' })
  readonly diagnosis!: CodingInput;

  @Field(() => DateTime, { nullable: true, description: 'DG1-5' })
  readonly at?: Date | null;

  @Field(() => String, { nullable: true, description: 'DG1-6: A admitting, W working, F final.' })
  readonly kind?: string | null;
}

@InputType()
export class MedicationInput {
  @Field(() => CodingInput, { description: 'ZRX-2' })
  readonly name!: CodingInput;

  @Field(() => String, { nullable: true, description: 'ZRX-3' })
  readonly dose?: string | null;

  @Field(() => String, { nullable: true, description: 'ZRX-4' })
  readonly route?: string | null;

  @Field(() => String, { nullable: true, description: 'ZRX-5' })
  readonly frequency?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'ZRX-6' })
  readonly start?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'ZRX-7' })
  readonly end?: Date | null;

  @Field(() => String, { nullable: true, description: 'ZRX-8' })
  readonly indication?: string | null;

  @Field(() => String, { nullable: true, description: 'ZRX-9' })
  readonly prescriber?: string | null;

  @Field(() => String, { nullable: true, description: 'ZRX-10' })
  readonly externalId?: string | null;
}

@InputType({ description: 'Each list that is given replaces all that the sending organisation had in it.' })
export class SourceListsInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => [AllergyInput], { nullable: true })
  readonly allergies?: readonly AllergyInput[] | null;

  @Field(() => [DiagnosisInput], { nullable: true })
  readonly diagnoses?: readonly DiagnosisInput[] | null;

  @Field(() => [MedicationInput], { nullable: true })
  readonly medications?: readonly MedicationInput[] | null;
}

@ObjectType({ description: 'What became of each list that was given: allergies, diagnoses, medications.' })
export class StoredLists {
  @Field(() => [Stored])
  readonly lists!: readonly Stored[];
}

export const StoreListsResult = createUnionType({
  name: 'StoreListsResult',
  types: () => [StoredLists, Refusal] as const,
  resolveType: (value) => ('lists' in value ? StoredLists : Refusal),
});

@ObjectType({ description: 'Something that the patient does not tolerate.' })
export class Allergy {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Coding)
  readonly allergen!: Coding;

  @Field(() => String, { nullable: true })
  readonly severity?: string | undefined;

  @Field(() => [String])
  readonly reactions!: readonly string[];

  @Field(() => DateTime, { nullable: true })
  readonly onset?: Date | undefined;

  @Field(() => [String], { description: 'Who says so.' })
  readonly notes!: readonly string[];

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType({ description: 'What the patient is found to have.' })
export class Diagnosis {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Coding)
  readonly condition!: Coding;

  @Field(() => DateTime, { nullable: true })
  readonly recordedAt?: Date | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType({ description: 'A medicine that the patient takes, or has taken: then its end is past.' })
export class Medication {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Coding)
  readonly name!: Coding;

  @Field(() => String, { nullable: true, description: 'Dose, route and frequency as the sender writes them.' })
  readonly dosage?: string | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly start?: Date | undefined;

  @Field(() => DateTime, { nullable: true })
  readonly end?: Date | undefined;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType()
export class AllergyPage {
  @Field(() => [Allergy])
  readonly items!: readonly Allergy[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType()
export class DiagnosisPage {
  @Field(() => [Diagnosis])
  readonly items!: readonly Diagnosis[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType()
export class MedicationPage {
  @Field(() => [Medication])
  readonly items!: readonly Medication[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}
