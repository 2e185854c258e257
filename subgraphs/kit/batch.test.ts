import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineBatch } from './batch.ts';

/** A database that answers when it is told to, and what it was asked together. */
const slowDatabase = () => {
  const asked: number[][] = [];
  const ends: (() => void)[] = [];
  return {
    asked,
    load: async (keys: readonly number[]): Promise<readonly string[]> => {
      asked.push([...keys]);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (keys.includes(13)) throw new Error('13 cannot be answered.');
      return keys.map(String);
    },
    end: async (): Promise<void> => {
      while (ends.length === 0) await setImmediate();
      ends.shift()?.();
    },
  };
};

const longerThanAnyTest = 2_000_000;

describe('Questions that come at the same time', () => {
  test('go together, and each is answered', async () => {
    const database = slowDatabase();
    const ask = defineBatch(database.load);
    const answers = [1, 2, 3].map((key) => ask(key, undefined));
    await database.end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    expect(database.asked).toEqual([[1, 2, 3]]);
  });

  test('wait, where there is one lane, for the statement that is under way, and then go together', async () => {
    const database = slowDatabase();
    const ask = defineBatch(database.load, { lanes: 1 });
    const first = ask(1, undefined);
    while (database.asked.length === 0) await setImmediate();
    const second = ask(2, undefined);
    await setImmediate();
    const third = ask(3, undefined);
    await database.end();
    await first;
    await database.end();
    expect(await Promise.all([second, third])).toEqual(['2', '3']);
    expect(database.asked).toEqual([[1], [2, 3]]);
  });

  test('linger for those who come a little later', async () => {
    const database = slowDatabase();
    const ask = defineBatch(database.load, { lingerMs: 20 });
    const crowd = [ask(1, undefined), ask(2, undefined)];
    await database.end();
    await Promise.all(crowd);
    const third = ask(3, undefined);
    await setImmediate();
    const fourth = ask(4, undefined);
    await database.end();
    expect(await Promise.all([third, fourth])).toEqual(['3', '4']);
    expect(database.asked).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('never linger where somebody asks alone', async () => {
    const ask = defineBatch((keys: readonly number[]) => Promise.resolve(keys), { lingerMs: longerThanAnyTest });
    for (let turn = 0; turn < 5; turn++) expect(await ask(turn, undefined)).toBe(turn);
  });

  test('do not fail for the sake of one that cannot be answered', async () => {
    const database = slowDatabase();
    const ask = defineBatch(database.load, { lanes: 1 });
    const answers = Promise.allSettled([1, 13, 2].map((key) => ask(key, undefined)));
    for (let statement = 0; statement < 4; statement++) await database.end();
    expect((await answers).map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
      '1',
      'failed',
      '2',
    ]);
    expect(database.asked).toEqual([[1, 13, 2], [1], [13], [2]]);
  });
});
