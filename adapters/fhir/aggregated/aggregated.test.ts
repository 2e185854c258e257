import type { Bundle, CapabilityStatement, OperationOutcome } from 'fhir/r4.js';
import type { DocumentTypeDecoration, TypedDocumentNode } from '@graphql-typed-document-node/core';
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import { isIssue } from '../../../fhir/issue.ts';
import { fromXml } from '../../../fhir/xml/from-xml.ts';
import { fixedClock } from '../../../kernel/clock.ts';
import type { Caller, Graph, GraphError } from '../../../kernel/graph.ts';
import { faultsInR4 } from '../../../test/valid-r4.ts';
import { answerError } from '../core/speak-fhir.ts';
import {
  FindUnknownSystemsDocument,
  ReadDocumentBytesDocument,
  ReadDocumentPartDocument,
} from '../core/documents.generated.ts';
import * as documents from './documents.generated.ts';
import { aggregatedFhir } from './index.ts';
import { otherRecords } from './other-records.ts';
import { otherType } from './other-types.ts';
import { servedRecords, type ServedRecord } from './served.ts';

const prefix = '/fhir/aggregated';
const base = `http://localhost:4000${prefix}`;
const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
const token = 'Bearer good';

// --- A world as small as can be, and a graph over it that answers the typed documents. ---

type Item = { readonly type: string; readonly id: string; readonly version: number; readonly text: string | null };
type Person = {
  readonly id: string;
  readonly number: string;
  readonly items: readonly Item[];
  readonly content?: Readonly<Record<string, string>>;
};

const aliceId = '9f2c0000-0000-4000-8000-000000000001';
const aliceKey = aliceId.replaceAll('-', '');
const at = '2026-01-01T12:00:00.000Z';

const anItem = (type: string, name: string, text?: string | null): Item => {
  const id = `${aliceKey}.${name}`;
  return { type, id, version: 2, text: text === undefined ? `{"resourceType":"${type}","id":"${id}","v":1.00}` : text };
};

const pdf = Buffer.from('%PDF-1.4 hello');
const letterText = (contentType: string): string =>
  JSON.stringify({
    resourceType: 'DocumentReference',
    id: `${aliceKey}.letter`,
    content: [{ attachment: { contentType, size: pdf.length } }],
  });
const letter = anItem('DocumentReference', 'letter', letterText('application/pdf'));

