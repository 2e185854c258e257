import { bigints, type Bind, type Condition, type Way } from './criterion.ts';

/** FHIR's prefixes of ordered values. R4 §3.1.1.4.5 */
export const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof prefixes)[number];

export const splitPrefix = (value: string): { readonly prefix: Prefix; readonly rest: string } => {
  const prefix = prefixes.find((one) => value.startsWith(one));
  return { prefix: prefix ?? 'eq', rest: prefix === undefined ? value : value.slice(2) };
};

/**
 * What is compared: `lo` and `hi` bound the search value by its precision; a number that is not meant as a range has
 * its own value as well, which the ordering prefixes take.
 */
export type Bounds = { readonly prefix: Prefix; readonly lo: number; readonly hi: number; readonly exactly?: number };

/** Turns bounds into a comparison of two SQL expressions, the start and the end of the stored value. */
export type Comparison = (bounds: Bounds, bind: Bind, columns: { readonly lo: string; readonly hi: string }) => string;

/** Stored dates are half-open like the search value's: `hi` is the first instant after them. R4 §3.1.1.4.7 */
export const compareDates: Comparison = ({ prefix, lo: from, hi: to }, bind, { lo, hi }) => {
  const low = (): string => bind(from, 'float8');
  const high = (): string => bind(to, 'float8');
  const inside = (): string => `(${lo} >= ${low()} and ${hi} <= ${high()})`;
  switch (prefix) {
    case 'eq':
      return inside();
    case 'ne':
      return `not ${inside()}`;
    case 'gt':
      return `${hi} > ${high()}`;
    case 'lt':
      return `${lo} < ${low()}`;
    // "Greater or equal" is: greater, or the same as `eq` finds. A year that only begins before the day is neither.
    case 'ge':
      return `(${hi} > ${high()} or ${inside()})`;
    case 'le':
      return `(${lo} < ${low()} or ${inside()})`;
    case 'sa':
      return `${lo} >= ${high()}`;
    case 'eb':
      return `${hi} <= ${low()}`;
    case 'ap':
      return `(${lo} < ${high()} and ${hi} > ${low()})`;
  }
};

/** A stored number is a point, or a closed range; `eq` takes the search value's precision: 5.4 is [5.35, 5.45). R4 §3.1.1.4.6 */
export const compareNumbers: Comparison = ({ prefix, lo: from, hi: to, exactly }, bind, { lo, hi }) => {
  const value = (): string => bind(exactly ?? from, 'float8');
  const inside = (): string => `(${lo} >= ${bind(from, 'float8')} and ${hi} < ${bind(to, 'float8')})`;
  switch (prefix) {
    case 'eq':
      return inside();
    case 'ne':
      return `not ${inside()}`;
    case 'gt':
      // A point has no extent: starting after a number is being greater than it.
      return `${hi} > ${value()}`;
    case 'sa':
      return `${lo} > ${value()}`;
    case 'lt':
      return `${lo} < ${value()}`;
    case 'eb':
      return `${hi} < ${value()}`;
    case 'ge':
      return `${hi} >= ${value()}`;
    case 'le':
      return `${lo} <= ${value()}`;
    case 'ap':
      return `(${lo} <= ${bind(to, 'float8')} and ${hi} >= ${bind(from, 'float8')})`;
  }
};

/** Some value that the row keeps in one of these places compares so. */
export const anyRange =
  (places: readonly string[], bounds: Bounds, compare: Comparison): Condition =>
  (bind) =>
    places.length === 0
      ? 'false'
      : `exists (select from unnest(r.num_ph, r.num_lo, r.num_hi) as v(ph, lo, hi) where v.ph = any(${bind(bigints(places), 'bigint[]')}) and ${compare(bounds, bind, { lo: 'v.lo', hi: 'coalesce(v.hi, v.lo)' })})`;

/** Some stretch that the row keeps in one of these places begins so, and ends so. */
export const anyStretch =
  (places: readonly string[], start: Bounds, end: Bounds): Condition =>
  (bind) => {
    const last = 'coalesce(v.hi, v.lo)';
    const within = [
      compareNumbers(start, bind, { lo: 'v.lo', hi: 'v.lo' }),
      compareNumbers(end, bind, { lo: last, hi: last }),
    ];
    return `exists (select from unnest(r.num_ph, r.num_lo, r.num_hi) as v(ph, lo, hi) where v.ph = any(${bind(bigints(places), 'bigint[]')}) and ${within.join(' and ')})`;
  };

/** Numbers that are asked for in several places, in each by bounds of their own. */
export const anyOfRanges =
  (groups: readonly { readonly places: readonly string[]; readonly bounds: Bounds }[]): Condition =>
  (bind) => {
    const [only, ...others] = groups;
    if (only === undefined) return 'false';
    if (others.length === 0) return anyRange(only.places, only.bounds, compareNumbers)(bind);
    const all = bind(bigints(groups.flatMap(({ places }) => places)), 'bigint[]');
    const each = groups.map(
      ({ places, bounds }) =>
        `v.ph = any(${bind(bigints(places), 'bigint[]')}) and ${compareNumbers(bounds, bind, { lo: 'v.lo', hi: 'coalesce(v.hi, v.lo)' })}`,
    );
    return `exists (select from unnest(r.num_ph, r.num_lo, r.num_hi) as v(ph, lo, hi) where v.ph = any(${all}) and (${each.join(' or ')}))`;
  };

/** The least that the start of a stored value can be and the most, for the way through the index of starts. */
export const startsOf = ({ prefix, lo, hi, exactly }: Bounds): { readonly from: number; readonly to: number } => {
  switch (prefix) {
    case 'eq':
      return { from: lo, to: hi };
    case 'sa':
      return { from: exactly ?? hi, to: Infinity };
    case 'lt':
    case 'eb':
      return { from: -Infinity, to: exactly ?? lo };
    case 'le':
    case 'ap':
      return { from: -Infinity, to: hi };
    case 'ne':
    case 'gt':
    case 'ge':
      return { from: -Infinity, to: Infinity };
  }
};

/** The way to numbers that are asked for by several bounds, through the places that keep them whatever their unit. */
export const wayTo = (places: readonly string[], groups: readonly { readonly bounds: Bounds }[]): Way => {
  const spans = groups.map(({ bounds }) => startsOf(bounds));
  return {
    kind: 'ranges',
    places,
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
    ...(spans.length === 1 ? {} : { spans }),
  };
};
