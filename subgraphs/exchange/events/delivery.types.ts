import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';

@ObjectType({ description: 'An event on its way to a webhook.' })
export class EventToDeliver {
  @Field(() => ID, { description: 'The webhook-id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Where it stands among those that are delivered; to be given back.' })
  readonly place!: string;

  @Field(() => String)
  readonly body!: string;

  @Field(() => String, { description: 'The webhook-timestamp, which is signed too.' })
  readonly timestamp!: string;

  @Field(() => String, { description: 'The webhook-signature.' })
  readonly signature!: string;

  @Field(() => ID, { nullable: true })
  readonly patientId?: string | null;

  @Field(() => String, { nullable: true, description: 'The privacy label of the item that it is about.' })
  readonly label?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Who put that item into the record.' })
  readonly sources?: readonly string[] | null;
}

@ObjectType({ description: 'What is to be delivered to one webhook, in this order, by whoever holds it.' })
export class Delivery {
  @Field(() => ID)
  readonly webhook!: string;

  @Field(() => ID, { description: 'Holds the webhook for 15 seconds.' })
  readonly turn!: string;

  @Field(() => String)
  readonly url!: string;

  @Field(() => String, { description: 'Leave to ask what the webhook may hear.' })
  readonly leave!: string;

  @Field(() => [EventToDeliver])
  readonly events!: readonly EventToDeliver[];
}

@InputType({ description: 'What came of a delivery.' })
export class SettleDeliveryInput {
  @Field(() => ID)
  readonly webhook!: string;

  @Field(() => ID)
  readonly turn!: string;

  @Field(() => String, { nullable: true, description: 'The place of the last event that is done with, if any is.' })
  readonly done?: string | null;

  @Field(() => Boolean, { description: 'Whether any was taken.' })
  readonly delivered!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the next one was not taken.' })
  readonly problem?: string | null;

  @Field(() => Int, { nullable: true, description: 'What was answered then.' })
  readonly status?: number | null;

  @Field(() => String, { nullable: true, description: 'The place of that next one.' })
  readonly failed?: string | null;
}

@ObjectType({ description: 'A delivery that was settled.' })
export class SettledDelivery {
  @Field(() => Boolean, { description: 'Whether the turn still held; what a turn that has passed did is done again.' })
  readonly held!: boolean;
}

export const SettleDeliveryResult = createUnionType({
  name: 'SettleDeliveryResult',
  description: 'A delivery that was settled, or why it was not.',
  types: () => [SettledDelivery, Refusal] as const,
  resolveType: (value) => ('held' in value ? SettledDelivery : Refusal),
});
