import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adt, anInpatient, controlId, mdm, oru, siu, stay } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Riverside knows a patient, with results, a letter and an appointment; Hillside has nothing to do with her. Whatever
// Hillside asks, it is answered as if she did not exist: the same status, the same headers, the same bytes.

/** Somebody by all the names that a caller might try. */
type Target = {
  readonly patient: string;
  readonly nhsNumber: string;
  readonly hospitalNumber: string;
  readonly observation: string;
  readonly document: string;
  readonly appointment: string;
  readonly letter: string;
  readonly message: string;
};

let system: Wiring;
let riverside: outside.Client;
let hillside: outside.Client;
let hidden: Target;
let secrets: readonly string[];

beforeAll(async () => {
  system = await inOneProcess();
  [riverside, hillside] = await Promise.all([
    outside.clientOf(system.base, 'riverside-customer'),
    outside.clientOf(system.base, 'hillside-customer'),
  ]);
  const who = anInpatient();
  const message = controlId();
  for (const sent of [
    adt('A28', who, { controlId: message }),
    oru(who, { id: controlId(), potassium: '58.70625' }),
    siu('S12', who, controlId()),
    stay('A01', who, { number: controlId(), from: '20260501080000+0000' }),
    mdm(who, { id: controlId(), content: Buffer.from('%PDF-1.7 secret') }),
  ])
    await outside.deliver(system.base, sent);
  const view = await outside.find<Record<string, unknown>>(
    riverside,
    who,
    'id observationIds: records(type: "Observation") { items { id } } documentIds: records(type: "DocumentReference") { items { id } } appointmentIds: appointmentRecords { items { id } } letters { items { id } }',
  );
  const firstOf = (field: string): string => {
    const { items } = (view?.[field] ?? { items: [] }) as { items: { id: string }[] };
    return items[0]?.id ?? expect.unreachable(`Riverside itself sees no ${field}.`);
  };
  hidden = {
    patient: String(view?.['id']),
    nhsNumber: who.nhsNumber,
    hospitalNumber: who.hospitalNumber,
    observation: firstOf('observationIds'),
    document: firstOf('documentIds'),
    appointment: firstOf('appointmentIds'),
    letter: firstOf('letters'),
    message,
  };
  secrets = [who.family, who.given, '58.70625', 'Potassium', 'Eye clinic', 'Letter to your GP', 'Riverside'];
});
afterAll(() => system.stop());

/** Names of nobody, of the same form and length. */
const aMissing = (): Target => {
  const { nhsNumber, hospitalNumber } = anInpatient();
  const patient = randomUUID();
  const item = (like: string): string => like.replace(/^\w+/, patient.replaceAll('-', '')).replace(/\d$/, 'x');
  return {
    patient,
    nhsNumber,
    hospitalNumber: hospitalNumber.padEnd(hidden.hospitalNumber.length, '0').slice(0, hidden.hospitalNumber.length),
    observation: item(hidden.observation),
    document: item(hidden.document),
    appointment: item(hidden.appointment),
    letter: randomUUID(),
    message: hidden.message.replace(/\d/g, '9'),
  };
};

const token = (system_: string, value: string): string => encodeURIComponent(`${system_}|${value}`);
const hospitalNumbers = 'https://fhir.example.health/id/RRV01/hospital-number';
const publicIds = 'https://fhir.example.health/id/public-id';

const graph =
  (query: (of: Target) => string, variables: (of: Target) => Record<string, unknown> = () => ({})) =>
  (of: Target, { authorization }: outside.Client): Promise<outside.Reply> =>
    outside.postGraph(system.base, authorization, { query: query(of), variables: variables(of) });
const fhir =
  (path: (of: Target) => string, headers?: Readonly<Record<string, string>>) => (of: Target, client: outside.Client) =>
    client.fhir(path(of), headers);
const searchedByForm =
  (type: string, form: (of: Target) => string) =>
  (of: Target, { authorization }: outside.Client) =>
    outside.ask(`${system.base}/fhir/aggregated/${type}/_search`, 'POST', {
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: form(of),
    });

const everything =
  'id familyName identifiers { value } accessLog { items { actor } } observations { items { value } } labReports { items { status } } documents { items { title } } letters { items { title } } appointments { items { subject } } encounters { items { status } } records(type: "Observation") { items { resource } } teams { name }';

