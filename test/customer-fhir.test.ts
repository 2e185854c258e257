import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, idOf, json, link, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The REST interactions of FHIR R4 §3.1 on a customer's own store, through real HTTP.

let system: Wiring;
let feed: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
});
afterAll(() => system.stop());

const patient = (more: object = {}) => ({ resourceType: 'Patient', name: [{ family: 'Test' }], ...more });
const identified = (value: string, more: object = {}) =>
  patient({ identifier: [{ system: 'urn:test', value }], ...more });

describe('a created resource', () => {
  it('is read back as it was sent, byte for byte, with its id and meta', async () => {
    const text = `{ "resourceType" : "Observation",\n  "status":"final", "code":{"text":"x"},\n "valueQuantity":{"value": 1.00, "unit":"mmol"}, "meta":{"tag":[{"code":"t"}]} }`;
    const created = await feed.post('Observation', text);
    expect(created.status).toBe(201);
    const id = idOf(created);
    expect(created.headers.get('location')).toBe(`${feed.base}/Observation/${id}/_history/1`);
    expect(created.headers.get('etag')).toBe('W/"1"');
    const read = await feed.get(`Observation/${id}`);
    expect(read.status).toBe(200);
    expect(read.text).toBe(created.text);
    const { meta } = json(read) as { meta: { lastUpdated: string } };
    expect(read.text).toBe(
      text
        .replace('"Observation"', `"Observation","id":"${id}"`)
        .replace('{"tag"', `{"versionId":"1","lastUpdated":"${meta.lastUpdated}","tag"`),
    );
  });

  it('is answered as the client prefers', async () => {
    const minimal = await feed.post('Patient', patient(), { prefer: 'return=minimal' });
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.get('location')).toContain('/_history/1');
    const outcome = await feed.post('Patient', patient(), { prefer: 'return=OperationOutcome' });
    expect(json(outcome)).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});

describe('an update', () => {
  it('creates under the id that it names, and then makes versions', async () => {
    const id = `mine-${randomUUID()}`;
    expect((await feed.put(`Patient/${id}`, patient({ id }))).status).toBe(201);
    const second = await feed.put(`Patient/${id}`, patient({ id, active: true }));
    expect([second.status, second.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(json(await feed.get(`Patient/${id}/_history/1`))).not.toHaveProperty('active');
    expect(json(await feed.get(`Patient/${id}/_history/2`))).toMatchObject({ active: true, meta: { versionId: '2' } });
  });

  it('happens only to the version that If-Match names', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    expect((await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' })).status).toBe(200);
    const stale = await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' });
    expect(stale.status).toBe(412);
    expect(json(stale)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'conflict' }] });
    expect((await feed.put('Patient/not-there', patient({ id: 'not-there' }), { 'if-match': 'W/"1"' })).status).toBe(
      412,
    );
    expect((await feed.get('Patient/not-there')).status).toBe(404);
    const there = await feed.put(`Patient/${id}`, patient({ id }), { 'if-none-match': '*' });
    expect([there.status, there.text]).toEqual([412, expect.stringContaining('http.If-None-Match')]);
    expect((await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'three' })).status).toBe(400);
  });

  it('of 32 at once with If-Match succeeds once', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const all = await Promise.all(
      Array.from({ length: 32 }, () => feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' })),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 412)).toHaveLength(31);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ meta: { versionId: '2' } });
  });

  it('of 32 at once without makes a version each', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    await Promise.all(Array.from({ length: 32 }, () => feed.put(`Patient/${id}`, patient({ id }))));
    expect(json(await feed.get(`Patient/${id}/_history?_count=0`))).toMatchObject({ total: 33 });
  });
});

