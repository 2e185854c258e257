import { createUnionType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../kit/refusal.types.ts';
import { AddresseeScalar, DateTime } from '../kit/scalars.ts';

/** RECEIVED → ACCEPTED (AA) | HELD (AA, waiting for review) | REJECTED (AR) | FAILED (AE); HELD → RELEASED | DECLINED. */
export const MessageState = {
  RECEIVED: 'RECEIVED',
  ACCEPTED: 'ACCEPTED',
  HELD: 'HELD',
  REJECTED: 'REJECTED',
  FAILED: 'FAILED',
  RELEASED: 'RELEASED',
  DECLINED: 'DECLINED',
} as const;
export type MessageState = keyof typeof MessageState;
registerEnumType(MessageState, {
  name: 'MessageState',
  description: 'RECEIVED, then ACCEPTED (AA), HELD (AA, waiting for review), REJECTED (AR) or FAILED (AE).',
  valuesConfig: {
    RELEASED: { description: 'It was held, was approved, and has been done.' },
    DECLINED: {
      description: 'It was held, and was not done: an administrator rejected it, or a newer message took its place.',
    },
  },
});

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Patient {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType({ description: 'A message that came in, and what was answered.' })
export class InboundMessage {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'MSH-10' })
  readonly controlId?: string;

  @Field(() => String, { nullable: true, description: 'MSH-9 as `ADT^A28`.' })
  readonly type?: string;

  @Field(() => String, { description: 'The feed that sent it, as `partner.hl7/postbridge-hl7`.' })
  readonly sender!: string;

  @Field(() => DateTime)
  readonly receivedAt!: Date;

  @Field(() => MessageState)
  readonly state!: MessageState;

  @Field(() => String, { nullable: true, description: 'Why it was refused or is held.' })
  readonly reason?: string;

  @Field(() => String, { nullable: true, description: 'The acknowledgement that was sent.' })
  readonly acknowledgement?: string;

  @Field(() => Patient, {
    nullable: true,
    description: 'The patient it is about, where the caller may see the record.',
  })
  readonly patient?: Patient;
}

@ObjectType()
export class InboundMessagePage {
  @Field(() => [InboundMessage])
  readonly items!: readonly InboundMessage[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@InputType({ description: 'A message as it came in, before anything is done with it.' })
export class OpenMessageInput {
  @Field(() => String, { nullable: true, description: 'MSH-10; absent where the message could not be read so far.' })
  readonly controlId?: string | null;

  @Field(() => String, { nullable: true, description: 'MSH-9 as `ADT^A28`.' })
  readonly type?: string | null;

  @Field(() => String, { description: 'The text as it came in.' })
  readonly raw!: string;
}

@ObjectType({
  description:
    'The message is kept. With an acknowledgement it was accepted before: send that again and do nothing else.',
})
export class OpenedMessage {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => String, { nullable: true })
  readonly acknowledgement?: string;

  @Field(() => Boolean, { description: 'A partner’s: who closes it says for whom it was sent.' })
  readonly wantsAddressee!: boolean;
}

export const OpenMessageResult = createUnionType({
  name: 'OpenMessageResult',
  types: () => [OpenedMessage, Refusal] as const,
  resolveType: (value) => ('messageId' in value ? OpenedMessage : Refusal),
});

@InputType({ description: 'What became of a message, and the acknowledgement that answers it.' })
export class CloseMessageInput {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => MessageState, { description: 'ACCEPTED, HELD, REJECTED or FAILED.' })
  readonly state!: MessageState;

  @Field(() => String)
  readonly acknowledgement!: string;

  @Field(() => String, { nullable: true })
  readonly reason?: string | null;

  @Field(() => ID, { nullable: true })
  readonly patientId?: string | null;

  @Field(() => AddresseeScalar, {
    nullable: true,
    description: 'Of a partner’s message, for whom it was sent, as far as that is known: its administrators find it.',
  })
  readonly addressee?: string | null;
}

@ObjectType({ description: 'The acknowledgement to send: of two that raced, both get the first.' })
export class ClosedMessage {
  @Field(() => String)
  readonly acknowledgement!: string;
}

export const CloseMessageResult = createUnionType({
  name: 'CloseMessageResult',
  types: () => [ClosedMessage, Refusal] as const,
  resolveType: (value) => ('acknowledgement' in value ? ClosedMessage : Refusal),
});

@InputType({ description: 'What became of a message that was held.' })
export class SettleMessageInput {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => MessageState, {
    description: 'RELEASED or DECLINED; HELD where it was approved and could not be done, and waits again.',
  })
  readonly state!: MessageState;

  @Field(() => String, { nullable: true, description: 'Why it could not be done, or that it was rejected.' })
  readonly reason?: string | null;

  @Field(() => ID, { nullable: true })
  readonly patientId?: string | null;
}

@ObjectType({ description: 'What became of a held message is kept.' })
export class SettledMessage {
  @Field(() => ID)
  readonly messageId!: string;
}

export const SettleMessageResult = createUnionType({
  name: 'SettleMessageResult',
  description: 'That it is kept, or why not.',
  types: () => [SettledMessage, Refusal] as const,
  resolveType: (value) => ('messageId' in value ? SettledMessage : Refusal),
});

@Directive('@inaccessible')
@ObjectType({ description: 'The holder of a feed credential; for the gateway alone.' })
export class FeedCredentialHolder {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { nullable: true })
  readonly organisationId?: string;

  @Field(() => String, { nullable: true })
  readonly partner?: string;
}
