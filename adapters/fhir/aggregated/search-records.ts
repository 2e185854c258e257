import type { Wanted } from '../../../fhir/subset.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { Entry } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { partOf } from '../core/form.ts';
import { remarksOnSystems } from '../core/unknown-systems.ts';
import {
  SearchAppointmentsByIdentifierDocument,
  SearchAppointmentsDocument,
  SearchRecordsByIdentifierDocument,
  SearchRecordsDocument,
  type RecordPageForFhirFragment,
} from './documents.generated.ts';
import { entryIn, joinedTo } from './joined.ts';
import type { Parts } from './parts.ts';
import {
  isInclude,
  parseRecordSearch,
  queryOf,
  referenceOf,
  refuseUnknown,
  type RecordSearch,
} from './record-search.ts';
import { searchsetText } from './searchset.ts';
import type { ServedRecord } from './served.ts';

/** `GET {Type}?…` and `POST {Type}/_search` within one patient's record. A patient who is unknown, hidden or not linked has nothing. */
export const searchRecords = async (
  parts: Parts,
  served: ServedRecord,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const { parameters, strict, caller } = request;
  const search = parseRecordSearch({ served, parameters, strict, base: parts.base });
  if (isProblem(search)) return search;
  const found = await findPage(parts, search, caller);
  if (isProblem(found)) return found;
  const page = found?.page ?? nothing;
  const refusal = strict ? refuseUnknown(served.type, page.ignored) : undefined;
  if (refusal !== undefined) return refusal;

  const understood = search.filters.filter(
    ({ name }) => !page.ignored.some((no) => no === name || no === referenceOf(name)),
  );
  const { result, patientParameter } = search;
  const doubtful =
    found === undefined && search.patient.by === 'identifier'
      ? await remarksOnSystems(parts.graph, [search.patient.identifier], caller)
      : [];
  if (isProblem(doubtful)) return doubtful;
  const joined =
    found === undefined || result.countOnly || !search.filters.some(({ name }) => isInclude(name))
      ? []
      : await joinedTo(parts, { patient: found.id, type: served.type, filters: search.filters, page }, caller);
  if (isProblem(joined)) return joined;
  const entry = entryIn(parts, 'match');
  const entries = [...(page.items ?? []).map((item) => entry(served.type, item)), ...joined];
  return fhirAnswer(
    searchsetText(parts, {
      type: served.type,
      result,
      self: [patientParameter, ...understood],
      // By id: a link that is followed need not carry an NHS number through everybody's logs.
      next: [{ name: served.patientParameter, value: `Patient/${found?.id ?? ''}` }, ...understood],
      continuation: page.next,
      total: page.total,
      entries: search.part === undefined ? entries : entries.map(inPart(search.part)),
      doubtful,
      ignored: [...search.ignored, ...page.ignored],
    }),
  );
};

const inPart = (part: Wanted) => {
  const show = partOf('R4', part);
  return (entry: Entry): Entry => ({ ...entry, resource: show(entry.resource) });
};

type Found = { readonly id: string; readonly page: RecordPageForFhirFragment | null };

const nothing: RecordPageForFhirFragment = { total: 0, next: null, ignored: [], items: [] };

/** One round trip, however the patient is named; undefined where there is no such patient for this caller. */
const findPage = async (
  { graph }: Parts,
  search: RecordSearch,
  caller: Caller,
): Promise<Found | Problem | undefined> => {
  const { served, patient, patientParameter, result } = search;
  const page = {
    query: queryOf(search),
    first: result.countOnly ? 1 : result.count,
    after: result.page ?? null,
    withItems: !result.countOnly,
    withJoined: !result.countOnly && search.filters.some(({ name }) => isInclude(name)),
  };
  const { type } = served;
  if (patient.by === 'id') {
    const { data, errors } =
      type === 'Appointment'
        ? await graph.run(SearchAppointmentsDocument, { ...page, patient: patient.id }, caller)
        : await graph.run(SearchRecordsDocument, { ...page, patient: patient.id, type }, caller);
    return problemOfErrors(errors) ?? data?.patient ?? undefined;
  }
  const { identifier } = patient;
  const { data, errors } =
    type === 'Appointment'
      ? await graph.run(SearchAppointmentsByIdentifierDocument, { ...page, identifier }, caller)
      : await graph.run(SearchRecordsByIdentifierDocument, { ...page, identifier, type }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const [first, second] = data?.patients.items ?? [];
  // Whose record it is must never be a guess.
  if (second !== undefined)
    return new Problem('ambiguous', 'Several patients have this identifier.', patientParameter.name);
  return first;
};
