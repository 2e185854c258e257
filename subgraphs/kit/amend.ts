import { busy, isFailure, type Failure } from '../../kernel/failure.ts';
import type { Sql } from './sql.ts';

/** What `write` answers when the item was written by somebody else after it was looked at. */
export const overtaken = Symbol('overtaken');

/**
 * Looks, then writes what follows from it in one transaction; a Failure rolls it back. Whoever is overtaken looks again:
 * nobody waits with a lock in hand, and no write is lost.
 *
 * @returns busy where others write the same item again and again
 */
export const amend = async <Seen, Answer>(
  sql: Sql,
  look: () => Promise<Seen>,
  write: (seen: Seen, transaction: Sql) => Promise<Answer | Failure | typeof overtaken>,
): Promise<Answer | Failure> => {
  for (let tries = 0; tries < patience; tries += 1) {
    const seen = await look();
    const answer = await unlessUndone(() =>
      sql.transaction(async (transaction) => {
        const written = await write(seen, transaction);
        if (isUndone(written)) throw new Undone(written);
        return written;
      }),
    );
    if (answer !== overtaken) return answer;
  }
  return busy('Others are writing this item at the same time. Send it again later.');
};

/** Whether what became of a write shows that the item had another version than the one looked at; 0 for none at all. */
export const isOvertaken = (
  seen: number,
  result: { readonly version: number; readonly outcome: string } | undefined,
): boolean => result?.version !== (result?.outcome === 'created' || result?.outcome === 'updated' ? seen + 1 : seen);

/** Whoever is overtaken was overtaken by a write that went through: this many writers may meet. */
const patience = 200;

const isUndone = (answer: unknown): answer is Failure | typeof overtaken => answer === overtaken || isFailure(answer);

/** Rolls a transaction back and carries its answer out. */
class Undone extends Error {
  readonly answer: Failure | typeof overtaken;

  constructor(answer: Failure | typeof overtaken) {
    super('A transaction was undone.');
    this.answer = answer;
  }
}

const unlessUndone = async <Answer>(work: () => Promise<Answer>): Promise<Answer | Failure | typeof overtaken> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Undone) return error.answer;
    // Two first writes at the same instant: the other one is there now.
    if (error instanceof Error && 'code' in error && races.includes(error.code)) return overtaken;
    throw error;
  }
};

/** PostgreSQL Appendix A, error codes */
const races: readonly unknown[] = ['23505', '40P01'];
