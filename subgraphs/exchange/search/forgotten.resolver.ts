import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { ForgottenService } from './forgotten.service.ts';
import {
  type AddressedMessage,
  AddressMessageInput,
  AddressMessageResult,
  ForgottenMessage,
} from './forgotten.types.ts';

@Resolver()
export class ForgottenResolver {
  readonly #forgotten: ForgottenService;

  constructor(forgotten: ForgottenService) {
    this.#forgotten = forgotten;
  }

  @Query(() => [ForgottenMessage], {
    description:
      'Partners’ messages that were never answered, the oldest of the last day first; for our own processes.',
  })
  async forgottenMessages(
    @Arg('after', () => ID, { nullable: true, description: 'Those after this one.' }) after: string | null,
    @Ctx() context: Context,
  ): Promise<readonly ForgottenMessage[]> {
    return orThrow(await this.#forgotten.page(context, after));
  }

  @Mutation(() => AddressMessageResult, {
    description: 'Says for whom a message was sent that was never answered; for the partner that sent it.',
  })
  addressMessage(
    @Arg('input', () => AddressMessageInput) input: AddressMessageInput,
    @Ctx() context: Context,
  ): Promise<AddressedMessage | Failure> {
    return this.#forgotten.address(context, input);
  }
}
