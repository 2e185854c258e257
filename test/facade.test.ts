import type { Bundle, CapabilityStatement, OperationOutcome, Parameters, Resource } from 'fhir/r3.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isError } from '../fhir/issue.ts';
import { validate } from '../fhir/validate/validate.ts';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { feedClient, nhsIdentifier } from './customer.ts';
import { eventually } from './eventually.ts';
import { adt, anInpatient, mdm, oru, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The Facade endpoint as a partner and an app meet it. Domain reference §7.2, §7.3; every answer is valid STU3.

const alice = anInpatient({
  nhsNumber: patients.alice.nhsNumber,
  family: patients.alice.family,
  given: patients.alice.given,
});
const nhs = outside.nhsNumberSystem;
const aliceNumber = `${nhs}|${alice.nhsNumber}`;

let system: Wiring;
let partner: Headers;
let app: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  await outside.deliver(system.base, oru(alice, { id: 'facade-lab', potassium: '4.10' }));
  await outside.deliver(system.base, siu('S12', alice, 'facade-visit'));
  await outside.deliver(system.base, mdm(alice, { id: 'facade-letter', content: Buffer.from('%PDF-1.4 hello') }));
  await outside.deliver(system.base, oru(alice, { id: 'facade-other', potassium: '5.1' }), 'hillside-hl7');
  partner = await callers['partner.fhir'](system.base);
  app = await callers.app(system.base);
  await hide('5.1');
});
afterAll(() => system.stop());

/** Alice gives a result a label that she shares with nobody at Riverside. */
const hide = async (value: string): Promise<void> => {
  const asked = `{ patient(id: "${patients.alice.id}") { permit observations { items { id value } } } }`;
  type Answer = { patient: { permit: string; observations: { items: { id: string; value: string }[] } } };
  const { data } = outside.graphAnswer<Answer>(await outside.postGraphWith(system.base, app, { query: asked }));
  const { permit = '', observations } = data?.patient ?? {};
  const id = observations?.items.find((item) => item.value.startsWith(`${value} `))?.id;
  const query = `mutation ($input: ChangeItemLabelInput!) { changeItemLabel(input: $input) { __typename } }`;
  const variables = { input: { permit, id, type: 'Observation', label: 'MENTAL_HEALTH' } };
  const reply = await outside.postGraphWith(system.base, app, { query, variables });
  expect(reply.text).toContain('"Stored"');
};

const url = (path: string): string => `${system.base}/fhir/facade/${path}`;
const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
const get = (path: string, headers: Headers = partner) => outside.ask(url(path), 'GET', { headers });
const post = (path: string, body: string, headers: Headers = partner) =>
  outside.ask(url(path), 'POST', { headers: { 'content-type': 'application/fhir+json', ...headers }, body });

const resourceOf = <Type extends Resource>({ text }: outside.Reply): Type => {
  const resource = JSON.parse(text) as Type;
  expect(validate('STU3', resource).filter(isError)).toEqual([]);
  return resource;
};
const found = async (path: string, headers: Headers = partner): Promise<Bundle> => {
  const reply = await get(path, headers);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return resourceOf<Bundle>(reply);
};
const itemsOf = ({ entry = [] }: Bundle): readonly Resource[] => entry.flatMap(({ resource }) => resource ?? []);
const refused = (reply: outside.Reply, status: number) => {
  expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  return resourceOf<OperationOutcome>(reply).issue[0];
};

const valuesOf: Readonly<Record<string, string | undefined>> = {
  date: '2026-01-01',
  reference: patients.alice.id,
  token: 'x',
  uri: 'urn:x',
};