const ways: readonly (readonly [string, (of: Target, client: outside.Client) => Promise<outside.Reply>])[] = [
  ['by id', graph(({ patient }) => `{ patient(id: "${patient}") { ${everything} } }`)],
  ['by id in capitals', graph(({ patient }) => `{ patient(id: "${patient.toUpperCase()}") { ${everything} } }`)],
  [
    'by id in a variable',
    graph(
      () => `query ($of: ID!) { patient(id: $of) { ${everything} } }`,
      ({ patient }) => ({ of: patient }),
    ),
  ],
  [
    'by NHS number',
    graph(
      ({ nhsNumber }) =>
        `{ patients(identifiers: [{ system: "${outside.nhsNumberSystem}", value: "${nhsNumber}" }], first: 1) { next items { ${everything} } } }`,
    ),
  ],
  [
    'by hospital number',
    graph(
      ({ hospitalNumber }) =>
        `{ patients(identifiers: [{ system: "${hospitalNumbers}", value: "${hospitalNumber}" }], first: 1) { next items { ${everything} } } }`,
    ),
  ],
  [
    'through an alias and a fragment',
    graph(
      ({ patient }) =>
        `{ me: patient(id: "${patient}") { ...All ... on Patient { mine: observations { items { value } } } } } fragment All on Patient { ${everything} }`,
    ),
  ],
  [
    'beside a patient who is seen',
    graph(
      ({ patient }) =>
        `{ alice: patient(id: "00000000-0000-4000-8000-0000000000a1") { familyName } patient(id: "${patient}") { ${everything} } }`,
    ),
  ],
  [
    'with a GET',
    (of, { authorization }) => getGraph(`{ patient(id: "${of.patient}") { ${everything} } }`, authorization),
  ],
  [
    'through a message’s trace',
    graph(({ message }) => `{ messageStatus(controlId: "${message}") { id patient { ${everything} } } }`),
  ],
  [
    'through _entities',
    graph(
      ({ patient }) =>
        `{ _entities(representations: [{ __typename: "Patient", id: "${patient}" }]) { ... on Patient { ${everything} } } }`,
    ),
  ],
  ['for the purview', graph(({ patient }) => `{ patient(id: "${patient}") { purview } }`)],
  ['for the type of the purview', graph(() => '{ __type(name: "Purview") { name } }')],
  [
    'for one item of hers',
    graph(
      ({ patient, observation }) =>
        `{ patient(id: "${patient}") { record(type: "Observation", id: "${observation}") { resource } } }`,
    ),
  ],
  [
    'for one item of hers under another’s record',
    graph(
      ({ observation }) =>
        `{ patient(id: "00000000-0000-4000-8000-0000000000a1") { record(type: "Observation", id: "${observation}") { resource } } }`,
    ),
  ],
  [
    'for a document of hers under another’s record',
    graph(
      ({ document }) =>
        `{ patient(id: "00000000-0000-4000-8000-0000000000a1") { documentContent(documentId: "${document}") } }`,
    ),
  ],
  [
    'for an appointment of hers under another’s record',
    graph(
      ({ appointment }) =>
        `{ patient(id: "00000000-0000-4000-8000-0000000000a1") { appointmentRecord(id: "${appointment}") { resource } } }`,
    ),
  ],
  [
    'as the cursor of a page',
    graph(
      ({ patient }) =>
        `{ patients(first: 1, after: "${patient.replace(/^\w{8}/, 'ffffffff')}") { next items { id } } }`,
    ),
  ],
  ['for leave to act on it', graph(({ patient }) => `{ patient(id: "${patient}") { permit } }`)],
  [
    'to open a letter of hers',
    graph(
      ({ patient, letter }) =>
        `mutation { openLetter(input: { permit: "${patient}", letterId: "${letter}" }) { __typename } }`,
    ),
  ],
  ['FHIR, by id', fhir(({ patient }) => `Patient/${patient}`)],
  ['FHIR, by id with a condition', fhir(({ patient }) => `Patient/${patient}`, { 'if-none-match': 'W/"1"' })],
  ['FHIR, by NHS number', fhir(({ nhsNumber }) => `Patient?identifier=${token(outside.nhsNumberSystem, nhsNumber)}`)],
  [
    'FHIR, by hospital number',
    fhir(({ hospitalNumber }) => `Patient?identifier=${token(hospitalNumbers, hospitalNumber)}`),
  ],
  ['FHIR, by public id', fhir(({ patient }) => `Patient?identifier=${token(publicIds, patient)}`)],
  ['FHIR, by _id', fhir(({ patient }) => `Patient?_id=${patient}`)],
  [
    'FHIR, counted',
    fhir(({ nhsNumber }) => `Patient?identifier=${token(outside.nhsNumberSystem, nhsNumber)}&_summary=count`),
  ],
  [
    'FHIR, by a posted form',
    searchedByForm('Patient', ({ nhsNumber }) => `identifier=${token(outside.nhsNumberSystem, nhsNumber)}`),
  ],
  ...['subject:Patient.identifier', 'patient:Patient.identifier', 'subject.identifier', 'patient.identifier'].map(
    (alias) =>
      [
        `FHIR, results by ${alias}`,
        fhir(({ nhsNumber }) => `Observation?${alias}=${token(outside.nhsNumberSystem, nhsNumber)}`),
      ] as const,
  ),
  ...['patient=', 'subject=', 'subject=Patient/', 'patient=Patient/', 'subject:Patient='].map(
    (alias) =>
      [`FHIR, results by ${alias}`, fhir(({ patient }) => `Observation?${alias}${patient}&_total=accurate`)] as const,
  ),
  ['FHIR, results counted', fhir(({ patient }) => `Observation?patient=${patient}&_summary=count`)],
  ['FHIR, results by a posted form', searchedByForm('Observation', ({ patient }) => `patient=${patient}`)],
  ['FHIR, reports', fhir(({ patient }) => `DiagnosticReport?patient=${patient}`)],
  ['FHIR, stays', fhir(({ patient }) => `Encounter?patient=${patient}`)],
  [
    'FHIR, appointments',
    fhir(({ nhsNumber }) => `Appointment?actor:Patient.identifier=${token(outside.nhsNumberSystem, nhsNumber)}`),
  ],
  ['FHIR, a result', fhir(({ observation }) => `Observation/${observation}`)],
  ['FHIR, a result as another type', fhir(({ observation }) => `DiagnosticReport/${observation}`)],
  ['FHIR, an appointment', fhir(({ appointment }) => `Appointment/${appointment}`)],
  ['FHIR, a document', fhir(({ document }) => `DocumentReference/${document}`)],
  ['FHIR, a document’s content', fhir(({ document }) => `Binary/${document}`)],
];

