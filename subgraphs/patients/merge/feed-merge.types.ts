import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { FeedIdentifierInput, FeedMessageInput, Warning } from '../feed.types.ts';

@InputType({ description: 'A sender says that two of its numbers are one person’s (ADT^A40).' })
export class MergeFromFeedInput {
  @Field(() => FeedMessageInput)
  readonly message!: FeedMessageInput;

  @Field(() => [FeedIdentifierInput], { description: 'PID-2 and PID-3: the record that remains.' })
  readonly identifiers!: readonly FeedIdentifierInput[];

  @Field(() => [FeedIdentifierInput], {
    description: 'MRG-1: the number that is given up, of a type that is the sender’s own.',
  })
  readonly retired!: readonly FeedIdentifierInput[];
}

export const FeedMergeOutcome = {
  MERGED: 'MERGED',
  RENUMBERED: 'RENUMBERED',
  UNCHANGED: 'UNCHANGED',
  STALE: 'STALE',
} as const;
export type FeedMergeOutcome = keyof typeof FeedMergeOutcome;
registerEnumType(FeedMergeOutcome, {
  name: 'FeedMergeOutcome',
  description: 'What became of two numbers that are one person’s.',
  valuesConfig: {
    MERGED: { description: 'Two records are one now.' },
    RENUMBERED: { description: 'Only one of the numbers was known: its record carries both now.' },
    UNCHANGED: { description: 'Both numbers led to one record before.' },
    STALE: { description: 'An administrator has reversed this merge since the message was sent.' },
  },
});

@ObjectType({ description: 'The record to which both numbers lead.' })
export class MergedFromFeed {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => FeedMergeOutcome)
  readonly outcome!: FeedMergeOutcome;

  @Field(() => [Warning], { description: 'What was passed over, such as numbers of an unknown type.' })
  readonly warnings!: readonly Warning[];
}

export const MergeFromFeedResult = createUnionType({
  name: 'MergeFromFeedResult',
  types: () => [MergedFromFeed, Refusal] as const,
  resolveType: (value) => ('outcome' in value ? MergedFromFeed : Refusal),
});
