import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { SeenPatient } from '../patients.service.ts';
import { Patient } from '../patients.types.ts';
import type { ConversationService } from './conversation.service.ts';
import {
  ChangeDraftInput,
  ConversationMessagePage,
  WriteMessageInput,
  WriteMessageResult,
  type ConversationMessage,
} from './conversation.types.ts';

@ArgsType()
class MessagesArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'What has not been sent yet, instead of what has.' })
  readonly drafts!: boolean;
}

@Resolver(() => Patient)
export class ConversationResolver {
  readonly #conversations: ConversationService;

  constructor(conversations: ConversationService) {
    this.#conversations = conversations;
  }

  @FieldResolver(() => ConversationMessagePage, {
    description:
      'What the patient and teams wrote to each other, in the order in which it was sent: all for the patient and for carers who hold all four labels, for others what their own teams take part in.',
  })
  async messages(
    @Root() patient: SeenPatient,
    @Args(() => MessagesArgs) args: MessagesArgs,
    @Ctx() context: Context,
  ): Promise<ConversationMessagePage> {
    return orThrow(await this.#conversations.of(context, patient, args));
  }

  @Query(() => ConversationMessagePage, {
    description:
      'What patients and the caller’s teams wrote to each other, in the order in which it was sent: who goes on after the last one misses none.',
  })
  async teamMessages(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Promise<ConversationMessagePage> {
    return orThrow(await this.#conversations.ofTeams(context, args));
  }

  @Mutation(() => WriteMessageResult, {
    description:
      'Writes a message, as the patient, for the patient as a carer who holds all four labels, or as a team; or keeps a draft of it.',
  })
  writeMessage(
    @Arg('input', () => WriteMessageInput) input: WriteMessageInput,
    @Ctx() context: Context,
  ): Promise<ConversationMessage | Failure> {
    return this.#conversations.write(context, input);
  }

  @Mutation(() => WriteMessageResult, { description: 'Changes a draft of one’s own side, or sends it.' })
  changeDraft(
    @Arg('input', () => ChangeDraftInput) input: ChangeDraftInput,
    @Ctx() context: Context,
  ): Promise<ConversationMessage | Failure> {
    return this.#conversations.changeDraft(context, input);
  }

  @Mutation(() => WriteMessageResult, { description: 'Throws a draft away; what it was comes back.' })
  deleteDraft(
    @Arg('messageId', () => ID) messageId: string,
    @Arg('version', () => Int) version: number,
    @Ctx() context: Context,
  ): Promise<ConversationMessage | Failure> {
    return this.#conversations.deleteDraft(context, { messageId, version });
  }

  @Mutation(() => WriteMessageResult, {
    description: 'Somebody opens a message of the other side: the first time is kept. A carer’s does not count.',
  })
  readMessage(
    @Arg('messageId', () => ID) messageId: string,
    @Ctx() context: Context,
  ): Promise<ConversationMessage | Failure> {
    return this.#conversations.read(context, messageId);
  }
}
