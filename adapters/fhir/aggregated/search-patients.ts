import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { ReadPatientDocument, SearchPatientsDocument, type SearchPatientsQuery } from './documents.generated.ts';
import { wantedPatients, type WantedPatients } from '../core/named-patients.ts';
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

type Search = { readonly wanted: WantedPatients; readonly result: ResultParameters };

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
