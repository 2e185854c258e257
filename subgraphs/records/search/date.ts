import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { dateRange } from '../extract/date.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, type Criterion } from './criterion.ts';
import { malformed, nameOf, type QueryParameter } from './query.ts';
import { anyRange, compareDates, splitPrefix, startsOf, type Bounds } from './range.ts';

/** Dates by their precision, with prefixes. FHIR R4 §3.1.1.4.7 */
export const date = (
  parameter: QueryParameter,
  { terminals }: Parameter,
  { now, shown }: { now: Date; shown: boolean },
): Criterion | Failure => {
  if (parameter.modifier !== undefined)
    return unsupported(
      `The modifier :${parameter.modifier} is not supported on dates; :missing is.`,
      nameOf(parameter),
    );
  const bounds: Bounds[] = [];
  for (const value of parameter.values) {
    const one = dateBounds(value, now);
    if (one === undefined) return malformed(parameter, value, 'a date, with or without a prefix such as ge');
    bounds.push(one);
  }
  const places = terminals.map(({ place }) => place.range);
  const condition = anyOf(bounds.map((one) => anyRange(places, one, compareDates)));
  const [only, ...others] = bounds;
  if (only === undefined || others.length > 0) return { condition, content: !shown };
  const { from, to } = startsOf(only);
  return {
    condition,
    content: !shown,
    ...(from === -Infinity && to === Infinity ? {} : { way: { kind: 'ranges', places, from, to } }),
  };
};

export const dateBounds = (value: string, now: Date): Bounds | undefined => {
  const { prefix, rest } = splitPrefix(value);
  // An offset's plus that was not encoded has become a blank.
  const range = dateRange(rest.replace(/ (\d{2}:\d{2})$/, '+$1'));
  if (range === undefined) return undefined;
  if (prefix !== 'ap') return { prefix, ...range };
  // "Approximately": within a tenth of the distance to now, as the specification recommends.
  const margin = Math.abs(now.getTime() * 1000 - range.lo) / 10;
  return { prefix, lo: range.lo - margin, hi: range.hi + margin };
};
