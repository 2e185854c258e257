import type { DocumentTypeDecoration, TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Caller, Graph, GraphError } from '../../../kernel/graph.ts';
import {
  FindUnknownSystemsDocument,
  ReadDocumentBytesDocument,
  ReadDocumentPartDocument,
} from '../core/documents.generated.ts';
import { nobodyYet } from '../core/patient.fixture.ts';
import * as documents from './documents.generated.ts';
import { otherRecords } from './other-records.ts';

// For tests: a world as small as can be, and a graph over it that answers the typed documents.

export const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
export const token = 'Bearer good';

type Item = { readonly type: string; readonly id: string; readonly version: number; readonly text: string | null };
type Person = {
  readonly id: string;
  readonly number: string;
  readonly items: readonly Item[];
  readonly content?: Readonly<Record<string, string>>;
};

export const aliceId = '9f2c0000-0000-4000-8000-000000000001';
export const aliceKey = aliceId.replaceAll('-', '');
export const at = '2026-01-01T12:00:00.000Z';

const anItem = (type: string, name: string, text?: string | null): Item => {
  const id = `${aliceKey}.${name}`;
  return { type, id, version: 2, text: text === undefined ? `{"resourceType":"${type}","id":"${id}","v":1.00}` : text };
};

export const pdf = Buffer.from('%PDF-1.4 hello');
export const letterText = (contentType: string): string =>
  JSON.stringify({
    resourceType: 'DocumentReference',
    id: `${aliceKey}.letter`,
    content: [{ attachment: { contentType, size: pdf.length } }],
  });
export const letter = anItem('DocumentReference', 'letter', letterText('application/pdf'));

export const alice: Person = {
  id: aliceId,
  number: '9434765919',
  items: [
    ...['o1', 'o2', 'o3'].map((name) => anItem('Observation', name)),
    anItem('DiagnosticReport', 'r1'),
    anItem('Encounter', 'e1'),
    anItem('Appointment', 'a1'),
    anItem('AllergyIntolerance', 'i1'),
    anItem('Condition', 'c1'),
    anItem('MedicationStatement', 'm1'),
    anItem('DocumentReference', 'delayed', null),
    letter,
    ...otherRecords.map(({ type }) => anItem(type, 'x')),
  ],
  content: { [letter.id]: pdf.toString('base64') },
};
export const twins = ['2', '3'].map((end) => ({
  ...alice,
  id: `9f2c0000-0000-4000-8000-00000000000${end}`,
  number: '5760678914',
}));

const demographics = ({ id, number }: Person): documents.PatientForFhirFragment => ({
  ...nobodyYet,
  id,
  version: 7,
  givenName: 'Alice',
  familyName: 'Archer',
  gender: 'FEMALE',
  dateOfBirth: '1987-02-28',
  identifiers: [{ system: nhs, value: number, verification: '01' }],
});

const recordOf = ({ id, version, text }: Item): documents.RecordForFhirFragment => ({
  id,
  version,
  lastUpdated: at,
  resource: text,
});

type PageOf = {
  readonly query: string;
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly withItems: boolean;
};

/** Pages by offset; `_total` counts; a parameter with `store-` in it is one that the store turns out not to know. */
const pageOf = (
  person: Person,
  type: string,
  { query, first, after, withItems }: PageOf,
): documents.RecordPageForFhirFragment => {
  const all = person.items.filter((item) => item.type === type);
  const from = Number((after ?? 'cursor-0').slice('cursor-'.length));
  const parameters = new URLSearchParams(query);
  return {
    total: parameters.get('_total') === 'accurate' ? all.length : null,
    next: from + first < all.length ? `cursor-${String(from + first)}` : null,
    ignored: [...parameters.keys()].filter((name) => name.includes('unheard-of')),
    ...(withItems ? { items: all.slice(from, from + first).map(recordOf) } : {}),
  };
};

type Call = { readonly variables: Record<string, unknown>; readonly caller: Caller };
export type DoubleGraph = Graph & { readonly calls: readonly Call[] };

