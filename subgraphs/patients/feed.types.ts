import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Coding } from '../kit/coding.types.ts';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime, LocalDate, PlacementScalar } from '../kit/scalars.ts';
import { CodeSet } from './codes/code.types.ts';
import { Gender } from './patients.types.ts';
import { HoldReason, ReviewState } from './review/review.types.ts';

@InputType({
  description: 'An identifier as a feed sends it (PID-2, PID-3); which system it is, the organisation’s settings say.',
})
export class FeedIdentifierInput {
  @Field(() => String, { description: 'CX.1' })
  readonly value!: string;

  @Field(() => String, { description: 'CX.4, the assigning authority; empty where the sender gave none.' })
  readonly authority!: string;

  @Field(() => String, { description: 'CX.5, the type code without its status.' })
  readonly typeCode!: string;

  @Field(() => String, { nullable: true, description: 'The NHS number status code out of `NH{status:01}`.' })
  readonly verification?: string | null;
}

@InputType()
export class AddressInput {
  @Field(() => [String])
  readonly lines!: readonly string[];

  @Field(() => String, { nullable: true })
  readonly city?: string | null;

  @Field(() => String, { nullable: true })
  readonly state?: string | null;

  @Field(() => String, { nullable: true })
  readonly postalCode?: string | null;

  @Field(() => String, { nullable: true })
  readonly country?: string | null;
}

@InputType()
export class PrimaryCareInput {
  @Field(() => String, { nullable: true })
  readonly practiceName?: string | null;

  @Field(() => String, { nullable: true })
  readonly practiceCode?: string | null;

  @Field(() => String, { nullable: true })
  readonly practitionerName?: string | null;

  @Field(() => String, { nullable: true })
  readonly practitionerCode?: string | null;
}

@InputType({
  description:
    'A partial change: what is absent stays as it is, what is null is cleared (HL7 `""`). Names, date of birth and gender cannot be cleared.',
})
export class DemographicsInput {
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

  @Field(() => String, {
    nullable: true,
    description: 'PID-8 as sent: what the organisation says of it goes before `gender`.',
  })
  readonly genderCode?: string | null;

  @Field(() => Boolean, { nullable: true })
  readonly deceased?: boolean | null;

  @Field(() => DateTime, { nullable: true })
  readonly deceasedAt?: Date | null;

  @Field(() => String, { nullable: true })
  readonly language?: string | null;

  @Field(() => String, { nullable: true })
  readonly phone?: string | null;

  @Field(() => [String], { nullable: true, description: 'Added to the addresses already known; at most two.' })
  readonly emails?: readonly string[] | null;

  @Field(() => AddressInput, { nullable: true })
  readonly address?: AddressInput | null;

  @Field(() => PrimaryCareInput, { nullable: true })
  readonly primaryCare?: PrimaryCareInput | null;
}

@InputType({
  description: 'Which message this is: its trace, its place in the sender’s order, and for whom it is sent.',
})
export class FeedMessageInput {
  @Field(() => ID, { description: 'The id under which the message was opened.' })
  readonly id!: string;

  @Field(() => DateTime, { description: 'MSH-7: the clock for messages that arrive out of order.' })
  readonly sentAt!: Date;

  @Field(() => String, { description: 'MSH-10: tells the same message again from another of the same instant.' })
  readonly controlId!: string;

  @Field(() => String, { nullable: true, description: 'MSH-4: the alias of the party for whom it is sent.' })
  readonly alias?: string | null;

  @Field(() => String, { nullable: true, description: 'MSH-9 as `ADT^A28`.' })
  readonly type?: string | null;
}

@InputType()
export class PatientFromFeedInput {
  @Field(() => FeedMessageInput)
  readonly message!: FeedMessageInput;

  @Field(() => [FeedIdentifierInput])
  readonly identifiers!: readonly FeedIdentifierInput[];

  @Field(() => DemographicsInput)
  readonly demographics!: DemographicsInput;