const alice: Person = {
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
const twins = ['2', '3'].map((end) => ({
  ...alice,
  id: `9f2c0000-0000-4000-8000-00000000000${end}`,
  number: '5760678914',
}));

const demographics = ({ id, number }: Person): documents.PatientForFhirFragment => ({
  id,
  version: 7,
  lastUpdated: at,
  title: null,
  givenName: 'Alice',
  middleNames: null,
  familyName: 'Archer',
  gender: 'FEMALE',
  dateOfBirth: '1987-02-28',
  deceased: false,
  deceasedAt: null,
  language: null,
  phone: null,
  emails: [],
  formerIds: [],
  address: null,
  identifiers: [{ system: nhs, value: number, verification: '01' }],
  primaryCare: null,
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
type DoubleGraph = Graph & { readonly calls: readonly Call[] };

const graphOf = (people: readonly Person[], errors: readonly GraphError[] = []): DoubleGraph => {
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

// --- A server over it. ---

type Server = { readonly app: FastifyInstance; readonly graph: DoubleGraph };

const serve = async (graph: DoubleGraph = graphOf([alice])): Promise<Server> => {
  const app = Fastify({ frameworkErrors: answerError });
  await app.register(aggregatedFhir({ graph, baseUrl: 'http://localhost:4000', clock: fixedClock(at) }), { prefix });
  return { app, graph };
};

const ask = (
  { app }: Server,
  path: string,
  options: Omit<InjectOptions, 'url' | 'path'> = {},
): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'GET', ...options, url: prefix + path, headers: { authorization: token, ...options.headers } });

const bundleOf = async (
  server: Server,
  path: string,
  options?: Omit<InjectOptions, 'url' | 'path'>,
): Promise<Bundle> => {
  const response = await ask(server, path, options);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Bundle>();
};

const idsOf = ({ entry }: Bundle): unknown[] =>
  (entry ?? []).filter(({ search }) => search?.mode === 'match').map(({ resource }) => resource?.id);
const linkOf = ({ link }: Bundle, relation: string): string | undefined =>
  link?.find((one) => one.relation === relation)?.url;
const issueOf = (response: LightMyRequestResponse) => response.json<OperationOutcome>().issue[0];

const ofAlice = `subject:Patient.identifier=${nhs}|9434765919`;

// --- What it does. ---

describe('reading', () => {
  it('answers a resource as the text it is stored as, with its version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`);
    expect(response.body).toBe(`{"resourceType":"Observation","id":"${aliceKey}.o1","v":1.00}`);
    expect(response.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      etag: 'W/"2"',
      'last-modified': 'Thu, 01 Jan 2026 12:00:00 GMT',
      'cache-control': 'no-store',
    });
  });

  it('asks the graph once, through the patient whom the id names', async () => {
    const server = await serve();
    await ask(server, `/DiagnosticReport/${aliceKey}.r1`);
    expect(server.graph.calls.map(({ variables }) => variables)).toEqual([
      { patient: aliceId, type: 'DiagnosticReport', id: `${aliceKey}.r1` },
    ]);
  });

  it('reads an appointment', async () => {
    const response = await ask(await serve(), `/Appointment/${aliceKey}.a1`);
    expect(response.json()).toMatchObject({ resourceType: 'Appointment' });
  });

  it('reads a patient as mapped from the graph', async () => {
    const response = await ask(await serve(), `/Patient/${aliceId}`);
    expect(response.json()).toMatchObject({ resourceType: 'Patient', id: aliceId, gender: 'female' });
    expect(response.headers.etag).toBe('W/"7"');
  });

  it('answers 304 without a body to who has this version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { headers: { 'if-none-match': 'W/"2"' } });
    expect([response.statusCode, response.body, response.headers.etag]).toEqual([304, '', 'W/"2"']);
  });

  it('answers in full to who has another version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { headers: { 'if-none-match': 'W/"1"' } });
    expect(response.statusCode).toBe(200);
  });

  it('says of a resource whose content is not yet open that it is masked', async () => {
    const response = await ask(await serve(), `/DocumentReference/${aliceKey}.delayed`);
    expect(response.json()).toMatchObject({ id: `${aliceKey}.delayed`, meta: { security: [{ code: 'MASKED' }] } });
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { method: 'HEAD' });
    expect([response.statusCode, response.body, response.headers.etag]).toEqual([200, '', 'W/"2"']);
  });

  it.each([
    `/Observation/${aliceKey}.missing`,
    `/DiagnosticReport/${aliceKey}.o1`,
    `/Observation/00000000000040008000000000000009.o1`,
    `/Patient/00000000-0000-4000-8000-000000000009`,
    '/Patient/1',
    '/Observation/1',
    '/Observation/_search',
    `/Observation/${'a'.repeat(100)}`,
    `/Observation/${'a'.repeat(1000)}`,
    `/Binary/${aliceKey}.missing`,
    '/Binary/1',
  ])('does not know %s', async (path) => {
    const response = await ask(await serve(), path);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-found']);
  });

  it.each([`/Goal/${aliceKey}.c1`, '/Goal', '/nonsense', '/', '', `/Observation/${aliceKey}.o1/_history`, '/Binary'])(
    'does not serve %j',
    async (path) => {
      const response = await ask(await serve(), path);
      expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-supported']);
    },
  );
});

