import type { Clock } from './clock.ts';

/** Answers that may be a little old: each until its own moment, at most `size` of them, the oldest out first. */
export type ShortMemory<Value> = {
  readonly recall: (key: string) => Value | undefined;
  /** `until`: milliseconds since the epoch. */
  readonly keep: (key: string, value: Value, until: number) => void;
  readonly forget: (key: string) => void;
};

export const shortMemory = <Value>(clock: Clock, size: number): ShortMemory<Value> => {
  // A Map iterates in the order of insertion: its first key is the oldest.
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    recall: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (clock.now().getTime() < found.until) return found.value;
      kept.delete(key);
      return undefined;
    },
    keep: (key, value, until) => {
      kept.delete(key);
      kept.set(key, { value, until });
      if (kept.size <= size) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
    forget: (key) => {
      kept.delete(key);
    },
  };
};
