import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { ReceiptService } from './receipt.service.ts';
import { ReadReceiptsResult, type ReadReceipts } from './receipt.types.ts';

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
}
