import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callers } from './callers.ts';
import { entriesOf, feedClient, idOf, json, link, namesOf, type FeedClient } from './customer.ts';
import { ask, type Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Invariant 3 and the issue's §7: no interaction crosses feeds. Both feeds hold a Patient/shared; nothing of one shows in the other.

let system: Wiring;
let riverside: FeedClient;
let riversideStu3: FeedClient;
let hillside: FeedClient;

const secret = 'Riversidesecret';
const patient = (family: string) => ({
  resourceType: 'Patient',
  id: 'shared',
  identifier: [{ system: 'urn:x', value: family }],
  name: [{ family }],
});

beforeAll(async () => {
  system = await inOneProcess();
  riverside = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  riversideStu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  hillside = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
  expect((await riverside.put('Patient/shared', patient(secret))).status).toBe(201);
  expect((await riverside.put('Observation/theirs', observation('Patient/shared'))).status).toBe(201);
  expect((await hillside.put('Patient/shared', patient('Hillside'))).status).toBe(201);
});
afterAll(() => system.stop());

const observation = (subject: string) => ({
  resourceType: 'Observation',
  id: 'theirs',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }], text: secret },
  subject: { reference: subject },
});

const tagging = {
  resourceType: 'Parameters',
  parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 't' }] } }],
};

