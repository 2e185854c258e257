import { Field, InputType } from 'type-graphql';
import { CodingInput } from '../kit/coding.types.ts';
import { DateTime, PlacementScalar } from '../kit/scalars.ts';
import { SourceMessageInput } from '../kit/source-message.types.ts';
import { EncounterClass, EncounterEventType } from './encounter-codes.types.ts';

@InputType({ description: 'Where the patient is (PV1-3). What is not said is not known.' })
export class EncounterLocationInput {
  @Field(() => String, { nullable: true, description: 'PV1-3.9' })
  readonly text?: string | null;

  @Field(() => String, { nullable: true, description: 'PV1-3.1' })
  readonly ward?: string | null;

  @Field(() => String, { nullable: true, description: 'PV1-3.2' })
  readonly room?: string | null;

  @Field(() => String, { nullable: true, description: 'PV1-3.3' })
  readonly bed?: string | null;
}

@InputType({
  description: 'What PV1 says of an event. In an update, what is left out stays as it is, and null removes it.',
})
export class EncounterDetailsInput {
  @Field(() => EncounterClass, { nullable: true, description: 'PV1-2; OTHER where nothing is said.' })
  readonly class?: EncounterClass | null;

  @Field(() => String, {
    nullable: true,
    description: 'PV1-2.1 as sent: what the organisation says of it goes before `class`.',
  })
  readonly classCode?: string | null;

  @Field(() => EncounterLocationInput, { nullable: true })
  readonly location?: EncounterLocationInput | null;

  @Field(() => CodingInput, { nullable: true, description: 'PV1-10, which decides the label.' })
  readonly specialty?: CodingInput | null;

  @Field(() => [String], { nullable: true, description: 'PV1-7' })
  readonly attenders?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'PV1-8' })
  readonly referrers?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'PV1-9' })
  readonly consulters?: readonly string[] | null;
}

@InputType({ description: 'What every message about an encounter says.' })
export class EncounterMessageInput {
  @Field(() => PlacementScalar)
  readonly placement!: string;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'PV1-19.1; unique within the sending organisation.' })
  readonly externalId!: string;
}

@InputType({
  description: 'Something happened in an encounter, or is planned: it replaces what was said of it before.',
})
export class RecordEncounterEventInput extends EncounterMessageInput {
  @Field(() => EncounterEventType)
  readonly type!: EncounterEventType;

  @Field(() => DateTime, { description: 'When. Transfers are told apart by it.' })
  readonly at!: Date;

  @Field(() => EncounterDetailsInput)
  readonly details!: EncounterDetailsInput;
}

@InputType({ description: 'An event is corrected (ADT^A08): the one that is named, else the most recent one.' })
export class UpdateEncounterEventInput extends EncounterMessageInput {
  @Field(() => EncounterEventType, { nullable: true, description: 'ZVN-1.1' })
  readonly type?: EncounterEventType | null;

  @Field(() => DateTime, { nullable: true, description: 'ZVN-6: which transfer; without it the latest.' })
  readonly at?: Date | null;

  @Field(() => DateTime, { description: 'EVN-6, else MSH-7' })
  readonly updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'PV1-44: corrects the time of the admission.' })
  readonly admittedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'PV1-45: corrects the time of the discharge.' })
  readonly dischargedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The time of a planned admission, where that is updated.' })
  readonly plannedFor?: Date | null;

  @Field(() => EncounterDetailsInput)
  readonly details!: EncounterDetailsInput;
}

@InputType({ description: 'An event did not happen, or is not going to.' })
export class CancelEncounterEventInput extends EncounterMessageInput {
  @Field(() => EncounterEventType)
  readonly type!: EncounterEventType;

  @Field(() => DateTime, { nullable: true, description: 'Which transfer; without it the latest.' })
  readonly at?: Date | null;
}
