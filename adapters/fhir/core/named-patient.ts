import { isFailure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { isProblem, Problem } from './outcome.ts';
import { alternatives, parseToken, type Parameter } from './parameters.ts';
import { nhsNumber, publicIdSpellings } from './systems.ts';

/** By which parameter the resources of a type name their patient. Domain reference §7.6 */
export type PatientParameter = 'subject' | 'actor' | 'patient';

/** How a search names its patient. */
export type NamedPatient = { readonly by: 'identifier'; readonly identifier: Identifier } | PatientById;
export type PatientById = { readonly by: 'id'; readonly id: string };

export type Identifier = { readonly system: string; readonly value: string };

export type PatientFilter = {
  readonly patient: NamedPatient;
  /** The parameter that named the patient, as it came. */
  readonly parameter: Parameter;
  /** All other parameters, in their order. */
  readonly rest: readonly Parameter[];
};

/**
 * Finds the patient of a search within a record; exactly one must be named.
 *
 * The documented form is `subject:Patient.identifier=system|value` (`actor:` for Appointment). What integrators try as
 * well is understood: `patient:Patient.identifier`, `subject.identifier`, `patient=UUID`, `subject=Patient/UUID`.
 * Domain reference §7.6
 *
 * @param base the base URL, for absolute references
 */
export const takePatient = (
  { patientParameter }: { readonly patientParameter: PatientParameter },
  parameters: readonly Parameter[],
  base: string,
): PatientFilter | Problem => {
  const canonical = `${patientParameter}:Patient.identifier`;
  const [parameter, ...others] = parameters.filter((candidate) => namesPatient(candidate, patientParameter, base));
  if (parameter === undefined) {
    const wrong = parameters.find(({ name }) => /^(?:subject|actor|patient)(?:[.:]|$)/.test(name));
    const instead = wrong === undefined ? '' : `; ${wrong.name} does not name one here`;
    return new Problem('required', `Name the patient: ${canonical}=system|value${instead}.`, canonical);
  }
  const { name, value } = parameter;
  if (others.length > 0 || alternatives(value).length > 1) {
    return new Problem('invalid', `Name one patient, once: ${canonical}=system|value.`, name);
  }
  const patient = name.endsWith('.identifier')
    ? patientOfToken(value, name)
    : patientOfId(relative(value, base).replace(/^Patient\//, ''));
  if (isProblem(patient)) return patient;
  return { patient, parameter, rest: parameters.filter((other) => other !== parameter) };
};

/** The patient that `system|value` names. A public id is the id of our graph. */
const patientOfToken = (text: string, parameter: string): NamedPatient | Problem => {
  const identifier = readIdentifier(text, parameter);
  if (isProblem(identifier)) return identifier;
  return isPublicId(identifier) ? patientOfId(identifier.value) : { by: 'identifier', identifier };
};

export const isPublicId = ({ system }: Identifier): boolean => publicIdSpellings.includes(system);

/** `system|value` with both parts; an NHS number may be written 3-3-4. */
export const readIdentifier = (text: string, parameter: string): Identifier | Problem => {
  const { system = '', code } = parseToken(text);
  if (system === '' || code === '') {
    return new Problem('invalid', `Write ${parameter}=system|value, such as ${nhsNumber}|9434765919.`, parameter);
  }
  return { system, value: system === nhsNumber ? code.replaceAll(/[\s-]/g, '') : code };
};

/** What is no UUID can be nobody's id. The graph is asked all the same, so that the answer is that for an unknown patient. */
export const patientOfId = (id: string): PatientById => {
  const patient = parsePatientId(id);
  return { by: 'id', id: isFailure(patient) ? nobody : patient };
};

const nobody = '00000000-0000-0000-0000-000000000000';

const namesPatient = ({ name, value }: Parameter, role: string, base: string): boolean => {
  const [reference, ...chain] = name.split(/(?=[.:])/);
  if (reference !== role && reference !== 'patient') return false;
  const path = chain.join('');
  if (path === ':Patient.identifier' || path === '.identifier' || path === ':Patient') return true;
  // `actor=Practitioner/…` is a search for somebody else who takes part.
  return path === '' && alternatives(value).some((one) => !/^(?!Patient\/)[A-Za-z]+\//.test(relative(one, base)));
};

const relative = (reference: string, base: string): string =>
  reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
