import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import { session } from './callers.ts';
import { entriesOf, feedClient, type FeedClient } from './customer.ts';
import { eventually } from './eventually.ts';
import { examplesOf } from './fhir-examples.ts';
import { ask, bearer, clientOf, find, graphAnswer, nhsNumberSystem, postGraphWith, type Client } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

/** Domain reference §7.1, §7.5, §7.6: what a customer writes into its own store, in the record of the patient. */
let system: Wiring;
let feed: FeedClient;
let riverside: Client;
let hillside: Client;
let oscar: Readonly<Record<string, string>>;
beforeAll(async () => {
  system = await inOneProcess();
  [feed, riverside, hillside, oscar] = await Promise.all([
    feedClient(system.base, 'riverside-r4', 'riverside-customer'),
    clientOf(system.base, 'riverside-customer'),
    clientOf(system.base, 'hillside-customer'),
    session(system.base, 'oscar'),
  ]);
});
afterAll(() => system.stop());

const { alice, bob, carol } = patients;

const numbered = (value: string, status = '01') => ({
  system: nhsNumberSystem,
  value,
  extension: [
    {
      url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
      valueCodeableConcept: { coding: [{ code: status }] },
    },
  ],
});

const patient = (id: string, who: { readonly nhsNumber: string }, status?: string) => ({
  resourceType: 'Patient',
  id,
  identifier: [numbered(who.nhsNumber, status)],
});

const observation = (id: string, subject: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
  subject: { reference: `Patient/${subject}` },
  ...more,
});

type Resource = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

const write = async (resource: Resource): Promise<void> => {
  const reply = await feed.put(`${resource.resourceType}/${resource.id}`, resource);
  expect([200, 201], reply.text).toContain(reply.status);
};

type Seen = { readonly id: string; readonly label?: string; readonly resource: Record<string, unknown> };

/** What a client sees of a type in somebody's record through the graph, by the id that it has in the feed. */
const seenBy = async (
  client: Client,
  who: { readonly nhsNumber: string },
  type = 'Observation',
): Promise<readonly Seen[]> => {
  const page = '{ items { id label resource } }';
  const fields =
    type === 'Appointment'
      ? `page: appointmentRecords(first: 200) ${page}`
      : `page: records(type: "${type}", first: 200) ${page}`;
  const found = await find<{ page: { items: { id: string; label?: string; resource: string }[] } | null }>(
    client,
    who,
    fields,
  );
  return (found?.page?.items ?? []).map(({ id, label, resource }) => ({
    id,
    ...(label === undefined ? {} : { label }),
    resource: JSON.parse(resource) as Record<string, unknown>,
  }));
};

/** Values are how the tests tell their Observations apart. */
const values = (seen: readonly Seen[]) => seen.map(({ resource }) => resource['valueString']).sort();
const eventuallySees = (client: Client, who: { readonly nhsNumber: string }, wanted: readonly string[]) =>
  eventually(
    async () => values(await seenBy(client, who)).filter((value) => wanted.includes(String(value))),
    (found) => found.length === wanted.length,
  ).then((found) => {
    expect(found).toEqual([...wanted].sort());
  });
const eventuallyLoses = (client: Client, who: { readonly nhsNumber: string }, value: string) =>
  eventually(
    async () => values(await seenBy(client, who)),
    (found) => !found.includes(value),
  ).then((found) => {
    expect(found).not.toContain(value);
  });

type Kept = { readonly type: string; readonly id: string; readonly reason: string; readonly detail: string };
type Report = {
  readonly aggregationReport: { readonly waiting: number; readonly kept: { readonly items: readonly Kept[] } } | null;
};
const reportQuery = `{ aggregationReport(feed: "riverside-r4") { placed waiting counts { reason resources } kept(first: 200) { items { type id reason detail } } } }`;

/** Why a resource is in no record, once it is known; undefined where it is in one. */
const keptReason = async (id: string): Promise<string | undefined> => {
  const { aggregationReport: report } = await eventually(
    () => riverside.graph<Report>(reportQuery),
    (answer) => answer.aggregationReport?.waiting === 0,
  );
  expect(report?.waiting).toBe(0);
  return report?.kept.items.find((item) => item.id === id)?.reason;
};