describe('a deletion', () => {
  it('leaves 410 behind, versions, and nothing for a search; what is put there again is new', async () => {
    const value = randomUUID();
    const id = idOf(await feed.post('Patient', identified(value)));
    const gone = await feed.remove(`Patient/${id}`);
    expect([gone.status, gone.text, gone.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
    expect((await feed.get(`Patient/${id}`)).status).toBe(410);
    expect((await feed.get(`Patient/${id}/_history/2`)).status).toBe(410);
    expect((await feed.get(`Patient/${id}/_history/1`)).status).toBe(200);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
    expect((await feed.remove(`Patient/${id}`)).headers.get('etag')).toBe('W/"2"');
    expect((await feed.put(`Patient/${id}`, identified(value, { id }))).status).toBe(201);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([`Patient/${id}`]);
  });

  it('of what is not there is done already', async () => {
    expect((await feed.remove('Patient/never-was')).status).toBe(204);
    expect((await feed.remove('Patient/never-was', { 'if-match': 'W/"1"' })).status).toBe(412);
  });
});

describe('conditions', () => {
  it('create once, of however many at the same time', async () => {
    const value = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 64 }, () =>
        feed.post('Patient', identified(value), { 'if-none-exist': `identifier=urn:test|${value}` }),
      ),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(63);
    expect(new Set(all.map(idOf)).size).toBe(1);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toHaveLength(1);
  });

  it('that several meet are refused', async () => {
    const value = randomUUID();
    await feed.post('Patient', identified(value));
    await feed.post('Patient', identified(value));
    const condition = `identifier=urn:test|${value}`;
    expect((await feed.post('Patient', identified(value), { 'if-none-exist': condition })).status).toBe(412);
    expect((await feed.put(`Patient?${condition}`, identified(value))).status).toBe(412);
    expect((await feed.remove(`Patient?${condition}`)).status).toBe(204);
    expect(namesOf(await feed.get(`Patient?${condition}`))).toEqual([]);
  });

  it('update what they find, create where they find nothing', async () => {
    const value = randomUUID();
    const url = `Patient?identifier=urn:test|${value}`;
    const created = await feed.put(url, identified(value));
    expect(created.status).toBe(201);
    const updated = await feed.put(url, identified(value, { active: true }));
    expect([updated.status, idOf(updated)]).toEqual([200, idOf(created)]);
    expect((await feed.put(url, identified(value, { id: 'another' }))).status).toBe(400);
  });

  it('never pass over what they do not know', async () => {
    expect((await feed.post('Patient', patient(), { 'if-none-exist': 'colour=blue' })).status).toBe(400);
    expect((await feed.remove('Patient?')).status).toBe(400);
    expect((await feed.remove('Patient')).status).toBe(400);
  });

  it('let a client read only what it does not have', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"2"' })).status).toBe(200);
    const modified = (await feed.get(`Patient/${id}`)).headers.get('last-modified') ?? '';
    const day = 86_400_000;
    const at = (moment: number) => ({ 'if-modified-since': new Date(moment).toUTCString() });
    expect((await feed.get(`Patient/${id}`, { 'if-modified-since': modified })).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, at(Date.parse(modified) + day))).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, at(Date.parse(modified) - day))).status).toBe(200);
    expect((await feed.get(`Patient/${id}`, { 'if-modified-since': 'yesterday' })).status).toBe(200);
    // RFC 9110 §13.1.3: what the client knows by its tag is not asked about by its date.
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"2"', ...at(Date.now() + day) })).status).toBe(200);
  });
});

describe('a history', () => {
  it('is newest first, with its deletions, and pages without a gap', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    for (let n = 0; n < 4; n += 1) await feed.put(`Patient/${id}`, patient({ id }));
    await feed.remove(`Patient/${id}`);
    const whole = await feed.get(`Patient/${id}/_history`);
    expect(json(whole)).toMatchObject({ type: 'history', total: 6 });
    expect(entriesOf(whole).map(({ request }) => request?.method)).toEqual([
      'DELETE',
      'PUT',
      'PUT',
      'PUT',
      'PUT',
      'POST',
    ]);
    expect(entriesOf(whole)[0]).not.toHaveProperty('resource');
    const paged: unknown[] = [];
    for (let next: string | undefined = `Patient/${id}/_history?_count=2`; next !== undefined;) {
      const page = await feed.get(next);
      paged.push(...entriesOf(page));
      next = link(page, 'next');
    }
    expect(paged).toEqual(entriesOf(whole));
  });

  it('of a type and of the feed hold what happened since', async () => {
    const since = new Date(Date.now() - 1).toISOString();
    const id = idOf(await feed.post('Basic', { resourceType: 'Basic', code: { text: 'x' } }));
    const other = idOf(
      await feed.post('Flag', {
        resourceType: 'Flag',
        status: 'active',
        code: { text: 'x' },
        subject: { reference: 'Patient/1' },
      }),
    );
    const urls = async (path: string) => entriesOf(await feed.get(path)).map(({ fullUrl }) => fullUrl);
    expect(await urls(`Basic/_history?_since=${since}`)).toEqual([`${feed.base}/Basic/${id}`]);
    expect(await urls(`_history?_since=${since}`)).toEqual([`${feed.base}/Flag/${other}`, `${feed.base}/Basic/${id}`]);
    expect(await urls(`Basic/_history?_at=2020`)).toEqual([]);
    expect((await feed.get('Basic/_history?_since=2023-02-30')).status).toBe(400);
  });
});

