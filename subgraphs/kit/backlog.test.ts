import { fastify } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { databaseAnswers, operations } from '../../kernel/operations.ts';
import { testDatabase } from '../../test/database.ts';
import { backlogOf } from './backlog.ts';

const database = await testDatabase();
afterAll(database.drop);
await database.pool.query('create table work (at timestamptz)');

const cooking = { works: { dishes: 'select at from work', guests: 'select at from work where false' } };

const metrics = async (sql = database.sql, slices: readonly (typeof cooking)[] = [cooking]): Promise<string> => {
  const app = fastify();
  operations(app, databaseAnswers(database.pool), backlogOf(sql, slices));
  const { body, statusCode } = await app.inject('/metrics');
  await app.close();
  expect(statusCode).toBe(200);
  return body;
};

it('says how much waits to be done, and for how long the oldest of it has', async () => {
  expect(await metrics()).toContain('tributary_backlog{work="dishes"} 0');
  await database.pool.query(`insert into work values (now() - interval '1 hour'), (now())`);
  const told = await metrics();
  expect(told).toContain('tributary_backlog{work="dishes"} 2');
  expect(told).toContain('tributary_backlog{work="guests"} 0');
  expect(told).toMatch(/tributary_backlog_seconds\{work="dishes"\} 36\d\d\b/);
});

it('has nothing to say where no slice works in the background', async () => {
  expect(await metrics(database.sql, [])).not.toContain('work=');
});

it('tells the rest where the database does not answer', async () => {
  const silent = { ...database.sql, query: () => Promise.reject(new Error('gone')) };
  expect(await metrics(silent)).toContain('process_cpu_seconds_total');
});
