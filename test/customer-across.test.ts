import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, json, link, namesOf, type FeedClient } from './customer.ts';
import { bearer, ask } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Searches of several types at once, and of what belongs to one resource. FHIR R4 §3.1.1.1.2, §2.36

let system: Wiring;
let feed: FeedClient;
let other: FeedClient;
let stu3: FeedClient;

const about = (subject: string) => ({ subject: { reference: subject } });
const observation = (id: string, more: object) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: id }] },
  ...more,
});
const encounter = {
  resourceType: 'Encounter',
  id: 'visit',
  status: 'finished',
  class: { code: 'AMB' },
  ...about('Patient/ann'),
};

const world = [
  { resourceType: 'Patient', id: 'ann', name: [{ family: 'Abel' }], meta: { tag: [{ code: 't' }] } },
  {
    resourceType: 'Patient',
    id: 'bea',
    name: [{ family: 'Baker' }],
    generalPractitioner: [{ reference: 'Practitioner/doc' }],
  },
  { resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Abel' }], meta: { tag: [{ code: 't' }] } },
  { resourceType: 'Organization', id: 'north', name: 'North' },
  encounter,
  observation('of-ann', { ...about('Patient/ann'), encounter: { reference: 'Encounter/visit' } }),
  observation('by-ann', { ...about('Patient/bea'), performer: [{ reference: 'Patient/ann' }] }),
  observation('of-bea', { ...about('Patient/bea'), performer: [{ reference: 'Practitioner/doc' }] }),
  {
    resourceType: 'Appointment',
    id: 'soon',
    status: 'booked',
    participant: [{ actor: { reference: 'Patient/ann' }, status: 'accepted' }],
  },
  { resourceType: 'Flag', id: 'flag', status: 'active', code: { text: 'x' }, ...about('Patient/bea') },
];

const load = async (to: FeedClient, resources: readonly { resourceType: string; id: string }[]): Promise<void> => {
  for (const resource of resources) {
    const reply = await to.put(`${resource.resourceType}/${resource.id}`, resource);
    expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
  }
};

beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  other = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  await load(feed, world);
  await load(other, [
    { resourceType: 'Patient', id: 'ann' },
    observation('elsewhere', about('Patient/ann')),
    observation('of-ann', about('Patient/ann')),
  ]);
  await load(stu3, [
    { resourceType: 'Patient', id: 'ann' },
    observation('of-ann', { ...about('Patient/ann'), context: { reference: 'Encounter/visit' } }),
    { resourceType: 'Encounter', id: 'visit', status: 'finished' } as never,
  ]);
});
afterAll(() => system.stop());

const found = async (path: string, by: FeedClient = feed): Promise<readonly string[]> => {
  const reply = await by.get(path);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return [...namesOf(reply)].sort();
};

