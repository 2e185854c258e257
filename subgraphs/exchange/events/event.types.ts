import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Announcement } from '../../kit/announce.ts';
import { DateTime } from '../../kit/scalars.ts';

/** What may be heard of from outside, by the name that it has in a webhook. */
export const EventKindEnum = {
  DOCUMENT_READ: 'document.read',
  PATIENT_REGISTERED: 'patient.registered',
  MESSAGE_HELD: 'message.held',
  MESSAGE_RELEASED: 'message.released',
  CONSENT_CHANGED: 'consent.changed',
  APPOINTMENT_CHANGED: 'appointment.changed',
  AGGREGATION_ISSUE: 'aggregation.issue',
  LETTER_PRINT_REQUESTED: 'letter.print_requested',
  QUESTIONNAIRE_REQUESTED: 'questionnaire.requested',
  QUESTIONNAIRE_ANSWERED: 'questionnaire.answered',
  WEBHOOK_TEST: 'webhook.test',
} as const satisfies Record<string, EventKind>;

/** A test is nothing that happened: it is asked for, and told to one webhook alone. */
export type EventKind = Announcement['kind'] | 'webhook.test';

registerEnumType(EventKindEnum, {
  name: 'EventKind',
  description: 'What happened. In a webhook the kinds are written `document.read`, `patient.registered` and so on.',
  valuesConfig: {
    WEBHOOK_TEST: { description: 'A test that was asked for: sent to that webhook alone, and never registered for.' },
  },
});

@ObjectType({ description: 'An event that was given up: it was refused for days.' })
export class DeadLetter {
  @Field(() => ID, { description: 'The event: the webhook-id under which it was sent.' })
  readonly eventId!: string;

  @Field(() => EventKindEnum)
  readonly kind!: EventKind;

  @Field(() => DateTime, { description: 'When it happened.' })
  readonly happenedAt!: Date;

  @Field(() => DateTime, { description: 'When it was given up.' })
  readonly at!: Date;

  @Field(() => Int, { nullable: true, description: 'What the endpoint answered last.' })
  readonly status?: number | null;

  @Field(() => String)
  readonly problem!: string;
}

@ObjectType({ description: 'Dead letters, the oldest first.' })
export class DeadLetterPage {
  @Field(() => [DeadLetter])
  readonly items!: readonly DeadLetter[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}
