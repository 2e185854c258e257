import { fold } from './fold.ts';
import { halvesOf, seedOf, textOf, type Hash, type Seed } from './hash.ts';

/** What a resource is found by: the search columns of its row. Any of it may be there twice. */
export type SearchValues = {
  /** The halves of hashes one after the other, the low one first. */
  readonly tokens: number[];
  /** Of the tokens those of parameters that whole stores are searched by in order of date. */
  readonly ordered: number[];
  readonly ranges: SearchRange[];
  readonly strings: SearchString[];
};

export type SearchString = { readonly ph: Hash; readonly value: string };

/** `way` marks one row of each value, the one that no unit is part of: enough to get at it in a whole store. */
export type SearchRange = { readonly ph: Hash; readonly lo: number; readonly hi: number; readonly way: boolean };

export type Unit = { readonly system?: string | undefined; readonly code?: string | undefined };

/** What is being extracted just now: extraction never waits, so that one at a time goes through a type's index. */
export type Gathering = { values: SearchValues; readonly ordered: boolean };

/** Where converters put what they find in one place of a resource. */
export type Sink = {
  coded(system: string | undefined, code: string): void;
  /** Compared as it is: a code without a system, a uri, a reference. */
  word(text: string): void;
  range(lo: number, hi: number, unit?: Unit): void;
  string(text: string): void;
  /** Something is there, for `:missing`; for a reference also of which type. */
  present(type?: string): void;
};

/** The hashes of one place: a terminal of the search parameters of one type in one store. Searches compare texts. */
export type Place = {
  readonly value: Seed;
  readonly mark: Seed;
  readonly present: string;
  readonly exact: Seed;
  readonly range: string;
  readonly ordered: boolean;
  readonly halves: { readonly present: Hash; readonly range: Hash };
};

/** `name` says store, type, kind and path: two parameters that look at the same place share what is stored for it. */
export const placeOf = (name: string, ordered = false): Place => {
  const mark = seedOf(`${name}?`);
  const present = halvesOf(mark, '');
  const range = halvesOf(seedOf(`${name}~`), '');
  return {
    value: seedOf(`${name}=`),
    mark,
    present: textOf(present),
    exact: seedOf(`${name}!`),
    range: textOf(range),
    ordered,
    halves: { present, range },
  };
};

/** The range rows of a place, told apart by the unit (and in a composite by the code) that they are for. */
export const rangeHalves = (place: Place, suffix: string): Hash =>
  suffix === '' ? place.halves.range : halvesOf(place.value, suffix);

export const rangeHash = (place: Place, suffix: string): string => textOf(rangeHalves(place, suffix));

/** A token's forms: with its system, without, and the system alone. */
export const codedForms = (system: string | undefined, code: string): readonly string[] =>
  system === undefined || system === '' ? [code, `|${code}`] : [code, `${system}|${code}`];

/** How a range is asked for: whatever the unit, by system and code, by the code alone, by the system alone. */
export const unitForms = ({ system, code }: Unit): readonly string[] => [
  '',
  ...(code === undefined ? [] : [`||${code}`]),
  ...(system === undefined || code === undefined ? [] : [`|${system}|${code}`]),
];

/** Puts a token with others. */
export const keepHash = (into: number[], { high, low }: Hash): void => {
  into.push(low, high);
};

export const plainSink = (place: Place, into: Gathering): Sink => ({
  coded: (system, code) => {
    for (const form of codedForms(system, code)) keep(into, place, halvesOf(place.value, form));
    if (system !== undefined && system !== '') keepHash(into.values.tokens, halvesOf(place.value, `${system}|`));
  },
  word: (text) => {
    keep(into, place, halvesOf(place.value, text));
  },
  range: (lo, hi, unit = {}) => {
    for (const form of unitForms(unit))
      into.values.ranges.push({ ph: rangeHalves(place, form), lo, hi, way: form === '' });
    if (unit.system !== undefined)
      into.values.ranges.push({ ph: rangeHalves(place, `|${unit.system}|`), lo, hi, way: false });
  },
  string: (text) => {
    const value = fold(text).slice(0, longestString);
    if (value === '') return;
    into.values.strings.push({ ph: place.halves.range, value });
    keepHash(into.values.tokens, halvesOf(place.exact, text));
  },
  present: (type) => {
    keepHash(into.values.tokens, place.halves.present);
    if (type !== undefined) keepHash(into.values.tokens, halvesOf(place.mark, type));
  },
});

/** Strings are searched by their beginning, or by a part of it: a book in a description finds nobody. */
export const longestString = 2000;

const keep = (into: Gathering, place: Place, hash: Hash): void => {
  keepHash(into.values.tokens, hash);
  if (place.ordered && into.ordered) keepHash(into.values.ordered, hash);
};
