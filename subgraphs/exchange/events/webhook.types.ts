import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { EventKindEnum, type EventKind } from './event.types.ts';
import { mostCounted } from './webhook.rules.ts';

@ObjectType({ description: 'An address to which events of one organisation are sent, and how it is doing.' })
export class Webhook {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String, { nullable: true, description: 'The partner whose it is; else it is the organisation’s own.' })
  readonly partner?: string | null;

  @Field(() => ID, { nullable: true, description: 'The team whose client keeps it: it is told what the team may see.' })
  readonly teamId?: string | null;

  @Field(() => Int, { description: 'Counts its changes, for `ChangeWebhookInput.version`.' })
  readonly version!: number;

  @Field(() => String)
  readonly url!: string;

  @Field(() => [EventKindEnum])
  readonly kinds!: readonly EventKind[];

  @Field(() => Int, {
    nullable: true,
    description:
      'After so many errors in answer to one event it is set aside, as a dead letter; null: after three days.',
  })
  readonly setAsideAfter?: number | null;

  @Field(() => DateTime)
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its secret was made, where it is not the first.' })
  readonly rotatedAt?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when deliveries are signed with the secret before, too.',
  })
  readonly oldSecretUntil?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when nothing is sent there, for good.' })
  readonly endedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last took an event.' })
  readonly deliveredAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it has taken none of those that it was sent.' })
  readonly failingSince?: Date | null;

  @Field(() => Int, { description: 'How often in a row it has failed.' })
  readonly attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried again, where it has failed.' })
  readonly nextAttemptAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'The HTTP status of its last failure, if it answered.' })
  readonly lastStatus?: number | null;

  @Field(() => String, { nullable: true, description: 'What its last failure was.' })
  readonly lastProblem?: string | null;

  @Field(() => Int, { description: `How many events wait for it; counted up to ${String(mostCounted)}.` })
  readonly waiting!: number;
}

@InputType({ description: 'An address that is to be told of events.' })
export class RegisterWebhookInput {
  @Field(() => ID, { description: 'Whose events: the organisation that you administer, or for which you act.' })
  readonly organisationId!: string;

  @Field(() => String, { description: 'An https address on the public internet, without user name and fragment.' })
  readonly url!: string;

  @Field(() => [EventKindEnum], { description: 'Which events it is told of; at least one kind.' })
  readonly kinds!: readonly EventKind[];

  @Field(() => Int, {
    nullable: true,
    description:
      '3 to 100: an event that is answered so often with an error is set aside, so that others go on; absent: none is, for three days.',
  })
  readonly setAsideAfter?: number | null;
}

@InputType({ description: 'Where a webhook sends from now on, and what. What is absent stays.' })
export class ChangeWebhookInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'Which version is meant: where it is another by now, nothing is changed.' })
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'As when it was registered.' })
  readonly url?: string | null;

  @Field(() => [EventKindEnum], {
    nullable: true,
    description:
      'All kinds that it is told of. Where events wait, those of new kinds since the first that waits are sent too.',
  })
  readonly kinds?: readonly EventKind[] | null;

  @Field(() => Int, { nullable: true, description: 'As when it was registered; 0: none is set aside any more.' })
  readonly setAsideAfter?: number | null;
}

@InputType({ description: 'A new secret for a webhook.' })
export class RotateWebhookSecretInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how many hours deliveries are signed with the old secret as well, 0 to 168.',
  })
  readonly overlapHours!: number;
}

@InputType({
  description: 'What is sent to a webhook once more, under the same webhook-id. Say either which, or since when.',
})
export class ReplayEventsInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => [ID], { nullable: true, description: 'Events by their webhook-id, at most 1 000; dead letters too.' })
  readonly eventIds?: readonly string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'All events of its kinds since then, as far as they are kept.',
  })
  readonly since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'With `since`: and before then.' })
  readonly until?: Date | null;
}

@ObjectType({ description: 'A secret that was just made.' })
export class IssuedWebhook {
  @Field(() => Webhook)
  readonly webhook!: Webhook;

  @Field(() => String, {
    description: 'The secret, as Standard Webhooks writes it: `whsec_…`. It is shown here alone.',
  })
  readonly secret!: string;
}

@ObjectType({ description: 'How much will be sent again.' })
export class ReplayedEvents {
  @Field(() => Int)
  readonly events!: number;
}

export const IssueWebhookResult = createUnionType({
  name: 'IssueWebhookResult',
  description: 'A webhook with its secret, or why there is none.',
  types: () => [IssuedWebhook, Refusal] as const,
  resolveType: (value) => ('secret' in value ? IssuedWebhook : Refusal),
});

export const WebhookResult = createUnionType({
  name: 'WebhookResult',
  description: 'The webhook as it is now, or why nothing was done.',
  types: () => [Webhook, Refusal] as const,
  resolveType: (value) => ('url' in value ? Webhook : Refusal),
});

export const ReplayEventsResult = createUnionType({
  name: 'ReplayEventsResult',
  description: 'What will be sent again, or why nothing will.',
  types: () => [ReplayedEvents, Refusal] as const,
  resolveType: (value) => ('events' in value ? ReplayedEvents : Refusal),
});
