import { describe, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import {
  eventuallyLoses,
  eventuallySees,
  observation,
  openAggregation,
  patient,
  reportQuery,
  seenBy,
  values,
  type Report,
} from './aggregation.ts';
import { session } from './callers.ts';
import { entriesOf, nhsIdentifier } from './customer.ts';
import { eventually } from './eventually.ts';
import { ask, bearer, find, graphAnswer, nhsNumberSystem, postGraphWith } from './outside.ts';

// What a customer writes into its own store, in the record of the patient. Domain reference §7.1, §7.5, §7.6

const { system, feed, riverside, hillside, write, keptReason, staysTheSame } = await openAggregation();
const { alice, bob, carol } = patients;

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
    ['INVALID_NUMBER', { identifier: [nhsIdentifier('9434765918')] }],
    ['AMBIGUOUS_PATIENT', { identifier: [nhsIdentifier(alice.nhsNumber), nhsIdentifier(carol.nhsNumber)] }],
    ['INCOMPLETE_PATIENT', { identifier: [nhsIdentifier('4505577104')], gender: 'male' }],
  ])('says %s', async (reason, more) => {
    await write({ resourceType: 'Patient', id: reason.replaceAll('_', '-'), ...more });
    expect(await keptReason(reason.replaceAll('_', '-'))).toBe(reason);
  });

  it('makes a record of whom nobody knows yet, once all that it needs is said', async () => {
    const said = { name: [{ family: 'New', given: ['Nell'] }], birthDate: '1990-01-02', gender: 'female' };
    await write({ resourceType: 'Patient', id: 'new', identifier: [nhsIdentifier('4505577104')], ...said });
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
    const oscar = await session(system.base, 'oscar');
    expect((await ask(oscar))?.kept.items.map(({ id }) => id)).toContain('endpoint');
    expect(await ask({ authorization: riverside.authorization })).toEqual(await ask(oscar));
    expect(await ask({ authorization: hillside.authorization })).toBeNull();
    expect(await ask(await session(system.base, 'alice'))).toBeNull();
    expect(await ask(await session(system.base, 'petra'))).toBeNull();
  });
});

it('does nothing anew by doing all of it again', staysTheSame);

it('is brought in anew for nobody else', async () => {
  const headers = { authorization: hillside.authorization };
  const query = 'mutation { aggregateAgain(feed: "riverside-r4") { waiting } }';
  const reply = await postGraphWith(system.base, headers, { query });
  expect(graphAnswer(reply).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
