import { ArgsType, createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { InboundMessage, MessageState } from '../exchange.types.ts';

@ArgsType()
export class SearchMessagesArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => DateTime, { nullable: true, description: 'Received at that instant or later.' })
  readonly from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Received before that instant.' })
  readonly to?: Date | null;

  @Field(() => String, { nullable: true, description: 'MSH-9 as `ADT^A28`.' })
  readonly type?: string | null;

  @Field(() => String, { nullable: true, description: 'MSH-10' })
  readonly controlId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `sender` of messages: one feed of the organisation or of a partner.',
  })
  readonly sender?: string | null;

  @Field(() => ID, { nullable: true, description: 'The record that it went into.' })
  readonly patientId?: string | null;

  @Field(() => [MessageState], { nullable: true, description: 'In one of these states.' })
  readonly states?: readonly MessageState[] | null;
}

export const MessageActKind = { READ: 'READ', SENT_AGAIN: 'SENT_AGAIN' } as const;
export type MessageActKind = keyof typeof MessageActKind;
registerEnumType(MessageActKind, {
  name: 'MessageActKind',
  description: 'What an administrator did about a message.',
  valuesConfig: {
    READ: { description: 'Looked at its masked text.' },
    SENT_AGAIN: { description: 'Had it sent again.' },
  },
});

@ObjectType({ description: 'What an administrator did about a message.' })
export class MessageAct {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'Who did it, as a principal’s name.' })
  readonly actor!: string;

  @Field(() => MessageActKind)
  readonly kind!: MessageActKind;

  @Field(() => DateTime, { nullable: true, description: 'When it had been sent again; null where it still waits.' })
  readonly doneAt!: Date | null;

  @Field(() => MessageState, { nullable: true, description: 'What it came to.' })
  readonly outcome!: MessageState | null;
}

@ObjectType({ description: 'A message with its text, in which everything is masked but its form and its numbers.' })
export class MaskedMessage {
  @Field(() => InboundMessage)
  readonly message!: InboundMessage;

  @Field(() => String, {
    description: 'Letters are x and digits 9, but in MSH, EVN and the numbers by which the message is known.',
  })
  readonly text!: string;

  @Field(() => [MessageAct], { description: 'What administrators did about it, the latest first.' })
  readonly acts!: readonly MessageAct[];
}

@InputType({ description: 'A message that was refused, or never answered, to be sent again as it came in.' })
export class SendAgainInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID)
  readonly messageId!: string;
}

@ObjectType({ description: 'It will be done soon; asked for twice, it is done once.' })
export class SendingAgain {
  @Field(() => ID)
  readonly messageId!: string;
}

export const SendAgainResult = createUnionType({
  name: 'SendAgainResult',
  description: 'That the message goes its way once more, or why not.',
  types: () => [SendingAgain, Refusal] as const,
  resolveType: (value) => ('messageId' in value ? SendingAgain : Refusal),
});

@ObjectType({ description: 'A message to send again, for our own processes.' })
export class MessageToSendAgain {
  @Field(() => ID, { description: 'The act by which an administrator asked for it.' })
  readonly id!: string;

  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => String, { description: 'Leave to do it in its sender’s name, for some minutes.' })
  readonly leave!: string;
}

@ObjectType({ description: 'It is kept that the message has been sent again.' })
export class SentAgain {
  @Field(() => ID)
  readonly id!: string;
}

export const SentAgainResult = createUnionType({
  name: 'SentAgainResult',
  description: 'That it is kept, or why not.',
  types: () => [SentAgain, Refusal] as const,
  resolveType: (value) => ('id' in value ? SentAgain : Refusal),
});