describe('another’s feed', () => {
  it.each([
    ['read', 'Patient/shared'],
    ['vread', 'Patient/shared/_history/1'],
    ['history of a resource', 'Patient/shared/_history'],
    ['history of a type', 'Patient/_history'],
    ['history of the feed', '_history'],
    ['search', 'Patient?name=river'],
    ['search of all types', '?_type=Patient'],
    ['search of a compartment', 'Patient/shared/Observation'],
    ['everything', 'Patient/shared/$everything'],
    ['meta', 'Patient/shared/$meta'],
    ['validation of a deletion', 'Patient/shared/$validate?mode=delete'],
  ])('answers a %s like one that is not there', async (_what, path) => {
    const stranger = await feedClient(system.base, 'riverside-r4', 'hillside-customer');
    const nowhere = await feedClient(system.base, 'nowhere', 'hillside-customer');
    const [refused, missing] = await Promise.all([stranger.get(path), nowhere.get(path)]);
    expect([refused.status, refused.text]).toEqual([missing.status, missing.text]);
    expect(refused.status).toBe(404);
  });

  it.each([
    ['create', (feed: FeedClient) => feed.post('Patient', patient('Intruder'))],
    ['update', (feed: FeedClient) => feed.put('Patient/shared', patient('Intruder'))],
    [
      'conditional update',
      (feed: FeedClient) => feed.put('Patient?identifier=urn:x|Riversidesecret', { ...patient('Intruder') }),
    ],
    ['delete', (feed: FeedClient) => feed.remove('Patient/shared')],
    ['conditional delete', (feed: FeedClient) => feed.remove('Patient?name=river')],
    [
      'conditional create',
      (feed: FeedClient) =>
        feed.post('Patient', patient('Intruder'), { 'if-none-exist': 'identifier=urn:x|Riversidesecret' }),
    ],
    [
      'JSON Patch whose test would tell',
      (feed: FeedClient) =>
        feed.patch('Patient/shared', [{ op: 'test', path: '/name/0/family', value: secret }], {
          'content-type': 'application/json-patch+json',
        }),
    ],
    [
      'conditional patch',
      (feed: FeedClient) =>
        feed.patch('Patient?identifier=urn:x|Riversidesecret', [], { 'content-type': 'application/json-patch+json' }),
    ],
    [
      'FHIRPath Patch in XML that is not well-formed',
      (feed: FeedClient) => feed.patch('Patient/shared', '<Parameters', { 'content-type': 'application/fhir+xml' }),
    ],
    ['change of tags', (feed: FeedClient) => feed.post('Patient/shared/$meta-add', tagging)],
    ['validation', (feed: FeedClient) => feed.post('Patient/shared/$validate', patient('Intruder'))],
    ['transaction', (feed: FeedClient) => feed.post('', bundle('transaction'))],
    ['batch', (feed: FeedClient) => feed.post('', bundle('batch'))],
  ])('refuses a %s like one that is not there, and nothing changes', async (_what, write) => {
    const before = await everything();
    const stranger = await feedClient(system.base, 'riverside-r4', 'hillside-customer');
    const nowhere = await feedClient(system.base, 'nowhere', 'hillside-customer');
    const [refused, missing] = [await write(stranger), await write(nowhere)];
    expect([refused.status, refused.text]).toEqual([missing.status, missing.text]);
    expect(refused.status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it('tells nothing by what a client says it has already', async () => {
    const stranger = await feedClient(system.base, 'riverside-r4', 'hillside-customer');
    for (const headers of [
      { 'if-none-match': 'W/"1"' },
      { 'if-modified-since': new Date(Date.now() + 1e6).toUTCString() },
    ])
      for (const path of ['Patient/shared', 'Patient/never-was']) {
        const reply = await stranger.get(path, headers);
        expect([reply.status, reply.headers.get('etag'), reply.headers.get('last-modified')]).toEqual([
          404,
          null,
          null,
        ]);
      }
  });

  it('is closed to everybody else', async () => {
    for (const client of ['customer.hl7', 'partner.fhir', 'tethered.rest', 'app', 'person'] as const) {
      const reply = await ask(`${riverside.base}/Patient/shared`, 'GET', {
        headers: await callers[client](system.base),
      });
      expect([401, 403]).toContain(reply.status);
      expect(reply.text).not.toContain(secret);
    }
  });

  it('is not opened by the graph either', async () => {
    const authorization = (await callers['customer.fhir'](system.base))['authorization'] ?? '';
    const reply = await ask(`${system.base}/graphql`, 'POST', {
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ customerFeed(name: "hillside-r4") { name } }' }),
    });
    expect(JSON.parse(reply.text)).toEqual({ data: { customerFeed: null } });
  });
});

/** A search that finds nothing, and not one that is refused; a resource that is not there has no history. */
const found = (reply: Reply): Reply => {
  expect([200, 404]).toContain(reply.status);
  return reply;
};

describe('one’s own feed', () => {
  it('shows nothing of another feed, not even of one’s own organisation', async () => {
    for (const feed of [hillside, riversideStu3])
      for (const path of [
        'Patient',
        'Patient?name=river',
        'Patient?identifier=urn:x|Riversidesecret',
        'Observation?code=718-7',
        'Observation?subject=Patient/shared',
        'Patient/_history',
        'Patient/shared/_history',
        '_history',
        'Patient?_total=accurate&_summary=count&name=river',
      ])
        expect(JSON.stringify(entriesOf(await feed.get(path).then(found)))).not.toContain(secret);
    expect(json(await hillside.get('Patient?_summary=count'))).toMatchObject({ total: 1 });
    expect((await riversideStu3.get('Patient/shared')).status).toBe(404);
    expect((await hillside.get('Observation/theirs')).status).toBe(404);
  });

  it('reads nothing of another in a batch, by an absolute URL, an include or a patch of what is there', async () => {
    const get = (url: string, more: object = {}) => ({ request: { method: 'GET', url, ...more } });
    const urls = [
      'Observation/theirs',
      `${riverside.base}/Observation/theirs`,
      '../riverside-r4/Observation/theirs',
      'Observation/theirs/_history/1',
      'Observation/theirs/_history',
      'Observation/theirs/$meta',
      'Patient?_revinclude=Observation:subject&_has:Observation:subject:code=718-7',
    ];
    const reply = await hillside.post('', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [...urls.map((url) => get(url)), get('Observation/theirs', { ifNoneMatch: 'W/"1"' })],
    });
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain(secret);
    expect(reply.text).not.toContain('"304"');
    const patches = [{ op: 'copy', from: '/contained/0', path: '/contained/1' }];
    const type = { 'content-type': 'application/json-patch+json' };
    expect((await hillside.patch('Observation/theirs', patches, type)).status).toBe(404);
    expect(namesOf(await hillside.get('Patient/shared/$everything'))).toEqual(['Patient/shared']);
  });

  it('takes no page link of another', async () => {
    await riverside.post('Patient', patient('Another'));
    const next = link(await riverside.get('Patient?_count=1'), 'next') ?? expect.unreachable('There is one page.');
    const crossed = await hillside.get(next.replace('riverside-r4', 'hillside-r4'));
    expect(crossed.status).toBe(400);
    expect(crossed.text).not.toContain('Another');
  });

  it('resolves conditions and references of a transaction in itself alone', async () => {
    const referring = await hillside.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          resource: { ...observation('Patient?identifier=urn:x|Riversidesecret'), id: undefined },
          request: { method: 'POST', url: 'Observation' },
        },
      ],
    });
    expect(referring.status).toBe(412);
    const created = await hillside.post('Patient', patient('Fresh'), {
      'if-none-exist': 'identifier=urn:x|Riversidesecret',
    });
    expect(created.status).toBe(201);
    await hillside.remove(`Patient/${idOf(created)}`);
    expect((await hillside.remove('Patient?identifier=urn:x|Riversidesecret')).status).toBe(204);
    expect((await riverside.get('Patient/shared')).status).toBe(200);
  });

  it('keeps the same id apart in each', async () => {
    expect((await riverside.get('Patient/shared')).text).toContain(secret);
    expect((await hillside.get('Patient/shared')).text).toContain('Hillside');
    expect(namesOf(await hillside.get('Patient'))).toEqual(['Patient/shared']);
  });

  it('leaves the patients’ record as it is', async () => {
    const headers = await callers['customer.fhir'](system.base);
    const seen = await ask(`${system.base}/fhir/aggregated/Patient?identifier=urn:x|Riversidesecret`, 'GET', {
      headers,
    });
    expect(namesOf(seen)).toEqual([]);
  });
});

const bundle = (type: string) => ({
  resourceType: 'Bundle',
  type,
  entry: [
    { resource: patient('Intruder'), request: { method: 'PUT', url: 'Patient/shared' } },
    { request: { method: 'GET', url: 'Patient/shared' } },
  ],
});

const everything = async (): Promise<unknown> => {
  const { rows } = await system.database.pool.query(
    'select store, type, id, ver from clinical.res where store > 0 order by 1, 2, 3',
  );
  return rows;
};