  @Field(() => [String], {
    nullable: true,
    description: 'ZTM-1: aliases of the teams to link, the default team’s among them; absent means the default team.',
  })
  readonly addTeams?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'ZTM-2: aliases of the teams to unlink; never the default team.',
  })
  readonly removeTeams?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Segments of the lists that the message brings besides: `AL1`, `DG1`, `ZRX`.',
  })
  readonly lists?: readonly string[] | null;
}

@InputType({ description: 'A code of the message, of which the sender’s adapter must know what it means.' })
export class AskedCodeInput {
  @Field(() => CodeSet)
  readonly set!: CodeSet;

  @Field(() => String, { nullable: true })
  readonly system?: string | null;

  @Field(() => String)
  readonly code!: string;
}

@InputType()
export class MatchPatientInput {
  @Field(() => FeedMessageInput)
  readonly message!: FeedMessageInput;

  @Field(() => [FeedIdentifierInput])
  readonly identifiers!: readonly FeedIdentifierInput[];

  @Field(() => DemographicsInput, {
    nullable: true,
    description: 'What the message says of the person: compared with the record, never written into it.',
  })
  readonly person?: DemographicsInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The data points that the message brings, each as the sender’s number and what it numbers.',
  })
  readonly items?: readonly string[] | null;

  @Field(() => [AskedCodeInput], { nullable: true })
  readonly codes?: readonly AskedCodeInput[] | null;
}

export const FeedOutcome = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  UNCHANGED: 'UNCHANGED',
  STALE: 'STALE',
  MATCHED: 'MATCHED',
} as const;
export type FeedOutcome = keyof typeof FeedOutcome;
registerEnumType(FeedOutcome, {
  name: 'FeedOutcome',
  description:
    'STALE: a newer message was here first, and nothing changed. MATCHED: the record was found, not touched.',
});

@ObjectType({ description: 'What the sender should know although all is well.' })
export class Warning {
  @Field(() => String, { description: 'Where in the input: `identifiers[0]`.' })
  readonly field!: string;

  @Field(() => String, { description: 'A full sentence.' })
  readonly message!: string;
}

@ObjectType({ description: 'What a code means to the organisation for which the message is sent.' })
export class KnownCode {
  @Field(() => CodeSet)
  readonly set!: CodeSet;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly display!: string;

  @Field(() => Coding, { nullable: true })
  readonly standard!: Coding | null;
}

@ObjectType({ description: 'The record that a message is about, and leave to write into it.' })
export class PlacedPatient {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => FeedOutcome)
  readonly outcome!: FeedOutcome;

  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => Boolean, {
    description:
      'Whether the sending team holds the record; where not, it does once `linkPatientFromFeed` was asked for.',
  })
  readonly isLinked!: boolean;

  @Field(() => [Warning], { description: 'What was passed over, such as identifiers of an unknown type.' })
  readonly warnings!: readonly Warning[];

  @Field(() => [KnownCode], {
    description: 'Of the codes that were asked about, those of which it has said something.',
  })
  readonly codes!: readonly KnownCode[];
}

@ObjectType({ description: 'The message waits for an administrator: nothing is done of it until then.' })
export class HeldForReview {
  @Field(() => [HoldReason])
  readonly reasons!: readonly HoldReason[];

  @Field(() => ReviewState, { description: 'What was decided already, about this message or its item.' })
  readonly state!: ReviewState;
}

export const PlacePatientResult = createUnionType({
  name: 'PlacePatientResult',
  types: () => [PlacedPatient, HeldForReview, Refusal] as const,
  resolveType: (value) => ('placement' in value ? PlacedPatient : 'reasons' in value ? HeldForReview : Refusal),
});

@InputType({ description: 'A record that a message was about, once what the message asked for has been done in it.' })
export class LinkPatientInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;
}

@ObjectType({ description: 'The sending team holds the record.' })
export class LinkedPatient {
  @Field(() => ID)
  readonly patientId!: string;
}

export const LinkPatientResult = createUnionType({
  name: 'LinkPatientResult',
  types: () => [LinkedPatient, Refusal] as const,
  resolveType: (value) => ('patientId' in value ? LinkedPatient : Refusal),
});
