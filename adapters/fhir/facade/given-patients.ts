import { readIdentifier, type Identifier } from '../core/named-patient.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { at, type Given } from './operation-input.ts';

/** `system|value` of each; one that is not written so refuses the whole request, with its place. */
export const givenPatients = (given: readonly Given[]): readonly Identifier[] | Problem => {
  const identifiers: Identifier[] = [];
  for (const { value, expression } of given) {
    const identifier = readIdentifier(value, 'patientIdentifier');
    if (isProblem(identifier))
      return new Problem('invalid', identifier.diagnostics, [at(expression, 'value', identifier.diagnostics)]);
    identifiers.push(identifier);
  }
  return identifiers;
};

/** What the graph answers is about a number, and not about a place. */
export const keyOf = ({ system, value }: Identifier): string => `${system}|${value}`;
