import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { DeadLetterPage } from './event.types.ts';
import type { WebhookService } from './webhook.service.ts';
import {
  ChangeWebhookInput,
  IssueWebhookResult,
  RegisterWebhookInput,
  ReplayEventsInput,
  ReplayEventsResult,
  RotateWebhookSecretInput,
  Webhook,
  WebhookResult,
  type IssuedWebhook,
  type ReplayedEvents,
} from './webhook.types.ts';

@Resolver(() => Webhook)
export class WebhookResolver {
  readonly #webhooks: WebhookService;

  constructor(webhooks: WebhookService) {
    this.#webhooks = webhooks;
  }

  @Query(() => [Webhook], {
    description: 'The webhooks that the caller keeps for an organisation, those that have ended included.',
  })
  async webhooks(
    @Arg('organisationId', () => ID) organisationId: string,
    @Ctx() context: Context,
  ): Promise<readonly Webhook[]> {
    return orThrow(await this.#webhooks.list(context, organisationId));
  }

  @FieldResolver(() => DeadLetterPage, { description: 'The events that were given up, until they are sent again.' })
  async deadLetters(@Root() webhook: Webhook, @Args(() => PageArgs) page: PageArgs): Promise<DeadLetterPage> {
    return orThrow(await this.#webhooks.deadLetters(webhook, page));
  }

  @Mutation(() => IssueWebhookResult, {
    description:
      'Has events sent to an address, from now on. The secret that signs them is in this answer and nowhere else.',
  })
  registerWebhook(
    @Arg('input', () => RegisterWebhookInput) input: RegisterWebhookInput,
    @Ctx() context: Context,
  ): Promise<IssuedWebhook | Failure> {
    return this.#webhooks.register(context, input);
  }

  @Mutation(() => IssueWebhookResult, {
    description: 'Makes a new secret; deliveries are signed with both for as long as is said.',
  })
  rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput) input: RotateWebhookSecretInput,
    @Ctx() context: Context,
  ): Promise<IssuedWebhook | Failure> {
    return this.#webhooks.rotate(context, input);
  }

  @Mutation(() => WebhookResult, { description: 'Has events sent to another address, or other ones, from now on.' })
  changeWebhook(
    @Arg('input', () => ChangeWebhookInput) input: ChangeWebhookInput,
    @Ctx() context: Context,
  ): Promise<Webhook | Failure> {
    return this.#webhooks.change(context, input);
  }

  @Mutation(() => ReplayEventsResult, {
    description: 'Sends an event of the kind `webhook.test`, before those that wait, to this webhook alone.',
  })
  testWebhook(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<ReplayedEvents | Failure> {
    return this.#webhooks.test(context, id);
  }

  @Mutation(() => WebhookResult, { description: 'Sends nothing there any more, for good.' })
  endWebhook(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Webhook | Failure> {
    return this.#webhooks.end(context, id);
  }

  @Mutation(() => ReplayEventsResult, { description: 'Sends events once more, before those that wait.' })
  replayEvents(
    @Arg('input', () => ReplayEventsInput) input: ReplayEventsInput,
    @Ctx() context: Context,
  ): Promise<ReplayedEvents | Failure> {
    return this.#webhooks.replay(context, input);
  }
}
