import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LabelEnum } from '../kit/label.types.ts';
import type { Label } from '../kit/label.ts';
import { DateTime, LocalDate } from '../kit/scalars.ts';

/** PID-8 after PKBCS01; FHIR's `other` is INDETERMINATE. Domain reference §2.3 */
export const Gender = { UNKNOWN: 'UNKNOWN', MALE: 'MALE', FEMALE: 'FEMALE', INDETERMINATE: 'INDETERMINATE' } as const;
export type Gender = keyof typeof Gender;
registerEnumType(Gender, { name: 'Gender', description: 'As the sender coded it; FHIR says other for INDETERMINATE.' });

/** UNREGISTERED (made by a feed) → INVITED (has an e-mail address) → REGISTERED. Domain reference §2.3 */
export const PatientStatus = { UNREGISTERED: 'UNREGISTERED', INVITED: 'INVITED', REGISTERED: 'REGISTERED' } as const;
export type PatientStatus = keyof typeof PatientStatus;
registerEnumType(PatientStatus, {
  name: 'PatientStatus',
  description: 'UNREGISTERED: made by a feed. INVITED: has an e-mail address. REGISTERED: can sign in.',
});

@ObjectType({ description: 'An identifier of a patient: a national number, or a number given by one organisation.' })
export class Identifier {
  @Field(() => String, { description: 'The identifier system, as a URI.' })
  readonly system!: string;

  @Field(() => String)
  readonly value!: string;

  @Field(() => String, {
    nullable: true,
    description: 'NHS number status code, where the sender gave one: 01 is present and verified.',
  })
  readonly verification?: string;
}

@ObjectType({ description: 'A postal address.' })
export class Address {
  @Field(() => [String], { description: 'At most two lines.' })
  readonly lines!: readonly string[];

  @Field(() => String, { nullable: true })
  readonly city?: string;

  @Field(() => String, { nullable: true, description: 'County or state.' })
  readonly state?: string;

  @Field(() => String, { nullable: true })
  readonly postalCode?: string;

  @Field(() => String, { nullable: true })
  readonly country?: string;
}

@ObjectType({ description: 'The patient’s general practice and practitioner.' })
export class PrimaryCare {
  @Field(() => String, { nullable: true })
  readonly practiceName?: string;

  @Field(() => String, { nullable: true, description: 'ODS code.' })
  readonly practiceCode?: string;

  @Field(() => String, { nullable: true })
  readonly practitionerName?: string;

  @Field(() => String, { nullable: true, description: 'GMC number.' })
  readonly practitionerCode?: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'The unit to which patients give consent.' })
export class Team {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'The name by which feeds know the team (ZTM).' })
  readonly alias!: string;

  @Field(() => [LabelEnum], { description: 'What a feed’s link gives the team when it adds a patient.' })
  readonly defaultLabels!: readonly Label[];
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person’s record; everything clinical hangs off it, and is seen through the purview.' })
export class Patient {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'Counts the versions of the demographics.' })
  readonly version!: number;

  @Field(() => DateTime, { description: 'When we stored this version.' })
  readonly lastUpdated!: Date;

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

  @Field(() => String, { nullable: true, description: 'Preferred language, as the sender coded it.' })
  readonly language?: string;

  @Field(() => String, { nullable: true, description: 'One number only; mobile before home.' })
  readonly phone?: string;

  @Field(() => [String], { description: 'E-mail addresses, the primary one first.' })
  readonly emails!: readonly string[];

  @Field(() => Address, { nullable: true })
  readonly address?: Address;

  @Field(() => PrimaryCare, { nullable: true })
  readonly primaryCare?: PrimaryCare;

  @Field(() => [ID], { description: 'Ids of records that were merged into this one; each of them leads here.' })
  readonly formerIds!: readonly string[];

  @Field(() => [Identifier])
  readonly identifiers!: readonly Identifier[];

  @Field(() => PatientStatus)
  readonly status!: PatientStatus;

  @Field(() => Boolean, { description: 'The patient can sign in.' })
  readonly registered!: boolean;

  @Field(() => [Team], {
    description: 'Teams that hold this record, as far as the caller may know: an organisation sees its own.',
  })
  readonly teams!: readonly Team[];
}

@ObjectType()
export class PatientPage {
  @Field(() => [Patient])
  readonly items!: readonly Patient[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}