describe('documents', () => {
  it('come as the bytes that were sent, in their own media type, and run nothing', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`);
    expect(response.rawPayload.equals(pdf)).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: 'W/"2"',
    });
  });

  it('come as a Binary to who asks for FHIR JSON', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/fhir+json' } });
    expect(response.json()).toEqual({
      resourceType: 'Binary',
      id: letter.id,
      meta: { versionId: '2', lastUpdated: at },
      contentType: 'application/pdf',
      securityContext: { reference: `DocumentReference/${letter.id}` },
      data: pdf.toString('base64'),
    });
  });

  it('come in their own media type to who asks for it', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/pdf' } });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('come as a Binary in XML to who asks for that', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/fhir+xml' } });
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      200,
      'application/fhir+xml; charset=utf-8',
    ]);
    expect(response.body).toContain(`<data value="${pdf.toString('base64')}"/></Binary>`);
  });

  it('are mere bytes where the sender’s media type is none', async () => {
    const odd = { ...letter, text: letterText('text/html\r\nx: y') };
    const response = await ask(await serve(graphOf([{ ...alice, items: [odd] }])), `/Binary/${letter.id}`);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/octet-stream']);
  });
});

describe('searching a record', () => {
  it.each([
    ['Observation', 'subject'],
    ['DiagnosticReport', 'subject'],
    ['DocumentReference', 'subject'],
    ['Encounter', 'subject'],
    ['Appointment', 'actor'],
  ])('finds %s by the literal spelling with %s', async (type, role) => {
    const bundle = await bundleOf(await serve(), `/${type}?${role}:Patient.identifier=${nhs}|9434765919`);
    expect(idsOf(bundle)).toEqual(alice.items.filter((item) => item.type === type).map(({ id }) => id));
  });

  it('joins the resources as the text they are stored as', async () => {
    const response = await ask(await serve(), `/DiagnosticReport?${ofAlice}`);
    expect(response.body).toContain(
      `{"fullUrl":"${base}/DiagnosticReport/${aliceKey}.r1","resource":{"resourceType":"DiagnosticReport","id":"${aliceKey}.r1","v":1.00},"search":{"mode":"match"}}`,
    );
  });

  it('asks the graph once, and hands the other parameters on as they are', async () => {
    const server = await serve();
    await bundleOf(
      server,
      `/Observation?code=http://loinc.org|718-7&date=ge2026-01-01&${ofAlice}&date=lt2027&_sort=-date`,
    );
    expect(server.graph.calls).toHaveLength(1);
    const { query, ...variables } = server.graph.calls[0]?.variables ?? {};
    expect(variables).toEqual({
      identifier: { system: nhs, value: '9434765919' },
      type: 'Observation',
      first: 50,
      after: null,
      withItems: true,
      withJoined: false,
    });
    expect([...new URLSearchParams(String(query))]).toEqual([
      ['code', 'http://loinc.org|718-7'],
      ['date', 'ge2026-01-01'],
      ['date', 'lt2027'],
      ['_sort', '-date'],
    ]);
  });

  it('takes the same search as a posted form', async () => {
    const server = await serve();
    const posted = await bundleOf(server, '/Observation/_search', {
      method: 'POST',
      payload: `${ofAlice}&_count=2`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(posted).toEqual(await bundleOf(server, `/Observation?${ofAlice}&_count=2`));
  });

  it('does not mind a slash after the type', async () => {
    const server = await serve();
    expect(await bundleOf(server, `/Observation/?${ofAlice}`)).toEqual(
      await bundleOf(server, `/Observation?${ofAlice}`),
    );
  });

  it('says in its self link what it understood', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&code=718-7&colour=red&_count=1000`);
    expect(linkOf(bundle, 'self')).toBe(
      `${base}/Observation?subject:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C9434765919&code=718-7&_count=200`,
    );
  });

  it('shows a single page’s total without being asked', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}`)).total).toBe(3);
  });

  it('leaves the total out where it is not wanted', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_total=none`)).total).toBeUndefined();
  });

  it('leaves the total out where only a count of all would tell it', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_count=2`)).total).toBeUndefined();
  });

  it('counts all where that is asked for', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_count=2&_total=accurate`)).total).toBe(3);
  });

  it.each(['_count=0', '_summary=count'])('shows nothing but the total with %s', async (parameter) => {
    const server = await serve();
    const bundle = await bundleOf(server, `/Observation?${ofAlice}&${parameter}`);
    expect(bundle).toMatchObject({ type: 'searchset', total: 3 });
    expect([bundle.entry, linkOf(bundle, 'next')]).toEqual([undefined, undefined]);
    expect(server.graph.calls[0]?.variables).toMatchObject({ withItems: false });
  });

  it('marks what is not yet open as masked, and lists it all the same', async () => {
    const bundle = await bundleOf(await serve(), `/DocumentReference?${ofAlice}`);
    expect(bundle.entry?.[0]?.resource).toMatchObject({
      id: `${aliceKey}.delayed`,
      meta: { tag: [{ code: 'SUBSETTED' }] },
    });
  });

  it('refuses an identifier that several patients share, rather than guess', async () => {
    const response = await ask(
      await serve(graphOf(twins)),
      `/Observation?subject:Patient.identifier=${nhs}|5760678914`,
    );
    expect([response.statusCode, issueOf(response)?.code]).toEqual([409, 'multiple-matches']);
  });
});

describe('paging', () => {
  const follow = async (server: Server, path: string): Promise<readonly Bundle[]> => {
    const pages: Bundle[] = [];
    for (
      let next: string | undefined = path;
      next !== undefined;
      next = linkOf(pages.at(-1) ?? { resourceType: 'Bundle', type: 'searchset' }, 'next')?.slice(base.length)
    ) {
      pages.push(await bundleOf(server, next));
    }
    return pages;
  };

  it.each(['Observation?subject', 'Appointment?actor'])('leads through all of %s, each once', async (search) => {
    const pages = await follow(await serve(), `/${search}:Patient.identifier=${nhs}|9434765919&_count=1`);
    const type = search.slice(0, search.indexOf('?'));
    expect(pages.flatMap(idsOf)).toEqual(alice.items.filter((item) => item.type === type).map(({ id }) => id));
  });

  it('carries the search along, and names the patient by id', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&status=final&_count=2&colour=red`);
    expect(linkOf(bundle, 'next')).toBe(
      `${base}/Observation?subject=Patient/${aliceId}&status=final&_count=2&page=cursor-2`,
    );
  });

  it('ends without a next link', async () => {
    expect(linkOf(await bundleOf(await serve(), `/Observation?${ofAlice}`), 'next')).toBeUndefined();
  });
});

