import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { ReviewState } from './review.types.ts';

@ObjectType({ description: 'A message about which something was decided that has not been done yet.' })
export class MessageToSettle {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => ReviewState, { description: 'APPROVED or REJECTED.' })
  readonly state!: ReviewState;

  @Field(() => String, { description: 'Leave to do it in its sender’s name, for some minutes.' })
  readonly leave!: string;
}

@InputType({ description: 'That what was decided about a message has been done, or why it could not be.' })
export class SettleReviewInput {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => ReviewState, { description: 'What had been decided: by now it may be something else.' })
  readonly state!: ReviewState;

  @Field(() => String, { nullable: true, description: 'With it the message is held again.' })
  readonly problem?: string | null;

  @Field(() => ID, { nullable: true, description: 'The record that it went into.' })
  readonly patientId?: string | null;
}

@ObjectType({ description: 'It is kept.' })
export class SettledReview {
  @Field(() => ID)
  readonly messageId!: string;
}

export const SettleReviewResult = createUnionType({
  name: 'SettleReviewResult',
  description: 'That it is kept, or why not.',
  types: () => [SettledReview, Refusal] as const,
  resolveType: (value) => ('messageId' in value ? SettledReview : Refusal),
});
