import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { isId } from '../item-id.ts';
import { anyOf, type Criterion } from './criterion.ts';
import { dateBounds } from './date.ts';
import { malformed, nameOf, unescaped, type QueryParameter } from './query.ts';
import { compareDates, type Bounds } from './range.ts';

/** `_id`, and `_lastUpdated`, which the store knows and the resource does not. FHIR R4 §3.1.1.4.1 */
export const ids = (parameter: QueryParameter): Criterion | Failure => {
  if (parameter.modifier === 'missing') return neverMissing(parameter);
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on ids.`, nameOf(parameter));
  const wanted = parameter.values.map(unescaped).filter(isId);
  return {
    condition: (bind) => `r.id = any(${bind(wanted, 'text[]')})`,
    way: { kind: 'ids', ids: wanted },
    content: false,
  };
};

export const lastUpdated = (parameter: QueryParameter, now: Date): Criterion | Failure => {
  if (parameter.modifier === 'missing') return neverMissing(parameter);
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on _lastUpdated.`, nameOf(parameter));
  const bounds: Bounds[] = [];
  for (const value of parameter.values) {
    const one = dateBounds(value, now);
    if (one === undefined) return malformed(parameter, value, 'a date, with or without a prefix such as ge');
    bounds.push(one);
  }
  // Kept to the millisecond, as FHIR's instants are written.
  const lo = `(extract(epoch from r.updated) * 1000000)::float8`;
  return {
    condition: anyOf(bounds.map((one) => (bind) => compareDates(one, bind, { lo, hi: `(${lo} + 1000)` }))),
    content: false,
  };
};

/** Whatever is stored has both. */
const neverMissing = (parameter: QueryParameter): Criterion | Failure => {
  const [value = '', ...others] = parameter.values;
  if ((value !== 'true' && value !== 'false') || others.length > 0)
    return malformed(parameter, value, '"true" or "false"');
  return { condition: () => String(value === 'false'), content: false };
};
