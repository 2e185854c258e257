import { describe, expect, it } from 'vitest';
import { forbidden, isFailure } from '../../kernel/failure.ts';
import type { Caller } from '../../kernel/graph.ts';
import { customer } from '../../test/calls.ts';
import { rememberingCallers } from './known-caller.ts';
import type { Refused } from './ports.ts';

const caller = (): Caller => ({ authorization: 'Basic …', address: '192.0.2.1', through: 'hl7' });

/** Counts how often somebody is looked at, at a time that the test sets. */
const looking = (verdict: Refused | ReturnType<typeof customer>) => {
  let now = Date.UTC(2026, 0, 1);
  let looks = 0;
  const authenticate = rememberingCallers(
    async () => {
      looks += 1;
      return verdict;
    },
    { now: () => new Date(now) },
  );
  return { authenticate, looks: () => looks, pass: (ms: number) => void (now += ms) };
};

describe('a caller', () => {
  it('is looked at once for all that is asked within one request', async () => {
    const { authenticate, looks } = looking(customer('riverside'));
    const one = caller();
    expect(await authenticate(one)).toEqual(customer('riverside'));
    expect(await authenticate(one)).toEqual(customer('riverside'));
    expect(looks()).toBe(1);
  });

  it('of another request is looked at again, however alike the two are', async () => {
    const { authenticate, looks } = looking(customer('riverside'));
    await authenticate(caller());
    await authenticate(caller());
    expect(looks()).toBe(2);
  });

  it('that goes on, as a connection does, is looked at again after a second', async () => {
    const { authenticate, looks, pass } = looking(customer('riverside'));
    const one = caller();
    await authenticate(one);
    pass(999);
    await authenticate(one);
    expect(looks()).toBe(1);
    pass(1);
    await authenticate(one);
    expect(looks()).toBe(2);
  });

  it.each(['unauthenticated' as const, forbidden('Not here.')])(
    'that is refused is looked at each time',
    async (no) => {
      const { authenticate, looks } = looking(no);
      const one = caller();
      const refusals = [await authenticate(one), await authenticate(one)];
      expect(refusals.every((verdict) => verdict === 'unauthenticated' || isFailure(verdict))).toBe(true);
      expect(looks()).toBe(2);
    },
  );
});