describe('a patient who is unknown, hidden or not linked', () => {
  it.each([
    `Observation?subject:Patient.identifier=${nhs}|9999999999`,
    'Observation?subject:Patient.identifier=urn:other|9434765919',
    'Observation?patient=00000000-0000-4000-8000-000000000009',
    'Observation?patient=Patient/nonsense',
    `Appointment?actor:Patient.identifier=${nhs}|9999999999`,
    'DocumentReference?subject:Patient.identifier=https://fhir.example.health/id/public-id|x',
    `Patient?identifier=${nhs}|9999999999`,
    'Patient?_id=00000000-0000-4000-8000-000000000009',
  ])('has an empty searchset in %s', async (search) => {
    const { total, entry, link } = await bundleOf(await serve(), `/${search}`);
    expect({ total, entry, relations: link?.map(({ relation }) => relation) }).toEqual({
      total: 0,
      entry: undefined,
      relations: ['self'],
    });
  });

  it('is answered exactly as a patient with nothing to show', async () => {
    const bare = { ...alice, items: [] };
    const path = `/Observation?${ofAlice}&code=1&colour=red&_total=accurate`;
    expect((await ask(await serve(graphOf([])), path)).body).toBe((await ask(await serve(graphOf([bare])), path)).body);
  });
});

describe('the mandatory patient', () => {
  it.each([
    ['Observation', 'subject:Patient.identifier'],
    ['DiagnosticReport', 'subject:Patient.identifier'],
    ['DocumentReference', 'subject:Patient.identifier'],
    ['Encounter', 'subject:Patient.identifier'],
    ['Appointment', 'actor:Patient.identifier'],
    ['Patient', 'identifier'],
  ])('is missed in a search for %s, by name', async (type, parameter) => {
    const server = await serve();
    const response = await ask(server, `/${type}?date=ge2026`);
    expect(response.statusCode).toBe(400);
    expect(issueOf(response)).toMatchObject({ code: 'required', location: [`http.${parameter}`] });
    expect(issueOf(response)?.diagnostics).toContain(parameter);
    expect(server.graph.calls).toEqual([]);
  });
});

