import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { MailService } from './mail.service.ts';
import { MailToSend, SettleMailInput, SettleMailsResult, type SettledMails } from './mail.types.ts';

@Resolver()
export class MailToSendResolver {
  readonly #mails: MailService;

  constructor(mails: MailService) {
    this.#mails = mails;
  }

  @Mutation(() => [MailToSend], {
    description: 'Invitations and warnings that are to be sent, for the adapter that writes e-mails.',
  })
  async takeMails(@Arg('first', () => Int) first: number, @Ctx() context: Context): Promise<readonly MailToSend[]> {
    return orThrow(await this.#mails.take(context, first));
  }

  @Mutation(() => SettleMailsResult, { description: 'Says what came of such e-mails.' })
  settleMails(
    @Arg('mails', () => [SettleMailInput]) mails: SettleMailInput[],
    @Ctx() context: Context,
  ): Promise<SettledMails | Failure> {
    return this.#mails.settle(context, mails);
  }
}
