import { isPublicId, patientOfId, readIdentifier, type Identifier } from './named-patient.ts';
import { isProblem, Problem } from './outcome.ts';
import { alternatives, type Parameter } from './parameters.ts';

/** Whom a search for Patient looks for, and by which parameter. */
export type WantedPatients = { readonly parameter: Parameter } & (
  { readonly id: string } | { readonly identifiers: readonly Identifier[] }
);

/** `identifier=system|value`, several with commas, or `_id`; one of them must be there. */
export const wantedPatients = (parameters: readonly Parameter[]): WantedPatients | Problem => {
  const [parameter, ...others] = parameters.filter(({ name }) => name === 'identifier' || name === '_id');
  if (parameter === undefined)
    return new Problem('required', 'Name the patient: identifier=system|value.', 'identifier');
  const { name, value } = parameter;
  const values = alternatives(value);
  const [first = ''] = values;
  if (others.length > 0 || (name === '_id' && values.length > 1)) {
    return new Problem('invalid', 'Give identifier (or _id) once; several identifiers are parted by commas.', name);
  }
  if (name === '_id') return { parameter, id: patientOfId(first).id };
  return identified(parameter, values);
};

const identified = (parameter: Parameter, values: readonly string[]): WantedPatients | Problem => {
  const identifiers: Identifier[] = [];
  for (const value of values) {
    const identifier = readIdentifier(value, parameter.name);
    if (isProblem(identifier)) return identifier;
    identifiers.push(identifier);
  }
  const byPublicId = identifiers.find(isPublicId);
  if (byPublicId === undefined) return { parameter, identifiers };
  // The graph finds many by their identifiers, or one by its id, in one question.
  if (identifiers.length > 1)
    return new Problem('unsupported', 'A public id stands alone in a search.', parameter.name);
  return { parameter, id: patientOfId(byPublicId.value).id };
};
