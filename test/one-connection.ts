import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from '../subgraphs/kit/sql.ts';

/**
 * Refuses a statement outside the transaction to whoever is within one. Those who hold a connection and wait for another
 * wait for each other without end as soon as they hold all of the pool's, which no test with fewer callers would show.
 */
export const oneConnectionEach = (sql: Sql): Sql => {
  const holding = new AsyncLocalStorage<true>();
  const refuse = (asked: string): void => {
    if (holding.getStore() === true)
      throw new Error(`${asked} asks for a second connection while its caller holds one in a transaction.`);
  };
  return {
    query: async (name, text, values) => {
      refuse(name);
      return sql.query(name, text, values);
    },
    transaction: async (work) => {
      refuse('A transaction');
      return sql.transaction((held) => holding.run(true, () => work(held)));
    },
  };
};
