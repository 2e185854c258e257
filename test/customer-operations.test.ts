import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, idOf, json, namesOf, type FeedClient } from './customer.ts';
import { ask } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What a customer's own store does beyond reading and writing whole resources, through real HTTP.

let system: Wiring;
let feed: FeedClient;
let stu3: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
});
afterAll(() => system.stop());

const patient = (more: object = {}) => ({ resourceType: 'Patient', name: [{ family: 'Test' }], ...more });
const bundle = (type: 'batch' | 'transaction', ...entry: readonly object[]) => ({
  resourceType: 'Bundle',
  type,
  entry,
});

describe('the capabilities of a feed', () => {
  it.each([
    ['riverside-r4', '4.0.1', 146],
    ['riverside-stu3', '3.0.2', 117],
  ])('%s are FHIR %s, for everybody, with or without credentials', async (name, version, types) => {
    const url = `${system.base}/fhir/customer/${name}/metadata`;
    const reply = await ask(url, 'GET', {});
    expect([reply.status, json(reply)['fhirVersion']]).toEqual([200, version]);
    const { rest } = json(reply) as { rest: { resource: object[] }[] };
    expect(rest[0]?.resource).toHaveLength(types);
    const bad = await ask(url, 'GET', { headers: { authorization: 'Bearer nonsense' } });
    const stranger = await (await feedClient(system.base, name, 'hillside-customer')).get('metadata');
    for (const other of [bad, stranger]) expect(withoutDate(other.text)).toBe(withoutDate(reply.text));
    expect((await ask(`${url}?_format=xml`, 'GET', {})).text).toContain(`<fhirVersion value="${version}"/>`);
  });

  it('of no feed are not there, for anybody', async () => {
    const anonymous = await ask(`${system.base}/fhir/customer/nowhere/metadata`, 'GET', {});
    const known = await (await feedClient(system.base, 'nowhere', 'riverside-customer')).get('metadata');
    expect([anonymous.status, anonymous.text]).toEqual([404, known.text]);
    expect(json(anonymous)['resourceType']).toBe('OperationOutcome');
  });
});

const withoutDate = (text: string): string => text.replace(/"date":"[^"]*"/, '');

const operation = (...parts: readonly object[]) => ({ name: 'operation', part: parts });
const fhirPatch = (...operations: readonly object[]) => ({ resourceType: 'Parameters', parameter: operations });
const part = (name: string, type: string, value: unknown) => ({ name, [`value${type}`]: value });
const replace = (path: string, type: string, value: unknown) =>
  operation(part('type', 'Code', 'replace'), part('path', 'String', path), part('value', type, value));
const jsonPatch = (operations: unknown) => ({
  resourceType: 'Binary',
  contentType: 'application/json-patch+json',
  data: Buffer.from(JSON.stringify(operations)).toString('base64'),
});

describe('a FHIRPath Patch', () => {
  it('changes what it names, and keeps decimals and order', async () => {
    const sent = `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00,"unit":"mmol"}}`;
    const id = idOf(await feed.post('Observation', sent));
    const reply = await feed.patch(`Observation/${id}`, fhirPatch(replace('Observation.status', 'Code', 'amended')), {
      'if-match': 'W/"1"',
    });
    expect([reply.status, reply.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(reply.text).toContain('"status":"amended","code":{"text":"x"},"valueQuantity":{"value":1.00,"unit":"mmol"}');
    expect((await feed.get(`Observation/${id}`)).text).toBe(reply.text);
    expect(entriesOf(await feed.get(`Observation/${id}/_history`))[0]?.request?.method).toBe('PATCH');
    const stale = await feed.patch(`Observation/${id}`, fhirPatch(), { 'if-match': 'W/"1"' });
    expect(stale.status).toBe(412);
  });

  it('is taken as XML', async () => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const sent = `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/><part><name value="type"/><valueCode value="add"/></part><part><name value="path"/><valueString value="Patient"/></part><part><name value="name"/><valueString value="birthDate"/></part><part><name value="value"/><valueDate value="2001-02-03"/></part></parameter></Parameters>`;
    const reply = await feed.patch(`Patient/${id}`, sent, { 'content-type': 'application/fhir+xml' });
    expect([reply.status, json(reply)]).toMatchObject([200, { birthDate: '2001-02-03', gender: 'male' }]);
  });

  it('is done in a store of STU3, whose history calls it an update', async () => {
    const id = idOf(await stu3.post('Patient', patient({ gender: 'male' })));
    const reply = await stu3.patch(`Patient/${id}`, fhirPatch(replace('Patient.gender', 'Code', 'other')));
    expect([reply.status, json(reply)['gender']]).toEqual([200, 'other']);
    expect(entriesOf(await stu3.get(`Patient/${id}/_history`))[0]?.request?.method).toBe('PUT');
  });

  it('is done to what a search finds', async () => {
    const value = randomUUID();
    await feed.post('Patient', patient({ gender: 'male', identifier: [{ system: 'urn:test', value }] }));
    const path = `Patient?identifier=urn:test|${value}`;
    const reply = await feed.patch(path, fhirPatch(replace('Patient.gender', 'Code', 'other')));
    expect([reply.status, json(reply)['gender']]).toEqual([200, 'other']);
    expect((await feed.patch('Patient?identifier=urn:test|none', fhirPatch())).status).toBe(404);
  });

  it.each([
    ['that makes the resource invalid', [replace('Patient.gender', 'Code', 'unknowable')], 422, 'Patient.gender'],
    ['that puts another type', [replace('Patient.name.family', 'Integer', 5)], 422, 'Patient.name'],
    ['whose path leads nowhere', [replace('Patient.birthDate', 'Date', '2001')], 400, 'Operation 1'],
    [
      'whose second operation fails',
      [replace('Patient.gender', 'Code', 'other'), replace('Patient.(', 'Code', 'x')],
      400,
      'Operation 2',
    ],
    ['of another id', [replace('Patient.id', 'Id', 'another')], 400, 'Patient.id'],
    ['that is none', [{ name: 'other' }], 400, 'Operation 1'],
  ] as const)('%s changes nothing, and says where', async (_what, operations, status, place) => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const reply = await feed.patch(`Patient/${id}`, fhirPatch(...operations));
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(reply.text).toContain(place);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ gender: 'male', meta: { versionId: '1' } });
  });
});

