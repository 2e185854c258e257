import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { randomUUID } from 'node:crypto';
import { testDatabase } from '../../test/database.ts';
import type { Sql } from '../kit/sql.ts';
import { codeStore, openCodes } from './index.ts';

const database = await testDatabase();
afterAll(() => database.drop());

let statements: string[] = [];
const counted: Sql = {
  query: (name, text, values) => {
    statements.push(name);
    return database.sql.query(name, text, values);
  },
  transaction: (work) => database.sql.transaction(work),
};

let organisation = '';
const clock = fixedClock('2026-06-01T12:00:00Z');
let codes = openCodes({ sql: counted, clock });
beforeEach(() => {
  organisation = randomUUID();
  codes = openCodes({ sql: counted, clock });
  statements = [];
});

const say = async (code: string, display: string, of = organisation): Promise<void> => {
  const store = codeStore(database.sql);
  await store.revise(of);
  await store.put({ organisation: of, set: 'RESULT' }, [{ system: '', code, display, standard: null }], {
    at: clock.now(),
    person: randomUUID(),
  });
};
const display = async (code: string, of = organisation) => (await codes.of(of)).meaning('RESULT', { code })?.display;

describe('What codes mean', () => {
  it('is read once, however often it is asked for', async () => {
    await say('HB', 'Haemoglobin');
    const asked = await Promise.all(Array.from({ length: 20 }, () => display('HB')));
    expect(new Set(asked)).toEqual(new Set(['Haemoglobin']));
    expect(statements).toEqual(['codes.revisions', 'codes.all']);
  });

  it('takes no statement for an organisation without codes, but to know that it has none', async () => {
    for (let n = 0; n < 5; n++) expect(await display('HB')).toBeUndefined();
    expect(statements).toEqual(['codes.revisions']);
  });

  it('is what another process says, a second later', async () => {
    await say('HB', 'Haemoglobin');
    expect(await display('HB')).toBe('Haemoglobin');
    await say('HB', 'Hb');
    expect(await display('HB')).toBe('Haemoglobin');
    clock.set(new Date(clock.now().getTime() + 1_000));
    expect(await display('HB')).toBe('Hb');
    expect(statements).toEqual(['codes.revisions', 'codes.all', 'codes.revisions', 'codes.all']);
  });

  it('is what this process says, at once', async () => {
    expect(await display('HB')).toBeUndefined();
    await say('HB', 'Haemoglobin');
    codes.forget();
    expect(await display('HB')).toBe('Haemoglobin');
  });

  it('is each organisation’s own', async () => {
    const other = randomUUID();
    await say('X', 'Ours');
    await say('X', 'Theirs', other);
    expect([await display('X'), await display('X', other)]).toEqual(['Ours', 'Theirs']);
    const among = await codes.among([randomUUID(), other, organisation]);
    expect(among([randomUUID(), other]).meaning('RESULT', { code: 'X' })?.display).toBe('Theirs');
    expect(among([randomUUID()]).meaning('RESULT', { code: 'X' })).toBeUndefined();
  });

  it('is asked for again after the database could not say', async () => {
    let down = true;
    const failing: Sql = {
      ...database.sql,
      query: (...asked) => (down ? Promise.reject(new Error('down')) : database.sql.query(...asked)),
    };
    codes = openCodes({ sql: failing, clock });
    await say('HB', 'Haemoglobin');
    await expect(display('HB')).rejects.toThrow('down');
    down = false;
    expect(await display('HB')).toBe('Haemoglobin');
  });
});
