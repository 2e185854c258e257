import type { Wanted } from '../../../fhir/subset.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { partNames, partWanted } from '../core/form.ts';
import { readResultParameters, type Limits, type ResultParameters } from '../core/result-parameters.ts';
import { takePatient, type PatientFilter } from '../core/named-patient.ts';
import type { ServedRecord } from './served.ts';

/** A search within one patient's record, understood. */
export type RecordSearch = {
  readonly served: ServedRecord;
  readonly patient: PatientFilter['patient'];
  /** The parameter that named the patient, as it came. */
  readonly patientParameter: Parameter;
  /** What is looked for, in which order, and what is to come with it. */
  readonly filters: readonly Parameter[];
  /** How much of each resource is shown. */
  readonly part: Wanted | undefined;
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
  const part = partWanted(parameters);
  if (isProblem(part)) return part;
  const isKnown = ({ name }: Parameter): boolean =>
    forAll.has(referenceOf(name)) || Object.hasOwn(served.search, referenceOf(name));
  const ignored = named.rest.filter((parameter) => !isKnown(parameter)).map(({ name }) => name);
  const refusal = strict ? refuseUnknown(served.type, ignored) : undefined;
  if (refusal !== undefined) return refusal;
  return {
    served,
    patient: named.patient,
    patientParameter: named.parameter,
    filters: named.rest.filter(isKnown),
    part,
    result,
    ignored,
  };
};

/** What every type takes besides what it is searched by. FHIR R4 §3.1.1.5 */
export const forAll: ReadonlySet<string> = new Set([
  ...['_sort', '_include', '_revinclude', '_has', '_text', '_content', '_filter'],
  // Of which the graph says why they are not done: to pass them over would change what is found.
  ...['_list', '_query'],
  ...partNames,
]);

/** The FHIR search that the graph gets: without the patient, and with a total where one is wanted. */
export const queryOf = ({ filters, result }: Pick<RecordSearch, 'filters' | 'result'>): string => {
  const asked = filters.filter(({ name }) => !partNames.has(name) && !(result.countOnly && isInclude(name)));
  return writeParameters(
    result.countOnly || result.total === 'accurate' ? [...asked, { name: '_total', value: 'accurate' }] : asked,
  );
};

/** Whether a parameter asks for something to come with the page. */
export const isInclude = (name: string): boolean => ['_include', '_revinclude'].includes(referenceOf(name));

export const refuseUnknown = (type: string, [first]: readonly string[]): Problem | undefined =>
  first === undefined ? undefined : new Problem('unsupported', notSearchedBy(type, first), first);

export const notSearchedBy = (type: string, name: string): string => `${type} is not searched by ${name} here.`;

/** The parameter without its modifier and chain. */
export const referenceOf = (name: string): string => /^[^:.]*/.exec(name)?.[0] ?? name;
