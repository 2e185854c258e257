/** A set of codes: by system the codes, or all of the system whatever they are. */
export type Concepts = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

export const noConcepts: Concepts = new Map();

export const union = (sets: readonly Concepts[]): Concepts => {
  const joined = new Map<string, ReadonlySet<string> | 'all'>();
  for (const set of sets)
    for (const [system, codes] of set) {
      const known = joined.get(system);
      joined.set(
        system,
        known === undefined ? codes : known === 'all' || codes === 'all' ? 'all' : new Set([...known, ...codes]),
      );
    }
  return joined;
};

export const intersection = (one: Concepts, other: Concepts): Concepts => {
  const shared = new Map<string, ReadonlySet<string> | 'all'>();
  for (const [system, codes] of one) {
    const theirs = other.get(system);
    if (theirs === undefined) continue;
    shared.set(
      system,
      codes === 'all' ? theirs : theirs === 'all' ? codes : new Set([...codes].filter((code) => theirs.has(code))),
    );
  }
  return shared;
};

/** What is left of `one`; undefined where some of a system would be left of which nobody knows the codes. */
export const difference = (one: Concepts, other: Concepts): Concepts | undefined => {
  const left = new Map(one);
  for (const [system, codes] of one) {
    const theirs = other.get(system);
    if (theirs === undefined) continue;
    if (theirs === 'all') left.delete(system);
    else if (codes === 'all') return undefined;
    else left.set(system, new Set([...codes].filter((code) => !theirs.has(code))));
  }
  return left;
};

export const sizeOf = (concepts: Concepts): number =>
  [...concepts.values()].reduce((sum, codes) => sum + (codes === 'all' ? 1 : codes.size), 0);
