import { unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, type Criterion } from './criterion.ts';
import { malformed, nameOf, type QueryParameter } from './query.ts';
import { anyRange, compareNumbers, splitPrefix, startsOf, type Bounds } from './range.ts';

/** Numbers by their precision, with prefixes. FHIR R4 §3.1.1.4.6 */
export const number = (parameter: QueryParameter, { terminals }: Parameter): Criterion | Failure => {
  if (parameter.modifier !== undefined)
    return unsupported(
      `The modifier :${parameter.modifier} is not supported on numbers; :missing is.`,
      nameOf(parameter),
    );
  const bounds: Bounds[] = [];
  for (const value of parameter.values) {
    const one = numberBounds(value);
    if (one === undefined) return malformed(parameter, value, 'a number, with or without a prefix such as ge');
    bounds.push(one);
  }
  const places = terminals.map(({ place }) => place.range);
  const condition = anyOf(bounds.map((one) => anyRange(places, one, compareNumbers)));
  const [only, ...others] = bounds;
  if (only === undefined || others.length > 0) return { condition, content: true };
  const { from, to } = startsOf(only);
  return {
    condition,
    content: true,
    ...(from === -Infinity && to === Infinity ? {} : { way: { kind: 'ranges', places, from, to } }),
  };
};

const form = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * The bounds of a number by its written precision: `5.4` is [5.35, 5.45), `1e2` is [50, 150), `100` is [99.5, 100.5).
 * They are worked out in decimals, so that each is the double nearest to it: 5.4 - 0.05 in doubles is not 5.35.
 */
export const numberBounds = (text: string): Bounds | undefined => {
  const { prefix, rest } = splitPrefix(text);
  const match = form.exec(rest);
  if (match === null || (match[2] ?? '').length + (match[3] ?? '').length > 400) return undefined;
  const exactly = Number(rest);
  if (!Number.isFinite(exactly)) return undefined;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[1] === '-' ? '-' : ''}${match[2] ?? ''}${fraction}`) * 10n;
  const exponent = Number(match[4] ?? 0) - fraction.length - 1;
  const at = (value: bigint): number => Number(`${value.toString()}e${String(exponent)}`);
  if (prefix !== 'ap') return { prefix, lo: at(digits - 5n), hi: Math.max(at(digits + 5n), after(exactly)), exactly };
  const margin = Math.max(Math.abs(exactly) / 10, Math.abs(at(5n)));
  return { prefix, lo: exactly - margin, hi: exactly + margin, exactly };
};

/** A double behind this one: of more digits than doubles keep, both bounds are the number itself, and would hold nothing. */
const after = (number: number): number => number + Math.max(Math.abs(number) * Number.EPSILON, Number.MIN_VALUE);
