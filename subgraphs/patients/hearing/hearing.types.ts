import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What an event is about: a patient, and where it is about an item, who may see that.' })
export class HeardEventInput {
  @Field(() => ID, { nullable: true, description: 'None: it is about no patient, and the organisation’s alone.' })
  readonly patientId?: string | null;

  @Field(() => String, { nullable: true, description: 'The privacy label of the item, or UNSET.' })
  readonly label?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Who put the item into the record.' })
  readonly sources?: readonly string[] | null;
}