describe('a compartment', () => {
  it.each([
    ['Patient/ann/Observation', ['Observation/by-ann', 'Observation/of-ann']],
    ['Patient/ann/Observation?code=of-ann', ['Observation/of-ann']],
    ['Patient/ann/Observation?code=of-bea', []],
    ['Patient/ann/Appointment', ['Appointment/soon']],
    ['Patient/ann/Patient', ['Patient/ann']],
    [
      'Patient/ann/*',
      ['Appointment/soon', 'Encounter/visit', 'Observation/by-ann', 'Observation/of-ann', 'Patient/ann'],
    ],
    ['Patient/ann/*?_type=Observation,Encounter', ['Encounter/visit', 'Observation/by-ann', 'Observation/of-ann']],
    ['Patient/ann/*?_type=Organization', []],
    ['Patient/nobody/*', []],
    ['Encounter/visit/*', ['Encounter/visit', 'Observation/of-ann']],
    ['Practitioner/doc/Observation', ['Observation/of-bea']],
    ['Practitioner/doc/*', ['Observation/of-bea', 'Patient/bea', 'Practitioner/doc']],
    ['Device/none/*', []],
    ['RelatedPerson/none/Observation', []],
  ])('%s holds %j', async (path, wanted) => {
    expect(await found(path)).toEqual(wanted);
  });

  it('is what the other version says it is', async () => {
    expect(await found('Encounter/visit/*', stu3)).toEqual(['Encounter/visit', 'Observation/of-ann']);
    expect(await found('Patient/ann/*', stu3)).toEqual(['Observation/of-ann', 'Patient/ann']);
  });

  it('is searched by POST as well, and in a batch', async () => {
    const authorization = await bearer(system.base, 'riverside-customer');
    const posted = await ask(`${feed.base}/Patient/ann/Observation/_search`, 'POST', {
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'code=of-ann',
    });
    expect(namesOf(posted)).toEqual(['Observation/of-ann']);
    const batch = await feed.post('', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: ['Patient/ann/Observation?code=of-ann', '?_type=Organization'].map((url) => ({
        request: { method: 'GET', url },
      })),
    });
    const answers = (json(batch)['entry'] as { resource: object }[]).map(({ resource }) => JSON.stringify(resource));
    expect(answers.map((text) => namesOf({ ...batch, text }))).toEqual([
      ['Observation/of-ann'],
      ['Organization/north'],
    ]);
  });

  it.each([
    ['Organization/north/Observation', 404],
    ['Patient/ann/Organization', 400],
    ['Patient/ann/Nothing', 404],
    ['Patient/an%20n/*', 404],
    ['Patient/ann/*?_type=Nothing', 400],
    ['Patient/ann/*?_sort=code', 400],
  ])('%s is refused with %i', async (path, status) => {
    const reply = await feed.get(path);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('OperationOutcome')]);
  });
});

