/** Longer texts are rare, and would fill the memory. */
const longest = 4_000;

/**
 * `make` with a memory by the whole text: what comes a second time is kept, and not made again. Between `most` and twice as many
 * texts are known. What is kept is handed to all who ask, so nobody can change it.
 */
export const madeOnce = <Made extends object>(make: (text: string) => Made, most: number): ((text: string) => Made) => {
  let recent = new Map<string, Made | undefined>();
  let before: typeof recent = new Map();
  return (text) => {
    if (text.length > longest) return make(text);
    const known = recent.get(text) ?? before.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    recent.set(text, recent.has(text) || before.has(text) ? frozen(made) : undefined);
    if (recent.size > most) {
      before = recent;
      recent = new Map();
    }
    return made;
  };
};

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
};
