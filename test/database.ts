import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { values } from '../prisma/values.ts';
import { sqlOf, type Sql } from '../subgraphs/kit/sql.ts';
import type {} from './global.ts';
import { oneConnectionEach } from './one-connection.ts';

export type TestDatabase = {
  /** For a PrismaClient: `new PrismaPg({ connectionString: url })`. */
  readonly url: string;
  readonly pool: pg.Pool;
  readonly sql: Sql;
  /** Ends the pool and removes the database. What is forgotten goes with the server at the end of the run. */
  readonly drop: () => Promise<void>;
};

/**
 * A migrated (unless said otherwise), empty database of one's own on the real PostgreSQL of this test run. One for each test file is enough:
 *
 *     const database = await testDatabase();
 *     afterAll(database.drop);
 */
export const testDatabase = async ({ migrated = true } = {}): Promise<TestDatabase> => {
  const server = inject('database');
  if ('fault' in server) throw new Error(`There is no test database. ${server.fault}`);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(server.url, `create database ${name} template ${migrated ? server.template : 'template0'}`);

  const url = urlOf(server.url, name);
  const pool = new pg.Pool({ connectionString: url, max: 10, types: values, allowExitOnIdle: true });
  return {
    url,
    pool,
    sql: oneConnectionEach(sqlOf(pool)),
    drop: async () => {
      await pool.end();
      await dropDatabase(server.url, name);
    },
  };
};

/**
 * A pool says that it has ended before its last connections have: to end those by force would reach them as an error that
 * nobody listens to any more. So PostgreSQL waits for them, which it does for five seconds; force is for what is forgotten.
 */
const dropDatabase = (server: string, name: string): Promise<void> =>
  asAdministrator(server, `drop database ${name}`).catch(() =>
    asAdministrator(server, `drop database ${name} with (force)`),
  );

const urlOf = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

const asAdministrator = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
