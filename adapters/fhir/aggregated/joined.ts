import type { Caller } from '../../../kernel/graph.ts';
import type { Entry } from '../core/bundle.ts';
import { isProblem, type Problem, problemOfErrors } from '../core/outcome.ts';
import { alternatives, writeParameters, type Parameter } from '../core/parameters.ts';
import {
  ReadPatientDocument,
  SearchAppointmentsDocument,
  SearchRecordsDocument,
  type RecordForFhirFragment,
  type RecordPageForFhirFragment,
} from './documents.generated.ts';
import { includedListed } from './directory.ts';
import { listedType } from './listed.ts';
import { maskedText } from './masked.ts';
import type { Parts } from './parts.ts';
import { toFhirPatient } from '../core/patient.map.ts';
import { provenanceEntries } from './provenance.ts';
import { pageLimits, referenceOf } from './record-search.ts';
import { isRecord, servedRecord } from './served.ts';

/** A page of one patient's record, and what was asked to come with it. */
export type JoinedTo = {
  /** The patient's id. */
  readonly patient: string;
  readonly type: string;
  readonly filters: readonly Parameter[];
  readonly page: RecordPageForFhirFragment;
};

/**
 * What comes with a page. What the same slice has came with it; what `_include` leads to elsewhere (the patient, an
 * appointment), and what refers to the page from there, is asked for as any search is, by the same caller: a question
 * for each type. `:iterate` goes no further than one slice.
 */
export const joinedTo = async (parts: Parts, to: JoinedTo, caller: Caller): Promise<readonly Entry[] | Problem> => {
  const own = (to.page.included ?? []).map((item) => entryIn(parts, 'include')(item.type, item));
  const questions = [...named(to), ...referring(to)];
  const answers = await Promise.all(questions.map((question) => ask(parts, { patient: to.patient, question }, caller)));
  const provenances = await provenancesFor(parts, to, caller);
  if (isProblem(provenances)) return provenances;
  const entries = [...own, ...provenances];
  const met = new Set([
    ...(to.page.items ?? []).map(({ id }) => `${to.type}/${id}`),
    ...own.map(({ fullUrl }) => fullUrl),
  ]);
  for (const answer of answers) {
    if (isProblem(answer)) return answer;
    for (const entry of answer) {
      if (!met.has(entry.fullUrl)) entries.push(entry);
      met.add(entry.fullUrl);
    }
  }
  return entries;
};

/** `_revinclude=Provenance:target`: who put the items of the page into the record. */
const provenancesFor = async (
  parts: Parts,
  { patient, type, filters, page }: JoinedTo,
  caller: Caller,
): Promise<readonly Entry[] | Problem> =>
  filters.some(({ name, value }) => name === '_revinclude' && alternatives(value).some(isOfProvenance))
    ? provenanceEntries(
        parts,
        (page.items ?? []).map(({ id }) => ({ type, id, patient })),
        { caller, mode: 'include' },
      )
    : [];

const isOfProvenance = (include: string): boolean => /^Provenance:(target|\*)(:|$)/.test(include);

/** An item of the record as an entry; while its content is not open, marked as masked. */
export const entryIn =
  ({ base }: Pick<Parts, 'base'>, mode: 'match' | 'include') =>
  (type: string, item: RecordForFhirFragment): Entry => ({
    fullUrl: `${base}/${type}/${item.id}`,
    resource: item.resource ?? maskedText(type, item),
    mode,
  });

/** A search for one type, for these alone or for all that it finds; of Patient there is only one. */
type Question = { readonly type: string; readonly query: string; readonly ids?: readonly string[] };

/** What the page refers to, where that lies elsewhere. */
const named = ({ patient, page }: JoinedTo): readonly Question[] => {
  const ids = new Map<string, string[]>();
  for (const name of page.beyond ?? []) {
    const [type = '', id = ''] = name.split('/');
    if (type === 'Patient' ? id === patient : isRecord(type) || listedType(type) !== undefined)
      ids.set(type, [...(ids.get(type) ?? []), id]);
  }
  return [...ids].map(([type, wanted]) => ({
    type,
    ids: wanted,
    query: writeParameters([{ name: '_id', value: wanted.join(',') }]),
  }));
};

/** What refers to the page from elsewhere. */
const referring = ({ type: searched, filters, page }: JoinedTo): readonly Question[] => {
  const names = (page.items ?? []).map(({ id }) => `${searched}/${id}`);
  if (names.length === 0) return [];
  const wanted = filters
    .filter(({ name }) => referenceOf(name) === '_revinclude')
    .flatMap(({ value }) => alternatives(value));
  return wanted.flatMap((value) => {
    const [type = '', code = '', target = searched] = value.split(':');
    const there = servedRecord(type);
    if (there === undefined || isAppointment(type) === isAppointment(searched) || target !== searched) return [];
    const codes = code === '*' ? Object.keys(there.search).filter((one) => there.search[one] === 'reference') : [code];
    return codes.map((name) => ({ type, query: writeParameters([{ name, value: names.join(',') }]) }));
  });
};

const isAppointment = (type: string): boolean => type === 'Appointment';

type Asked = { readonly patient: string; readonly question: Question };

const ask = async (
  parts: Parts,
  { patient, question: { type, query, ids = [] } }: Asked,
  caller: Caller,
): Promise<readonly Entry[] | Problem> => {
  const { graph, base } = parts;
  if (listedType(type) !== undefined) return includedListed(parts, { type, ids }, caller);
  if (type === 'Patient') {
    const { data, errors } = await graph.run(ReadPatientDocument, { id: patient }, caller);
    const found = data?.patient ?? undefined;
    if (found === undefined) return problemOfErrors(errors) ?? [];
    const resource = JSON.stringify(toFhirPatient(found));
    return [{ fullUrl: `${base}/Patient/${found.id}`, resource, mode: 'include' }];
  }
  const page = { patient, query, first: pageLimits.most, after: null, withItems: true, withJoined: false };
  const { data, errors } = isAppointment(type)
    ? await graph.run(SearchAppointmentsDocument, page, caller)
    : await graph.run(SearchRecordsDocument, { ...page, type }, caller);
  const items = data?.patient?.page?.items ?? [];
  return problemOfErrors(errors) ?? items.map((item) => entryIn(parts, 'include')(type, item));
};