describe('a search', () => {
  it('finds, counts, sorts and pages', async () => {
    const tag = randomUUID();
    for (let day = 1; day <= 5; day += 1)
      await feed.post('Observation', {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'urn:c', code: tag }] },
        effectiveDateTime: `2026-01-0${String(day)}`,
      });
    const page = await feed.get(`Observation?code=urn:c|${tag}&_sort=-date&_count=2&_total=accurate`);
    expect(json(page)).toMatchObject({ type: 'searchset', total: 5 });
    const dates: unknown[] = [];
    for (let next: string | undefined = `Observation?code=${tag}&_sort=date&_count=2`; next !== undefined;) {
      const reply = await feed.get(next);
      dates.push(...entriesOf(reply).map(({ resource }) => resource?.['effectiveDateTime']));
      next = link(reply, 'next');
    }
    expect(dates).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05']);
    const posted = await feed.post('Observation/_search', `code=${tag}&_summary=count`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(json(posted)).toMatchObject({ total: 5 });
    expect(entriesOf(posted)).toEqual([]);
  });

  it('says what it passed over, and refuses it where the client is strict', async () => {
    const reply = await feed.get('Patient?colour=blue&active=true');
    expect(link(reply, 'self')).not.toContain('colour');
    expect(entriesOf(reply).at(-1)).toMatchObject({ search: { mode: 'outcome' } });
    expect((await feed.get('Patient?colour=blue', { prefer: 'handling=strict' })).status).toBe(400);
  });
});

const entry = (method: string, url: string, resource?: object, more: object = {}, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  ...(resource === undefined ? {} : { resource }),
  request: { method, url, ...more },
});
const bundle = (type: 'batch' | 'transaction', ...entries: readonly object[]) => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
});
const observationOf = (reference: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
});

