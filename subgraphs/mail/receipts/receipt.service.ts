import { forbidden, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { senderOf } from '../sender.rules.ts';
import { cursorOfReading, readingPlaceOf } from './reading-cursor.ts';
import type { ReceiptStore } from './receipt.store.ts';
import type { ReadReceiptPage, ReadReceipts } from './receipt.types.ts';

export type ReceiptService = {
  /**
   * What of these the patients have read. Unknown numbers and those of others are left out, and so look alike.
   *
   * @returns invalid with `documentIdentifiers` where there are too many, or one can be nobody's
   */
  of(context: Context, documentIdentifiers: readonly string[]): Promise<ReadReceipts | Failure>;
  /**
   * What has been read since then, in the order of the readings, by our clock. Who goes on after the last one misses none:
   * a reading that is just being written down comes with a later page.
   */
  since(context: Context, page: Page): Promise<ReadReceiptPage | Failure>;
};

/** Domain reference §7.3, `$read-receipt-query` */
const most = 5_000;

export const receiptService = ({ store }: { readonly store: ReceiptStore }): ReceiptService => ({
  of: async (context, numbers) => {
    const sender = senderOf(context.principal);
    if (sender === undefined) return notASender;
    if (numbers.length < 1 || numbers.length > most)
      return invalid(`Ask for 1 to ${most} numbers at once.`, 'documentIdentifiers');
    const unreadable = numbers.findIndex((number) => number.trim() === '' || number.includes('\0'));
    if (unreadable >= 0)
      return invalid('A number has a character at least, and no U+0000.', `documentIdentifiers[${unreadable}]`);
    return { receipts: await store.receipts(sender, [...new Set(numbers)]) };
  },

  since: async (context, page) => {
    const sender = senderOf(context.principal);
    if (sender === undefined) return notASender;
    const paging = pagingOf(page);
    if (isFailure(paging)) return paging;
    const after = readingPlaceOf(context, paging.after);
    if (isFailure(after)) return after;
    const before = new Date(context.clock.now().getTime() - settling);
    const found = await store.readings(sender, { after, before, limit: paging.first });
    const items = found.map(({ documentIdentifier, read, readAt }) => ({ documentIdentifier, read, readAt }));
    const last = found.at(-1);
    if (last === undefined) return { items, next: paging.after };
    return { items, next: cursorOfReading(context, { at: last.readAt.toISOString(), letter: last.letter }) };
  },
});

/** So long, in milliseconds, a reading may take from its time to its commit, and clocks of processes may differ. */
const settling = 5_000;

const notASender = forbidden('Only who sends letters may ask whether they were read.');
