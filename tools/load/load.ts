import type { Found, Refused, Sent } from './found.ts';
import type { Journal } from './journal.ts';

/** How the files of one kind are read and sent. */
export type Way<One extends Found = Found> = {
  readonly find: (file: string) => AsyncIterable<One>;
  /** @throws TurnedAway where there is no use in going on */
  readonly send: (found: One) => Promise<Sent>;
};

export type Load<One extends Found> = {
  /** What is in one group has been answered before the next is begun. */
  readonly groups: readonly (readonly string[])[];
  readonly way: Way<One>;
  readonly journal: Journal;
  /** How many requests are on their way at the same time. */
  readonly atOnce: number;
  /** After each request, and at the end. */
  readonly show: (done: Tally) => void;
};

export type Tally = {
  readonly sent: number;
  /** Answered in an earlier run. */
  readonly skipped: number;
  readonly accepted: number;
  readonly refused: readonly Refused[];
  /** Refused in an earlier run. */
  readonly refusedBefore: readonly Refused[];
};

/**
 * Sends all that is found. What is in one file is sent in its order where one is on its way at a time; else it is MSH-7 that
 * keeps an older message from undoing a newer one, and of FHIR resources the last to arrive stands.
 *
 * @throws TurnedAway once what is under way has been answered
 */
export const load = async <One extends Found>({ groups, way, journal, atOnce, show }: Load<One>): Promise<Tally> => {
  const tally = { sent: 0, skipped: 0, accepted: 0, refused: [] as Refused[], refusedBefore: [] as Refused[] };
  const underway = new Set<Promise<void>>();
  let stop: unknown;

  const take = async (found: One): Promise<void> => {
    const sent = await way.send(found);
    journal.add(found, sent);
    tally.sent += countOf(found);
    tally.accepted += sent.accepted;
    tally.refused.push(...sent.refused);
    show(tally);
  };

  for (const files of groups) {
    for (const file of files)
      for await (const found of way.find(file)) {
        if (stop !== undefined) break;
        const before = journal.before(found);
        if (before !== undefined) {
          tally.skipped += countOf(found);
          tally.refusedBefore.push(...before.refused);
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
  }
  if (stop !== undefined) throw stop as Error;
  show(tally);
  return tally;
};

/** How many there are to be sent, for the progress shown. */
export const countIn = async <One extends Found>(file: string, { find }: Way<One>): Promise<number> => {
  let count = 0;
  for await (const found of find(file)) count += countOf(found);
  return count;
};

const countOf = ({ count = 1 }: Found): number => count;