describe('a transaction', () => {
  it('links what refers to each other, and keeps decimals', async () => {
    const name = `urn:uuid:${randomUUID()}`;
    const sent = JSON.stringify(
      bundle(
        'transaction',
        entry('POST', 'Observation', { ...observationOf(name), valueQuantity: { value: 7 } }),
        entry('POST', 'Patient', patient({ identifier: [{ system: 'urn:ietf:rfc:3986', value: name }] }), {}, name),
      ),
    ).replace('"value":7', '"value":7.10');
    const reply = await feed.post('', sent);
    expect([reply.status, json(reply)['type']]).toEqual([200, 'transaction-response']);
    const [observation, created] = entriesOf(reply).map(({ response }) => response);
    expect([observation?.status, created?.status]).toEqual(['201 Created', '201 Created']);
    const read = await feed.get(observation?.location ?? '');
    const id = /Patient\/([^/]+)/.exec(created?.location ?? '')?.[1];
    expect(json(read)).toMatchObject({ subject: { reference: `Patient/${String(id)}` } });
    expect(read.text).toContain('7.10');
    expect(json(await feed.get(`Patient/${String(id)}`))).toMatchObject({ identifier: [{ value: name }] });
  });

  it('is all or nothing, and names the entry that fails', async () => {
    const value = randomUUID();
    const id = idOf(await feed.post('Patient', patient()));
    const before = json(await feed.get('_history?_count=1'));
    const reply = await feed.post(
      '',
      bundle(
        'transaction',
        entry('POST', 'Patient', identified(value)),
        entry('PUT', `Patient/${id}`, patient({ id }), { ifMatch: 'W/"9"' }),
      ),
    );
    expect(reply.status).toBe(412);
    expect(reply.text).toContain('Bundle.entry[1]');
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
    expect(json(await feed.get('_history?_count=1'))['entry']).toEqual(before['entry']);
  });

  it.each([
    ['a wrong resource', entry('POST', 'Patient', observationOf('Patient/1')), 400],
    ['an unknown type', entry('POST', 'Patients', { resourceType: 'Patients' }), 404],
    ['no resource', entry('POST', 'Patient'), 400],
    [
      'a reference that finds nothing',
      entry('POST', 'Observation', observationOf('Patient?identifier=urn:test|none')),
      412,
    ],
    ['another id', entry('PUT', 'Patient/one', patient({ id: 'two' })), 400],
    ['no request', { resource: patient() }, 400],
    ['a method that is none', entry('FETCH', 'Patient', patient()), 400],
  ])('with %s does nothing and says where', async (_what, wrong, status) => {
    const value = randomUUID();
    const reply = await feed.post('', bundle('transaction', entry('POST', 'Patient', identified(value)), wrong));
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('Bundle.entry[1]')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
  });

  it('does nothing where two entries are about one resource', async () => {
    const reply = await feed.post(
      '',
      bundle('transaction', entry('PUT', 'Patient/twice', patient({ id: 'twice' })), entry('DELETE', 'Patient/twice')),
    );
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('Bundle.entry[1]')]);
  });

  it('resolves conditions: of entries, and in the place of references', async () => {
    const value = randomUUID();
    const id = idOf(await feed.post('Patient', identified(value)));
    const name = `urn:uuid:${randomUUID()}`;
    const condition = `identifier=urn:test|${value}`;
    const reply = await feed.post(
      '',
      bundle(
        'transaction',
        entry('POST', 'Patient', identified(value), { ifNoneExist: condition }, name),
        entry('POST', 'Observation', observationOf(name)),
        entry('POST', 'Observation', observationOf(`Patient?${condition}`)),
        entry('GET', `Patient/${id}`),
      ),
      { prefer: 'return=representation' },
    );
    expect(entriesOf(reply).map(({ response }) => response?.status.slice(0, 3))).toEqual(['200', '201', '201', '200']);
    for (const { resource } of entriesOf(reply).slice(1, 3))
      expect(resource).toMatchObject({ subject: { reference: `Patient/${id}` } });
  });

  it('of which many say the same at once creates once', async () => {
    const value = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 16 }, () =>
        feed.post(
          '',
          bundle(
            'transaction',
            entry('POST', 'Patient', identified(value), { ifNoneExist: `identifier=urn:test|${value}` }),
            entry('PUT', `Basic/${value}`, { resourceType: 'Basic', id: value, code: { text: 'x' } }),
          ),
        ),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toHaveLength(1);
    expect(json(await feed.get(`Basic/${value}`))).toMatchObject({ meta: { versionId: '16' } });
  });
});

describe('a batch', () => {
  it('does each entry by itself', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const reply = await feed.post(
      '',
      bundle(
        'batch',
        entry('POST', 'Patient', patient()),
        entry('PUT', `Patient/${id}`, patient({ id: 'wrong' })),
        entry('GET', `Patient/${id}`),
        entry('GET', 'Patient/never-was'),
        entry('DELETE', 'Patient/never-was'),
        entry('GET', `Patient?_id=${id}`),
      ),
    );
    expect(json(reply)['type']).toBe('batch-response');
    expect(entriesOf(reply).map(({ response }) => response?.status.slice(0, 3))).toEqual([
      '201',
      '400',
      '200',
      '404',
      '204',
      '200',
    ]);
    expect(entriesOf(reply)[1]?.response?.outcome).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});

describe('a resource that is not as FHIR defines it', () => {
  const wrong = { resourceType: 'Patient', gender: 'unknowable', birthDate: '2023-02-30', colour: 'blue' };

  it('is not kept, and everything that is wrong is named with its place', async () => {
    const reply = await feed.post('Patient', wrong);
    expect(reply.status).toBe(422);
    const { issue } = json(reply) as { issue: { expression: string[] }[] };
    expect(issue.flatMap(({ expression }) => expression).sort()).toEqual([
      'Patient.birthDate',
      'Patient.colour',
      'Patient.gender',
    ]);
  });

  it('undoes its transaction, and is named in it', async () => {
    const value = randomUUID();
    const reply = await feed.post(
      '',
      bundle('transaction', entry('POST', 'Patient', identified(value)), entry('POST', 'Patient', wrong)),
    );
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('Bundle.entry[1].resource.birthDate')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
  });

  it('is told apart by the version of the feed', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const animal = patient({ animal: { species: { text: 'cat' } } });
    expect((await stu3.post('Patient', animal)).status).toBe(201);
    expect((await feed.post('Patient', animal)).status).toBe(422);
  });
});