describe('a patch of either kind', () => {
  const forms = [
    ['JSON', jsonPatch([{ op: 'replace', path: '/gender', value: 'other' }])],
    ['FHIRPath', fhirPatch(replace('Patient.gender', 'Code', 'other'))],
  ] as const;

  it.each(
    forms.flatMap(([kind, resource]) =>
      (['batch', 'transaction'] as const).map((type) => [kind, type, resource] as const),
    ),
  )('as %s in a %s is done, also to what a search finds', async (_kind, type, resource) => {
    const value = randomUUID();
    const one = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const two = idOf(
      await feed.post('Patient', patient({ identifier: [{ system: 'urn:test', value }], gender: 'male' })),
    );
    const reply = await feed.post(
      '',
      bundle(
        type,
        { resource, request: { method: 'PATCH', url: `Patient/${one}`, ifMatch: 'W/"1"' } },
        { resource, request: { method: 'PATCH', url: `Patient?identifier=urn:test|${value}` } },
        { resource: patient(), request: { method: 'POST', url: 'Patient' } },
      ),
    );
    expect(entriesOf(reply).map(({ response }) => response?.status)).toEqual(['200 OK', '200 OK', '201 Created']);
    for (const id of [one, two])
      expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ gender: 'other', meta: { versionId: '2' } });
  });

  it.each([
    ['makes the resource invalid', jsonPatch([{ op: 'replace', path: '/gender', value: 'unknowable' }]), {}, 422],
    ['is of another version', forms[0][1], { ifMatch: 'W/"7"' }, 412],
    ['is no patch', { ...jsonPatch([]), contentType: 'text/plain' }, {}, 400],
    ['is no list', jsonPatch({ op: 'remove' }), {}, 400],
    ['fails its test', jsonPatch([{ op: 'test', path: '/gender', value: 'other' }]), {}, 400],
  ] as const)('that %s undoes its transaction, and is named', async (_what, resource, more, status) => {
    const value = randomUUID();
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const created = patient({ identifier: [{ system: 'urn:test', value }] });
    const reply = await feed.post(
      '',
      bundle(
        'transaction',
        { resource: created, request: { method: 'POST', url: 'Patient' } },
        { resource, request: { method: 'PATCH', url: `Patient/${id}`, ...more } },
      ),
    );
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('Bundle.entry[1]')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ gender: 'male', meta: { versionId: '1' } });
  });

  it('sees what the client has read: its id and meta too', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const tag = [
      { op: 'test', path: '/meta/versionId', value: '1' },
      { op: 'add', path: '/meta/tag', value: [{ code: 't' }] },
    ];
    const type = { 'content-type': 'application/json-patch+json' };
    const reply = await feed.patch(`Patient/${id}`, tag, type);
    expect([reply.status, json(reply)]).toMatchObject([200, { meta: { versionId: '2', tag: [{ code: 't' }] } }]);
    expect((await feed.patch(`Patient/${id}`, tag, type)).status).toBe(400);
  });

  it('in four transactions at once loses none', async () => {
    const id = idOf(await feed.post('Patient', patient({ identifier: [{ value: 'x' }] })));
    const resource = jsonPatch([{ op: 'add', path: '/identifier/-', value: { value: 'y' } }]);
    const sent = bundle('transaction', { resource, request: { method: 'PATCH', url: `Patient/${id}` } });
    const all = await Promise.all(Array.from({ length: 4 }, () => feed.post('', sent)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(json(await feed.get(`Patient/${id}`))['identifier']).toHaveLength(5);
  });
});
