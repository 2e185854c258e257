import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Parameter } from '../extract/type-index.ts';
import { union, type Concepts } from '../search/concepts.ts';
import type { Criterion } from '../search/criterion.ts';
import { malformed, nameOf } from '../search/query.ts';
import { tokenOf } from '../search/token.ts';
import { anyConcept } from './in-value-set.store.ts';
import type { Asked, Solving } from './solving.ts';
import { codeSystemOf } from './terminology.store.ts';

/** `code:below=system|code`: the code and all that are below it in its CodeSystem; `:above` the other way. FHIR R4 §3.1.1.4.10 */
export const subsumed = async (
  solving: Solving,
  { parameter, known }: Asked & { readonly known: Parameter },
): Promise<Criterion | Failure> => {
  const sets: Concepts[] = [];
  const field = nameOf(parameter);
  for (const value of parameter.values) {
    const { system = '', code = '' } = tokenOf(value) ?? {};
    if (system === '' || code === '') return malformed(parameter, value, 'system|code');
    const hierarchy = await codeSystemOf(solving, { system, field });
    if (isFailure(hierarchy)) return hierarchy;
    if (hierarchy === undefined) return unsupported(`The code system ${system} is not in this feed.`, field);
    sets.push(new Map([[system, parameter.modifier === 'below' ? hierarchy.below(code) : hierarchy.above(code)]]));
  }
  return anyConcept(solving, known, union(sets));
};
