import type { Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { hashOf, seedOf } from '../extract/hash.ts';
import { inOwnTransaction, onceMoreAfterRace } from './put.store.ts';
import type { Schema } from './put.sql.ts';

type Needs = { readonly sql: Sql; readonly schema: Schema; readonly store: number };

const seed = seedOf('together');

/**
 * Does work in one transaction, undone where it fails. Those who name the same question wait for each other: who looks
 * and then writes by what was found is not overtaken by another who does the same. Locks are taken in one order.
 * `within`: the transaction of a caller who has one, and who ends it where the work fails.
 */
export const together =
  ({ sql, schema, store }: Needs) =>
  <Result>(
    questions: readonly string[],
    work: (transaction: Sql) => Promise<Result | Failure>,
    within?: Sql,
  ): Promise<Result | Failure> => {
    const locks = [...new Set(questions.map((question) => hashOf(seed, `${schema}/${String(store)}/${question}`)))];
    const locked = async (transaction: Sql): Promise<Result | Failure> => {
      if (locks.length > 0)
        await transaction.query(
          'records.lock',
          'select count(pg_advisory_xact_lock(k)) from (select k from unnest($1::bigint[]) k order by k offset 0) l',
          [locks],
        );
      return work(transaction);
    };
    return within === undefined ? onceMoreAfterRace(() => inOwnTransaction(sql, locked)) : locked(within);
  };
