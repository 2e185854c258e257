import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { firstTimes } from './once.ts';

it('knows what came within its lifetime, however many others come between, and forgets what nobody could use any more', () => {
  const steps = fc.array(fc.record({ mark: fc.constantFrom('a', 'b', 'c'), after: fc.integer({ min: 0, max: 90 }) }));
  fc.assert(
    fc.property(steps, (drawn) => {
      const clock = fixedClock('2026-06-01T12:00:00Z');
      const isFirst = firstTimes(clock, 30_000);
      const taken = new Map<string, number>();
      let now = 0;
      for (const { mark, after } of drawn) {
        now += after;
        clock.set(new Date(clock.now().getTime() + after * 1_000));
        const before = taken.get(mark);
        const first = isFirst(mark);
        if (before === undefined) expect(first).toBe(true);
        else if (now - before <= 30) expect(first).toBe(false);
        else if (now - before > 90) expect(first).toBe(true);
        if (first) taken.set(mark, now);
      }
    }),
  );
});
