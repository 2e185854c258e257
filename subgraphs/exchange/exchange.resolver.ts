import { Arg, Args, ArgsType, Ctx, Directive, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import type { ExchangeService } from './exchange.service.ts';
import {
  type ClosedMessage,
  CloseMessageInput,
  CloseMessageResult,
  FeedCredentialHolder,
  InboundMessage,
  InboundMessagePage,
  MessageState,
  type OpenedMessage,
  OpenMessageInput,
  OpenMessageResult,
  type SettledMessage,
  SettleMessageInput,
  SettleMessageResult,
} from './exchange.types.ts';

@ArgsType()
class MessagesArgs extends PageArgs {
  @Field(() => MessageState, { nullable: true, description: 'Only those in this state.' })
  readonly state?: MessageState | null;
}

@ArgsType()
class CredentialArgs {
  @Field(() => String)
  readonly user!: string;

  @Field(() => String)
  readonly password!: string;

  @Field(() => String, { description: 'The address the call came from, after trusted proxies.' })
  readonly address!: string;
}

@Resolver()
export class ExchangeResolver {
  readonly #exchange: ExchangeService;

  constructor(exchange: ExchangeService) {
    this.#exchange = exchange;
  }

  @Query(() => InboundMessage, {
    nullable: true,
    description: 'What became of a message that the caller sent, by its control id.',
  })
  messageStatus(
    @Arg('controlId', () => String) controlId: string,
    @Ctx() context: Context,
  ): Promise<InboundMessage | null> {
    return this.#exchange.status(context, controlId);
  }

  @Query(() => InboundMessagePage, { description: 'The messages that the caller’s organisation sent, newest first.' })
  async messages(@Args(() => MessagesArgs) args: MessagesArgs, @Ctx() context: Context): Promise<InboundMessagePage> {
    return orThrow(await this.#exchange.list(context, args));
  }

  @Query(() => String, { nullable: true, description: 'The text of a message of the caller’s, as it came in.' })
  messageText(@Arg('messageId', () => ID) messageId: string, @Ctx() context: Context): Promise<string | null> {
    return this.#exchange.text(context, messageId);
  }

  @Directive('@inaccessible')
  @Query(() => FeedCredentialHolder, { nullable: true })
  async feedCredential(
    @Args(() => CredentialArgs) attempt: CredentialArgs,
    @Ctx() context: Context,
  ): Promise<FeedCredentialHolder | null> {
    return orThrow(await this.#exchange.credential(context, attempt));
  }

  @Mutation(() => OpenMessageResult, { description: 'Keeps a message before anything is done with it.' })
  openMessage(
    @Arg('input', () => OpenMessageInput) input: OpenMessageInput,
    @Ctx() context: Context,
  ): Promise<OpenedMessage | Failure> {
    return this.#exchange.open(context, input);
  }

  @Mutation(() => CloseMessageResult, {
    description: 'Keeps what became of a message, and the acknowledgement, before it is sent.',
  })
  closeMessage(
    @Arg('input', () => CloseMessageInput) input: CloseMessageInput,
    @Ctx() context: Context,
  ): Promise<ClosedMessage | Failure> {
    return this.#exchange.close(context, input);
  }

  @Mutation(() => SettleMessageResult, {
    description: 'Keeps what became of a message that was held; the acknowledgement that was sent stands.',
  })
  settleMessage(
    @Arg('input', () => SettleMessageInput) input: SettleMessageInput,
    @Ctx() context: Context,
  ): Promise<SettledMessage | Failure> {
    return this.#exchange.settle(context, input);
  }
}
