import { hashOf } from '../extract/hash.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { Failure } from '../../../kernel/failure.ts';
import { anyToken, not, type Criterion } from './criterion.ts';
import { malformed, type QueryParameter } from './query.ts';

/** `:missing=true` finds resources without a value, `:missing=false` those with one. FHIR R4 §3.1.1.4.4 */
export const missing = (parameter: QueryParameter, { terminals, targets }: Parameter): Criterion | Failure => {
  const [value = '', ...others] = parameter.values;
  if ((value !== 'true' && value !== 'false') || others.length > 0)
    return malformed(parameter, value, '"true" or "false"');
  const only = targets?.length === 1 ? targets[0] : undefined;
  const marks = terminals.map(({ place, path }) =>
    only !== undefined && path.type === 'Reference' ? hashOf(place.mark, only) : place.present,
  );
  const present = anyToken(marks);
  return value === 'true'
    ? { condition: not(present), content: true }
    : { condition: present, way: { kind: 'tokens', hashes: marks, reach: 'many' }, content: true };
};
