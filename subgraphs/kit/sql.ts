import type { Pool, PoolClient } from 'pg';

/**
 * Tuned SQL for hot paths: one named, prepared statement per query, one round trip each. Everything that is not hot
 * uses Prisma. The statement's name opens it as a comment too, so that the database's own logs speak our language.
 */
export type Sql = {
  query<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` in one transaction; rolls back when it throws. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
};

export const sqlOf = (pool: Pool): Sql => ({
  query: async <Row>(name: string, text: string, values: readonly unknown[]) => {
    const result = await pool.query({ name, text, values: [...values] });
    return result.rows as Row[];
  },
  transaction: async (work) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(sqlIn(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot roll back is in an unknown state: take it out of the pool.
      const broken = await client.query('rollback').then(
        () => undefined,
        (failure: unknown) => failure as Error,
      );
      client.release(broken);
      throw error;
    }
  },
});

const sqlIn = (client: PoolClient): Sql => {
  const sql: Sql = {
    query: async <Row>(name: string, text: string, values: readonly unknown[]) => {
      const result = await client.query({ name, text, values: [...values] });
      return result.rows as Row[];
    },
    // A transaction within a transaction is the same transaction: all of it commits, or none.
    transaction: (work) => work(sql),
  };
  return sql;
};
