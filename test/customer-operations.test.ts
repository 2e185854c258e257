import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, idOf, json, link, namesOf, type FeedClient } from './customer.ts';
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

type Issue = { readonly severity: string; readonly code: string; readonly expression?: string[] };
const issuesOf = (reply: { readonly text: string }): readonly Issue[] =>
  (JSON.parse(reply.text) as { issue: Issue[] }).issue;
const envelope = (resource: object, mode?: string) => ({
  resourceType: 'Parameters',
  parameter: [...(mode === undefined ? [] : [{ name: 'mode', valueCode: mode }]), { name: 'resource', resource }],
});

describe('$validate', () => {
  const wrong = { resourceType: 'Patient', gender: 'unknowable', contact: [{}, { name: { family: 5 } }] };
  const places = ['Patient.contact[0]', 'Patient.contact[1].name.family', 'Patient.gender'];
  const placesIn = (reply: { readonly text: string }) =>
    issuesOf(reply)
      .flatMap(({ expression }) => expression)
      .sort();

  it('names all that is wrong with its place, and stores nothing', async () => {
    const before = (await feed.get('Patient/_history?_count=1')).text.replace(/"timestamp":"[^"]*"/, '');
    for (const [path, sent] of [
      ['Patient/$validate', wrong],
      ['Patient/$validate', envelope(wrong)],
      ['Patient/$validate', envelope(wrong, 'create')],
      ['Patient/$validate?mode=create', wrong],
    ] as const) {
      const reply = await feed.post(path, sent);
      expect([reply.status, placesIn(reply)]).toEqual([200, places]);
    }
    expect((await feed.get('Patient/_history?_count=1')).text.replace(/"timestamp":"[^"]*"/, '')).toBe(before);
  });

  it('says so where nothing is wrong, in the version of the feed, in XML too', async () => {
    expect(issuesOf(await feed.post('Patient/$validate', patient()))).toMatchObject([{ severity: 'information' }]);
    const animal = patient({ animal: { species: { text: 'cat' } } });
    expect(issuesOf(await stu3.post('Patient/$validate', animal))).toMatchObject([{ severity: 'information' }]);
    expect(issuesOf(await feed.post('Patient/$validate', animal))).toMatchObject([{ severity: 'error' }]);
    const xml = await feed.post(
      'Patient/$validate',
      '<Patient xmlns="http://hl7.org/fhir"><gender value="x"/></Patient>',
      {
        'content-type': 'application/fhir+xml',
      },
    );
    expect(placesIn(xml)).toEqual(['Patient.gender']);
  });

  it('finds the capabilities of either version to be as FHIR defines them', async () => {
    for (const one of [feed, stu3]) {
      const statement = await one.get('metadata');
      const reply = await one.post('CapabilityStatement/$validate', statement.text);
      expect(issuesOf(reply)).toMatchObject([{ severity: 'information' }]);
    }
  });

  it('of an update or a deletion looks at the id', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const of = (path: string, sent: object) => feed.post(path, sent).then(placesIn);
    expect(await of(`Patient/${id}/$validate`, patient({ id }))).toEqual([undefined]);
    expect(await of(`Patient/${id}/$validate`, patient({ id: 'other' }))).toEqual(['Patient.id']);
    expect(await of('Patient/$validate?mode=update', patient())).toEqual(['Patient.id']);
    expect(await of('Patient/$validate', { resourceType: 'Group' })).toContain('Patient.resourceType');
    expect(issuesOf(await feed.get(`Patient/${id}/$validate?mode=delete`))).toMatchObject([
      { severity: 'information' },
    ]);
    expect(issuesOf(await feed.get('Patient/never-was/$validate?mode=delete'))).toMatchObject([{ code: 'not-found' }]);
  });

  it('is done in a batch', async () => {
    const reply = await feed.post(
      '',
      bundle(
        'batch',
        { resource: wrong, request: { method: 'POST', url: 'Patient/$validate' } },
        { resource: patient(), request: { method: 'POST', url: 'Patient/$nothing' } },
      ),
    );
    expect(entriesOf(reply).map(({ response }) => response?.status)).toEqual(['200', '400']);
    expect(placesIn({ text: JSON.stringify(entriesOf(reply)[0]?.resource) })).toEqual(places);
  });

  it.each([
    ['no resource', 'Patient/$validate', '', 400],
    ['what is no JSON', 'Patient/$validate', '{"resourceType":', 400],
    ['a mode that is none', 'Patient/$validate?mode=guess', patient(), 400],
    ['a profile that nobody knows', 'Patient/$validate?profile=urn:x', patient(), 400],
    ['a type that is none', 'Pation/$validate', patient(), 404],
    ['a deletion of nothing', 'Patient/$validate?mode=delete', patient(), 400],
  ] as const)('of %s is refused', async (_what, path, sent, status) => {
    const reply = await feed.post(path, sent);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
  });
});

