import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { hashOf } from '../extract/hash.ts';
import type { Parameter } from '../extract/type-index.ts';
import { union, type Concepts } from '../search/concepts.ts';
import { anyToken, not, type Criterion } from '../search/criterion.ts';
import { nameOf, unescaped } from '../search/query.ts';
import { tokenForms } from '../search/token.ts';
import { expand } from './expansion.store.ts';
import type { Asked, Solving } from './solving.ts';

/** `code:in=http://example.org/ValueSet/x`, and `:not-in`, which also finds what has no code. FHIR R4 §3.1.1.4.10 */
export const inValueSet = async (
  solving: Solving,
  { parameter, known }: Asked & { readonly known: Parameter },
): Promise<Criterion | Failure> => {
  const sets: Concepts[] = [];
  for (const value of parameter.values) {
    const set = await expand(solving, { name: unescaped(value), field: nameOf(parameter) });
    if (isFailure(set)) return set;
    sets.push(set);
  }
  const found = anyConcept(solving, known, union(sets));
  return parameter.modifier === 'not-in' ? { condition: not(found.condition), content: true } : found;
};

/** Resources with one of the codes in one of the parameter's places. */
export const anyConcept = ({ within }: Solving, { terminals }: Parameter, concepts: Concepts): Criterion => {
  const hashes = terminals.flatMap((terminal) =>
    [...concepts].flatMap(([system, codes]) =>
      (codes === 'all' ? [''] : [...codes]).flatMap((code) =>
        tokenForms(within.version, terminal, { system, code }).map((form) => hashOf(terminal.place.value, form)),
      ),
    ),
  );
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'many' }, content: true };
};
