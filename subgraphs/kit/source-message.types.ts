import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from './scalars.ts';

@InputType({ description: 'The message that an item comes from: its trace, and its place in the sender’s order.' })
export class SourceMessageInput {
  @Field(() => ID, { description: 'The id under which the message was opened.' })
  readonly id!: string;

  @Field(() => DateTime, { description: 'MSH-7: an older message never overwrites a newer one.' })
  readonly sentAt!: Date;

  @Field(() => String, { description: 'MSH-10: tells the same message again from another of the same instant.' })
  readonly controlId!: string;
}
