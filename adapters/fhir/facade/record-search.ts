import { takePatient, type PatientFilter } from '../core/named-patient.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type Limits, type ResultParameters } from '../core/result-parameters.ts';
import type { ServedRecord } from './served.ts';

/** A search within one patient's record, understood. */
export type RecordSearch = {
  readonly patient: PatientFilter['patient'];
  /** All parameters that were understood, as they came: for the self link. */
  readonly understood: readonly Parameter[];
  /** What is looked for and in which order, as the record has it: R4. */
  readonly query: string;
  readonly result: ResultParameters;
  /** `_revinclude=Provenance:target`: who put each item there comes with it. */
  readonly withProvenance: boolean;
  /** Names of parameters that were passed over. */
  readonly ignored: readonly string[];
};

export const pageLimits: Limits = { usual: 50, most: 200 };

type Question = { readonly parameters: readonly Parameter[]; readonly strict: boolean; readonly base: string };

/** Reads the parameters of a search; a Problem where the patient is missing or, strictly, where one is not known. */
export const parseRecordSearch = (served: ServedRecord, question: Question): RecordSearch | Problem => {
  const { parameters, strict, base } = question;
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const named = takePatient(served, result.rest, base);
  if (isProblem(named)) return named.kind === 'required' ? patientWanted : named;
  const read = named.rest.map((parameter) => ({ parameter, means: meaningOf(served, parameter) }));
  const ignored = read.filter(({ means }) => means === undefined).map(({ parameter }) => parameter.name);
  const [first] = ignored;
  if (strict && first !== undefined) return new Problem('unsupported', notSearchedBy(served.type, first), first);
  const total = result.countOnly || result.total === 'accurate' ? [{ name: '_total', value: 'accurate' }] : [];
  return {
    patient: named.patient,
    understood: [named.parameter, ...read.filter(({ means }) => means !== undefined).map(({ parameter }) => parameter)],
    query: writeParameters([...read.flatMap(({ means }) => means ?? []), ...total]),
    result,
    withProvenance: named.rest.some(isRevinclude),
    ignored,
  };
};

const patientWanted = new Problem(
  'required',
  'Name the patient: patient=UUID, or patient.identifier=system|value.',
  'patient',
);

/** What the record is asked for instead; undefined: nothing that is known here. */
const meaningOf = ({ search }: ServedRecord, parameter: Parameter): readonly Parameter[] | undefined => {
  const { name, value } = parameter;
  if (isRevinclude(parameter)) return [];
  if (name === '_sort') {
    const keys = value.split(',').map((key) => ({ key, sorted: search[key.replace(/^-/, '')] }));
    return keys.every(({ sorted }) => sorted !== undefined)
      ? [
          {
            name,
            value: keys
              .map(({ key, sorted }) => `${key.startsWith('-') ? '-' : ''}${sorted?.inRecord ?? ''}`)
              .join(','),
          },
        ]
      : undefined;
  }
  const [code = '', ...modifiers] = name.split(/(?=[:.])/);
  const searched = Object.hasOwn(search, code) ? search[code] : undefined;
  return searched === undefined ? undefined : [{ name: [searched.inRecord, ...modifiers].join(''), value }];
};

const isRevinclude = ({ name, value }: Parameter): boolean => name === '_revinclude' && value === 'Provenance:target';

export const notSearchedBy = (type: string, name: string): string => `${type} is not searched by ${name} here.`;
