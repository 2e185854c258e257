import type { Journal } from './journal.ts';
import { messagesIn, type Found } from './messages.ts';
import { send, type Outcome, type Target } from './send.ts';

export type Load = {
  readonly files: readonly string[];
  readonly target: Target;
  readonly journal: Journal;
  /** How many messages are on their way at the same time. */
  readonly atOnce: number;
  /** After each message, and at the end. */
  readonly show: (done: Tally) => void;
};

export type Tally = {
  readonly sent: number;
  /** Answered in an earlier run. */
  readonly skipped: number;
  readonly accepted: number;
  readonly refused: readonly Refused[];
};
export type Refused = Outcome & { readonly place: string };

/**
 * Sends all messages. Those of one file are sent in their order where one is on its way at a time; else it is MSH-7 that
 * keeps an older message from undoing a newer one.
 *
 * @throws TurnedAway once the messages under way have been answered
 */
export const load = async ({ files, target, journal, atOnce, show }: Load): Promise<Tally> => {
  const tally = { sent: 0, skipped: 0, accepted: 0, refused: [] as Refused[] };
  const underway = new Set<Promise<void>>();
  let stop: unknown;

  const take = async (found: Found): Promise<void> => {
    const outcome = await send(target, found.bytes);
    journal.add(found, outcome);
    tally.sent += 1;
    if (outcome.code === 'AA') tally.accepted += 1;
    else tally.refused.push({ ...outcome, place: found.place });
    show(tally);
  };

  for (const file of files)
    for await (const found of messagesIn(file)) {
      if (stop !== undefined) break;
      if (journal.has(found)) {
        tally.skipped += 1;
        continue;
      }
      const sending: Promise<void> = take(found)
        .catch((error: unknown) => {
          stop ??= error;
        })
        .finally(() => underway.delete(sending));
      underway.add(sending);
      if (underway.size >= atOnce) await Promise.race(underway);
    }
  await Promise.all(underway);
  if (stop !== undefined) throw stop as Error;
  show(tally);
  return tally;
};
