import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { partNames, partOf, partWanted } from '../core/form.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import type { Parameter } from '../core/parameters.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { ReadPatientDocument, SearchPatientsDocument, type SearchPatientsQuery } from './documents.generated.ts';
import { wantedPatients, type WantedPatients } from '../core/named-patients.ts';
import type { Parts } from './parts.ts';
import { toFhirPatient } from '../core/patient.map.ts';
import { remarksOnSystems } from '../core/unknown-systems.ts';
import { provenanceEntries } from './provenance.ts';
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
  const part = partWanted(request.parameters);
  if (isProblem(part)) return part;
  const others = result.rest.filter((parameter) => parameter !== wanted.parameter);
  const shown = others.filter((parameter) => partNames.has(parameter.name) || isProvenance(parameter));
  const ignored = others.filter((parameter) => !shown.includes(parameter)).map(({ name }) => name);
  const refusal = request.strict ? refuseUnknown('Patient', ignored) : undefined;
  if (refusal !== undefined) return refusal;
  const page = await findPatients(parts, { wanted, result }, request.caller);
  if (isProblem(page)) return page;
  const doubtful =
    page.items.length === 0 && 'identifiers' in wanted
      ? await remarksOnSystems(parts.graph, wanted.identifiers, request.caller)
      : [];
  if (isProblem(doubtful)) return doubtful;

  const provenances =
    result.countOnly || !shown.some(isProvenance)
      ? []
      : await provenanceEntries(
          parts,
          page.items.map(({ id }) => ({ type: 'Patient', id, patient: id })),
          { caller: request.caller, mode: 'include' },
        );
  if (isProblem(provenances)) return provenances;
  const looksFor = [wanted.parameter, ...shown];
  const show = partOf('R4', part);
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
        : [
            ...page.items.map((patient) => ({
              fullUrl: `${parts.base}/Patient/${patient.id}`,
              resource: show(JSON.stringify(toFhirPatient(patient))),
              mode: 'match' as const,
            })),
            ...provenances,
          ],
      doubtful,
      ignored,
    }),
  );
};

const isProvenance = ({ name, value }: Parameter): boolean => name === '_revinclude' && value === 'Provenance:target';

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