describe('what the base can do', () => {
  it('everybody may read, with the operations and the search parameters that it has', async () => {
    const statement = resourceOf<CapabilityStatement>(await get('metadata', {}));
    expect(statement.fhirVersion).toBe('3.0.2');
    for (const { definition } of statement.rest?.[0]?.operation ?? []) {
      const reply = await get(definition.reference ?? '', {});
      expect(resourceOf(reply)).toMatchObject({ resourceType: 'OperationDefinition' });
    }
    for (const { type, interaction, searchParam = [] } of statement.rest?.[0]?.resource ?? []) {
      const codes = interaction.map(({ code }) => code);
      if (codes.includes('search-type'))
        for (const { name, type: kind } of searchParam) {
          const names: Readonly<Record<string, string>> = { Patient: nhs, Organization: ods, Practitioner: ods };
          const system = name === 'identifier' ? names[type] : undefined;
          const query = system === undefined ? (valuesOf[kind] ?? '') : `${system}|x`;
          const strict = { ...partner, prefer: 'handling=strict' };
          const needed = searchParam.some((one) => one.name === 'patient') ? `&patient=${patients.alice.id}` : '';
          const asked = name === 'patient' ? '' : needed;
          const reply = await get(`${type}?${name}=${encodeURIComponent(query)}${asked}`, strict);
          expect([type, name, reply.status, reply.text]).toEqual([type, name, 200, expect.any(String)]);
        }
      else expect((await get(`${type}?_id=x`)).status).toBe(404);
      expect(refused(await get(`${type}/nobody`), 404)?.code).toBe('not-found');
    }
  });

  it('is said in XML too, and in nothing else', async () => {
    const reply = await get('metadata', { accept: 'application/fhir+xml' });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/fhir+xml; charset=utf-8']);
    expect(reply.text).toContain('<CapabilityStatement xmlns="http://hl7.org/fhir">');
    expect(refused(await get('metadata', { accept: 'text/html' }), 406)?.diagnostics).toContain('STU3');
  });
});

