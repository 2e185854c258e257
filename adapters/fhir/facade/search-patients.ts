import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { wantedPatients, type WantedPatients } from '../core/named-patients.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { remarksOnSystems } from '../core/unknown-systems.ts';
import { FindPatientDocument, FindPatientsDocument, type FindPatientsQuery } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { patientText } from './patient.ts';
import { notSearchedBy, pageLimits } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** `GET Patient?identifier=system|value`; whom the caller may not see is not found. Domain reference §7.2 */
export const searchPatients = async (parts: Parts, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const wanted = wantedPatients(result.rest);
  if (isProblem(wanted)) return wanted;
  const ignored = result.rest.filter((parameter) => parameter !== wanted.parameter).map(({ name }) => name);
  const [unknown] = ignored;
  if (request.strict && unknown !== undefined)
    return new Problem('unsupported', notSearchedBy('Patient', unknown), unknown);
  const page = await findPatients(parts, { wanted, result }, request.caller);
  if (isProblem(page)) return page;
  const doubtful =
    page.items.length === 0 && 'identifiers' in wanted
      ? await remarksOnSystems(parts.graph, wanted.identifiers, request.caller)
      : [];
  if (isProblem(doubtful)) return doubtful;

  const { parameter } = wanted;
  const { items, next } = page;
  return fhirAnswer(
    searchsetText(parts, {
      type: 'Patient',
      result,
      self: [parameter],
      ...(next === null ? {} : { next: { parameters: [parameter], continuation: next } }),
      total: next === null && result.page === undefined ? items.length : null,
      entries: items.map((patient) => ({
        fullUrl: `${parts.base}/Patient/${patient.id}`,
        resource: patientText(patient),
        mode: 'match',
      })),
      doubtful,
      ignored,
    }),
  );
};

type Search = { readonly wanted: WantedPatients; readonly result: ResultParameters };

const findPatients = async (
  { graph }: Parts,
  { wanted, result }: Search,
  caller: Caller,
): Promise<FindPatientsQuery['patients'] | Problem> => {
  if ('id' in wanted) {
    const { data, errors } = await graph.run(FindPatientDocument, { id: wanted.id }, caller);
    const found = data?.patient ?? null;
    return problemOfErrors(errors) ?? { items: found === null ? [] : [found], next: null };
  }
  const first = result.countOnly ? pageLimits.most : result.count;
  const variables = { identifiers: wanted.identifiers, first, after: result.page ?? null };
  const { data, errors } = await graph.run(FindPatientsDocument, variables, caller);
  return problemOfErrors(errors) ?? data?.patients ?? { items: [], next: null };
};
