import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { PlacementScalar } from '../../kit/scalars.ts';
import { DemographicsInput, Warning } from '../feed.types.ts';
import { ReceivedIdentifierInput } from './received.types.ts';

@InputType({ description: 'To whom a letter is, in the words of its sender.' })
export class LetterAddresseeInput {
  @Field(() => [ReceivedIdentifierInput], { description: 'One to ten; those of systems unknown here are passed over.' })
  readonly identifiers!: readonly ReceivedIdentifierInput[];

  @Field(() => DemographicsInput, {
    nullable: true,
    description: 'What the sender knows of the person: compared where the organisation wants that, never kept.',
  })
  readonly person?: DemographicsInput | null;
}

@ObjectType({ description: 'The record to which a letter goes, and leave to put it there.' })
export class PlacedLetter {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => PlacementScalar, { description: 'For `ingestDocument`, then `publishLetter`: five minutes.' })
  readonly placement!: string;

  @Field(() => ID, { description: 'The `message.id` for both.' })
  readonly messageId!: string;

  @Field(() => [Warning], { description: 'What was passed over, such as identifiers of an unknown system.' })
  readonly warnings!: readonly Warning[];
}

export const PlaceLetterResult = createUnionType({
  name: 'PlaceLetterResult',
  description: 'Where the letter goes, or why nowhere.',
  types: () => [PlacedLetter, Refusal] as const,
  resolveType: (value) => ('placement' in value ? PlacedLetter : Refusal),
});
