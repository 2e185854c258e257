import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../kernel/failure.ts';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { anObservation, aWrite } from '../../../test/record-writes.ts';
import { openCustomerStore, type CustomerStore } from '../index.ts';
import { runner } from '../read/statement.ts';
import { goOnWithWords, keepUpWords } from './words.store.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const storeOf = (store: number): CustomerStore =>
  openCustomerStore({ sql: database.sql, schema: 'clinical', store, version: 'R4' });

const saying = (text: string) => aWrite(null, { resource: anObservation({ note: [{ text }] }), origin: text });

const found = async (store: CustomerStore, word: string): Promise<readonly string[]> => {
  const page = await store.searchWholeStore({ type: 'Observation', query: `_content=${word}`, first: 50 });
  if (page instanceof Failure) throw new Error(page.message);
  return page.items.map(({ origin }) => origin).sort();
};

describe('the words of what is stored', () => {
  it('are found when what holds them is committed, however much later than others it was begun before', async () => {
    const store = storeOf(21);
    let commit: () => void = () => undefined;
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const early = database.sql.transaction(async (transaction) => {
      await store.put([saying('common early')], transaction);
      // Longer than what is gone over again in any case.
      await transaction.query('pause', 'select pg_sleep(1.2)', []);
      written();
      await new Promise<void>((resolve) => (commit = resolve));
    });
    await isWritten;
    await store.put([saying('common late')]);
    expect(await found(store, 'common')).toEqual(['common late']);
    commit();
    await early;
    expect(await found(store, 'common')).toEqual(['common early', 'common late']);
  });

  it('are taken up a part at a time where there are too many, and what has been done is not done again', async () => {
    const store = storeOf(22);
    await store.put(['one', 'two', 'three', 'four', 'five'].map((word) => saying(`counted ${word}`)));
    const needs = {
      run: runner(database.sql),
      schema: 'clinical' as const,
      sql: undefined,
      within: { version: 'R4' as const, store: 22, now: new Date() },
    };
    const few = { chunk: 1, most: 2 };
    const answers: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) answers.push(await keepUpWords(needs, 'Observation', few));
    expect(answers).toEqual([
      expect.objectContaining({ kind: 'busy' }),
      expect.objectContaining({ kind: 'busy' }),
      undefined,
    ]);
    expect(await found(store, 'counted')).toHaveLength(5);
  });

  it('are taken up to the end when nobody asks again', async () => {
    const store = storeOf(24);
    await store.put(['one', 'two', 'three', 'four', 'five'].map((word) => saying(`alone ${word}`)));
    await goOnWithWords(
      {
        run: runner(database.sql),
        schema: 'clinical',
        sql: undefined,
        within: { version: 'R4', store: 24, now: new Date() },
      },
      'Observation',
      { chunk: 1, most: 2 },
    );
    const { rows } = await database.pool.query(
      'select count(*)::int as n from clinical.words w join clinical.res r using (rid, ver) where r.store = 24',
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('are taken up once by however many ask at the same time', async () => {
    const store = storeOf(23);
    await store.put(Array.from({ length: 60 }, (_, index) => saying(`crowd ${String(index)}`)));
    const all = await Promise.all(Array.from({ length: 8 }, () => found(store, 'crowd')));
    expect(all.map(({ length }) => length)).toEqual(Array.from({ length: 8 }, () => 50));
    const { rows } = await database.pool.query(
      'select count(*)::int as n from clinical.words w join clinical.res r using (rid, ver) where r.store = 23',
    );
    expect(rows).toEqual([{ n: 60 }]);
  });
});
