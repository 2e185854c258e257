import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { Entry } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { remarksOnSystems } from '../core/unknown-systems.ts';
import {
  ListAppointmentsDocument,
  ListAppointmentsOfDocument,
  ListRecordsDocument,
  ListRecordsOfDocument,
  type FacadePageFragment,
} from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { provenanceEntries } from './provenance.ts';
import { parseRecordSearch, type RecordSearch } from './record-search.ts';
import { searchsetText } from './searchset.ts';
import type { ServedRecord } from './served.ts';
import { stu3Text } from './stu3.ts';

/**
 * `GET {Type}?patient=…`: one patient's items of a type. A patient who is not known or not shared with the caller looks
 * like one without items. Totals are of what the caller may see. Domain reference §7.2
 */
export const searchRecords = async (
  parts: Parts,
  served: ServedRecord,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const { parameters, strict, caller } = request;
  const search = parseRecordSearch(served, { parameters, strict, base: parts.base });
  if (isProblem(search)) return search;
  const found = await pageOf(parts, { served, search }, caller);
  if (isProblem(found)) return found;
  const { id = '', page = nothing } = found ?? {};
  const { items, next, total, ignored } = page ?? nothing;
  const understood = search.understood.filter(({ name }) => !ignored.includes(name));
  const provenance = search.withProvenance
    ? await provenanceEntries(parts, { type: served.type, items, patient: id }, caller)
    : [];
  if (isProblem(provenance)) return provenance;
  const [, ...filters] = understood;
  const doubtful =
    found === undefined && search.patient.by === 'identifier'
      ? await remarksOnSystems(parts.graph, [search.patient.identifier], caller)
      : [];
  if (isProblem(doubtful)) return doubtful;
  return fhirAnswer(
    searchsetText(parts, {
      type: served.type,
      result: search.result,
      self: understood,
      ...(next === null
        ? {}
        : // By id: a link that is followed need not carry an NHS number through everybody's logs.
          { next: { parameters: [{ name: 'patient', value: id }, ...filters], continuation: next } }),
      total: total ?? (next === null && search.result.page === undefined ? items.length : null),
      entries: [...items.map((item) => entryOf(parts, served, item)), ...provenance],
      doubtful,
      ignored: [...search.ignored, ...ignored],
    }),
  );
};

type Found = { readonly id: string; readonly page: FacadePageFragment | null };
type Wanted = { readonly served: ServedRecord; readonly search: RecordSearch };

const nothing: FacadePageFragment = { total: 0, next: null, ignored: [], items: [] };

/** One question to the graph, however the patient is named; undefined where there is no such patient for this caller. */
const pageOf = async (
  { graph }: Parts,
  { served: { type }, search }: Wanted,
  caller: Caller,
): Promise<Found | Problem | undefined> => {
  const { patient, query, result } = search;
  const page = { query, first: result.countOnly ? 1 : result.count, after: result.page ?? null };
  if (patient.by === 'id') {
    const { data, errors } =
      type === 'Appointment'
        ? await graph.run(ListAppointmentsDocument, { ...page, patient: patient.id }, caller)
        : await graph.run(ListRecordsDocument, { ...page, patient: patient.id, type }, caller);
    return problemOfErrors(errors) ?? data?.patient ?? undefined;
  }
  const { identifier } = patient;
  const { data, errors } =
    type === 'Appointment'
      ? await graph.run(ListAppointmentsOfDocument, { ...page, identifier }, caller)
      : await graph.run(ListRecordsOfDocument, { ...page, identifier, type }, caller);
  return problemOfErrors(errors) ?? data?.patients.items[0];
};

const entryOf = ({ base }: Parts, { type }: ServedRecord, item: FacadePageFragment['items'][number]): Entry => ({
  fullUrl: `${base}/${type}/${item.id}`,
  resource: stu3Text(type, item),
  mode: 'match',
});
