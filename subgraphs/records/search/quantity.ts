import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { rangeHash } from '../extract/sink.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, eitherWay, type Condition, type Criterion, type Way } from './criterion.ts';
import { numberBounds } from './number.ts';
import { malformed, nameOf, splitUnescaped, unescaped, type QueryParameter } from './query.ts';
import { anyRange, compareNumbers, startsOf, type Bounds } from './range.ts';

/** `5.4`, `5.4|system|code`, `5.4||code`, `5.4|system`, with prefixes. Units are compared as written. FHIR R4 §3.1.1.4.13 */
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
    const places = terminals.map(({ place }) => rangeHash(place, wanted.unit));
    conditions.push(anyRange(places, wanted.bounds, compareNumbers));
    ways.push({ kind: 'ranges', places: terminals.map(({ place }) => place.range), ...startsOf(wanted.bounds) });
  }
  return { condition: anyOf(conditions), content: true, ...eitherWay(ways) };
};

/** `unit` is the form under which a place keeps such quantities; see `unitForms`. */
export const quantityOf = (value: string): { readonly bounds: Bounds; readonly unit: string } | undefined => {
  const [amount = '', system = '', code = '', ...more] = splitUnescaped(value, '|').map(unescaped);
  const bounds = numberBounds(amount);
  if (bounds === undefined || more.length > 0) return undefined;
  return { bounds, unit: system === '' && code === '' ? '' : `|${system}|${code}` };
};
