import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coding } from '../kit/coding.types.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime } from '../kit/scalars.ts';
import { StoreOutcome } from '../kit/store-result.types.ts';
import { EncounterClass, EncounterEventType } from './encounter-codes.types.ts';

registerEnumType(EncounterEventType, {
  name: 'EncounterEventType',
  description: 'What happens in an encounter. There may be many transfers; of the others there is one at most.',
});

registerEnumType(EncounterClass, {
  name: 'EncounterClass',
  description: 'The patient’s class (PV1-2): I, O, E, P, H and V; whatever else is said is OTHER.',
});

@ObjectType({
  description: 'Where the patient is: a description, or as much of ward, room and bed as is known (PV1-3).',
})
export class EncounterLocation {
  @Field(() => String, { nullable: true, description: 'In the sender’s own words (PV1-3.9).' })
  readonly text?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly ward?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly room?: string | undefined;

  @Field(() => String, { nullable: true })
  readonly bed?: string | undefined;
}

@ObjectType({ description: 'One thing that happened in an encounter, or is planned to.' })
export class EncounterEvent {
  @Field(() => EncounterEventType)
  readonly type!: EncounterEventType;

  @Field(() => DateTime, { description: 'When it was so, or is to be.' })
  readonly at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the sender last corrected it (ADT^A08).' })
  readonly updatedAt?: Date | undefined;

  @Field(() => EncounterClass)
  readonly class!: EncounterClass;

  @Field(() => EncounterLocation, { nullable: true })
  readonly location?: EncounterLocation | undefined;

  @Field(() => Coding, { nullable: true })
  readonly specialty?: Coding | undefined;

  @Field(() => [String], { description: 'The doctors in charge (PV1-7).' })
  readonly attenders!: readonly string[];

  @Field(() => [String], { description: 'Who referred the patient (PV1-8).' })
  readonly referrers!: readonly string[];

  @Field(() => [String], { description: 'The consultants (PV1-9).' })
  readonly consulters!: readonly string[];
}

@ObjectType({ description: 'A stay in hospital, or a visit: from admission to discharge, or planned.' })
export class Encounter {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'The sender’s own number of the visit (PV1-19).' })
  readonly externalId?: string | undefined;

  @Field(() => String, { description: 'FHIR encounter status: planned, in-progress, finished …' })
  readonly status!: string;

  @Field(() => EncounterClass)
  readonly class!: EncounterClass;

  @Field(() => DateTime, { nullable: true, description: 'When the patient was admitted, or is to be.' })
  readonly start?: Date | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When the patient was discharged.' })
  readonly end?: Date | undefined;

  @Field(() => EncounterLocation, { nullable: true, description: 'The last that is known.' })
  readonly location?: EncounterLocation | undefined;

  @Field(() => Coding, { nullable: true })
  readonly specialty?: Coding | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The consultant of the newest event that names one; where none does, the doctor in charge.',
  })
  readonly consultant?: string | undefined;

  @Field(() => [EncounterEvent], { description: 'Plans first, then what happened, in the order of time.' })
  readonly events!: readonly EncounterEvent[];

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType({ description: 'One page of encounters.' })
export class EncounterPage {
  @Field(() => [Encounter])
  readonly items!: readonly Encounter[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType({ description: 'What became of an encounter, and of the event that the message is about.' })
export class StoredEncounter {
  @Field(() => ID, { nullable: true, description: 'Null where there is no such encounter, and none was made.' })
  readonly id?: string | undefined;

  @Field(() => StoreOutcome)
  readonly outcome!: (typeof StoreOutcome)[keyof typeof StoreOutcome];

  @Field(() => EncounterEvent, {
    nullable: true,
    description: 'The event as it stands, or as it was before it was cancelled; null where nothing matched.',
  })
  readonly event?: EncounterEvent | undefined;

  @Field(() => Boolean, { description: 'Whether the event stands. An event that was cancelled does not.' })
  readonly stands!: boolean;

  @Field(() => [EncounterEvent], {
    description:
      'Plans that stand, and that the message is about or has moved: when the stay is to begin, or when it did on an earlier day.',
  })
  readonly plans!: readonly EncounterEvent[];
}

export const StoreEncounterResult = createUnionType({
  name: 'StoreEncounterResult',
  description: 'What became of it, or why nothing was done.',
  types: () => [StoredEncounter, Refusal] as const,
  resolveType: (value) => ('outcome' in value ? StoredEncounter : Refusal),
});
