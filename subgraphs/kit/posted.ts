import { hash } from 'node:crypto';
import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from './context.ts';
import { nameOf } from './principal-name.ts';
import type { Sql } from './sql.ts';

/** What a client sends under a key of its own choice, so that it may send it again. */
export type Posting = {
  readonly context: Context;
  /** Absent: each time is another time. */
  readonly key?: string | null | undefined;
  /** What is posted: the same key with anything else is refused. */
  readonly content: unknown;
};

/** Does the work once for each key of a caller, in the transaction that keeps the answer. */
export type Once = <Answer>(
  posting: Posting,
  work: (within: Sql | undefined) => Promise<Answer | Failure>,
) => Promise<Answer | Failure>;

/**
 * Sent twice, it is done once and answered alike; the answer is JSON. What was refused may be sent again. A second
 * sender waits for the first one's commit, because both insert the same row. Keys are kept for two days. ADR 30
 */
export const oncePerKey =
  ({ sql, schema }: { readonly sql: Sql; readonly schema: string }): Once =>
  async <Answer>({ context, key, content }: Posting, work: (within: Sql | undefined) => Promise<Answer | Failure>) => {
    if (key === null || key === undefined) return work(undefined);
    if (!isPostingKey(key)) return oddKey;
    const caller = nameOf(context.principal);
    const digest = hash('sha256', JSON.stringify(content));
    const now = context.clock.now();
    return unlessRefused(() =>
      sql.transaction(async (transaction) => {
        await transaction.query(`${schema}.posted-end`, endOf(schema), [new Date(now.getTime() - kept)]);
        const taken = await transaction.query(`${schema}.posted-take`, takeIn(schema), [caller, key, digest, now]);
        if (taken.length === 0) {
          const [before] = await transaction.query<Kept>(`${schema}.posted`, readIn(schema), [caller, key]);
          return before?.digest === digest ? (before.answer as Answer) : usedBefore;
        }
        const answer = await work(transaction);
        if (isFailure(answer)) throw new Refused(answer);
        await transaction.query(`${schema}.posted-answer`, answerIn(schema), [caller, key, JSON.stringify(answer)]);
        return answer;
      }),
    );
  };

export const isPostingKey = (key: string): boolean => /^[\x21-\x7e]{1,128}$/.test(key);

export const oddKey = invalid('An idempotency key has 1 to 128 visible characters of ASCII.', 'idempotencyKey');

const kept = 2 * 24 * 60 * 60_000;

const usedBefore = invalid('This idempotency key was used for something else. Choose another one.', 'idempotencyKey');

type Kept = { readonly digest: string; readonly answer: unknown };

/** A few at a time: whoever posts pays for no more than it adds. */
const endOf = (schema: string): string =>
  `delete from ${schema}.posted p using (select caller, key from ${schema}.posted where at < $1 limit 5
    for update skip locked) old where p.caller = old.caller and p.key = old.key`;
const takeIn = (schema: string): string =>
  `insert into ${schema}.posted (caller, key, digest, answer, at) values ($1, $2, $3, 'null', $4)
    on conflict do nothing returning 1`;
const readIn = (schema: string): string => `select digest, answer from ${schema}.posted where caller = $1 and key = $2`;
const answerIn = (schema: string): string =>
  `update ${schema}.posted set answer = $3::jsonb where caller = $1 and key = $2`;

/** Rolls the transaction back, the key with it. */
class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

const unlessRefused = async <Answer>(work: () => Promise<Answer | Failure>): Promise<Answer | Failure> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return error.failure;
    throw error;
  }
};
