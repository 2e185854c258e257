import type { Clock } from '../../kernel/clock.ts';

/**
 * Whether a mark comes for the first time; each is remembered for `lifetime` milliseconds, and then for some longer. In this
 * process alone: where several serve the same slice, a mark is new to each of them.
 */
export const firstTimes = (clock: Clock, lifetime: number): ((mark: string) => boolean) => {
  let young = new Set<string>();
  let old = new Set<string>();
  let since = clock.now().getTime();
  return (mark) => {
    const age = clock.now().getTime() - since;
    if (age > lifetime) {
      old = age > 2 * lifetime ? new Set() : young;
      young = new Set();
      since += age;
    }
    if (young.has(mark) || old.has(mark)) return false;
    young.add(mark);
    return true;
  };
};