describe('bad input', () => {
  it.each([
    ['JSON that ends too early', 'POST', 'Patient', '{"resourceType":"Patient",', 400, 'line 1, column'],
    ['another type', 'POST', 'Patient', '{"resourceType":"Group"}', 400, 'Patient.resourceType'],
    ['no type', 'POST', 'Patient', '{}', 400, 'Patient.resourceType'],
    ['a list', 'POST', 'Patient', '[]', 400, 'not an object'],
    ['depth', 'POST', 'Patient', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, 'levels deep'],
    ['a type that FHIR has not', 'POST', 'Pation', '{"resourceType":"Pation"}', 404, 'not-found'],
    ['another id', 'PUT', 'Patient/a', '{"resourceType":"Patient","id":"b"}', 400, 'Patient.id'],
    ['no id', 'PUT', 'Patient/a', '{"resourceType":"Patient"}', 400, 'Patient.id'],
    ['an id that is none', 'PUT', 'Patient/a_b', '{"resourceType":"Patient","id":"a_b"}', 400, 'An id is'],
    ['an id with a slash', 'PUT', 'Patient/a%2Fb', '{"resourceType":"Patient","id":"a/b"}', 400, 'An id is'],
    [
      'a character that is none',
      'POST',
      'Patient',
      '{"resourceType":"Patient","name":[{"family":"\\u0000"}]}',
      400,
      'U+0000',
    ],
    ['nothing', 'POST', 'Patient', '', 400, 'text ends'],
    ['a Bundle that is none', 'POST', '', '{"resourceType":"Patient"}', 400, 'Bundle'],
    ['a Bundle of another type', 'POST', '', '{"resourceType":"Bundle","type":"searchset"}', 400, 'searchset'],
    [
      'too many entries',
      'POST',
      '',
      JSON.stringify(bundle('batch', ...Array.from({ length: 5001 }, () => ({})))),
      413,
      '5000',
    ],
    ['6 MB', 'POST', 'Binary', `{"resourceType":"Binary","data":"${'A'.repeat(6_000_000)}"}`, 413, '5 MB'],
  ] as const)('%s is refused, and says where', async (_what, method, path, body, status, place) => {
    const reply = await (method === 'PUT' ? feed.put(path, body) : feed.post(path, body));
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(reply.text).toContain(place);
  });

  it.each([
    ['Patient?_count=-1', 400, '_count'],
    ['Patient?_count=many', 400, '_count'],
    ['Patient?birthdate=2023-02-30', 400, 'birthdate'],
    ['Patient?birthdate=xx2023', 400, 'birthdate'],
    ['Patient?_sort=nonsense', 400, '_sort'],
    ['Patient?page=nonsense', 400, 'page'],
    ['Patient/_history?page=nonsense', 400, 'page'],
    ['Observation?nonsense.name=x', 400, 'nonsense'],
    ['Observation?subject:Patient.nonsense=x', 400, 'nonsense'],
    ['Observation?code.name=x', 400, 'code'],
    ['Patient?_has:Observation:nonsense:code=x', 400, 'nonsense'],
    ['Patient?_include=Patient:nonsense', 400, '_include'],
    ['Observation?value-quantity=much', 400, 'value-quantity'],
    ['Patient?name:nonsense=x', 400, 'name:nonsense'],
    ['Patient?_summary=some', 400, '_summary'],
    ['Patient/a_b', 404, 'not-found'],
    ['Patient/a%00b', 404, 'not-found'],
    ['Patient/a%00b/_history', 404, 'not-found'],
    ['Patient?_sort=%00', 400, '_sort'],
    ['Patient/a/_history/x', 404, 'not-found'],
    ['Pation', 404, 'not-found'],
    ['Pation/1', 404, 'not-found'],
    ['$nothing', 404, ''],
    ['Patient/1/2/3/4', 404, ''],
  ])('GET %s is %i, and names %j', async (path, status, place) => {
    const reply = await feed.get(path);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(reply.text).toContain(place);
  });

  it.each([
    ['PUT', 'W/"1"', 412],
    ['PUT', '1', 400],
    ['PATCH', 'W/"1"', 404],
    ['DELETE', 'W/"1"', 412],
    ['DELETE', 'W/"none"', 412],
  ] as const)('%s of what is not there with If-Match %s is %i, and leaves nothing', async (method, ifMatch, status) => {
    const url = 'Patient/not-there-at-all';
    const headers = { 'if-match': ifMatch };
    const reply =
      method === 'PUT'
        ? await feed.put(url, patient({ id: 'not-there-at-all' }), headers)
        : method === 'PATCH'
          ? await feed.patch(url, [], { ...headers, 'content-type': 'application/json-patch+json' })
          : await feed.remove(url, headers);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect((await feed.get(`${url}/_history`)).status).toBe(404);
  });

  it('in another form than is read is refused', async () => {
    expect((await feed.post('Patient', '<Patient/>', { 'content-type': 'text/html' })).status).toBe(415);
    expect((await feed.get('Patient', { accept: 'text/html' })).status).toBe(406);
  });
});

