import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { DemographicsInput, FeedOutcome, Warning } from '../feed.types.ts';

@InputType({ description: 'An identifier of a patient, by its system.' })
export class ReceivedIdentifierInput {
  @Field(() => String)
  readonly system!: string;

  @Field(() => String)
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'The code of its NHS number verification status.' })
  readonly verification?: string | null;
}

@InputType({ description: 'A patient whom a partner creates or changes for the organisation that it acts for.' })
export class ReceivedPatientInput {
  @Field(() => String, { description: 'Tells the same message again from another: a digest of what was sent.' })
  readonly digest!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the sender wrote it; absent: now.' })
  readonly sentAt?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which team a coordinator does it; a client that is tied to one does it for that one.',
  })
  readonly teamId?: string | null;

  @Field(() => [ReceivedIdentifierInput])
  readonly identifiers!: readonly ReceivedIdentifierInput[];

  @Field(() => DemographicsInput)
  readonly demographics!: DemographicsInput;

  @Field(() => [String], {
    nullable: true,
    description: 'Aliases of the teams to link, the default team’s among them; absent means the default team.',
  })
  readonly teams?: readonly string[] | null;
}

@ObjectType({ description: 'The record that was created, changed, or left as it is.' })
export class ReceivedPatient {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => FeedOutcome)
  readonly outcome!: FeedOutcome;

  @Field(() => [Warning], { description: 'What was passed over, such as identifiers of an unknown system.' })
  readonly warnings!: readonly Warning[];
}

export const ReceivePatientResult = createUnionType({
  name: 'ReceivePatientResult',
  description: 'The record, or why nothing was done.',
  types: () => [ReceivedPatient, Refusal] as const,
  resolveType: (value) => ('patientId' in value ? ReceivedPatient : Refusal),
});