const getGraph = (query: string, authorization: string): Promise<outside.Reply> =>
  outside.ask(`${system.base}/graphql?query=${encodeURIComponent(query)}`, 'GET', {
    headers: { authorization, 'apollo-require-preflight': 'true' },
  });

/** The reply without what differs between any two: the names asked with, the time, and the id of an answer. */
const comparable = ({ status, headers, text }: outside.Reply, of: Target) => {
  const names = Object.values(of).flatMap((name) => [name, name.toUpperCase(), encodeURIComponent(name)]);
  const blank = (from: string): string =>
    names
      .toSorted((one, other) => other.length - one.length)
      .reduce((rest, name) => rest.replaceAll(name, 'NAME'), from)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, 'TIME')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');
  const named = [...headers].filter(([name]) => !['date', 'content-length', 'etag'].includes(name));
  return { status, headers: named.map(([name, value]) => [name, blank(value)]), body: blank(text) };
};

describe('a patient whom the caller may not see, asked for', () => {
  it.each(ways)('%s, does not exist', async (_way, asked) => {
    const missing = aMissing();
    const [ofHidden, ofMissing] = [await asked(hidden, hillside), await asked(missing, hillside)];
    expect(comparable(ofHidden, hidden)).toEqual(comparable(ofMissing, missing));
    expect(ofHidden.bytes.length).toBe(ofMissing.bytes.length);
    for (const secret of secrets) expect(ofHidden.text).not.toContain(secret);
  });

  // Else all of the above would pass where nothing can be read at all.
  const open = /^(by |through an|beside|with a GET|through a message|for one item of hers$|FHIR, (?!a result as))/;
  it.each(ways.filter(([way]) => open.test(way)))('%s, does exist for those who may', async (_way, asked) => {
    const missing = aMissing();
    const [ofSeen, ofMissing] = [await asked(hidden, riverside), await asked(missing, riverside)];
    expect(comparable(ofSeen, hidden)).not.toEqual(comparable(ofMissing, missing));
  });
});

