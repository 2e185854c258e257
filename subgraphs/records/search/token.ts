import { elementsOf } from '../../../fhir/elements.ts';
import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { typedForm } from '../extract/convert.ts';
import { hashOf } from '../extract/hash.ts';
import type { Parameter, Terminal } from '../extract/type-index.ts';
import type { FhirVersion } from '../records.types.ts';
import { anyToken, anyOf, not, type Condition, type Criterion, type Reach } from './criterion.ts';
import { malformed, nameOf, splitUnescaped, unescaped, type QueryParameter } from './query.ts';

/** `code`, `system|code`, `|code`, `system|`, and `:not`. FHIR R4 §3.1.1.4.10 */
export const token = (version: FhirVersion, parameter: QueryParameter, known: Parameter): Criterion | Failure => {
  if (parameter.modifier === 'of-type') return ofType(parameter, known);
  if (parameter.modifier !== undefined && parameter.modifier !== 'not')
    return unsupported(
      `The modifier :${parameter.modifier} is not supported on this token; :not, :of-type and :missing are.`,
      nameOf(parameter),
    );
  const hashes: string[] = [];
  const conditions: Condition[] = [];
  for (const value of parameter.values) {
    const wanted = tokenOf(value);
    if (wanted === undefined) return malformed(parameter, value, 'a code, system|code, |code or system|');
    if (wanted.code === 'false' && known.terminals.every(isExistence)) {
      // Nobody is marked as having nothing there: it is false for all for whom it is not true.
      conditions.push(not(anyToken(known.terminals.map(({ place }) => hashOf(place.value, 'true')))));
    } else
      hashes.push(
        ...known.terminals.flatMap((terminal) =>
          tokenForms(version, terminal, wanted).map((form) => hashOf(terminal.place.value, form)),
        ),
      );
  }
  const found = conditions.length === 0 ? anyToken(hashes) : anyOf([anyToken(hashes), ...conditions]);
  if (parameter.modifier === 'not') return { condition: not(found), content: true };
  if (conditions.length > 0) return { condition: found, content: true };
  return { condition: found, way: { kind: 'tokens', hashes, reach: reachOf(known) }, exact: true, content: true };
};

/** `system|code|value`: identifiers of a type, by the type's coding and the value. FHIR R4 §3.1.1.4.10 */
const ofType = (parameter: QueryParameter, { terminals }: Parameter): Criterion | Failure => {
  const identifiers = terminals.filter(({ path }) => path.type === 'Identifier');
  if (identifiers.length === 0) return unsupported(':of-type is asked of identifiers.', nameOf(parameter));
  const hashes: string[] = [];
  for (const value of parameter.values) {
    const [system = '', code = '', identifier = '', ...more] = splitUnescaped(value, '|').map(unescaped);
    if (code === '' || identifier === '' || more.length > 0)
      return malformed(parameter, value, 'system|code|value: the type of an identifier and its value');
    hashes.push(...identifiers.map(({ place }) => hashOf(place.value, typedForm(system, code, identifier))));
  }
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, exact: true, content: true };
};

/** The parts of a token value; `system` undefined means any, '' means none. */
export type TokenValue = { readonly system: string | undefined; readonly code: string };

export const tokenOf = (value: string): TokenValue | undefined => {
  const parts = splitUnescaped(value, '|').map(unescaped);
  const [first = '', second] = parts;
  if (parts.length > 2 || (first === '' && (second ?? '') === '')) return undefined;
  return second === undefined ? { system: undefined, code: first } : { system: first, code: second };
};

/** The forms in which a place keeps what the value asks for; none where it cannot be there. */
export const tokenForms = (
  version: FhirVersion,
  { path }: Pick<Terminal, 'path'>,
  { system, code }: TokenValue,
): readonly string[] => {
  if (codedTypes.has(path.type)) return [system === undefined ? code : `${system}|${code}`];
  if (system === undefined || system === '') return code === '' ? [] : [code];
  // A bare code has its system from its required binding: `gender=http://hl7.org/fhir/administrative-gender|male`.
  const codes = path.binding === undefined ? undefined : elementsOf(version).codes[path.binding]?.[system];
  return codes === undefined ? [] : code === '' ? codes : codes.includes(code) ? [code] : [];
};

const codedTypes: ReadonlySet<string> = new Set(['CodeableConcept', 'Coding', 'Identifier', 'ContactPoint']);

const reachOf = ({ terminals }: Parameter): Reach => {
  if (terminals.every(({ place }) => place.ordered)) return 'ordered';
  return terminals.every(({ path }) => path.type === 'Identifier' || path.type === 'ContactPoint' || path.type === 'id')
    ? 'few'
    : 'many';
};

const isExistence = ({ path }: Terminal): boolean => path.steps.some((step) => 'exists' in step);
