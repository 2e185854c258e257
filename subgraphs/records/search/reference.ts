import { elementsOf } from '../../../fhir/elements.ts';
import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { hashOf } from '../extract/hash.ts';
import { readReference } from '../extract/reference.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { FhirVersion } from '../records.types.ts';
import { anyToken, type Criterion } from './criterion.ts';
import { malformed, nameOf, unescaped, type QueryParameter } from './query.ts';
import { tokenOf } from './token.ts';

const idForm = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * `Patient/1`, `1` (of any type the parameter points at), an absolute URL, `:Patient=1`, and `:identifier=system|value`.
 * FHIR R4 §3.1.1.4.12
 */
export const reference = (version: FhirVersion, parameter: QueryParameter, known: Parameter): Criterion | Failure => {
  const { modifier, values } = parameter;
  const types = elementsOf(version).resources;
  if (modifier !== undefined && modifier !== 'identifier' && !types.includes(modifier))
    return unsupported(
      `The modifier :${modifier} is not supported on references; a resource type, :identifier and :missing are.`,
      nameOf(parameter),
    );
  const forms: string[] = [];
  for (const value of values) {
    const found =
      modifier === 'identifier'
        ? formsOfIdentifier(value)
        : formsOfReference(unescaped(value), modifier === undefined ? known.targets : [modifier], types);
    if (found === undefined)
      return malformed(parameter, value, modifier === 'identifier' ? 'system|value' : 'a reference or an id');
    forms.push(...found);
  }
  const hashes = known.terminals.flatMap(({ place }) => forms.map((form) => hashOf(place.value, form)));
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, exact: true, content: true };
};

/** What a reference to this may have been kept as. Where only one type counts, a reference to another finds nothing. */
export const formsOfReference = (
  value: string,
  targets: readonly string[] | undefined,
  types: readonly string[],
): readonly string[] | undefined => {
  if (idForm.test(value)) return [...(targets ?? types).map((type) => `${type}/${value}`)];
  const read = readReference(value);
  if (read === undefined) return undefined;
  return targets?.length === 1 && read.type !== undefined && read.type !== targets[0] ? [] : [read.target];
};

const formsOfIdentifier = (value: string): readonly string[] | undefined => {
  const wanted = tokenOf(value);
  if (wanted === undefined) return undefined;
  return [wanted.system === undefined ? `#${wanted.code}` : `#${wanted.system}|${wanted.code}`];
};
