import { describe, expect, it } from 'vitest';
import { isFailure } from '../../kernel/failure.ts';
import { turns } from './turns.ts';

/** Work that ends when it is told to. */
const job = () => {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { work: () => done, finish };
};

describe('turns', () => {
  it('lets no more work at once than was said', async () => {
    const inTurn = turns({ atOnce: 2, waiting: 100, perLane: 100 });
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (working += 1));
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, nth) => inTurn(String(nth), work)));
    expect([most, working]).toEqual([2, 0]);
  });

  it('sends away whoever finds the queue full', async () => {
    const inTurn = turns({ atOnce: 1, waiting: 1, perLane: 9 });
    const [first, second] = [job(), job()];
    const waiting = [inTurn('a', first.work), inTurn('b', second.work)];
    expect(await inTurn('c', async () => undefined)).toMatchObject({ kind: 'busy' });
    first.finish();
    second.finish();
    await Promise.all(waiting);
    expect(isFailure(await inTurn('c', async () => undefined))).toBe(false);
  });

  it('leaves room for others when one lane is full', async () => {
    const inTurn = turns({ atOnce: 9, waiting: 9, perLane: 1 });
    const first = job();
    const busy = inTurn('a', first.work);
    expect(await inTurn('a', async () => 'in')).toMatchObject({ kind: 'busy' });
    expect(await inTurn('b', async () => 'in')).toBe('in');
    first.finish();
    await busy;
    expect(await inTurn('a', async () => 'in')).toBe('in');
  });

  it('goes on after work that threw', async () => {
    const inTurn = turns({ atOnce: 1, waiting: 0, perLane: 1 });
    await expect(inTurn('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn('a', async () => 'in')).toBe('in');
  });
});
