import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringing } from '../subgraphs/kit/wake.ts';
import { testDatabase, type TestDatabase } from '../test/database.ts';
import { openWake, type OpenWake } from './wake.ts';

let database: TestDatabase;
let here: OpenWake;
let elsewhere: OpenWake;
beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  [here, elsewhere] = [open(), open()];
  // The first to come has its connection opened, and looks once.
  await Promise.all([here.heard('EVENTS', long), elsewhere.heard('EVENTS', long)]);
});
afterAll(async () => {
  await Promise.all([here.close(), elsewhere.close()]);
  await database.drop();
});

const open = (): OpenWake => openWake({ connectionString: database.url, log: () => undefined });

/** Longer than any test may take: whoever answers has heard. */
const long = { within: -1, wait: 600_000 };
const now = { within: 600_000, wait: 0 };

describe('a ring', () => {
  it('wakes those who wait in this process and in others, for this topic alone', async () => {
    const waiting = [here.heard('EVENTS', long), elsewhere.heard('EVENTS', long)];
    here.ring('EVENTS');
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(await elsewhere.heard('EVENTS', { within: -1, wait: 0 })).toBe(false);
  });

  it('counts, too, for who asks a little later', async () => {
    here.ring('EVENTS');
    expect(await here.heard('EVENTS', now)).toBe(true);
  });

  it('comes after a connection that was lost: then all look', async () => {
    const waiting = elsewhere.heard('EVENTS', long);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_backend_pid%' and pid <> pg_backend_pid()`,
    );
    expect(await waiting).toBe(true);
    const again = elsewhere.heard('CUSTOMER_CHANGES', long);
    await here.heard('EVENTS', now);
    here.ring('CUSTOMER_CHANGES');
    expect(await again).toBe(true);
  });

  it('is not heard any more by who has closed', async () => {
    const closing = open();
    const waiting = closing.heard('EVENTS', long);
    await closing.close();
    expect(await closing.heard('EVENTS', long)).toBe(false);
    // Opened and closed at once: whether it has looked once on the way is nobody's matter.
    expect(typeof (await waiting)).toBe('boolean');
  });
});

describe('statements that leave work behind', () => {
  const rung = () => {
    let times = 0;
    return { times: () => times, sql: ringing(database.sql, { statements: 'work.', ring: () => (times += 1) }) };
  };

  it('ring when they are done, and others do not', async () => {
    const { times, sql } = rung();
    await sql.query('other.one', 'select 1', []);
    expect(times()).toBe(0);
    await sql.query('work.one', 'select 2', []);
    expect(times()).toBe(1);
    await expect(sql.query('work.wrong', 'select 1/0', [])).rejects.toThrow();
    expect(times()).toBe(1);
  });

  it('ring once for a transaction, after its commit, and never for one that is undone', async () => {
    const { times, sql } = rung();
    await sql.transaction(async (held) => {
      await held.query('work.two', 'select 3', []);
      await held.transaction((same) => same.query('work.two', 'select 3', []));
      expect(times()).toBe(0);
    });
    expect(times()).toBe(1);
    const undone = sql.transaction(async (held) => {
      await held.query('work.two', 'select 3', []);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(times()).toBe(1);
  });
});
