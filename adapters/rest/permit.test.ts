import { describe, expect, it } from 'vitest';
import type { Ask } from './ask.ts';
import { permits } from './permit.ts';
import { Problem } from './problem.ts';

/** A graph that gives a new permit each time that it is asked. */
const world = (remember = 30) => {
  let now = new Date('2026-06-01T12:00:00Z');
  let asked = 0;
  const answers = new Map<number, Problem>();
  const ask = (() =>
    Promise.resolve(answers.get(++asked) ?? { patient: { id: 'p', permit: `permit ${asked}` } })) as Ask;
  const of = permits({ now: () => now }, remember);
  return {
    permit: (token = 'Bearer a', patient = 'p') => of(ask, token)(patient),
    answers,
    later: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)),
  };
};

describe('a permit', () => {
  it('is asked for once in ten seconds, by the same token for the same record', async () => {
    const { permit, later } = world();
    expect(await permit()).toBe('permit 1');
    later(9);
    expect(await permit()).toBe('permit 1');
    expect(await permit('Bearer b')).toBe('permit 2');
    expect(await permit('Bearer a', 'q')).toBe('permit 3');
    later(1);
    expect(await permit()).toBe('permit 4');
  });

  it('is remembered no longer than anything may be', async () => {
    const { permit, later } = world(2);
    await permit();
    later(2);
    expect(await permit()).toBe('permit 2');
  });

  it('that was refused is asked for again', async () => {
    const { permit, answers } = world();
    const refused = new Problem('forbidden', 'No.');
    answers.set(1, refused);
    expect(await permit()).toBe(refused);
    expect(await permit()).toBe('permit 2');
  });
});
