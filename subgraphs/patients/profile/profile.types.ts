import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { LocalDate, PermitScalar } from '../../kit/scalars.ts';
import { AddressInput } from '../feed.types.ts';
import { Gender } from '../patients.types.ts';

@InputType({
  description:
    'What changes in a record by hand or by an app: what is absent stays, what is null is cleared. Names, date of birth and gender are a team’s to change, and cannot be cleared.',
})
export class ChangePatientInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => Int, { nullable: true, description: 'Which version is meant; absent: whichever is there.' })
  readonly version?: number | null;

  @Field(() => String, { nullable: true })
  readonly title?: string | null;

  @Field(() => String, { nullable: true })
  readonly familyName?: string | null;

  @Field(() => String, { nullable: true })
  readonly givenName?: string | null;

  @Field(() => String, { nullable: true })
  readonly middleNames?: string | null;

  @Field(() => LocalDate, { nullable: true })
  readonly dateOfBirth?: string | null;

  @Field(() => Gender, { nullable: true })
  readonly gender?: Gender | null;

  @Field(() => String, { nullable: true, description: 'The preferred language: a code of BCP 47, such as `en-GB`.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true })
  readonly phone?: string | null;

  @Field(() => AddressInput, { nullable: true })
  readonly address?: AddressInput | null;
}

@ObjectType({ description: 'The record as it is now.' })
export class ChangedPatient {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => Int)
  readonly version!: number;
}

export const ChangePatientResult = createUnionType({
  name: 'ChangePatientResult',
  description: 'The record as it is now, or why nothing was changed.',
  types: () => [ChangedPatient, Refusal] as const,
  resolveType: (value) => ('patientId' in value ? ChangedPatient : Refusal),
});