describe('parameters that are not known', () => {
  const warnings = ({ entry }: Bundle): unknown =>
    entry?.filter(({ search }) => search?.mode === 'outcome').map(({ resource }) => resource);

  it('are passed over with a warning, and do not reach the graph', async () => {
    const server = await serve();
    const bundle = await bundleOf(server, `/Observation?${ofAlice}&colour=red&_contained=true`);
    expect(warnings(bundle)).toMatchObject([
      { resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }, { severity: 'warning' }] },
    ]);
    expect(bundle.total).toBe(3);
    expect(server.graph.calls[0]?.variables).toMatchObject({ query: '' });
  });

  it('are passed over with a warning where only the graph knows that they are not', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&code:unheard-of=1`);
    expect(warnings(bundle)).toHaveLength(1);
    expect(linkOf(bundle, 'self')).not.toContain('unheard-of');
  });

  it.each(['colour=red', 'code:unheard-of=1', '_contained=true'])('are refused strictly: %s', async (parameter) => {
    const response = await ask(await serve(), `/Observation?${ofAlice}&${parameter}`, {
      headers: { prefer: 'handling=strict' },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'not-supported']);
  });

  it('are refused strictly in a search for patients', async () => {
    const response = await ask(await serve(), `/Patient?identifier=${nhs}|9434765919&colour=red`, {
      headers: { prefer: 'handling=strict' },
    });
    expect([response.statusCode, issueOf(response)?.location]).toEqual([400, ['http.colour']]);
  });
});

describe('searching patients', () => {
  it.each([
    `identifier=${nhs}|9434765919`,
    `identifier=${nhs}|943 476 5919`,
    `identifier=https://fhir.example.health/id/public-id|${aliceId}`,
    `_id=${aliceId}`,
  ])('finds one by %s', async (query) => {
    const bundle = await bundleOf(await serve(), `/Patient?${query}`);
    expect(bundle).toMatchObject({
      total: 1,
      entry: [{ fullUrl: `${base}/Patient/${aliceId}`, search: { mode: 'match' } }],
    });
    expect(idsOf(bundle)).toEqual([aliceId]);
  });

  it('finds several by their identifiers, a page at a time', async () => {
    const query = `/Patient?identifier=${nhs}|9434765919,${nhs}|5760678914`;
    const server = await serve(graphOf([alice, ...twins]));
    expect(idsOf(await bundleOf(server, query))).toHaveLength(3);
    expect(linkOf(await bundleOf(server, `${query}&_count=1`), 'next')).toContain('_count=1&page=cursor-1');
  });

  it('counts them', async () => {
    const bundle = await bundleOf(await serve(), `/Patient?identifier=${nhs}|9434765919&_summary=count`);
    expect([bundle.total, bundle.entry]).toEqual([1, undefined]);
  });

  it.each(['identifier=9434765919', 'identifier=a|1&identifier=b|2', `_id=1,2`, `_id=1&identifier=a|1`])(
    'refuses %s',
    async (query) => {
      const response = await ask(await serve(), `/Patient?${query}`);
      expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'invalid']);
    },
  );

  it('refuses a public id among other identifiers', async () => {
    const query = `identifier=${nhs}|9434765919,https://fhir.example.health/id/public-id|${aliceId}`;
    const response = await ask(await serve(), `/Patient?${query}`);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'not-supported']);
  });
});