describe('a caller who may not see a patient', () => {
  it('does not meet her on any page of all patients', async () => {
    const met: string[] = [];
    let after: string | null = null;
    do {
      const { patients }: { patients: { next: string | null; items: { id: string }[] } } = await hillside.graph(
        'query ($after: String) { patients(first: 1, after: $after) { next items { id } } }',
        { after },
      );
      met.push(...patients.items.map(({ id }) => id));
      after = patients.next;
    } while (after !== null);
    expect(met).toContain('00000000-0000-4000-8000-0000000000a1');
    expect(met).not.toContain(hidden.patient);
  });

  it('gets nothing of her by the cursor of one who may', async () => {
    const { patient } = await riverside.graph<{ patient: { observations: { next: string } } }>(
      'query ($of: ID!) { patient(id: $of) { observations(first: 1) { next } } }',
      { of: hidden.patient },
    );
    const { next } = patient.observations;
    expect(next).toEqual(expect.any(String));
    const theirs =
      'query ($of: ID!, $after: String) { patient(id: $of) { observations(after: $after) { items { id } } } }';
    expect(await hillside.graph(theirs, { of: hidden.patient, after: next })).toEqual({ patient: null });
    const onAlice = await outside.postGraph(system.base, hillside.authorization, {
      query: theirs,
      variables: { of: '00000000-0000-4000-8000-0000000000a1', after: next },
    });
    for (const secret of [...secrets, hidden.observation]) expect(onAlice.text).not.toContain(secret);
  });

  it('cannot ask many questions in one request', async () => {
    const reply = await outside.ask(`${system.base}/graphql`, 'POST', {
      headers: { 'content-type': 'application/json', authorization: hillside.authorization },
      body: JSON.stringify([{ query: `{ patient(id: "${hidden.patient}") { familyName } }` }]),
    });
    expect(reply.status).toBe(400);
    for (const secret of secrets) expect(reply.text).not.toContain(secret);
  });

  it('cannot change anything with a GET', async () => {
    const reply = await getGraph(
      `mutation { openLetter(input: { permit: "${hidden.patient}", letterId: "${hidden.letter}" }) { __typename } }`,
      hillside.authorization,
    );
    expect(reply.status).toBe(405);
  });

  it('reads nothing with a feed’s password: HL7 is for sending', async () => {
    for (const user of ['riverside-hl7', 'hillside-hl7', 'postbridge-hl7']) {
      const reply = await outside.postGraph(system.base, outside.basic(user), {
        query: `{ patient(id: "${hidden.patient}") { familyName } patients { items { familyName } } }`,
      });
      const { data, errors } = outside.graphAnswer<object>(reply);
      expect(data ?? {}).toEqual({});
      expect([reply.status, errors?.map(({ extensions }) => extensions?.['code'])]).toEqual([403, ['FORBIDDEN']]);
      for (const secret of secrets) expect(reply.text).not.toContain(secret);
    }
  });

  it('stands in her access log as refused: only others saw her', async () => {
    const { rows } = await system.database.pool.query<{ allowed: boolean; organisation_id: string }>(
      'select distinct allowed, organisation_id from patients.access_log where patient_id = $1 order by 1',
      [hidden.patient],
    );
    expect(rows).toEqual([
      { allowed: false, organisation_id: '00000000-0000-4000-8000-000000000002' },
      { allowed: true, organisation_id: '00000000-0000-4000-8000-000000000001' },
    ]);
  });

  // A national number decides whose record a message goes to, whoever sends it, and the sender's team then holds the
  // record (domain reference §4.2, Team linking): it knows her by now, but what others put in stays theirs.
  it('sees, once it has sent a result of hers, that result and nothing else', async () => {
    const potassium = '4.02';
    const known = { ...anInpatient(), nhsNumber: hidden.nhsNumber };
    const reply = await outside.deliver(
      system.base,
      oru(known, { id: controlId(), potassium }, { facility: 'HLS' }),
      'hillside-hl7',
    );
    for (const secret of [...secrets, hidden.patient]) expect(reply.text).not.toContain(secret);
    const view = await outside.find(
      hillside,
      known,
      'observations { items { quantity { value } } } labReports { items { status } } documents { items { id } } letters { items { id } } appointments { items { id } } teams { alias }',
    );
    expect(view).toEqual({
      observations: { items: aSet([{ quantity: { value: '141' } }, { quantity: { value: potassium } }]) },
      labReports: { items: [{ status: 'final' }] },
      documents: { items: [] },
      letters: { items: [] },
      appointments: { items: [] },
      teams: [{ alias: 'hillside-prt' }],
    });
  });
});

/** Exactly these, in any order: of two results of one instant neither is the newer. */
const aSet = (items: readonly unknown[]): unknown =>
  expect.toSatisfy(
    (found: readonly unknown[]) =>
      found.length === items.length && items.every((item) => found.some((one) => isDeepStrictEqual(one, item))),
  );
