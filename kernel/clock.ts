/** The time, as an argument: rules and services never look at the wall clock themselves. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is told to move; for tests. */
export const fixedClock = (at: string | Date): Clock & { set: (to: string | Date) => void } => {
  let current = new Date(at);
  return {
    now: () => new Date(current),
    set: (to) => {
      current = new Date(to);
    },
  };
};
