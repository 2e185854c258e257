import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { hashOf } from '../extract/hash.ts';
import type { Parameter } from '../extract/type-index.ts';
import { union, type Concepts } from '../search/concepts.ts';
import { anyToken, not, type Criterion } from '../search/criterion.ts';
import { unescaped } from '../search/query.ts';
import { tokenForms } from '../search/token.ts';
import type { Asked, Solving } from './solving.ts';

type Within = Pick<Solving, 'within'>;

/** `code:in=http://example.org/ValueSet/x`, and `:not-in`, which also finds what has no code. FHIR R4 §3.1.1.4.10 */
export const inValueSet = async (
  within: Within,
  { parameter, known }: Asked & { readonly known: Parameter },
  setOf: (name: string) => Promise<Concepts | Failure>,
): Promise<Criterion | Failure> => {
  const sets: Concepts[] = [];
  for (const value of parameter.values) {
    const set = await setOf(unescaped(value));
    if (isFailure(set)) return set;
    sets.push(set);
  }
  const found = anyConcept(within, known, union(sets));
  return parameter.modifier === 'not-in' ? { condition: not(found.condition), content: true } : found;
};

/** Resources with one of the codes in one of the parameter's places. */
export const anyConcept = ({ within }: Within, { terminals }: Parameter, concepts: Concepts): Criterion => {
  const hashes = terminals.flatMap((terminal) =>
    [...concepts].flatMap(([system, codes]) =>
      (codes === 'all' ? [''] : [...codes]).flatMap((code) =>
        tokenForms(within.version, terminal, { system, code }).map((form) => hashOf(terminal.place.value, form)),
      ),
    ),
  );
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'many' }, content: true };
};