export const graphOf = (people: readonly Person[], errors: readonly GraphError[] = []): DoubleGraph => {
  const calls: Call[] = [];
  const byId = (id: string): Person | undefined => people.find((person) => person.id === id);
  const byIdentifiers = (wanted: documents.IdentifierInput | readonly documents.IdentifierInput[]): readonly Person[] =>
    people.filter(({ number }) => [wanted].flat().some(({ system, value }) => system === nhs && value === number));
  const recordsOf = (person: Person, type: string, page: PageOf) => ({
    id: person.id,
    page: pageOf(person, type, page),
  });
  const found = (person: Person, type: string, id: string) => {
    const item = person.items.find((candidate) => candidate.type === type && candidate.id === id);
    return item === undefined ? null : recordOf(item);
  };

  const answers = new Map<unknown, (variables: never) => unknown>();
  const answer = <Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    resolve: (variables: Variables) => Data,
  ) => answers.set(document, resolve);
  const ofPatient = <Part>(id: string, part: (person: Person) => Part): { patient: Part | null } => {
    const person = byId(id);
    return { patient: person === undefined ? null : part(person) };
  };

  answer(documents.ReadPatientDocument, ({ id }) => ofPatient(id, demographics));
  answer(documents.SearchPatientsDocument, ({ identifiers, first }) => {
    const all = byIdentifiers(identifiers);
    return { patients: { items: all.slice(0, first).map(demographics), next: all.length > first ? 'cursor-1' : null } };
  });
  answer(documents.ReadRecordDocument, ({ patient, type, id }) =>
    ofPatient(patient, (person) => ({ record: found(person, type, id) })),
  );
  answer(documents.ReadAppointmentDocument, ({ patient, id }) =>
    ofPatient(patient, (person) => ({ record: found(person, 'Appointment', id) })),
  );
  answer(FindUnknownSystemsDocument, () => ({ unknownIdentifierSystems: [] }));
  answer(ReadDocumentBytesDocument, ({ patient, id }) =>
    ofPatient(patient, (person) => ({
      documentBytes: person.content?.[id] === undefined ? null : 'a reference',
      record: found(person, 'DocumentReference', id),
    })),
  );
  answer(ReadDocumentPartDocument, ({ patient, id, offset, length }) =>
    ofPatient(patient, (person) => {
      const part = Buffer.from(person.content?.[id] ?? '', 'base64').subarray(offset, offset + length);
      return { documentPart: part.length === 0 ? null : part.toString('base64') };
    }),
  );
  answer(documents.SearchRecordsDocument, ({ patient, type, ...page }) =>
    ofPatient(patient, (person) => recordsOf(person, type, page)),
  );
  answer(documents.SearchAppointmentsDocument, ({ patient, ...page }) =>
    ofPatient(patient, (person) => recordsOf(person, 'Appointment', page)),
  );
  answer(documents.SearchRecordsByIdentifierDocument, ({ identifier, type, ...page }) => ({
    patients: { items: byIdentifiers(identifier).map((person) => recordsOf(person, type, page)) },
  }));
  answer(documents.SearchAppointmentsByIdentifierDocument, ({ identifier, ...page }) => ({
    patients: { items: byIdentifiers(identifier).map((person) => recordsOf(person, 'Appointment', page)) },
  }));

  const run = async <Data, Variables>(
    document: DocumentTypeDecoration<Data, Variables>,
    variables: Variables,
    caller: Caller,
  ): Promise<{ data: Data | null; errors: readonly GraphError[] }> => {
    calls.push({ variables: variables as Record<string, unknown>, caller });
    if (caller.authorization !== token)
      return { data: null, errors: [{ code: 'UNAUTHENTICATED', message: 'jwt malformed' }] };
    if (errors.length > 0) return { data: null, errors };
    const resolve = answers.get(document) as ((given: Variables) => Data) | undefined;
    if (resolve === undefined) throw new Error('The double does not know this document.');
    return { data: resolve(variables), errors: [] };
  };
  return { run, calls };
};
