import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { AddresseeScalar } from '../../kit/scalars.ts';

@ObjectType({
  description: 'A partner’s message that was never answered, and of which nobody knows yet for whom it was sent.',
})
export class ForgottenMessage {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => String, { description: 'Leave to ask in its sender’s name, for some minutes.' })
  readonly leave!: string;
}

@InputType({ description: 'For whom a partner’s message was sent that was never answered.' })
export class AddressMessageInput {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => AddresseeScalar, { description: 'What `messageAddressee` said of the alias in MSH-4.' })
  readonly addressee!: string;
}

@ObjectType({ description: 'The administrators of that organisation find the message now.' })
export class AddressedMessage {
  @Field(() => ID)
  readonly messageId!: string;
}

export const AddressMessageResult = createUnionType({
  name: 'AddressMessageResult',
  description: 'That it is kept, or why not.',
  types: () => [AddressedMessage, Refusal] as const,
  resolveType: (value) => ('messageId' in value ? AddressedMessage : Refusal),
});
