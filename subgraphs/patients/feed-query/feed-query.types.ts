import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime, LocalDate } from '../../kit/scalars.ts';
import { Warning } from '../feed.types.ts';
import { Address, Gender, PrimaryCare } from '../patients.types.ts';

@InputType({ description: 'A number by which a feed looks for a patient (QRD-8).' })
export class SoughtNumberInput {
  @Field(() => String, { description: 'QRD-8.1' })
  readonly value!: string;

  @Field(() => Boolean, {
    description: 'A number that the organisation itself gave (QRD-8.13 `MR`); otherwise a national one.',
  })
  readonly isLocal!: boolean;
}

@InputType({ description: 'Which of its patients a feed asks for (QRY^A19).' })
export class FeedQueryInput {
  @Field(() => String, { nullable: true, description: 'MSH-4: the alias of the party for whom is asked.' })
  readonly alias?: string | null;

  @Field(() => [SoughtNumberInput], {
    nullable: true,
    description: 'Patients with any of these numbers; absent: whoever the number.',
  })
  readonly numbers?: readonly SoughtNumberInput[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Patients without any number too; otherwise those alone that have one which the organisation knows.',
  })
  readonly unnumbered!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Registered or changed at this instant or later.' })
  readonly changedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Registered or changed before this instant.' })
  readonly changedBefore?: Date | null;

  @Field(() => Int, { description: 'The newest so many: 1 to 1000.' })
  readonly newest!: number;
}

@ObjectType({ description: 'An identifier in the words of the feed that asks.' })
export class FeedIdentifier {
  @Field(() => String, { description: 'CX.1' })
  readonly value!: string;

  @Field(() => String, { description: 'CX.4, the assigning authority; empty where any would do.' })
  readonly authority!: string;

  @Field(() => String, { description: 'CX.5, the type code.' })
  readonly typeCode!: string;

  @Field(() => String, { nullable: true, description: 'The NHS number status code, where a sender gave one.' })
  readonly verification?: string;
}

@ObjectType({
  description: 'The demographics of a patient, as a feed of an organisation that holds the record sees them.',
})
export class FeedPatient {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime, { description: 'When we stored what follows.' })
  readonly lastUpdated!: Date;

  @Field(() => [FeedIdentifier], {
    description: 'National numbers, and those the organisation gave; nothing that only others know.',
  })
  readonly identifiers!: readonly FeedIdentifier[];

  @Field(() => String, { nullable: true })
  readonly title?: string;

  @Field(() => String, { nullable: true })
  readonly familyName?: string;

  @Field(() => String, { nullable: true })
  readonly givenName?: string;

  @Field(() => String, { nullable: true })
  readonly middleNames?: string;

  @Field(() => LocalDate, { nullable: true })
  readonly dateOfBirth?: string;

  @Field(() => Gender)
  readonly gender!: Gender;

  @Field(() => Boolean)
  readonly deceased!: boolean;

  @Field(() => DateTime, { nullable: true })
  readonly deceasedAt?: Date;

  @Field(() => String, { nullable: true })
  readonly language?: string;

  @Field(() => String, { nullable: true })
  readonly phone?: string;

  @Field(() => [String], { description: 'E-mail addresses, the primary one first.' })
  readonly emails!: readonly string[];

  @Field(() => Address, { nullable: true })
  readonly address?: Address;

  @Field(() => PrimaryCare, { nullable: true })
  readonly primaryCare?: PrimaryCare;
}

@ObjectType({ description: 'The patients that were asked for and may be known, last changed first.' })
export class FeedPatients {
  @Field(() => [FeedPatient])
  readonly patients!: readonly FeedPatient[];

  @Field(() => Boolean, {
    description: 'There are more: ask again for those that were changed before the last of these.',
  })
  readonly more!: boolean;

  @Field(() => [Warning], { description: 'What was passed over, such as a number that cannot be one.' })
  readonly warnings!: readonly Warning[];
}

export const PatientsForFeedResult = createUnionType({
  name: 'PatientsForFeedResult',
  description: 'The patients, or why the question was not answered.',
  types: () => [FeedPatients, Refusal] as const,
  resolveType: (value) => ('patients' in value ? FeedPatients : Refusal),
});
