import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { ReceiptService } from './receipt.service.ts';
import { ReadReceiptPage, ReadReceiptsResult, type ReadReceipts } from './receipt.types.ts';

@Resolver()
export class ReceiptResolver {
  readonly #receipts: ReceiptService;

  constructor(receipts: ReceiptService) {
    this.#receipts = receipts;
  }

  @Query(() => ReadReceiptsResult, {
    description: 'Which letters of the caller’s organisation have been read: 1 to 5 000 of its numbers at once.',
  })
  readReceipts(
    @Arg('documentIdentifiers', () => [String]) documentIdentifiers: readonly string[],
    @Ctx() context: Context,
  ): Promise<ReadReceipts | Failure> {
    return this.#receipts.of(context, documentIdentifiers);
  }

  @Query(() => ReadReceiptPage, {
    description:
      'Which letters of the caller’s organisation have been read since then, in that order; `after` is an instant, or the `next` of a page.',
  })
  async readings(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context): Promise<ReadReceiptPage> {
    return orThrow(await this.#receipts.since(context, page));
  }
}
