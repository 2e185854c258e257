import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { alternatives, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { ReadPatientDocument, SearchPatientsDocument, type SearchPatientsQuery } from './documents.generated.ts';
import { isPublicId, patientOfId, readIdentifier, type Identifier } from '../core/named-patient.ts';
import type { Parts } from './parts.ts';
import { toFhirPatient } from '../core/patient.map.ts';
import { pageLimits, refuseUnknown } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/**
 * `GET Patient?identifier=system|value` (several with commas) and `POST Patient/_search`; `_id` names one as well.
 * Whom the caller may not see is not found. Domain reference §7.6
 */
export const searchPatients = async (parts: Parts, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const wanted = wantedPatients(result.rest);
  if (isProblem(wanted)) return wanted;
  const ignored = result.rest.filter((parameter) => parameter !== wanted.parameter).map(({ name }) => name);
  const refusal = request.strict ? refuseUnknown('Patient', ignored) : undefined;
  if (refusal !== undefined) return refusal;
  const page = await findPatients(parts, { wanted, result }, request.caller);
  if (isProblem(page)) return page;

  const looksFor = [wanted.parameter];
  return fhirAnswer(
    searchsetText(parts, {
      type: 'Patient',
      result,
      self: looksFor,
      next: looksFor,
      continuation: page.next,
      total: page.next === null && result.page === undefined ? page.items.length : null,
      entries: result.countOnly
        ? []
        : page.items.map((patient) => ({
            fullUrl: `${parts.base}/Patient/${patient.id}`,
            resource: JSON.stringify(toFhirPatient(patient)),
            mode: 'match',
          })),
      ignored,
    }),
  );
};

type Wanted = { readonly parameter: Parameter } & (
  { readonly id: string } | { readonly identifiers: readonly Identifier[] }
);

const wantedPatients = (parameters: readonly Parameter[]): Wanted | Problem => {
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

const identified = (parameter: Parameter, values: readonly string[]): Wanted | Problem => {
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

type Search = { readonly wanted: Wanted; readonly result: ResultParameters };

const findPatients = async (
  { graph }: Parts,
  { wanted, result }: Search,
  caller: Caller,
): Promise<SearchPatientsQuery['patients'] | Problem> => {
  if ('id' in wanted) {
    const { data, errors } = await graph.run(ReadPatientDocument, { id: wanted.id }, caller);
    const found = data?.patient ?? null;
    return problemOfErrors(errors) ?? { items: found === null ? [] : [found], next: null };
  }
  const first = result.countOnly ? pageLimits.most : result.count;
  const variables = { identifiers: wanted.identifiers, first, after: result.page ?? null };
  const { data, errors } = await graph.run(SearchPatientsDocument, variables, caller);
  return problemOfErrors(errors) ?? data?.patients ?? { items: [], next: null };
};