describe('a partner', () => {
  it('finds a patient by a number and reads the Patient', async () => {
    const bundle = await found(`Patient?identifier=${encodeURIComponent(aliceNumber)}`);
    expect(bundle.total).toBe(1);
    expect(itemsOf(bundle)).toMatchObject([{ resourceType: 'Patient', id: patients.alice.id }]);
    expect(resourceOf(await get(`Patient/${patients.alice.id}`))).toMatchObject({ birthDate: patients.alice.born });
  });

  it('reads what the organisation that granted may read, with its label and numbers as they were written', async () => {
    const bundle = await found(`Observation?patient=${patients.alice.id}`);
    const text = JSON.stringify(bundle);
    expect(bundle.total).toBe(3);
    expect(text).not.toContain('"value":5.1');
    const [first] = itemsOf(bundle);
    expect(first?.meta).toMatchObject({
      security: [{ code: 'GENERAL_HEALTH' }],
      lastUpdated: expect.any(String) as string,
    });
    const reply = await get(`Observation?patient.identifier=${encodeURIComponent(aliceNumber)}&code=2823-3`);
    expect(reply.text).toContain('"value":4.10');
    expect(resourceOf(await get(`Observation/${first?.id ?? ''}`))).toEqual(first);
  });

  it('reads appointments between two days, each with who put it there', async () => {
    const between = await found(
      `Appointment?patient=${patients.alice.id}&date=ge2027-07-01&date=lt2027-07-02&_revinclude=Provenance:target`,
    );
    const [visit, provenance] = itemsOf(between);
    expect(visit).toMatchObject({
      resourceType: 'Appointment',
      status: 'booked',
      reason: [{ coding: [{ display: 'Eye clinic' }] }],
    });
    expect(provenance).toMatchObject({
      resourceType: 'Provenance',
      target: [{ reference: `Appointment/${visit?.id ?? ''}` }],
      agent: expect.arrayContaining([
        {
          whoReference: {
            reference: `Organization/${organisations.riverside.id}`,
            display: organisations.riverside.name,
          },
        },
      ]) as unknown,
    });
    expect(between.total).toBe(1);
    expect(resourceOf(await get(`Provenance/${visit?.id ?? ''}`))).toEqual(provenance);
    expect((await found(`Appointment?patient=${patients.alice.id}&date=gt2027-07-02`)).total).toBe(0);
  });

  it('reads a document and its content', async () => {
    const [letter] = itemsOf(await found(`DocumentReference?patient=${patients.alice.id}&created=2026-05-01`));
    expect(letter).toMatchObject({ created: '2026-05-01T10:00:00.000Z', indexed: '2026-05-01T10:00:00.000Z' });
    const bytes = await get(`Binary/${letter?.id ?? ''}`);
    expect([bytes.headers.get('content-type'), bytes.text]).toEqual(['application/pdf', '%PDF-1.4 hello']);
    const binary = resourceOf(await get(`Binary/${letter?.id ?? ''}`, { ...partner, accept: 'application/fhir+json' }));
    const content = Buffer.from('%PDF-1.4 hello').toString('base64');
    expect(binary).toMatchObject({ contentType: 'application/pdf', content });
    const xml = await get(`Binary/${letter?.id ?? ''}`, { ...partner, accept: 'application/fhir+xml' });
    expect(xml.headers.get('content-type')).toContain('application/fhir+xml');
    expect(xml.text).toContain(`<contentType value="application/pdf"/><content value="${content}"/></Binary>`);
  });

  it('reads a communication that a customer has put into its own store', async () => {
    const feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
    const identifier = [nhsIdentifier(alice.nhsNumber)];
    await feed.put('Patient/alice', { resourceType: 'Patient', id: 'alice', identifier });
    const category = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'reminder' }] },
    ];
    const sent = await feed.put('Communication/reminder', {
      resourceType: 'Communication',
      id: 'reminder',
      status: 'not-done',
      statusReason: { text: 'The line was busy.' },
      category,
      medium: [{ text: 'telephone' }],
      subject: { reference: 'Patient/alice' },
      recipient: [{ reference: 'Patient/alice' }],
      encounter: { reference: 'Encounter/elsewhere' },
      sent: '2026-03-01T09:30:00+00:00',
      reasonCode: [{ text: 'A visit is due.' }],
      payload: [{ contentString: 'Please come on Monday.' }],
      note: [{ text: 'Twice.' }],
    });
    expect(sent.status, sent.text).toBe(201);
    const path = `Communication?patient=${patients.alice.id}&category=reminder&sent=2026-03-01`;
    const bundle = await eventually(
      () => found(path),
      ({ total }) => total === 1,
    );
    const [shown] = itemsOf(bundle);
    expect(shown).toMatchObject({
      status: 'aborted',
      notDone: true,
      notDoneReason: { text: 'The line was busy.' },
      category,
      medium: [{ text: 'telephone' }],
      subject: { reference: `Patient/${patients.alice.id}` },
      recipient: [{ reference: `Patient/${patients.alice.id}` }],
      context: { reference: expect.stringMatching(/^Encounter\//) as unknown },
      sent: '2026-03-01T09:30:00+00:00',
      reasonCode: [{ text: 'A visit is due.' }],
      payload: [{ contentString: 'Please come on Monday.' }],
      note: [{ text: 'Twice.' }],
      meta: { security: [{ code: 'GENERAL_HEALTH' }] },
    });
    expect(resourceOf(await get(`Communication/${shown?.id ?? ''}`))).toEqual(shown);
    expect((await found(`${path}&_security=MENTAL_HEALTH`)).total).toBe(0);
    expect(await get(`Communication/${shown?.id ?? ''}`, app).then(({ status: seen }) => seen)).toBe(200);
  });

  it('reads with whom a record is shared, and who these are', async () => {
    const consents = itemsOf(await found(`Consent?patient=${patients.alice.id}`));
    expect(consents.length).toBeGreaterThan(0);
    const diabetes = teams['riverside-diabetes'].id;
    expect(JSON.stringify(consents)).toContain(`"reference":"Organization/${diabetes}"`);
    const [first] = consents;
    expect(resourceOf(await get(`Consent/${first?.id ?? ''}`))).toEqual(first);
    expect(resourceOf(await get(`Organization/${diabetes}`))).toMatchObject({
      partOf: { reference: `Organization/${organisations.riverside.id}` },
    });
    expect(itemsOf(await found(`Organization?identifier=${ods}|RRV01`))).toMatchObject([
      { id: organisations.riverside.id },
    ]);
    expect(refused(await get(`Organization?identifier=urn:other|RRV01`), 400)?.diagnostics).toContain(ods);
  });

  it('reads what happened to a patient, newest first, page by page', async () => {
    const types: string[] = [];
    let next: string | undefined = url(`Patient/${patients.alice.id}/$timeline?start=2026-01-01&_count=2`);
    for (let pages = 0; next !== undefined && pages < 10; pages++) {
      const bundle: Bundle = resourceOf<Bundle>(await outside.ask(next, 'GET', { headers: partner }));
      types.push(...itemsOf(bundle).map(({ resourceType }) => resourceType));
      next = bundle.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(types).toEqual(['Appointment', 'DocumentReference', 'Observation', 'Observation', 'Observation']);
    const before = await found(`Patient/${patients.alice.id}/$timeline?end=2026-01-01`);
    expect(itemsOf(before)).toEqual([]);
    expect((await get(`Patient/${patients.carol.id}/$timeline`)).status).toBe(404);
    for (const bad of ['start=soon', 'page=mine'])
      expect((await get(`Patient/${patients.alice.id}/$timeline?${bad}`)).status).toBe(400);
  });

  it('learns nothing of a patient who is hidden, as of one who does not exist', async () => {
    const nobody = '00000000-0000-4000-8000-00000000beef';
    const [hidden, missing] = await Promise.all([get(`Patient/${patients.carol.id}`), get(`Patient/${nobody}`)]);
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.text.replace(patients.carol.id, nobody)).toBe(missing.text);
    for (const id of [patients.carol.id, nobody])
      expect(await found(`Observation?patient=${id}`)).toMatchObject({ total: 0 });
  });

  it('is told of an identifier system by which nobody is found', async () => {
    const remark = /"warning","code":"value","diagnostics":"No patient has an identifier of the system urn:x;/;
    for (const search of ['Patient?identifier=', 'Observation?patient:Patient.identifier='])
      expect((await get(`${search}urn:x|1`)).text).toMatch(remark);
    const unknown = await found('Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9449305552');
    expect(unknown).toMatchObject({ total: 0 });
    expect(unknown).not.toHaveProperty('entry');
  });

  it('is written into the access log with each look', async () => {
    await get(`Appointment?patient=${patients.alice.id}`);
    const alices = await session(system.base, 'alice');
    const query = `{ patient(id: "${patients.alice.id}") { accessLog(first: 1) { items { client via basis } } } }`;
    const reply = await outside.postGraphWith(system.base, alices, { query });
    expect(JSON.parse(reply.text)).toMatchObject({
      data: { patient: { accessLog: { items: [{ client: 'postbridge', via: 'FHIR', basis: 'PARTNER' }] } } },
    });
  });
});

