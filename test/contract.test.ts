import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealCall } from '../subgraphs/kit/assertion.ts';
import { subgraphNames } from '../subgraphs/kit/subgraph.ts';
import { feedOf } from './calls.ts';
import { adt, anInpatient, controlId, mdm, oru, siu, stay, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type ManyProcesses, type Wiring } from './wiring.ts';

// One contract for both ways of running the system: whoever is outside cannot tell them apart.
describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('the system in %s', (_name, open) => {
  let system: Wiring;
  let riverside: outside.Client;
  let hillside: outside.Client;
  beforeAll(async () => {
    system = await open();
    [riverside, hillside] = await Promise.all([
      outside.clientOf(system.base, 'riverside-customer'),
      outside.clientOf(system.base, 'hillside-customer'),
    ]);
  });
  afterAll(() => system.stop());

  const deliver = (message: string, user?: string) => outside.deliver(system.base, message, user);
  const admitted = async (): Promise<Inpatient> => {
    const who = anInpatient();
    await deliver(adt('A28', who));
    return who;
  };
  const subjectIs = ({ nhsNumber }: Inpatient, role = 'subject') =>
    `${role}:Patient.identifier=${encodeURIComponent(`${outside.nhsNumberSystem}|${nhsNumber}`)}`;
  const searched = async (path: string): Promise<Record<string, unknown>[]> => {
    const { status, text } = await riverside.fhir(path);
    expect(status).toBe(200);
    const { entry = [] } = JSON.parse(text) as { entry?: { resource: Record<string, unknown> }[] };
    return entry.map(({ resource }) => resource);
  };

  describe('a patient who registers', () => {
    it('is found by her NHS number, with what the message said', async () => {
      const who = await admitted();
      expect(
        await outside.find(
          riverside,
          who,
          'familyName givenName dateOfBirth gender phone version identifiers { system value } teams { alias }',
        ),
      ).toEqual({
        familyName: who.family,
        givenName: who.given,
        dateOfBirth: '1990-02-03',
        gender: 'FEMALE',
        phone: '07700 900123',
        version: 1,
        identifiers: expect.arrayContaining([
          { system: outside.nhsNumberSystem, value: who.nhsNumber },
          { system: expect.stringContaining('hospital-number') as string, value: who.hospitalNumber },
        ]) as unknown,
        teams: [{ alias: 'riverside-prt' }],
      });
    });

    it('is found in Aggregated FHIR, under the same id', async () => {
      const who = await admitted();
      const found = await outside.find<{ id: string }>(riverside, who, 'id');
      const path = `Patient?identifier=${encodeURIComponent(`${outside.nhsNumberSystem}|${who.nhsNumber}`)}`;
      expect(await searched(path)).toMatchObject([{ id: found?.id, name: [{ family: who.family }] }]);
    });

    it('changes with A31, and keeps one record', async () => {
      const who = await admitted();
      await deliver(adt('A31', { ...who, family: 'Brook' }, { at: new Date(Date.now() + 1000) }));
      expect(await outside.find(riverside, who, 'familyName version')).toEqual({ familyName: 'Brook', version: 2 });
    });

    it('may come from a partner, for the organisation named in MSH-4', async () => {
      const who = anInpatient();
      await deliver(adt('A28', who, { facility: 'riverside-post' }), 'postbridge-hl7');
      expect(await outside.find(riverside, who, 'familyName')).toEqual({ familyName: who.family });
    });
  });

  it('answers the same message again with the same bytes, and does nothing twice', async () => {
    const who = await admitted();
    const message = oru(who, { id: controlId(), potassium: '4.1' });
    const first = await deliver(message);
    const again = await deliver(message);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(await searched(`Observation?${subjectIs(who)}`)).toHaveLength(2);
  });

  describe('a laboratory report', () => {
    it('is read in GraphQL, as a report and as results', async () => {
      const who = await admitted();
      await deliver(oru(who, { id: 'R1', potassium: '5.80' }));
      const view = await outside.find(
        riverside,
        who,
        'labReports { items { externalId status } } observations { items { code { code } quantity { value unit } } }',
      );
      expect(view).toMatchObject({
        labReports: { items: [{ externalId: 'R1', status: 'final' }] },
        observations: {
          items: expect.arrayContaining([
            { code: { code: '2823-3' }, quantity: { value: '5.80', unit: 'mmol/L' } },
          ]) as unknown,
        },
      });
    });

    it('is read in Aggregated FHIR, by code', async () => {
      const who = await admitted();
      await deliver(oru(who, { id: controlId(), potassium: '5.80' }));
      const potassium = `code=${encodeURIComponent('http://loinc.org|2823-3')}`;
      expect(await searched(`Observation?${subjectIs(who)}&${potassium}`)).toMatchObject([
        { resourceType: 'Observation', status: 'final', valueQuantity: { value: 5.8 } },
      ]);
      expect(await searched(`DiagnosticReport?${subjectIs(who)}`)).toHaveLength(1);
    });

    it('about somebody whom nobody knows is refused', async () => {
      const reply = await outside.postHl7(system.base, oru(anInpatient(), { id: controlId(), potassium: '5' }));
      expect(outside.msaOf(reply)).toMatchObject({ code: 'AR', reason: expect.stringContaining('PID[1].3') as string });
    });
  });

  it('shows an appointment that is made, and that it was cancelled', async () => {
    const who = await admitted();
    const id = controlId();
    const fields = 'appointments { items { externalId status start location } }';
    const start = '2027-07-01T10:00:00.000Z';
    await deliver(siu('S12', who, id));
    expect(await outside.find(riverside, who, fields)).toEqual({
      appointments: { items: [{ externalId: id, status: 'ACTIVE', start, location: 'Clinic 4' }] },
    });
    await deliver(siu('S15', who, id, { at: new Date(Date.now() + 1000) }));
    expect(await outside.find(riverside, who, fields)).toMatchObject({
      appointments: { items: [{ externalId: id, status: 'CANCELLED' }] },
    });
    expect(await searched(`Appointment?${subjectIs(who, 'actor')}`)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('shows a stay that is planned, with its appointment, and then begins', async () => {
    const who = await admitted();
    const number = controlId();
    await deliver(stay('A05', who, { number, from: '20270701100000+0000' }));
    const later = { at: new Date(Date.now() + 1000) };
    await deliver(stay('A01', who, { number, from: '20270702100000+0000' }, later));
    const fields =
      'encounters { items { externalId status start location { ward bed } events { type } } } appointments { items { status start } }';
    expect(await outside.find(riverside, who, fields)).toEqual({
      encounters: {
        items: [
          {
            externalId: number,
            status: 'in-progress',
            start: '2027-07-02T10:00:00.000Z',
            location: { ward: 'Ward 4', bed: 'Bed 2' },
            events: [{ type: 'PRE_ADMIT' }, { type: 'ADMIT' }],
          },
        ],
      },
      appointments: { items: [{ status: 'ACTIVE', start: '2027-07-01T10:00:00.000Z' }] },
    });
    expect(await searched(`Encounter?${subjectIs(who)}`)).toMatchObject([{ status: 'in-progress' }]);
  });

  it('keeps the very bytes of a clinic letter, and sends it to the patient', async () => {
    const who = await admitted();
    const content = Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      Buffer.from(randomUUID()),
      Buffer.from([0, 255, 13, 10]),
    ]);
    await deliver(mdm(who, { id: 'D1', content }));
    const view = await outside.find<{
      id: string;
      documents: { items: { id: string; size: number }[] };
      letters: { items: unknown[] };
    }>(
      riverside,
      who,
      'id documents { items { id externalId title size } } letters { items { title state documentId } }',
    );
    const [document] = view?.documents.items ?? [];
    expect(document).toMatchObject({ externalId: 'D1', title: 'Letter to your GP', size: content.length });
    expect(view?.letters.items).toEqual([{ title: 'Letter to your GP', state: 'PUBLISHED', documentId: document?.id }]);

    const { patient } = await riverside.graph<{ patient: { documentContent: string } }>(
      'query ($of: ID!, $document: ID!) { patient(id: $of) { documentContent(documentId: $document) } }',
      { of: view?.id, document: document?.id },
    );
    expect(Buffer.from(patient.documentContent, 'base64').equals(content)).toBe(true);
    const [reference] = await searched(`DocumentReference?${subjectIs(who)}`);
    const binary = await riverside.fhir(`Binary/${String(reference?.['id'])}`, { accept: 'application/pdf' });
    expect([binary.status, binary.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(binary.bytes.equals(content)).toBe(true);
  });

  describe('a message’s trace', () => {
    it('is shown to who sent it', async () => {
      const who = anInpatient();
      const id = controlId();
      const reply = await deliver(adt('A28', who, { controlId: id }));
      const { messageStatus } = await riverside.graph<{ messageStatus: unknown }>(
        'query ($id: String!) { messageStatus(controlId: $id) { type state acknowledgement patient { familyName } } }',
        { id },
      );
      expect(messageStatus).toEqual({
        type: 'ADT^A28',
        state: 'ACCEPTED',
        acknowledgement: reply.text,
        patient: { familyName: who.family },
      });
    });

    it('is shown to nobody else', async () => {
      const id = controlId();
      await deliver(adt('A28', anInpatient(), { controlId: id }));
      expect(await hillside.graph('query ($id: String!) { messageStatus(controlId: $id) { id } }', { id })).toEqual({
        messageStatus: null,
      });
    });
  });

  it('shows a patient whom the caller may not see as one who does not exist', async () => {
    const who = await admitted();
    const found = await outside.find<{ id: string }>(riverside, who, 'id');
    const query = 'query ($of: ID!) { patient(id: $of) { id familyName observations { items { id } } } }';
    expect(await hillside.graph(query, { of: found?.id })).toEqual({ patient: null });
    expect(await hillside.graph(query, { of: randomUUID() })).toEqual({ patient: null });
    expect(await outside.find(hillside, who, 'id')).toBeUndefined();
  });

  it('has no field for the purview', async () => {
    const who = await admitted();
    const found = await outside.find<{ id: string }>(riverside, who, 'id');
    const reply = await outside.postGraph(system.base, riverside.authorization, {
      query: `{ patient(id: "${found?.id ?? ''}") { purview } }`,
    });
    expect([reply.status, outside.graphAnswer(reply).data]).toEqual([400, undefined]);
    expect(reply.text).toContain('Cannot query field');
  });

  describe('who brings no good credentials', () => {
    it.each([
      ['a wrong secret', outside.basic('riverside-customer', 'guess'), undefined, 401, 'invalid_client'],
      ['an unknown client', outside.basic('nobody'), undefined, 401, 'invalid_client'],
      ['no grant type', outside.basic('riverside-customer'), 'scope=x', 400, 'invalid_request'],
      [
        'another grant',
        outside.basic('riverside-customer'),
        'grant_type=password&username=a&password=b',
        400,
        'unsupported_grant_type',
      ],
    ])('gets no token with %s', async (_what, authorization, body, status, error) => {
      const reply = await outside.askToken(system.base, authorization, body);
      expect([reply.status, JSON.parse(reply.text)]).toMatchObject([status, { error }]);
    });

    it.each([
      ['no token', undefined],
      ['an invented token', 'Bearer abcdefghijklmnop'],
      ['a wrong password', outside.basic('riverside-hl7', 'guess')],
      ['another scheme', 'Digest username="riverside-hl7"'],
    ])('learns nothing of the graph with %s', async (_what, authorization) => {
      const reply = await outside.postGraph(system.base, authorization, { query: '{ __typename }' });
      expect([reply.status, outside.graphAnswer(reply)]).toMatchObject([
        401,
        { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      ]);
      expect(outside.graphAnswer(reply).data ?? null).toBeNull();
    });

    it('is refused by HL7 and FHIR, each in its own words', async () => {
      const hl7 = await outside.postHl7(system.base, adt('A28', anInpatient()), 'riverside-customer');
      expect([hl7.status, hl7.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Basic')]);
      const fhir = await outside.ask(`${system.base}/fhir/aggregated/Patient?identifier=a|b`, 'GET');
      expect([fhir.status, JSON.parse(fhir.text)]).toMatchObject([401, { resourceType: 'OperationOutcome' }]);
    });

    it('speaks FHIR on FHIR’s paths even where the path itself cannot be read', async () => {
      const reply = await outside.ask(`${system.base}/fhir/aggregated/Patient/%`, 'GET');
      expect([reply.status, JSON.parse(reply.text)]).toMatchObject([400, { resourceType: 'OperationOutcome' }]);
    });
  });

  it('says what it can in FHIR to everybody', async () => {
    const reply = await outside.ask(`${system.base}/fhir/aggregated/metadata`, 'GET');
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([
      200,
      { resourceType: 'CapabilityStatement', implementation: { url: `${system.base}/fhir/aggregated` } },
    ]);
  });
});

describe('a slice that is a process of its own', () => {
  let system: ManyProcesses;
  beforeAll(async () => {
    system = await inManyProcesses();
  });
  afterAll(() => system.stop());

  const graphs = [
    ['a query', '{ __typename }'],
    ['its schema', '{ _service { sdl } }'],
    ['_entities', '{ _entities(representations: [{ __typename: "Patient", id: "x", purview: "y" }]) { __typename } }'],
  ] as const;
  const call = { principal: feedOf('riverside'), via: 'HL7', reading: [] } as const;
  const hour = 3_600_000;

  it.each(subgraphNames)('%s answers nobody but the gateway', async (name) => {
    const asked = { slice: name, body: JSON.stringify({ query: '{ __typename }' }) };
    const strangers = {
      nobody: {},
      'a client of ours': { authorization: outside.basic('riverside-hl7') },
      'an invented assertion': { 'x-tributary-call': 'test.e30.AAAA' },
      'an assertion signed with another key': {
        'x-tributary-call': sealCall([{ id: 'test', secret: Buffer.alloc(32) }], call, { ...asked, now: new Date() }),
      },
      'an old assertion': {
        'x-tributary-call': sealCall(system.keys, call, { ...asked, now: new Date(Date.now() - hour) }),
      },
    };
    for (const [who, headers] of Object.entries(strangers)) {
      for (const [what, query] of graphs) {
        const reply = await outside.ask(`${system.sliceAt(name)}/graphql`, 'POST', {
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        });
        expect([reply.status, reply.text], `${who} asks for ${what}`).toEqual([
          401,
          '{"errors":[{"message":"Only the gateway may ask.","extensions":{"code":"UNAUTHENTICATED"}}]}',
        ]);
      }
    }
  });

  it.each(subgraphNames)('%s answers the gateway', async (name) => {
    const body = JSON.stringify({ query: '{ _service { sdl } }' });
    const assertion = sealCall(system.keys, call, { slice: name, body, now: new Date() });
    const reply = await outside.ask(`${system.sliceAt(name)}/graphql`, 'POST', {
      headers: { 'content-type': 'application/json', 'x-tributary-call': assertion },
      body,
    });
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('type Query')]);
  });

  it('may be restarted while the others go on', async () => {
    const who = anInpatient();
    await outside.deliver(system.base, adt('A28', who));
    expect(await system.end('clinical', 'SIGTERM')).toBe(0);
    await system.start('clinical');
    await outside.deliver(system.base, oru(who, { id: 'R1', potassium: '4.4' }));
    const riverside = await outside.clientOf(system.base, 'riverside-customer');
    expect(await outside.find(riverside, who, 'labReports { items { externalId } }')).toEqual({
      labReports: { items: [{ externalId: 'R1' }] },
    });
  });

  it('tells an operator, as every other process does, that it is ready and how long its routes take', async () => {
    for (const process of system.processes) {
      expect((await outside.ask(`${process}/health/ready`, 'GET')).status).toBe(200);
      expect((await outside.ask(`${process}/metrics`, 'GET')).text).toContain('http_request_duration_seconds_bucket');
    }
    const { text } = await outside.ask(`${system.sliceAt('clinical')}/metrics`, 'GET');
    expect(text).toMatch(/tributary_backlog\{work="aggregation"\} \d/);
  });

  describe('and is down', () => {
    const who = anInpatient();
    let riverside: outside.Client;
    beforeAll(async () => {
      await outside.deliver(system.base, adt('A28', who));
      riverside = await outside.clientOf(system.base, 'riverside-customer');
      await system.end('clinical', 'SIGKILL');
    });
    afterAll(() => system.start('clinical'));

    it('leaves its fields empty, with an error that says nothing of us, and the others answered', async () => {
      const reply = await outside.postGraph(system.base, riverside.authorization, {
        query:
          'query ($of: [IdentifierInput!]) { patients(identifiers: $of) { items { familyName observations { items { id } } appointments { items { id } } letters { items { id } } } } }',
        variables: { of: [{ system: outside.nhsNumberSystem, value: who.nhsNumber }] },
      });
      const { data, errors } = outside.graphAnswer(reply);
      expect(data).toEqual({
        patients: {
          items: [{ familyName: who.family, observations: null, appointments: { items: [] }, letters: { items: [] } }],
        },
      });
      // The caller can do nothing about it but wait.
      expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions?.['code']])).toEqual([
        ['observations', 'UNAVAILABLE'],
      ]);
      expect(reply.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|fetch|clinical/);
    });

    it('has its messages answered AE, and the same message AA once it is back', async () => {
      const message = oru(who, { id: 'R2', potassium: '4.4' });
      const refused = await outside.postHl7(system.base, message);
      expect(outside.msaOf(refused)).toMatchObject({
        code: 'AE',
        reason: expect.stringContaining('send again later') as string,
      });
      expect(refused.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|fetch failed/);
      await system.start('clinical');
      await outside.deliver(system.base, message);
      await system.end('clinical', 'SIGKILL');
    });

    it('makes the gateway say that it is not ready, and why', async () => {
      const reply = await outside.ask(`${system.gateway}/health/ready`, 'GET');
      expect([reply.status, JSON.parse(reply.text)]).toEqual([503, { status: 'clinical is not ready' }]);
    });

    it('makes FHIR answer 503 with an OperationOutcome that says nothing of us', async () => {
      const reply = await riverside.fhir(
        `Observation?subject:Patient.identifier=${encodeURIComponent(`${outside.nhsNumberSystem}|${who.nhsNumber}`)}`,
      );
      expect([reply.status, JSON.parse(reply.text)]).toMatchObject([503, { resourceType: 'OperationOutcome' }]);
      expect(reply.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|fetch/);
    });
  });
});