describe('$everything', () => {
  const about = (id: string) => ({ subject: { reference: `Patient/${id}` } });
  const observation = (patientId: string, id: string, day: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'x' },
    ...about(patientId),
    effectiveDateTime: day,
    performer: [{ reference: 'Practitioner/everybodys' }],
  });
  const world = async (to: FeedClient): Promise<string> => {
    const id = randomUUID();
    await to.put('Practitioner/everybodys', { resourceType: 'Practitioner', id: 'everybodys' });
    await to.put(`Patient/${id}`, patient({ id }));
    for (const day of ['01', '02', '03']) {
      const name = `${id.slice(0, 8)}-${day}`;
      expect((await to.put(`Observation/${name}`, observation(id, name, `2026-03-${day}`))).status).toBe(201);
    }
    const visit = `${id.slice(0, 8)}-visit`;
    const encounter = {
      resourceType: 'Encounter',
      id: visit,
      status: 'finished',
      class: { code: 'AMB' },
      ...about(id),
    };
    expect((await to.put(`Encounter/${visit}`, encounter)).status).toBe(201);
    await to.post('Observation', observation('somebody-else', randomUUID(), '2026-03-01'));
    return id;
  };
  const names = (id: string, ...ends: readonly string[]) =>
    [
      `Patient/${id}`,
      ...ends.map((end) => `${end === 'visit' ? 'Encounter' : 'Observation'}/${id.slice(0, 8)}-${end}`),
    ].sort();

  it('is all of a patient, and what it refers to, in either version', async () => {
    for (const one of [feed, stu3]) {
      const id = await world(one);
      for (const reply of [
        await one.get(`Patient/${id}/$everything`),
        await one.post(`Patient/${id}/$everything`, { resourceType: 'Parameters' }),
      ]) {
        expect([reply.status, json(reply)['type']]).toEqual([200, 'searchset']);
        expect([...namesOf(reply)].sort()).toEqual(names(id, '01', '02', '03', 'visit'));
        expect(namesOf(reply, 'include')).toEqual(['Practitioner/everybodys']);
      }
    }
  });

  it('takes pages, types, dates of care and a moment since', async () => {
    const id = await world(feed);
    const paged: string[] = [];
    for (let next: string | undefined = `Patient/${id}/$everything?_count=2`; next !== undefined;) {
      const page = await feed.get(next);
      expect(namesOf(page).length).toBeLessThanOrEqual(2);
      paged.push(...namesOf(page));
      next = link(page, 'next');
    }
    expect(paged.sort()).toEqual(names(id, '01', '02', '03', 'visit'));
    const of = async (query: string) => [...namesOf(await feed.get(`Patient/${id}/$everything?${query}`))].sort();
    expect(await of('_type=Observation')).toEqual(names(id, '01', '02', '03').filter((name) => name.startsWith('O')));
    expect(await of('_type=Patient,Organization')).toEqual([`Patient/${id}`]);
    expect(await of('start=2026-03-02&end=2026-03-02')).toEqual(names(id, '02'));
    expect(await of('end=2026-03-02')).toEqual(names(id, '01', '02'));
    expect(await of('_since=2100-01-01T00:00:00Z')).toEqual([]);
    const posted = await feed.post(`Patient/${id}/$everything`, {
      resourceType: 'Parameters',
      parameter: [
        { name: '_type', valueCode: 'Observation' },
        { name: 'start', valueDate: '2026-03-03' },
      ],
    });
    expect(namesOf(posted)).toEqual([`Observation/${id.slice(0, 8)}-03`]);
  });

  it('is of an encounter, too, and in a batch', async () => {
    const id = await world(feed);
    const url = `Encounter/${id.slice(0, 8)}-visit/$everything`;
    expect(namesOf(await feed.get(url))).toEqual([`Encounter/${id.slice(0, 8)}-visit`]);
    expect(namesOf(await feed.get(url), 'include')).toEqual([`Patient/${id}`]);
    const batch = await feed.post('', bundle('batch', { request: { method: 'GET', url } }));
    expect(entriesOf(batch)[0]?.resource).toMatchObject({ type: 'searchset' });
  });

  it.each([
    ['Patient/never-was/$everything', 404],
    ['Practitioner/everybodys/$everything', 404],
    ['Patient/$everything', 404],
    ['Patient/never-was/$everything?start=2023-02-30', 400],
    ['Patient/never-was/$everything?_count=-1', 400],
    ['Patient/never-was/$nothing', 404],
  ])('GET %s is %i', async (path, status) => {
    const reply = await feed.get(path);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
  });
});

