import { forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { senderOf } from '../sender.rules.ts';
import type { ReceiptStore } from './receipt.store.ts';
import type { ReadReceipts } from './receipt.types.ts';

export type ReceiptService = {
  /**
   * What of these the patients have read. Unknown numbers and those of others are left out, and so look alike.
   *
   * @returns invalid with `documentIdentifiers` where there are too many, or one can be nobody's
   */
  of(context: Context, documentIdentifiers: readonly string[]): Promise<ReadReceipts | Failure>;
};

/** Domain reference §7.3, `$read-receipt-query` */
const most = 5_000;

export const receiptService = ({ store }: { readonly store: ReceiptStore }): ReceiptService => ({
  of: async (context, numbers) => {
    const sender = senderOf(context.principal);
    if (sender === undefined) return forbidden('Only who sends letters may ask whether they were read.');
    if (numbers.length < 1 || numbers.length > most)
      return invalid(`Ask for 1 to ${most} numbers at once.`, 'documentIdentifiers');
    const unreadable = numbers.findIndex((number) => number.trim() === '' || number.includes('\0'));
    if (unreadable >= 0)
      return invalid('A number has a character at least, and no U+0000.', `documentIdentifiers[${unreadable}]`);
    return { receipts: await store.receipts(sender, [...new Set(numbers)]) };
  },
});
