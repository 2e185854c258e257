import { isProblem, Problem } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type Limits, type ResultParameters } from '../core/result-parameters.ts';
import { takePatient, type PatientFilter } from '../core/named-patient.ts';
import type { ServedRecord } from './served.ts';

/** A search within one patient's record, understood. */
export type RecordSearch = {
  readonly served: ServedRecord;
  readonly patient: PatientFilter['patient'];
  /** The parameter that named the patient, as it came. */
  readonly patientParameter: Parameter;
  /** What is looked for, and in which order. */
  readonly filters: readonly Parameter[];
  readonly result: ResultParameters;
  /** Names of parameters that were passed over. */
  readonly ignored: readonly string[];
};

/** Domain reference §7.6 */
export const pageLimits: Limits = { usual: 50, most: 200 };

type Question = {
  readonly served: ServedRecord;
  readonly parameters: readonly Parameter[];
  readonly strict: boolean;
  readonly base: string;
};

/** Reads the parameters of a search; a Problem where the patient is missing or, strictly, where one is not known. */
export const parseRecordSearch = ({ served, parameters, strict, base }: Question): RecordSearch | Problem => {
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const named = takePatient(served, result.rest, base);
  if (isProblem(named)) return named;
  const isKnown = ({ name }: Parameter): boolean => name === '_sort' || Object.hasOwn(served.search, referenceOf(name));
  const ignored = named.rest.filter((parameter) => !isKnown(parameter)).map(({ name }) => name);
  const refusal = strict ? refuseUnknown(served.type, ignored) : undefined;
  if (refusal !== undefined) return refusal;
  return {
    served,
    patient: named.patient,
    patientParameter: named.parameter,
    filters: named.rest.filter(isKnown),
    result,
    ignored,
  };
};

/** The FHIR search that the graph gets: without the patient, and with a total where one is wanted. */
export const queryOf = ({ filters, result }: RecordSearch): string =>
  writeParameters(
    result.countOnly || result.total === 'accurate' ? [...filters, { name: '_total', value: 'accurate' }] : filters,
  );

export const refuseUnknown = (type: string, [first]: readonly string[]): Problem | undefined =>
  first === undefined ? undefined : new Problem('unsupported', notSearchedBy(type, first), first);

export const notSearchedBy = (type: string, name: string): string => `${type} is not searched by ${name} here.`;

/** The parameter without its modifier and chain. */
export const referenceOf = (name: string): string => /^[^:.]*/.exec(name)?.[0] ?? name;