describe('several types', () => {
  it.each([
    ['?_type=Patient,Practitioner&name=abel', ['Patient/ann', 'Practitioner/doc']],
    ['?_tag=t', ['Patient/ann', 'Practitioner/doc']],
    ['?_type=Patient,Observation&_id=ann,of-ann', ['Observation/of-ann', 'Patient/ann']],
    ['?_type=Observation,Flag&subject=Patient/bea', ['Flag/flag', 'Observation/by-ann', 'Observation/of-bea']],
    ['?_type=Observation,Encounter&subject:Patient.name=abel', ['Encounter/visit', 'Observation/of-ann']],
    ['?_type=Device', []],
    ['?_lastUpdated=gt2000', world.map(({ resourceType, id }) => `${resourceType}/${id}`).sort()],
    ['?_lastUpdated=lt2000', []],
  ])('%s finds %j', async (path, wanted) => {
    expect(await found(path)).toEqual(wanted);
  });

  it.each(['', '?_sort=_lastUpdated', '?_sort=-_lastUpdated', '?_sort=_id', '?_sort=-_id', '?_sort=-date'])(
    'are one list in one order, on one page or on several: %s',
    async (query) => {
      const whole = namesOf(await feed.get(query === '' ? '?_count=100' : `${query}&_count=100`));
      expect([...whole].sort()).toEqual(world.map(({ resourceType, id }) => `${resourceType}/${id}`).sort());
      const paged: string[] = [];
      for (let next: string | undefined = `${query === '' ? '?' : `${query}&`}_count=3`; next !== undefined;) {
        const reply = await feed.get(next);
        expect(reply.status).toBe(200);
        paged.push(...namesOf(reply));
        next = link(reply, 'next');
      }
      expect(paged).toEqual(whole);
      if (query === '?_sort=_id')
        expect(whole).toEqual([...whole].sort((one, two) => (idIn(one) < idIn(two) ? -1 : 1)));
    },
  );
  const idIn = (name: string): string => name.split('/')[1] ?? '';

  it('are searched by POST as well', async () => {
    const authorization = await bearer(system.base, 'riverside-customer');
    const posted = await ask(`${feed.base}/_search`, 'POST', {
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: '_type=Patient,Practitioner&name=abel',
    });
    expect([...namesOf(posted)].sort()).toEqual(['Patient/ann', 'Practitioner/doc']);
  });

  it.each([
    ['riverside-r4', 'special'],
    ['riverside-stu3', 'token'],
  ])('are among what %s says it can', async (name, near) => {
    const { rest } = json(await (name === 'riverside-r4' ? feed : stu3).get('metadata')) as unknown as {
      rest: readonly [{ interaction: object[]; compartment: string[]; searchParam: object[]; resource: object[] }];
    };
    expect(rest[0].interaction).toContainEqual({ code: 'search-system' });
    expect(rest[0].compartment).toContain('http://hl7.org/fhir/CompartmentDefinition/relatedPerson');
    for (const [code, type] of [
      ['_content', 'string'],
      ['_filter', 'string'],
      ['_list', 'token'],
      ['_text', 'string'],
    ])
      expect(rest[0].searchParam).toContainEqual({ name: code, type });
    expect(rest[0].resource).toContainEqual(
      expect.objectContaining({
        type: 'Location',
        searchParam: expect.arrayContaining([{ name: 'near', type: near }]) as object[],
      }),
    );
  });

  it('are counted together', async () => {
    expect(json(await feed.get('?_type=Patient,Practitioner&_total=accurate&_count=1'))).toMatchObject({ total: 3 });
    expect(json(await feed.get('?_type=Patient,Practitioner&_summary=count'))).toMatchObject({ total: 3 });
    expect(json(await feed.get('?_type=Patient&_count=0'))).toMatchObject({ total: 2 });
  });

  it('bring what is included', async () => {
    const reply = await feed.get('?_type=Observation,Encounter&_id=of-ann&_include=Observation:subject');
    expect(namesOf(reply, 'include')).toEqual(['Patient/ann']);
  });

  it('are searched by what all of them know: the rest is passed over, or refused', async () => {
    const reply = await feed.get('?_type=Patient,Organization&birthdate=1990&name=abel');
    expect([...namesOf(reply)]).toEqual(['Patient/ann']);
    expect(link(reply, 'self')).toBe(`${feed.base}?_type=Patient,Organization&name=abel`);
    const strict = { prefer: 'handling=strict' };
    expect((await feed.get('?_type=Patient,Organization&birthdate=1990', strict)).status).toBe(400);
    expect((await feed.get('?name=abel', strict)).status).toBe(400);
    expect(link(await feed.get('?name=abel&_tag=t'), 'self')).toBe(`${feed.base}?_tag=t`);
  });

  it.each([
    '?_type=Nothing',
    '?_type=Patient,Nothing',
    '?_sort=name',
    '?_type=Patient&birthdate=2023-02-30',
    '?page=x',
  ])('%s is refused', async (path) => {
    expect((await feed.get(path)).status).toBe(400);
  });
});

describe('another feed', () => {
  it('shows nothing of itself in a search of all types, in a compartment, or for the place of a page', async () => {
    expect(await found('?_lastUpdated=gt2000', other)).toEqual([
      'Observation/elsewhere',
      'Observation/of-ann',
      'Patient/ann',
    ]);
    expect(await found('Patient/ann/*', other)).toEqual(['Observation/elsewhere', 'Observation/of-ann', 'Patient/ann']);
    const next = link(await feed.get('?_count=3'), 'next') ?? '';
    expect(next).toContain('page=');
    expect((await other.get(`?_count=3&page=${new URL(next).searchParams.get('page') ?? ''}`)).status).toBe(400);
    const stranger = await feedClient(system.base, 'riverside-r4', 'hillside-customer');
    for (const path of ['?_tag=t', 'Patient/ann/*', 'Patient/ann/Observation'])
      expect((await stranger.get(path)).status).toBe(404);
  });
});
