import { createHash, hash } from 'node:crypto';
import { isFailure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { Once } from '../../kit/posted.ts';
import { onceMoreAfterRace } from '../../records/index.ts';
import type { CustomerWritten } from './customer.types.ts';
import type { Writing } from './one-write.ts';
import type { Operation } from './operation.rules.ts';
import { transaction, type Outcomes } from './transaction.service.ts';

/** What a client does under a key of its own choice, so that it may ask for it again. */
type Key = {
  readonly once: Once;
  readonly context: Context;
  readonly key: string;
  /** Which of several transactions of the key it is. */
  readonly nth: number;
};

/**
 * A transaction that is done once for each key, in one commit with what is remembered of it: asked for again, nothing is
 * written, and the answer says what was written then, without the resources themselves. ADR 25
 */
export const keyedTransaction = async (
  writing: Writing,
  operations: readonly Operation[],
  { once, context, key, nth }: Key,
): Promise<Outcomes> => {
  const posting = {
    context,
    // Two feeds of one client know nothing of each other.
    key: hash('sha256', JSON.stringify([writing.feed.name, nth, key])),
    content: digestOf(operations),
  };
  return transaction(writing, operations, {
    around: async (work) => {
      let done: Outcomes | undefined;
      const answer = await onceMoreAfterRace(() => {
        // What an attempt wrote that was undone is not what is answered.
        done = undefined;
        return once<readonly Remembered[]>(posting, async (within) => {
          done = await work(within);
          return isFailure(done) ? done : done.map(remembered);
        });
      });
      return isFailure(answer) ? answer : (done ?? answer.map(recalled));
    },
  });
};

type Remembered = Omit<CustomerWritten, 'lastUpdated' | 'resource'> & { readonly lastUpdated?: string };

const remembered = ({ outcome, type, id, version, lastUpdated }: CustomerWritten): Remembered => ({
  outcome,
  type,
  ...(id === undefined ? {} : { id }),
  ...(version === undefined ? {} : { version }),
  ...(lastUpdated === undefined ? {} : { lastUpdated: lastUpdated.toISOString() }),
});

const recalled = ({ lastUpdated, ...rest }: Remembered): CustomerWritten => ({
  ...rest,
  ...(lastUpdated === undefined ? {} : { lastUpdated: new Date(lastUpdated) }),
});

/** One by one: as one text they may have fifty megabytes. */
const digestOf = (operations: readonly Operation[]): string => {
  const digest = createHash('sha256');
  for (const operation of operations) digest.update(JSON.stringify(operation)).update('\n');
  return digest.digest('base64url');
};
