import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { conflict } from '../../kernel/failure.ts';
import { testDatabase } from '../../test/database.ts';
import { amend, isOvertaken, overtaken } from './amend.ts';
import type { Sql } from './sql.ts';

const database = await testDatabase();
afterAll(database.drop);
beforeEach(() =>
  database.pool.query(
    'drop table if exists counter; create table counter (n int primary key); insert into counter values (0)',
  ),
);

const look = async (): Promise<number> =>
  (await database.sql.query<{ n: number }>('look', 'select n from counter', []))[0]?.n ?? -1;
/** Writes only where nobody has written since the look. */
const increment = async (seen: number, sql: Sql) =>
  (await sql.query('write', 'update counter set n = n + 1 where n = $1 returning n', [seen])).length === 0
    ? overtaken
    : 'written';

describe('Amending', () => {
  it('writes what follows from what was seen', async () => {
    expect(await amend(database.sql, look, increment)).toBe('written');
    expect(await look()).toBe(1);
  });

  it('loses no write to others at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => amend(database.sql, look, increment)));
    expect(await look()).toBe(20);
  });

  it('rolls back on a failure, and answers it', async () => {
    const answer = await amend(database.sql, look, async (seen, sql) => {
      await increment(seen, sql);
      return conflict('No.');
    });
    expect(answer).toEqual(conflict('No.'));
    expect(await look()).toBe(0);
  });

  it('looks again where a first write of somebody else is in the way', async () => {
    let tries = 0;
    const answer = await amend(database.sql, look, async (_seen, sql) => {
      tries += 1;
      await sql.query('insert', 'insert into counter values ($1)', [tries === 1 ? 0 : 7]);
      return tries;
    });
    expect(answer).toBe(2);
  });

  it('gives up in the end, and says that others are busy with it', async () => {
    expect(await amend(database.sql, look, () => Promise.resolve(overtaken))).toMatchObject({ kind: 'busy' });
  });

  it('throws what is a fault of ours', async () => {
    await expect(amend(database.sql, look, (_seen, sql) => sql.query('broken', 'select 1 / 0', []))).rejects.toThrow(
      'division by zero',
    );
  });
});

describe('A write', () => {
  it.each([
    [0, 'created', 1, false],
    [0, 'updated', 2, true],
    [3, 'updated', 4, false],
    [3, 'updated', 5, true],
    [3, 'unchanged', 3, false],
    [3, 'stale', 4, true],
    [0, 'stale', 1, true],
  ])('upon version %i that is %s as version %i was overtaken: %s', (seen, outcome, version, expected) => {
    expect(isOvertaken(seen, { outcome, version })).toBe(expected);
  });
});