describe('who asks', () => {
  it('is handed to the graph as they came, with their address', async () => {
    const server = await serve();
    await ask(server, `/Patient/${aliceId}`, { remoteAddress: '192.0.2.7' });
    expect(server.graph.calls[0]?.caller).toEqual({
      authorization: token,
      address: '192.0.2.7',
      through: 'fhir.aggregated',
    });
  });

  it('names the organisation for which they act, in whatever case the header is written', async () => {
    const server = await serve();
    const headers = { authorization: token, 'X-ORG-Public-Id': aliceId };
    for (const path of [`/Patient/${aliceId}`, `/Observation?${ofAlice}`, `/Binary/${letter.id}`])
      await ask(server, path, { headers });
    const named = server.graph.calls.map(({ caller }) => caller.organisation);
    expect(new Set(named)).toEqual(new Set([aliceId]));
    expect(named.length).toBeGreaterThan(2);
  });

  it.each([
    `/Patient/${aliceId}`,
    `/Observation/${aliceKey}.o1`,
    `/Binary/${letter.id}`,
    `/Observation?${ofAlice}`,
    '/Observation?patient=nonsense',
    `/Patient?identifier=${nhs}|9434765919`,
  ])('must sign in for %s', async (path) => {
    const response = await ask(await serve(), path, { headers: { authorization: 'Bearer bad' } });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([401, 'login']);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="fhir", error="invalid_token"');
    expect(response.body).not.toContain('jwt');
  });

  it.each([
    ['FORBIDDEN', 403, 'forbidden'],
    ['BAD_USER_INPUT', 400, 'invalid'],
    ['UNAVAILABLE', 503, 'transient'],
    ['INTERNAL_SERVER_ERROR', 500, 'exception'],
  ])('is told %s of the graph as %i in a read, a search and a document', async (code, status, issue) => {
    const server = await serve(graphOf([alice], [{ code, message: 'A sentence.' }]));
    for (const path of [
      `/Patient/${aliceId}`,
      `/Observation/${aliceKey}.o1`,
      `/Binary/${letter.id}`,
      `/Observation?${ofAlice}`,
      `/Patient?_id=1`,
    ]) {
      const response = await ask(server, path);
      expect([path, response.statusCode, issueOf(response)?.code]).toEqual([path, status, issue]);
    }
  });

  it('is told whom the base is for, where the client may not use it', async () => {
    const graph = graphOf([alice], [{ code: 'FORBIDDEN', message: 'A sentence.' }]);
    const { issue } = (await ask(await serve(graph), `/Observation?${ofAlice}`)).json<OperationOutcome>();
    expect(issue[0]?.diagnostics).toBe(
      'This client may not do this. This base is for customers’ own system clients and for people’s apps; partners read /fhir/facade.',
    );
  });

  it.each([
    [`/Observation?actor:Patient.identifier=${nhs}|9434765919`, '; actor:Patient.identifier does not name one here.'],
    [`/Appointment?subject:Patient.identifier=${nhs}|1`, '; subject:Patient.identifier does not name one here.'],
    ['/Appointment?actor:Practitioner.identifier=a|1', '; actor:Practitioner.identifier does not name one here.'],
    ['/Observation?subject:Patient.name=x', '; subject:Patient.name does not name one here.'],
    ['/Provenance?target=Observation', 'such as Observation/{id}'],
    ['/Medication?identifier=x', 'Medication is read by its id here'],
  ])('is told what of %s is at fault', async (path, told) => {
    const { issue } = (await ask(await serve(), path)).json<OperationOutcome>();
    expect(issue[0]?.diagnostics).toContain(told);
  });

  it('learns nothing of our bugs', async () => {
    const graph: DoubleGraph = { calls: [], run: () => Promise.reject(new Error('password of 10.0.0.7 is x')) };
    const response = await ask(await serve(graph), `/Patient/${aliceId}`);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([500, 'exception']);
    expect(response.body).not.toContain('10.0.0.7');
  });
});