describe('what a customer writes about a Patient with a verified NHS number', () => {
  it('stands in the record, for all who may see it, in the graph and in Aggregated FHIR', async () => {
    await write(patient('alice', alice));
    await write(observation('hb', 'alice', { valueQuantity: { value: 13.5, unit: 'g/dL' } }));
    const view = 'observations { items { code { code } label quantity { value } } }';
    const seen = await eventually(
      () => find<{ observations: { items: object[] } }>(hillside, alice, view),
      (found) => found?.observations.items.length === 1,
    );
    expect(seen?.observations.items).toEqual([
      { code: { code: '718-7' }, label: 'GENERAL_HEALTH', quantity: { value: '13.5' } },
    ]);
    for (const client of [riverside, hillside]) {
      const reply = await client.fhir(`Observation?subject:Patient.identifier=${nhsNumberSystem}|${alice.nhsNumber}`);
      expect(entriesOf(reply).map(({ resource }) => resource)).toMatchObject([
        { subject: { reference: `Patient/${alice.id}` }, valueQuantity: { value: 13.5 } },
      ]);
    }
  });

  it('follows updates and deletions, and what comes back', async () => {
    await write(observation('changing', 'alice', { valueString: 'first' }));
    await eventuallySees(hillside, alice, ['first']);
    await write(observation('changing', 'alice', { valueString: 'second' }));
    await eventuallySees(hillside, alice, ['second']);
    expect(values(await seenBy(hillside, alice))).not.toContain('first');
    expect((await feed.remove('Observation/changing')).status).toBeLessThan(300);
    await eventuallyLoses(hillside, alice, 'second');
    await write(observation('changing', 'alice', { valueString: 'third' }));
    await eventuallySees(hillside, alice, ['third']);
  });

  it('refers to other things in the record and to staff by their ids there, and to all else by the customer’s names', async () => {
    await write(
      observation('referring', 'alice', {
        valueString: 'referring',
        hasMember: [{ reference: 'Observation/hb' }],
        performer: [{ reference: 'Practitioner/9', display: 'Dr Nine' }],
        focus: [{ reference: 'Patient/somebody' }],
      }),
    );
    await eventuallySees(riverside, alice, ['referring']);
    const items = await seenBy(riverside, alice);
    const target = items.find(({ resource }) => 'valueQuantity' in resource)?.id;
    const system = 'https://fhir.example.health/customer/riverside-r4';
    expect(items.find(({ resource }) => resource['valueString'] === 'referring')?.resource).toMatchObject({
      hasMember: [{ reference: `Observation/${target ?? ''}` }],
      performer: [
        {
          reference: expect.stringMatching(/^Practitioner\/[0-9a-f-]{36}$/) as string,
          ...{ type: 'Practitioner', identifier: { system, value: 'Practitioner/9' }, display: 'Dr Nine' },
        },
      ],
      focus: [{ type: 'Patient', identifier: { system, value: 'Patient/somebody' } }],
    });
  });

  it('has the label that it names, none where it is a condition that names none, and is read by it', async () => {
    const named = {
      meta: { security: [{ system: 'https://fhir.example.health/codesystem/privacy-label', code: 'SEXUAL_HEALTH' }] },
    };
    await write(observation('private', 'alice', { ...named, valueString: 'sexual' }));
    await write({ resourceType: 'Condition', id: 'plain', subject: { reference: 'Patient/alice' } });
    await eventuallySees(hillside, alice, ['sexual']);
    const [condition] = await eventually(
      () => seenBy(hillside, alice, 'Condition'),
      (found) => found.length === 1,
    );
    expect(condition?.label ?? null).toBeNull();
    const labelled = async (query: string): Promise<unknown> => {
      const base = `${system.base}/fhir/aggregated`;
      const headers = { authorization: await bearer(system.base, 'hillside-customer') };
      const reply = await ask(`${base}/Observation?patient=${alice.id}&${query}`, 'GET', { headers });
      return entriesOf(reply)
        .map(({ resource }) => (resource as Record<string, unknown>)['valueString'])
        .filter((value) => value === 'sexual' || value === 'third')
        .sort();
    };
    const codes = 'https://fhir.example.health/codesystem/privacy-label';
    expect(await labelled(`_security=${codes}|SEXUAL_HEALTH`)).toEqual(['sexual']);
    expect(await labelled('_security=SEXUAL_HEALTH')).toEqual(['sexual']);
    expect(await labelled('_security:not=SEXUAL_HEALTH')).toEqual(['third']);
    expect(await labelled('_security:missing=false')).toEqual(['sexual', 'third']);
    expect(await labelled('_security=urn:other|SEXUAL_HEALTH')).toEqual([]);
    const carols = await session(system.base, 'carol');
    const query = `{ patient(id: "${alice.id}") { records(type: "Observation", first: 200) { items { resource } } conditions: records(type: "Condition") { items { id } } } }`;
    const reply = await postGraphWith(system.base, carols, { query });
    const { data } = graphAnswer<{ patient: { records: { items: unknown[] }; conditions: { items: unknown[] } } }>(
      reply,
    );
    expect(JSON.stringify(data)).toContain('third');
    expect(JSON.stringify(data)).not.toContain('sexual');
    expect(data?.patient.conditions.items).toEqual([]);
  });

  it('is nobody else’s where sharing is disabled, and its source’s all the same', async () => {
    await write(patient('bob', bob));
    await write(observation('bobs', 'bob', { valueString: 'bobs' }));
    await eventuallySees(riverside, bob, ['bobs']);
    expect(await seenBy(hillside, bob)).toEqual([]);
  });

  it('moves with its Patient, who turns out to be somebody else', async () => {
    await write(patient('mistaken', carol));
    await write(observation('moving', 'mistaken', { valueString: 'moving' }));
    await eventuallySees(riverside, carol, ['moving']);
    await write(patient('mistaken', alice));
    await eventuallySees(riverside, alice, ['moving']);
    await eventuallyLoses(riverside, carol, 'moving');
    expect((await feed.remove('Patient/mistaken')).status).toBeLessThan(300);
    await eventuallyLoses(riverside, alice, 'moving');
    expect(await keptReason('moving')).toBe('PATIENT_MISSING');
  });
});

