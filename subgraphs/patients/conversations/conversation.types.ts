import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

export const ConversationKind = {
  GENERAL: 'GENERAL',
  APPOINTMENT_CANCEL: 'APPOINTMENT_CANCEL',
  APPOINTMENT_CHANGE: 'APPOINTMENT_CHANGE',
} as const;
export type ConversationKind = keyof typeof ConversationKind;
registerEnumType(ConversationKind, {
  name: 'ConversationKind',
  description:
    'What it is about. APPOINTMENT_CANCEL and APPOINTMENT_CHANGE: the patient asks the team for that; the organisation’s system answers with the appointment.',
});

export const ConversationSide = { PATIENT: 'PATIENT', TEAM: 'TEAM' } as const;
export type ConversationSide = keyof typeof ConversationSide;
registerEnumType(ConversationSide, { name: 'ConversationSide', description: 'Who writes in a conversation.' });

export const MessageReading = { DRAFT: 'DRAFT', SENT: 'SENT', UNREAD: 'UNREAD', READ: 'READ' } as const;
export type MessageReading = keyof typeof MessageReading;
registerEnumType(MessageReading, {
  name: 'MessageReading',
  description:
    'DRAFT and SENT: of one’s own side, the other has not opened it. UNREAD: of the other side, not opened here.',
});

@ObjectType({ description: 'What a patient or a team wrote to the other.' })
export class ConversationMessage {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly conversationId!: string;

  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID)
  readonly teamId!: string;

  @Field(() => String, { description: 'The name of that team.' })
  readonly team!: string;

  @Field(() => String)
  readonly subject!: string;

  @Field(() => ConversationKind)
  readonly kind!: ConversationKind;

  @Field(() => ID, { nullable: true, description: 'The appointment that it is about.' })
  readonly appointmentId?: string | null;

  @Field(() => ConversationSide)
  readonly side!: ConversationSide;

  @Field(() => String, { nullable: true, description: 'The name of the person who wrote it.' })
  readonly author?: string | null;

  @Field(() => String, { description: 'Plain text.' })
  readonly content!: string;

  @Field(() => MessageReading)
  readonly status!: MessageReading;

  @Field(() => Int, { description: 'Counts the changes of a draft.' })
  readonly version!: number;

  @Field(() => DateTime, { description: 'When it was sent; of a draft, when it was last changed.' })
  readonly at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the other side first opened it, by our clock.' })
  readonly firstReadAt?: Date | null;
}

@ObjectType()
export class ConversationMessagePage {
  @Field(() => [ConversationMessage])
  readonly items!: readonly ConversationMessage[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for those that follow.' })
  readonly next?: string | undefined;
}

@InputType({ description: 'A message in a conversation that there is, or that begins with it.' })
export class WriteMessageInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Absent: a new conversation, for which the team and the subject are named.',
  })
  readonly conversationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a patient: whom they write to. Of a professional: as whom.' })
  readonly teamId?: string | null;

  @Field(() => String, { nullable: true, description: '200 characters at most.' })
  readonly subject?: string | null;

  @Field(() => ConversationKind, {
    nullable: true,
    description: 'GENERAL where absent; only patients ask for the others.',
  })
  readonly kind?: ConversationKind | null;

  @Field(() => ID, { nullable: true })
  readonly appointmentId?: string | null;

  @Field(() => String, { description: 'Plain text of 10 000 characters at most.' })
  readonly content!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Kept, and not sent yet.' })
  readonly draft!: boolean;

  @Field(() => String, { nullable: true, description: 'Sent again under the same key, nothing is written again.' })
  readonly idempotencyKey?: string | null;
}

@InputType({ description: 'What becomes of a draft.' })
export class ChangeDraftInput {
  @Field(() => ID)
  readonly messageId!: string;

  @Field(() => Int, { description: 'The version that was seen.' })
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'Absent: as it was.' })
  readonly content?: string | null;

  @Field(() => Boolean, { defaultValue: false })
  readonly send!: boolean;
}

export const WriteMessageResult = createUnionType({
  name: 'WriteMessageResult',
  types: () => [ConversationMessage, Refusal] as const,
  resolveType: (value) => ('conversationId' in value ? ConversationMessage : Refusal),
});