describe('what this base does not do', () => {
  it.each([
    ['POST', '/Observation', 'GET, HEAD'],
    ['PUT', `/Observation/${aliceKey}.o1`, 'GET, HEAD'],
    ['PATCH', `/Patient/${aliceId}`, 'GET, HEAD'],
    ['DELETE', `/Patient/${aliceId}`, 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/metadata', 'GET, HEAD'],
    ['PUT', '/Patient/_search', 'POST'],
    ['GET', '/Questionnaire/1/$send-questionnaire-request', 'POST'],
  ] as const)('is refused as such: %s %s', async (method, path, allow) => {
    const payload =
      method === 'DELETE' ? {} : { payload: '{not json', headers: { 'content-type': 'application/fhir+json' } };
    const response = await ask(await serve(), path, { method, ...payload });
    expect([response.statusCode, response.headers.allow, issueOf(response)?.code]).toEqual([
      405,
      allow,
      'not-supported',
    ]);
  });

  it('does not know a type even to refuse a write of it', async () => {
    const response = await ask(await serve(), '/Goal', { method: 'POST', payload: '{}' });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-supported']);
  });

  it.each([`/Patient/${aliceId}`, `/Observation?${ofAlice}`, '/metadata'])('writes no Turtle of %s', async (path) => {
    const response = await ask(await serve(), path, { headers: { accept: 'text/turtle' } });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([406, 'not-supported']);
  });

  it('reads no search that is posted as JSON', async () => {
    const response = await ask(await serve(), '/Observation/_search', {
      method: 'POST',
      payload: { patient: aliceId },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([415, 'not-supported']);
  });

  it('reads no path that is not well escaped', async () => {
    const response = await ask(await serve(), '/Observation/%zz');
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'invalid']);
  });

  it('reads no endless form', async () => {
    const response = await ask(await serve(), '/Observation/_search', {
      method: 'POST',
      payload: `${ofAlice}&code=${'x'.repeat(70_000)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([413, 'too-long']);
  });
});

describe('whatever is answered', () => {
  /** The resource's own faults and those of the resources in it. */
  const faultsOf = (resource: Partial<Bundle>): readonly string[] => {
    const { entry } = resource;
    if (entry === undefined) return faultsInR4(resource);
    const shell = entry.map((one) => ({ ...one, resource: { resourceType: 'Basic', id: 'any' } }));
    return [...faultsInR4({ ...resource, entry: shell }), ...entry.flatMap((one) => faultsInR4(one.resource))];
  };

  it.each([
    `/Patient/${aliceId}`,
    `/Patient?_id=${aliceId}&colour=red`,
    `/Patient?identifier=${nhs}|9999999999`,
    `/DocumentReference?${ofAlice}&_count=1&colour=red`,
    `/Observation?${ofAlice}&_summary=count`,
    `/DocumentReference/${aliceKey}.delayed`,
    `/Binary/${letter.id}?_format=json`,
    `/Observation?code=1`,
    '/Patient/1',
    '/Goal/1',
  ])('is valid R4: %s', async (path) => {
    expect(faultsOf((await ask(await serve(), path)).json())).toEqual([]);
  });
});

describe('in XML', () => {
  it.each([
    `/Patient/${aliceId}`,
    `/DocumentReference?${ofAlice}`,
    `/Patient?identifier=${nhs}|9999999999`,
    '/metadata',
    '/Patient/1',
    '/Observation?code=1',
  ])('says what it says in JSON: %s', async (path) => {
    const server = await serve();
    const [json, xml] = await Promise.all(
      ['json', 'xml'].map((form) => ask(server, path, { headers: { accept: `application/fhir+${form}` } })),
    );
    expect([xml?.statusCode, xml?.headers['content-type']]).toEqual([
      json?.statusCode,
      'application/fhir+xml; charset=utf-8',
    ]);
    const read = fromXml('R4', xml?.body ?? '');
    const said = (isIssue(read) ? read : JSON.parse(read.text)) as object;
    expect(withoutTime(said)).toEqual(withoutTime(json?.json() ?? {}));
  });

  /** A Bundle says when it was made. */
  const withoutTime = (resource: object): object => ({ ...resource, timestamp: undefined });
});

describe('for human eyes', () => {
  it('indents what it answers', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1?_pretty=true`);
    expect(response.body).toBe(`{\n  "resourceType": "Observation",\n  "id": "${aliceKey}.o1",\n  "v": 1.00\n}`);
  });
});

describe('the capability statement', () => {
  const statementOf = async (server: Server): Promise<CapabilityStatement> => {
    const response = await ask(server, '/metadata', { headers: { authorization: '' } });
    expect(response.statusCode).toBe(200);
    return response.json<CapabilityStatement>();
  };

  it('is told to anybody, without asking the graph', async () => {
    const server = await serve();
    expect(await statementOf(server)).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      kind: 'instance',
      implementation: { url: base },
    });
    expect(server.graph.calls).toEqual([]);
  });

  it('is valid R4', async () => {
    expect(faultsInR4(await statementOf(await serve()))).toEqual([]);
  });

  it('names no type twice', async () => {
    const types = (await statementOf(await serve())).rest?.[0]?.resource?.map(({ type }) => type) ?? [];
    expect(new Set(types).size).toBe(types.length);
  });

  it('claims only types and interactions that work', async () => {
    const server = await serve();
    const itemOf = (type: string): string =>
      ({ Patient: aliceId, Binary: letter.id })[type] ?? alice.items.find((item) => item.type === type)?.id ?? 'none';
    // Types without a patient are asked for in test/directory.test.ts and test/aggregated-search.test.ts.
    const claimed = (await statementOf(server)).rest?.[0]?.resource?.filter(
      ({ type }) => otherType(type) === undefined,
    );
    for (const { type, interaction } of claimed ?? []) {
      for (const { code } of interaction ?? []) {
        const search = type === 'Patient' ? `_id=${aliceId}` : `patient=Patient/${aliceId}`;
        const path = code === 'read' ? `/${type}/${itemOf(type)}` : `/${type}?${search}`;
        const response = await ask(server, path, { headers: { prefer: 'handling=strict' } });
        expect([code, type, response.statusCode]).toEqual([code, type, 200]);
      }
    }
  });

  it.each(servedRecords.map((served) => [served.type, served] as const))(
    'claims search parameters of %s that a strict search takes and hands to the graph',
    async (type, { patientParameter }: ServedRecord) => {
      const server = await serve();
      const resource = (await statementOf(server)).rest?.[0]?.resource?.find((one) => one.type === type);
      const names = (resource?.searchParam ?? []).map(({ name }) => name);
      expect(names).toContain(patientParameter);
      const others = names.filter((name) => name !== patientParameter && name !== 'patient');
      const query = [`${patientParameter}=Patient/${aliceId}`, ...others.map((name) => `${name}=1`)].join('&');
      await bundleOf(server, `/${type}?${query}`, { headers: { prefer: 'handling=strict' } });
      expect([...new URLSearchParams(String(server.graph.calls[0]?.variables['query'])).keys()]).toEqual(others);
      await bundleOf(server, `/${type}?patient=${aliceId}`, { headers: { prefer: 'handling=strict' } });
    },
  );

  it('claims conditional reads where they work', async () => {
    const server = await serve();
    const claimed =
      (await statementOf(server)).rest?.[0]?.resource?.filter(
        (one) => one.conditionalRead === 'full-support' && otherType(one.type) === undefined,
      ) ?? [];
    expect(claimed).toHaveLength(servedRecords.length + 1);
    for (const { type } of claimed) {
      const id = type === 'Patient' ? aliceId : alice.items.find((item) => item.type === type)?.id;
      const { headers } = await ask(server, `/${type}/${id ?? ''}`);
      for (const condition of [
        { 'if-none-match': headers.etag },
        { 'if-modified-since': String(headers['last-modified']) },
      ]) {
        expect((await ask(server, `/${type}/${id ?? ''}`, { headers: condition })).statusCode).toBe(304);
      }
    }
  });
});
