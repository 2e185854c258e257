import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { rangeHash } from '../extract/sink.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, eitherWay, type Condition, type Criterion, type Way } from './criterion.ts';
import { numberBounds } from './number.ts';
import { malformed, nameOf, splitUnescaped, unescaped, type QueryParameter } from './query.ts';
import { anyOfRanges, splitPrefix, wayTo, type Bounds } from './range.ts';
import { equivalents, ucum } from './ucum.ts';
import { conversions, convertedNumber, type Converted } from './unit-factors.ts';

/** `5.4`, `5.4|system|code`, `5.4||code`, `5.4|system`, with prefixes. UCUM units are the same by powers of ten and by known factors; others are compared as written. FHIR R4 §3.1.1.4.13 */
export const quantity = (parameter: QueryParameter, { terminals }: Parameter): Criterion | Failure => {
  if (parameter.modifier !== undefined)
    return unsupported(
      `The modifier :${parameter.modifier} is not supported on quantities; :missing is.`,
      nameOf(parameter),
    );
  const conditions: Condition[] = [];
  const ways: Way[] = [];
  for (const value of parameter.values) {
    const wanted = quantityOf(value);
    if (wanted === undefined)
      return malformed(parameter, value, 'number, number|system|code or number||code, with or without a prefix');
    const groups = wanted.equivalents.map(({ bounds, units }) => ({
      bounds,
      places: terminals.flatMap(({ place }) => units.map((unit) => rangeHash(place, unit))),
    }));
    conditions.push(anyOfRanges(groups));
    ways.push(
      wayTo(
        terminals.map(({ place }) => place.range),
        groups,
      ),
    );
  }
  return { condition: anyOf(conditions), content: true, ...eitherWay(ways) };
};

/** `unit` is the form under which a place keeps such quantities; see `unitForms`. */
export const quantityOf = (
  value: string,
): { readonly bounds: Bounds; readonly unit: string; readonly equivalents: readonly Equivalently[] } | undefined => {
  const [amount = '', system = '', code = '', ...more] = splitUnescaped(value, '|').map(unescaped);
  const bounds = numberBounds(amount);
  if (bounds === undefined || more.length > 0) return undefined;
  const unit = system === '' && code === '' ? '' : `|${system}|${code}`;
  if (system !== ucum || code === '') return { bounds, unit, equivalents: [{ bounds, units: [unit] }] };
  const byPower = new Map<number, string[]>();
  for (const other of equivalents(code)) {
    const form = `|${ucum}|${other.code}`;
    const same = byPower.get(other.power);
    if (same === undefined) byPower.set(other.power, [form]);
    else same.push(form);
  }
  const moved = [...byPower].flatMap(([power, units]) => {
    const there = numberBounds(timesTenTo(amount, power));
    return there === undefined ? [] : [{ bounds: there, units }];
  });
  const known = new Set([...byPower.values()].flat());
  const others = conversions(code).flatMap((other) => {
    const form = `|${ucum}|${other.code}`;
    return known.has(form) ? [] : [{ bounds: converted(bounds, other), units: [form] }];
  });
  return { bounds, unit, equivalents: [...moved, ...others] };
};

/** The precision is that of the number as it was asked for: 2 h are 90 to 150 min. */
const converted = ({ prefix, lo, hi, exactly }: Bounds, to: Converted): Bounds => ({
  prefix,
  lo: convertedNumber(lo, to),
  hi: convertedNumber(hi, to),
  ...(exactly === undefined ? {} : { exactly: convertedNumber(exactly, to) }),
});

/** The same amount in other units. */
export type Equivalently = { readonly bounds: Bounds; readonly units: readonly string[] };

const timesTenTo = (amount: string, power: number): string => {
  const { prefix, rest } = splitPrefix(amount);
  const [mantissa = '', exponent = '0'] = rest.split(/e/i);
  return `${prefix}${mantissa}e${String(Number(exponent) + power)}`;
};