describe('what cannot be placed', () => {
  it('waits for its Patient, and is placed when the Patient comes', async () => {
    await write(observation('early', 'late', { valueString: 'early' }));
    expect(await keptReason('early')).toBe('PATIENT_MISSING');
    await write(patient('late', alice));
    await eventuallySees(hillside, alice, ['early']);
    expect(await keptReason('early')).toBeUndefined();
  });

  it('waits for the number to be verified, and goes when it is no longer', async () => {
    await write(patient('unsure', alice, '02'));
    await write(observation('doubted', 'unsure', { valueString: 'doubted' }));
    expect(await keptReason('doubted')).toBe('UNVERIFIED_NUMBER');
    expect(await keptReason('unsure')).toBe('UNVERIFIED_NUMBER');
    await write(patient('unsure', alice));
    await eventuallySees(hillside, alice, ['doubted']);
    await write(patient('unsure', alice, '03'));
    await eventuallyLoses(hillside, alice, 'doubted');
  });

  it.each([
    ['NO_NATIONAL_NUMBER', { identifier: [{ system: 'urn:x', value: '1' }] }],
    ['INVALID_NUMBER', { identifier: [numbered('9434765918')] }],
    ['AMBIGUOUS_PATIENT', { identifier: [numbered(alice.nhsNumber), numbered(carol.nhsNumber)] }],
    ['INCOMPLETE_PATIENT', { identifier: [numbered('4505577104')], gender: 'male' }],
  ])('says %s', async (reason, more) => {
    await write({ resourceType: 'Patient', id: reason.replaceAll('_', '-'), ...more });
    expect(await keptReason(reason.replaceAll('_', '-'))).toBe(reason);
  });

  it('makes a record of whom nobody knows yet, once all that it needs is said', async () => {
    const said = { name: [{ family: 'New', given: ['Nell'] }], birthDate: '1990-01-02', gender: 'female' };
    await write({ resourceType: 'Patient', id: 'new', identifier: [numbered('4505577104')], ...said });
    const found = await eventually(
      () => find<{ familyName: string }>(riverside, { nhsNumber: '4505577104' }, 'familyName'),
      (one) => one !== undefined,
    );
    expect(found).toEqual({ familyName: 'New' });
  });

  it('is private for good where its type goes nowhere, or it is about nobody', async () => {
    const secret = 'only-the-customers-own';
    const endpoint = {
      status: 'active',
      address: 'urn:a',
      connectionType: { code: 'x' },
      payloadType: [{ text: 'x' }],
    };
    await write({ resourceType: 'Endpoint', id: 'endpoint', ...endpoint, name: secret });
    await write({
      resourceType: 'Basic',
      id: 'basic',
      code: { text: secret },
      subject: { reference: 'Patient/alice' },
    });
    await write({ resourceType: 'Observation', id: 'nobodys', status: 'final', code: { text: secret } });
    expect(await keptReason('endpoint')).toBe('TYPE_NOT_AGGREGATED');
    expect(await keptReason('basic')).toBe('TYPE_NOT_AGGREGATED');
    expect(await keptReason('nobodys')).toBe('NO_SUBJECT');
    const { rows } = await system.database.pool.query<{ n: number }>(
      `select count(*)::int as n from clinical.ver where store in (0, 32767) and content like '%' || $1 || '%'`,
      [secret],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('is told of one resource, from its writing to its deletion', async () => {
    const fateOf = async (id: string, type = 'Observation') =>
      (
        await riverside.graph<{ report: { resource: { state: string } | null } }>(
          `{ report: aggregationReport(feed: "riverside-r4") { resource(type: "${type}", id: "${id}") { state version reason detail losses } } }`,
        )
      ).report.resource;
    const settled = (id: string, state: string) =>
      eventually(
        () => fateOf(id),
        (fate) => fate?.state === state,
      );
    expect(await fateOf('told')).toBeNull();
    expect(await fateOf('told', 'Nonsense')).toBeNull();
    expect(await fateOf("' or 1=1")).toBeNull();
    await write({ resourceType: 'Observation', id: 'told', status: 'final', code: { text: 'x' } });
    expect(await settled('told', 'KEPT')).toEqual({
      ...{ state: 'KEPT', version: 1, reason: 'NO_SUBJECT', losses: [] },
      detail: 'The Observation refers to no Patient of the same store.',
    });
    await write(observation('told', 'alice', { valueString: 'told' }));
    expect(await settled('told', 'PLACED')).toEqual({
      ...{ state: 'PLACED', version: 2, reason: null, detail: null, losses: [] },
    });
    await feed.remove('Observation/told');
    expect(await settled('told', 'GONE')).toMatchObject({ state: 'GONE', version: 3 });
  });

  it.each([
    ['another feed', 'foreign', () => `${system.base}/fhir/customer/riverside-stu3`],
    ['the same feed of another server', 'remote', () => 'https://test.example/fhir/customer/riverside-r4'],
  ])('is about nobody where it names the Patient of %s, though there is one of that id here', async (_of, id, base) => {
    const elsewhere = `${base()}/Patient/alice`;
    await write({ ...observation(id, 'alice', { valueString: id }), subject: { reference: elsewhere } });
    expect(await keptReason(id)).toBe('NO_SUBJECT');
    expect(values(await seenBy(hillside, alice))).not.toContain(id);
    const { report } = await riverside.graph<{ report: { resource: { detail: string } } }>(
      `{ report: aggregationReport(feed: "riverside-r4") { resource(type: "Observation", id: "${id}") { detail } } }`,
    );
    expect(report.resource.detail).toContain(`It names ${elsewhere}: refer to one Patient of this store`);
  });

  it.each([
    ['by-url', (text: string) => text],
    ['by-escaped-url', (text: string) => text.replaceAll('/', '\\/')],
  ])('is about whom it names by the URL of its own store: %s', async (id, written) => {
    const own = (name: string): object => ({ reference: `${system.base}/fhir/customer/riverside-r4/${name}` });
    const resource = { ...observation(id, 'alice', { valueString: id }), subject: own('Patient/alice') };
    expect((await feed.put(`Observation/${id}`, written(JSON.stringify(resource)))).status).toBe(201);
    const found = await eventually(
      () => seenBy(hillside, alice),
      (seen) => values(seen).includes(id),
    );
    expect(values(found)).toContain(id);
  });

  it('is told of a questionnaire that it answers, and that nobody else can read', async () => {
    await write({
      ...{ resourceType: 'QuestionnaireResponse', id: 'answers', status: 'completed' },
      ...{ subject: { reference: 'Patient/alice' }, questionnaire: 'Questionnaire/own' },
    });
    const found = await eventually(
      () => seenBy(hillside, alice, 'QuestionnaireResponse'),
      (seen) => seen.some(({ resource }) => String(resource['questionnaire']).endsWith('/Questionnaire/own')),
    );
    expect(found.map(({ resource }) => resource['questionnaire'])).toContain(
      'https://fhir.example.health/customer/riverside-r4/Questionnaire/own',
    );
    const { report } = await riverside.graph<{ report: { resource: { losses: readonly string[] } } }>(
      '{ report: aggregationReport(feed: "riverside-r4") { resource(type: "QuestionnaireResponse", id: "answers") { losses } } }',
    );
    expect(report.resource.losses).toEqual([
      expect.stringContaining('QuestionnaireResponse.questionnaire: Questionnaire/own is a name of your own store'),
    ]);
  });

  it('is shown to the customer’s client and administrators, and to nobody else', async () => {
    const ask = async (headers: Readonly<Record<string, string>>) =>
      graphAnswer<Report>(await postGraphWith(system.base, headers, { query: reportQuery })).data?.aggregationReport;
    expect((await ask(oscar))?.kept.items.map(({ id }) => id)).toContain('endpoint');
    expect(await ask({ authorization: riverside.authorization })).toEqual(await ask(oscar));
    expect(await ask({ authorization: hillside.authorization })).toBeNull();
    expect(await ask(await session(system.base, 'alice'))).toBeNull();
    expect(await ask(await session(system.base, 'petra'))).toBeNull();
  });
});

describe('every type that is about a patient', () => {
  const aggregated =
    `AllergyIntolerance Appointment CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device
    DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization
    ImmunizationRecommendation Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement
    Observation Procedure QuestionnaireResponse ServiceRequest Specimen`.split(/\s+/);
  const examples = examplesOf('R4');
  const exampleOf = (type: string): Record<string, unknown> => {
    const found = examples.find(({ resource }) => resource['resourceType'] === type);
    return found?.resource ?? expect.unreachable(`There is no example of ${type}.`);
  };

  it('stands in the record', async () => {
    for (const type of aggregated) {
      const { patient: _, subject: __, participant, ...example } = exampleOf(type);
      const reference = { reference: 'Patient/alice' };
      const subject = hasPatient.includes(type) ? { patient: reference } : { subject: reference };
      const about =
        type === 'Appointment'
          ? { participant: [{ actor: reference, status: 'accepted' }] }
          : { ...subject, ...(participant === undefined ? {} : { participant }) };
      await write({ ...example, ...about, resourceType: type, id: `each-${type}` });
    }
    for (const type of aggregated) expect([type, await keptReason(`each-${type}`)]).toEqual([type, undefined]);
    for (const type of aggregated) {
      const seen = await seenBy(riverside, alice, type);
      expect([type, seen.length > 0, JSON.stringify(seen).includes(`Patient/${alice.id}`)]).toEqual([type, true, true]);
    }
    const views = `observations { items { id } } labReports { items { id results { id } } } documents { items { id title } }
      encounters { items { id } } appointments { items { id start } }`;
    expect(await find(riverside, alice, views)).toBeDefined();
  });

  /** FHIR R4: these name the patient by `patient`, the others by `subject`. */
  const hasPatient = [
    'AllergyIntolerance',
    'Consent',
    'Device',
    'EpisodeOfCare',
    'Immunization',
    'ImmunizationRecommendation',
  ];
});

describe('what comes in STU3', () => {
  it('stands in the record in R4, with what has no place there kept and its references redirected', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const subject = { reference: 'Patient/in-stu3' };
    const encounter = { resourceType: 'Encounter', id: 'visit', status: 'finished', subject, class: { code: 'AMB' } };
    const taken = {
      resourceType: 'Observation',
      id: 'stu3',
      status: 'final',
      code: { text: 'in STU3' },
      subject,
      context: { reference: 'Encounter/visit' },
      valueString: 'in STU3',
    };
    for (const resource of [patient('in-stu3', alice), encounter, taken]) {
      const reply = await stu3.put(`${resource.resourceType}/${resource.id}`, resource);
      expect([200, 201], reply.text).toContain(reply.status);
    }
    await eventuallySees(hillside, alice, ['in STU3']);
    const seen = (await seenBy(hillside, alice)).find(({ resource }) => resource['valueString'] === 'in STU3');
    expect(seen?.resource).toMatchObject({ subject: { reference: `Patient/${alice.id}` } });
    const { reference } = (seen?.resource['encounter'] ?? {}) as { reference?: string };
    const visits = await seenBy(hillside, alice, 'Encounter');
    expect(visits.map(({ id }) => `Encounter/${id}`)).toContain(reference);
  });

  it('stands in the record under its R4 type, and is referred to so', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const subject = { reference: 'Patient/requested' };
    const request = { status: 'active', intent: 'order', subject };
    for (const resource of [
      patient('requested', alice),
      {
        resourceType: 'ProcedureRequest',
        id: 'r',
        ...request,
        status: 'suspended',
        authoredOn: '2020-01-01',
        code: { text: 'x' },
      },
      { resourceType: 'ReferralRequest', id: 'r', ...request, authoredOn: '2020-02-02' },
      {
        ...{ resourceType: 'Observation', id: 'requested', status: 'final', code: { text: 'x' }, subject },
        ...{ basedOn: [{ reference: 'ReferralRequest/r' }], valueString: 'requested' },
      },
    ]) {
      const reply = await stu3.put(`${resource.resourceType}/${resource.id}`, resource);
      expect([200, 201], reply.text).toContain(reply.status);
    }
    await eventuallySees(hillside, alice, ['requested']);
    const query = `{ aggregationReport(feed: "riverside-stu3") { lossy(first: 200) { items { type id version losses } } } }`;
    const { data } = graphAnswer<{ aggregationReport: { lossy: { items: object[] } } }>(
      await postGraphWith(system.base, { authorization: riverside.authorization }, { query }),
    );
    expect(data?.aggregationReport.lossy.items).toContainEqual({
      ...{ type: 'ProcedureRequest', id: 'r', version: 1 },
      losses: [expect.stringMatching(/^ProcedureRequest\.status: /)],
    });
    const requests = await seenBy(hillside, alice, 'ServiceRequest');
    const named = new Map(requests.map(({ id, resource }) => [resource['authoredOn'], id]));
    expect([...named.keys()]).toEqual(expect.arrayContaining(['2020-01-01', '2020-02-02']));
    const seen = (await seenBy(hillside, alice)).find(({ resource }) => resource['valueString'] === 'requested');
    expect(seen?.resource['basedOn']).toEqual([{ reference: `ServiceRequest/${named.get('2020-02-02') ?? ''}` }]);
  });
});

describe('a document', () => {
  it('is opened as any other, and leads to no bytes but its own', async () => {
    const data = Buffer.from('%PDF-1.4 what a customer sent').toString('base64');
    const document = (id: string, attachment: object) => ({
      resourceType: 'DocumentReference',
      id,
      status: 'current',
      description: id,
      subject: { reference: 'Patient/alice' },
      content: [{ attachment }],
    });
    await write(document('pdf', { contentType: 'application/pdf', data }));
    type Documents = { documents: { items: { id: string; title: string; sha256: string | null }[] } };
    const fields = 'documents(first: 200) { items { id title sha256 } }';
    const read = async (title: string) => {
      const seen = await eventually(
        () => find<Documents>(hillside, alice, fields),
        (found) => found?.documents.items.some((one) => one.title === title) === true,
      );
      return seen?.documents.items.find((one) => one.title === title);
    };
    const ours = await read('pdf');
    const content = `documentContent(documentId: "${ours?.id ?? ''}")`;
    expect(await find(hillside, alice, content)).toEqual({ documentContent: data });
    const claim = { url: 'https://fhir.example.health/structuredefinition/sha-256', valueString: ours?.sha256 };
    await write(document('thief', { contentType: 'application/pdf', extension: [claim] }));
    const theirs = await read('thief');
    expect(theirs?.sha256).toBeNull();
    expect(await find(hillside, alice, `documentContent(documentId: "${theirs?.id ?? ''}")`)).toEqual({
      documentContent: null,
    });
  });
});

it('does nothing anew by doing all of it again', async () => {
  const state = async () => {
    const { rows } = await system.database.pool.query<{ slice: string; id: string; ver: number }>(
      `select 'clinical' as slice, id, ver from clinical.res where store = 0 union all
       select 'appointments', id, ver from appointments.res where store = 0 order by 1, 2`,
    );
    return rows;
  };
  expect(await keptReason('none')).toBeUndefined();
  const before = await state();
  expect(before.length).toBeGreaterThan(30);
  await riverside.graph('mutation { aggregateAgain(feed: "riverside-r4") { waiting } }');
  expect(await keptReason('none')).toBeUndefined();
  expect(await state()).toEqual(before);
  const reply = await postGraphWith(
    system.base,
    { authorization: hillside.authorization },
    {
      query: 'mutation { aggregateAgain(feed: "riverside-r4") { waiting } }',
    },
  );
  expect(graphAnswer(reply).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