describe('an app', () => {
  it('reads what its patient reads, carers too, who are contained', async () => {
    const observations = await found(`Observation?patient=${patients.alice.id}`, app);
    expect(observations.total).toBe(4);
    const consents = itemsOf(await found(`Consent?patient=${patients.alice.id}`, app));
    expect(consents).toContainEqual(
      expect.objectContaining({
        contained: [expect.objectContaining({ resourceType: 'RelatedPerson' })],
        actor: [expect.objectContaining({ reference: expect.objectContaining({ reference: '#carer' }) as unknown })],
      }),
    );
  });
});

describe('$status-query', () => {
  const parameters = (...identifiers: readonly string[]): string =>
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: identifiers.map((valueString) => ({ name: 'patientIdentifier', valueString })),
    });
  const ask = (body: string, headers: Headers = partner) => post('Patient/$status-query', body, headers);

  it('says of each number how its patient stands (T17)', async () => {
    const carol = `${nhs}|${patients.carol.nhsNumber}`;
    const unknown = `${nhs}|${anInpatient().nhsNumber}`;
    const answer = resourceOf<Parameters>(await ask(parameters(aliceNumber, carol, unknown)));
    const said = answer.parameter?.map(({ part = [] }) =>
      Object.fromEntries(
        part.map(({ name, valueString, valueBoolean, valueDate }) => [name, valueString ?? valueBoolean ?? valueDate]),
      ),
    );
    expect(said).toEqual([
      { patientIdentifier: aliceNumber, deceased: false, registered: true, dateOfBirth: patients.alice.born },
      { patientIdentifier: carol, deceased: false, registered: true, diagnostics: 'No access' },
      { patientIdentifier: unknown, diagnostics: 'Not found' },
    ]);
  });

  it('refuses the whole request for one number of another system (T17)', async () => {
    const issue = refused(await ask(parameters(aliceNumber, 'https://example.org/mine|1')), 400);
    expect(issue).toMatchObject({ code: 'code-invalid', expression: ['Parameters.parameter[1]'] });
  });

  it.each([
    ['no identifier', 400, parameters()],
    ['a number without its system', 400, parameters('9434765919')],
    ['another resource', 400, '{"resourceType":"Patient"}'],
    ['no JSON', 400, '{'],
    ['5 001 identifiers', 413, parameters(...Array.from({ length: 5_001 }, () => aliceNumber))],
  ])('refuses %s', async (_what, status, body) => {
    refused(await ask(body), status);
  });

  it('is for partners alone, is posted, and takes XML', async () => {
    refused(await ask(parameters(aliceNumber), app), 403);
    const got = await get('Patient/$status-query');
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    const elsewhere = await outside.ask(url('Organization/$status-query'), 'POST', { headers: partner });
    refused(elsewhere, 404);
    expect(elsewhere.text).toContain('There are: Patient/$status-query,');
    const xml = `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="patientIdentifier"/><valueString value="${aliceNumber}"/></parameter></Parameters>`;
    const headers = { ...partner, 'content-type': 'application/fhir+xml', accept: 'application/fhir+xml' };
    const reply = await ask(xml, headers);
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('<name value="registered"/>') as unknown]);
  });
});

