import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { NoticeService } from './notice.service.ts';
import {
  EmailNotifications,
  EmailNotificationsResult,
  Notice,
  SettleNoticeInput,
  NoteBounceInput,
  SettleNoticesResult,
  type SettledNotices,
} from './notice.types.ts';

@Resolver()
export class NoticeResolver {
  readonly #notices: NoticeService;

  constructor(notices: NoticeService) {
    this.#notices = notices;
  }

  @Query(() => EmailNotifications, {
    nullable: true,
    description: 'Whether the caller is told by e-mail of what is new in the caller’s own record.',
  })
  emailNotifications(@Ctx() context: Context): Promise<EmailNotifications | null> {
    return this.#notices.read(context);
  }

  @Mutation(() => EmailNotificationsResult, {
    description: 'Turns the e-mails about the caller’s own record on or off.',
  })
  setEmailNotifications(
    @Arg('on', () => Boolean) on: boolean,
    @Ctx() context: Context,
  ): Promise<EmailNotifications | Failure> {
    return this.#notices.set(context, on);
  }

  @Mutation(() => EmailNotificationsResult, {
    description: 'Ends e-mails by the signed link that each of them has, for the adapter that serves it.',
  })
  unsubscribe(@Arg('link', () => String) link: string, @Ctx() context: Context): Promise<EmailNotifications | Failure> {
    return this.#notices.unsubscribe(context, link);
  }

  @Query(() => [String], {
    description: 'Of these addresses those that were refused of late, for the adapter that writes e-mails.',
  })
  async refusedAddresses(
    @Arg('addresses', () => [String]) addresses: string[],
    @Ctx() context: Context,
  ): Promise<readonly string[]> {
    return orThrow(await this.#notices.refusedAddresses(context, addresses));
  }

  @Mutation(() => [Notice], { description: 'What patients are to be told of, for the adapter that writes e-mails.' })
  async takeNotices(@Arg('first', () => Int) first: number, @Ctx() context: Context): Promise<readonly Notice[]> {
    return orThrow(await this.#notices.take(context, first));
  }

  @Mutation(() => SettleNoticesResult, { description: 'Says what came of notices.' })
  settleNotices(
    @Arg('notices', () => [SettleNoticeInput]) notices: SettleNoticeInput[],
    @Ctx() context: Context,
  ): Promise<SettledNotices | Failure> {
    return this.#notices.settle(context, notices);
  }

  @Mutation(() => SettleNoticesResult, {
    description: 'An e-mail has come back: its address is let alone for a while.',
  })
  noteBounce(
    @Arg('input', () => NoteBounceInput) input: NoteBounceInput,
    @Ctx() context: Context,
  ): Promise<SettledNotices | Failure> {
    return this.#notices.bounced(context, input);
  }
}
