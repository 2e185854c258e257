import { afterAll, expect, it } from 'vitest';
import { testDatabase } from './database.ts';

const database = await testDatabase();
afterAll(database.drop);

it('is a PostgreSQL of its own (18 where no other is given), in UTF-8, ordering text by code point', async () => {
  const [row] = await database.sql.query<Record<string, unknown>>(
    'describe',
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding,
            (select array_agg(name order by name) from unnest(array['b', 'Z', 'é', 'a']) name) as ordered`,
    [],
  );
  const major: unknown = process.env['TEST_DATABASE_URL'] === undefined ? 18 : expect.any(Number);
  expect(row).toEqual({ major, encoding: 'UTF8', ordered: ['Z', 'a', 'b', 'é'] });
});

it('shows nothing of one test database in another', async () => {
  await database.pool.query('create table mine (id int)');
  const other = await testDatabase();
  try {
    await expect(other.pool.query('select from mine')).rejects.toThrow('does not exist');
  } finally {
    await other.drop();
  }
});

it('is gone after it is dropped', async () => {
  const other = await testDatabase();
  await other.drop();
  const name = new URL(other.url).pathname.slice(1);
  const { rowCount } = await database.pool.query('select from pg_database where datname = $1', [name]);
  expect(rowCount).toBe(0);
});