describe('the operations of who sends letters', () => {
  const parameters = (name: string, ...values: readonly string[]): string =>
    JSON.stringify({ resourceType: 'Parameters', parameter: values.map((valueString) => ({ name, valueString })) });
  const partsOf = ({ parameter = [] }: Parameters) =>
    parameter.map(({ part = [] }) =>
      Object.fromEntries(part.map(({ name, ...value }) => [name, Object.values(value)[0] as unknown])),
    );

  it('say which letters were opened, and nothing of those of others (T19)', async () => {
    const asked = parameters('documentIdentifier', 'facade-letter', 'facade-foreign', 'nobody-sent-this');
    await outside.deliver(
      system.base,
      mdm(alice, { id: 'facade-foreign', content: Buffer.from('%PDF-1.4 x') }),
      'hillside-hl7',
    );
    const answer = resourceOf<Parameters>(await post('DocumentReference/$read-receipt-query', asked));
    expect(partsOf(answer)).toEqual([{ documentIdentifier: 'facade-letter', read: false }]);
    const many = Array.from({ length: 5_001 }, (_, nth) => `letter-${nth}`);
    refused(await post('DocumentReference/$read-receipt-query', parameters('documentIdentifier', ...many)), 413);
    refused(await post('DocumentReference/$read-receipt-query', asked, app), 403);
  });

  it('make tokens for those who can be invited, and leave out the others (T18)', async () => {
    const adult = anInpatient();
    const child = anInpatient();
    await outside.deliver(system.base, adt('A28', adult));
    await outside.deliver(system.base, adt('A28', child).replace('19900203', bornYearsAgo(15)));
    const numbers = [adult, child, alice].map(({ nhsNumber }) => `${nhs}|${nhsNumber}`);
    const path = 'Organization/$generate-invitation-tokens';
    const tokens = partsOf(resourceOf<Parameters>(await post(path, parameters('patientIdentifier', ...numbers))));
    expect(tokens).toMatchObject([
      { patientIdentifier: numbers[0], joinUrl: expect.stringContaining(`${system.base}/join/`) as unknown },
    ]);
    const many = Array.from({ length: 501 }, (_, nth) => `${nhs}|${nth}`);
    expect(refused(await post(path, parameters('patientIdentifier', ...many)), 413)?.code).toBe('too-costly');
  });
});

/** In the form of HL7 v2. */
const bornYearsAgo = (years: number): string => {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
};

describe('bad input', () => {
  const token = (headers: Headers): Headers => ({ authorization: headers['authorization'] ?? '' });
  it('is told where it is wrong', async () => {
    expect(refused(await get('Appointment?date=2026'), 400)).toMatchObject({ code: 'required' });
    expect(refused(await get('Patient?name=x'), 400)).toMatchObject({ code: 'required' });
    refused(await get(`Patient/${patients.alice.id}`, {}), 401);
    const withoutHeader = refused(await get(`Patient/${patients.alice.id}`, token(partner)), 400);
    expect(withoutHeader?.diagnostics).toContain('X-Org-Public-Id');
    const hillside = { ...token(partner), 'x-org-public-id': organisations.hillside.id };
    refused(await get(`Patient/${patients.alice.id}`, hillside), 403);
    const nowhere = refused(
      await get(`Patient/${patients.alice.id}`, { ...hillside, 'x-org-public-id': 'nowhere' }),
      404,
    );
    expect(nowhere?.diagnostics).toContain('X-Org-Public-Id');
    refused(await get('Immunization'), 404);
    refused(
      await get(`Appointment?patient=${patients.alice.id}&flag=1`, { ...partner, prefer: 'handling=strict' }),
      400,
    );
  });

  it('that would write is told that nothing is written here', async () => {
    for (const [method, path] of [
      ['POST', 'Patient'],
      ['PUT', `Patient/${patients.alice.id}`],
      ['DELETE', `Patient/${patients.alice.id}`],
      ['POST', ''],
    ] as const) {
      const reply = await outside.ask(url(path), method, { headers: partner });
      expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });
});
