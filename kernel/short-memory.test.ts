import { describe, expect, it } from 'vitest';
import { fixedClock } from './clock.ts';
import { shortMemory } from './short-memory.ts';

const noon = '2026-01-01T12:00:00Z';
const later = (seconds: number): number => Date.parse(noon) + seconds * 1_000;

describe('short memory', () => {
  it('recalls an answer before its moment', () => {
    const memory = shortMemory<string>(fixedClock(noon), 2);
    memory.keep('a', 'answer', later(1));
    expect(memory.recall('a')).toBe('answer');
  });

  it('has lost an answer at its moment', () => {
    const clock = fixedClock(noon);
    const memory = shortMemory<string>(clock, 2);
    memory.keep('a', 'answer', later(1));
    clock.set(new Date(later(1)));
    expect(memory.recall('a')).toBeUndefined();
  });

  it('lets the oldest go when it is full', () => {
    const memory = shortMemory<string>(fixedClock(noon), 2);
    for (const key of ['a', 'b', 'c']) memory.keep(key, key, later(1));
    expect([memory.recall('a'), memory.recall('b'), memory.recall('c')]).toEqual([undefined, 'b', 'c']);
  });

  it('forgets on request', () => {
    const memory = shortMemory<string>(fixedClock(noon), 2);
    memory.keep('a', 'answer', later(1));
    memory.forget('a');
    expect(memory.recall('a')).toBeUndefined();
  });
});
