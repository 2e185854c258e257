import { Field, InputType } from 'type-graphql';
import { CodingInput } from '../../kit/coding.types.ts';
import { AddresseeScalar } from '../../kit/scalars.ts';
import { SourceMessageInput } from '../../kit/source-message.types.ts';

@InputType({ description: 'A letter whose message is held for review, and which is printed at once.' })
export class HoldLetterInput {
  @Field(() => AddresseeScalar, { nullable: true, description: 'For whom a partner sends; a customer needs none.' })
  readonly addressee?: string | null;

  @Field(() => SourceMessageInput)
  readonly message!: SourceMessageInput;

  @Field(() => String, { description: 'TXA-12.1' })
  readonly externalId!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => CodingInput, { nullable: true })
  readonly documentType?: CodingInput | null;
}