describe('$meta', () => {
  const tags = (...codes: readonly string[]) => ({ tag: codes.map((code) => ({ system: 'urn:t', code })) });
  const given = (value: object) => ({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: value }] });
  const returned = (reply: { readonly text: string }) =>
    (JSON.parse(reply.text) as { parameter: { valueMeta: object }[] }).parameter[0]?.valueMeta;

  it('is read, added to and taken away from, and the rest stays as it was sent', async () => {
    const id = idOf(
      await feed.post(
        'Observation',
        '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}',
      ),
    );
    const url = `Observation/${id}`;
    expect(returned(await feed.get(`${url}/$meta`))).toMatchObject({ versionId: '1' });
    const added = await feed.post(`${url}/$meta-add`, given({ ...tags('a', 'b'), profile: ['urn:p'] }));
    expect(returned(added)).toMatchObject({ versionId: '2', ...tags('a', 'b'), profile: ['urn:p'] });
    expect(returned(await feed.post(`${url}/$meta-add`, given(tags('b'))))).toMatchObject({ versionId: '2' });
    const removed = await feed.post(`${url}/$meta-delete`, given({ ...tags('a', 'c'), profile: ['urn:p'] }));
    expect(returned(removed)).toMatchObject({ versionId: '3', ...tags('b') });
    expect(returned(removed)).not.toHaveProperty('profile');
    expect((await feed.get(url)).text).toContain('"value":1.00');
    expect(namesOf(await feed.get(`Observation?_tag=urn:t|b&_id=${id}`))).toEqual([url]);
  });

  it('of many at once loses none', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const codes = ['a', 'b', 'c', 'd'];
    const all = await Promise.all(codes.map((code) => feed.post(`Patient/${id}/$meta-add`, given(tags(code)))));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { tag = [] } = returned(await feed.get(`Patient/${id}/$meta`)) as { tag?: { code: string }[] };
    expect(tag.map(({ code }) => code).sort()).toEqual(codes);
  });

  it('is changed in a batch, each entry by itself, and not in a transaction', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const entry = ['a', 'b'].map((code) => ({
      request: { method: 'POST', url: `Patient/${id}/$meta-add` },
      resource: given(tags(code)),
    }));
    const bundle = (type: string) => feed.post('', { resourceType: 'Bundle', type, entry });
    const refused = await bundle('transaction');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Bundle.entry[0]')]);
    expect(returned(await feed.get(`Patient/${id}/$meta`))).not.toHaveProperty('tag');
    expect(json(await bundle('batch'))).toMatchObject({
      entry: [{ response: { status: '200' } }, { response: { status: '200' } }],
    });
    expect(returned(await feed.get(`Patient/${id}/$meta`))).toMatchObject({ ...tags('a', 'b'), versionId: '3' });
  });

  it('of nothing, or without a Meta, is refused', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    expect((await feed.get('Patient/never-was/$meta')).status).toBe(404);
    expect((await feed.post(`Patient/${id}/$meta-add`, { resourceType: 'Parameters' })).status).toBe(400);
    expect((await feed.get(`Patient/${id}/$meta-add`)).status).toBe(404);
    await feed.remove(`Patient/${id}`);
    expect((await feed.get(`Patient/${id}/$meta`)).status).toBe(410);
    expect((await feed.post(`Patient/${id}/$meta-add`, given(tags('a')))).status).toBe(410);
  });
});
