import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** A disk that takes its time: what was written together, and when one of it ends. */
const slowDisk = () => {
  const groups: number[][] = [];
  const ends: (() => void)[] = [];
  let writing = 0;
  return {
    groups,
    write: async (items: readonly number[]): Promise<void> => {
      expect(++writing).toBe(1);
      groups.push([...items]);
      await new Promise<void>((resolve) => ends.push(resolve));
      writing--;
    },
    end: async (): Promise<void> => {
      while (ends.length === 0) await setImmediate();
      ends.shift()?.();
    },
  };
};

describe('Writes that come together are written together', () => {
  test('those that come during a write make the next one, each once and in order', async () => {
    const disk = slowDisk();
    const join = groupCommit(disk.write);
    const first = join([1]);
    await setImmediate();
    const later = [join([2]), join([3, 4])];
    await disk.end();
    await first;
    await disk.end();
    await Promise.all(later);
    expect(disk.groups).toEqual([[1], [2, 3, 4]]);
  });

  test('a failed write is heard of by its own callers alone', async () => {
    const written: number[] = [];
    const join = groupCommit<number>((items) => {
      if (items.includes(1)) return Promise.reject(new Error('The disk is full.'));
      written.push(...items);
      return Promise.resolve();
    });
    const first = join([1]);
    await expect(first).rejects.toThrow('The disk is full.');
    await join([2]);
    expect(written).toEqual([2]);
  });

  test('a lone caller never lingers', async () => {
    const longerThanAnyTest = 2_000_000;
    const join = groupCommit<number>(() => Promise.resolve(), longerThanAnyTest);
    for (let turn = 0; turn < 5; turn++) await join([turn]);
  });

  test('in a crowd a group stays open for those who come a little later', async () => {
    const disk = slowDisk();
    const join = groupCommit(disk.write, 20);
    const first = join([1]);
    await setImmediate();
    const second = join([2]);
    await disk.end();
    await first;
    const third = join([3]);
    await disk.end();
    await Promise.all([second, third]);
    expect(disk.groups).toEqual([[1], [2, 3]]);
  });
});