describe('XML', () => {
  const xml = { 'content-type': 'application/fhir+xml' };

  it('is read and written; what it says is the same as in JSON', async () => {
    const sent = `<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="x"/></code><valueQuantity><value value="1.00"/></valueQuantity></Observation>`;
    const created = await feed.post('Observation', sent, { ...xml, accept: 'application/fhir+xml' });
    expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/fhir+xml; charset=utf-8']);
    const id = /<id value="([^"]+)"/.exec(created.text)?.[1] ?? '';
    expect((await feed.get(`Observation/${id}`)).text).toContain('"value":1.00');
    const read = await feed.get(`Observation/${id}?_format=xml`);
    expect(read.text).toContain('<value value="1.00"/>');
    const found = await feed.get(`Observation?_id=${id}`, { accept: 'application/fhir+xml' });
    expect(found.text).toMatch(/^(<\?xml[^>]*>)?<Bundle xmlns="http:\/\/hl7.org\/fhir">/);
    const back = await feed.put(`Observation/${id}`, read.text, xml);
    expect([back.status, json(back)['valueQuantity']]).toEqual([200, { value: 1 }]);
  });

  it('of a transaction is done', async () => {
    const value = randomUUID();
    const sent = `<Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry><resource><Patient><identifier><system value="urn:test"/><value value="${value}"/></identifier></Patient></resource><request><method value="POST"/><url value="Patient"/></request></entry></Bundle>`;
    expect((await feed.post('', sent, xml)).status).toBe(200);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toHaveLength(1);
  });

  it.each([
    ['that is not well-formed', '<Patient xmlns="http://hl7.org/fhir"><active', 'line'],
    [
      'of 10 000 levels',
      `<Patient xmlns="http://hl7.org/fhir">${'<extension url="x">'.repeat(10_000)}${'</extension>'.repeat(10_000)}</Patient>`,
      'levels',
    ],
    [
      'that is a bomb',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Patient xmlns="http://hl7.org/fhir"><language value="&b;"/></Patient>`,
      'line',
    ],
    ['that defines entities', '<!DOCTYPE x [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>', ''],
    [
      'of elements that FHIR has not',
      '<Patient xmlns="http://hl7.org/fhir"><colour value="blue"/></Patient>',
      'colour',
    ],
  ])('%s is refused', async (_what, sent, place) => {
    const reply = await feed.post('Patient', sent, { ...xml, accept: 'application/fhir+xml' });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([400, 'application/fhir+xml; charset=utf-8']);
    expect(reply.text).toContain('<OperationOutcome');
    expect(reply.text).toContain(place);
  });

  it('of another feed is refused like one that is not there', async () => {
    const stranger = await feedClient(system.base, 'hillside-r4', 'riverside-customer');
    const nowhere = await feedClient(system.base, 'nowhere', 'riverside-customer');
    const sent = '<Patient xmlns="http://hl7.org/fhir"/>';
    const [one, other] = [await stranger.post('Patient', sent, xml), await nowhere.post('Patient', sent, xml)];
    expect([one.status, one.text]).toEqual([404, other.text]);
  });
});

describe('a part of a resource', () => {
  it.each([
    ['_elements=birthDate', ['birthDate', 'id', 'meta', 'resourceType']],
    ['_summary=text', ['id', 'meta', 'resourceType', 'text']],
    ['_summary=data', ['birthDate', 'gender', 'id', 'maritalStatus', 'meta', 'resourceType']],
    ['_summary=true', ['birthDate', 'gender', 'id', 'meta', 'resourceType']],
  ])('is what %s says, and is tagged', async (query, members) => {
    const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' };
    const maritalStatus = { text: 'x' };
    const whole = { resourceType: 'Patient', text, gender: 'male', birthDate: '2001-01-01', maritalStatus };
    const id = idOf(await feed.post('Patient', whole));
    const read = json(await feed.get(`Patient/${id}?${query}`));
    expect(Object.keys(read).sort()).toEqual(members);
    expect(read['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
    const [found] = entriesOf(await feed.get(`Patient?_id=${id}&${query}`));
    expect(found?.resource).toEqual(read);
    expect(link(await feed.get(`Patient?_id=${id}&${query}`), 'self')).toContain(query);
  });

  it('that is none is refused', async () => {
    expect((await feed.get('Patient?_summary=everything')).status).toBe(400);
  });
});

describe('a JSON Patch', () => {
  const patchType = { 'content-type': 'application/json-patch+json' };
  const replace = (value: unknown) => [{ op: 'replace', path: '/gender', value }];

  it('changes what it names, and nothing else', async () => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const reply = await feed.patch(`Patient/${id}`, replace('female'), patchType);
    expect([reply.status, json(reply)]).toMatchObject([200, { gender: 'female', name: [{ family: 'Test' }] }]);
    expect(entriesOf(await feed.get(`Patient/${id}/_history`))[0]?.request?.method).toBe('PATCH');
  });

  it('of four at once loses none', async () => {
    const id = idOf(await feed.post('Patient', patient({ identifier: [{ value: 'x' }] })));
    const add = [{ op: 'add', path: '/identifier/-', value: { value: 'y' } }];
    const all = await Promise.all(Array.from({ length: 4 }, () => feed.patch(`Patient/${id}`, add, patchType)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(json(await feed.get(`Patient/${id}`))['identifier']).toHaveLength(5);
  });

  it.each([
    ['that makes the resource invalid', replace('unknowable'), 422],
    ['whose test fails', [{ op: 'test', path: '/gender', value: 'other' }], 400],
    ['that is none', { op: 'replace' }, 400],
    ['of another id', [{ op: 'replace', path: '/id', value: 'another' }], 400],
  ])('%s changes nothing', async (_what, wrong, status) => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const reply = await feed.patch(`Patient/${id}`, wrong, patchType);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ gender: 'male', meta: { versionId: '1' } });
  });

  it('of what is not there, or no more, or another version, is refused', async () => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    expect((await feed.patch(`Patient/${id}`, replace('other'), { ...patchType, 'if-match': 'W/"7"' })).status).toBe(
      412,
    );
    await feed.remove(`Patient/${id}`);
    expect((await feed.patch(`Patient/${id}`, replace('other'), patchType)).status).toBe(410);
    expect((await feed.patch('Patient/never-was', replace('other'), patchType)).status).toBe(404);
  });

  it('is done to what a search finds', async () => {
    const value = randomUUID();
    await feed.post('Patient', identified(value, { gender: 'male' }));
    const reply = await feed.patch(`Patient?identifier=urn:test|${value}`, replace('other'), patchType);
    expect([reply.status, json(reply)['gender']]).toEqual([200, 'other']);
  });
});
