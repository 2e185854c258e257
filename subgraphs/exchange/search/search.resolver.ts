import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { InboundMessagePage } from '../exchange.types.ts';
import type { SendAgainService } from './again.service.ts';
import type { SearchService } from './search.service.ts';
import {
  MaskedMessage,
  MessageToSendAgain,
  SearchMessagesArgs,
  SendAgainInput,
  SendAgainResult,
  SentAgainResult,
  type SendingAgain,
  type SentAgain,
} from './search.types.ts';

@Resolver()
export class SearchResolver {
  readonly #search: SearchService;
  readonly #again: SendAgainService;

  constructor(search: SearchService, again: SendAgainService) {
    this.#search = search;
    this.#again = again;
  }

  @Query(() => InboundMessagePage, {
    description:
      'What came in for an organisation that the caller administers, from its own feeds or from partners, the newest first.',
  })
  async searchMessages(
    @Args(() => SearchMessagesArgs) args: SearchMessagesArgs,
    @Ctx() context: Context,
  ): Promise<InboundMessagePage> {
    return orThrow(await this.#search.page(context, args));
  }

  @Query(() => MaskedMessage, {
    nullable: true,
    description: 'One of these messages with its text, masked, and what was done about it. Who looks is kept.',
  })
  async maskedMessage(
    @Arg('organisationId', () => ID) organisationId: string,
    @Arg('messageId', () => ID) messageId: string,
    @Ctx() context: Context,
  ): Promise<MaskedMessage | null> {
    return orThrow(await this.#search.read(context, { organisationId, messageId }));
  }

  @Mutation(() => SendAgainResult, {
    description: 'Sends a message that was refused, or never answered, again as it came in; for administrators.',
  })
  sendMessageAgain(
    @Arg('input', () => SendAgainInput) input: SendAgainInput,
    @Ctx() context: Context,
  ): Promise<SendingAgain | Failure> {
    return this.#search.sendAgain(context, input);
  }

  @Mutation(() => [MessageToSendAgain], {
    description: 'Takes messages that are to be sent again, to do it; for our own processes.',
  })
  async takeMessagesToSendAgain(@Ctx() context: Context): Promise<readonly MessageToSendAgain[]> {
    return orThrow(await this.#again.take(context));
  }

  @Mutation(() => SentAgainResult, {
    description: 'Keeps that a message has been sent again, and what it came to; for our own processes.',
  })
  messageSentAgain(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<SentAgain | Failure> {
    return this.#again.done(context, id);
  }
}
