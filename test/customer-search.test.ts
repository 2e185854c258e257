import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, json, link, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Searches that go through other resources, and orders, on a small world of three patients. FHIR R4 §3.1.1

let system: Wiring;
let feed: FeedClient;

const patient = (id: string, family: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ family }],
  ...more,
});
const observation = (id: string, subject: string, code: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: subject },
  ...more,
});

const world = [
  { resourceType: 'Organization', id: 'north', name: 'North' },
  { resourceType: 'Organization', id: 'parent', name: 'Parent' },
  { resourceType: 'Organization', id: 'child', name: 'Child', partOf: { reference: 'Organization/parent' } },
  patient('ann', 'Abel', {
    birthDate: '1990-01-01',
    gender: 'female',
    managingOrganization: { reference: 'Organization/north' },
  }),
  patient('bea', 'Baker', {
    birthDate: '1980-01-01',
    gender: 'female',
    managingOrganization: { reference: 'Organization/child' },
  }),
  patient('cid', 'Cole', { gender: 'male' }),
  { resourceType: 'Group', id: 'group', type: 'person', actual: true, name: 'Abelians' },
  observation('a1', 'Patient/ann', '1', { effectiveDateTime: '2026-01-01', valueQuantity: { value: 3 } }),
  observation('a2', 'Patient/ann', '2', { effectiveDateTime: '2026-01-02', valueQuantity: { value: 1 } }),
  observation('b1', 'Patient/bea', '1', {
    effectiveDateTime: '2026-01-03',
    valueQuantity: { value: 2 },
    hasMember: [{ reference: 'Observation/a1' }],
  }),
  observation('g1', 'Group/group', '1', { status: 'amended' }),
  {
    resourceType: 'Provenance',
    id: 'p1',
    target: [{ reference: 'Observation/b1' }],
    recorded: '2026-01-01T00:00:00Z',
    agent: [{ who: { reference: 'Organization/north' } }],
  },
];

beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  const other = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
  for (const one of [feed, other]) {
    const reply = await one.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: world.map((resource) => ({
        resource,
        request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
      })),
    });
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  }
  // The other feed says the same of more: none of it may be seen.
  await other.put('Observation/c1', observation('c1', 'Patient/cid', '1'));
  await other.put('Patient/cid', patient('cid', 'Abel'));
});
afterAll(() => system.stop());

const found = async (path: string, mode?: string): Promise<readonly string[]> => {
  const reply = await feed.get(path);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return namesOf(reply, mode);
};
const ids = async (path: string, mode?: string): Promise<readonly string[]> =>
  (await found(path, mode)).map((name) => name.split('/')[1] ?? '');

describe('a chain', () => {
  it.each([
    ['Observation?subject:Patient.name=abel', ['a1', 'a2']],
    ['Observation?patient.name=baker', ['b1']],
    ['Observation?patient.name:exact=Abel', ['a1', 'a2']],
    ['Observation?patient.gender=female&code=1', ['a1', 'b1']],
    ['Observation?patient.gender=male', []],
    ['Observation?patient.organization.name=north', ['a1', 'a2']],
    ['Observation?subject:Patient.organization:Organization.partof.name=parent', ['b1']],
    ['Observation?patient.birthdate=lt1985', ['b1']],
    ['Observation?patient._id=bea', ['b1']],
    ['Observation?patient.name=nobody', []],
    ['Patient?organization.partof=Organization/parent', ['bea']],
  ])('%s finds %j', async (path, wanted) => {
    expect([...(await ids(path))].sort()).toEqual(wanted);
  });

  it.each([
    'Observation?nothing.name=x',
    'Observation?subject.nothing=x',
    'Observation?code.name=x',
    'Observation?subject:Patient.birthdate=2023-02-30',
  ])('%s is refused', async (path) => {
    const reply = await feed.get(path);
    expect(reply.status).toBe(400);
  });
});

describe('_has', () => {
  it.each([
    ['Patient?_has:Observation:patient:code=1', ['ann', 'bea']],
    ['Patient?_has:Observation:patient:code=2', ['ann']],
    ['Patient?_has:Observation:subject:code=1&_has:Observation:subject:code=2', ['ann']],
    ['Patient?_has:Observation:subject:_has:Provenance:target:agent=Organization/north', ['bea']],
    ['Patient?_has:Observation:patient:value-quantity=gt2', ['ann']],
    ['Group?_has:Observation:subject:code=1', ['group']],
    ['Observation?_has:Observation:has-member:code=1', ['a1']],
    ['Organization?_has:Patient:organization:gender=female', ['child', 'north']],
    ['Observation?patient._has:Observation:patient:code=2', ['a1', 'a2']],
  ])('%s finds %j', async (path, wanted) => {
    expect([...(await ids(path))].sort()).toEqual(wanted);
  });

  it.each(['Patient?_has:Observation:nothing:code=1', 'Patient?_has:Nothing:patient:code=1', 'Patient?_has=1'])(
    '%s is refused',
    async (path) => {
      expect((await feed.get(path)).status).toBe(400);
    },
  );
});

describe('what is included', () => {
  it.each([
    ['Observation?_id=a1&_include=Observation:subject', ['Patient/ann']],
    ['Observation?_id=a1,a2,b1&_include=Observation:patient', ['Patient/ann', 'Patient/bea']],
    ['Observation?_include=Observation:subject:Group&code=1', ['Group/group']],
    [
      'Observation?_id=b1&_include=Observation:subject&_include:iterate=Patient:organization',
      ['Organization/child', 'Patient/bea'],
    ],
    ['Observation?_id=b1&_include=Observation:subject&_include=Patient:organization', ['Patient/bea']],
    [
      'Observation?_id=b1&_include=Observation:subject&_include:iterate=Patient:organization&_include:iterate=Organization:partof',
      ['Organization/child', 'Organization/parent', 'Patient/bea'],
    ],
    ['Observation?_id=b1&_include=*', ['Observation/a1', 'Patient/bea']],
    ['Patient?_id=ann&_revinclude=Observation:patient', ['Observation/a1', 'Observation/a2']],
    [
      'Patient?_id=bea&_revinclude=Observation:patient&_revinclude:iterate=Provenance:target',
      ['Observation/b1', 'Provenance/p1'],
    ],
    ['Patient?_id=cid&_revinclude=Observation:patient', []],
    ['Observation?_id=a1,b1&_include=Observation:has-member', []],
  ])('%s brings %j', async (path, wanted) => {
    expect([...(await found(path, 'include'))].sort()).toEqual(wanted);
  });

  it('counts for nothing, and the self link names it', async () => {
    const reply = await feed.get('Observation?_id=a1&_include=Observation:subject&_total=accurate');
    expect(json(reply)).toMatchObject({ total: 1 });
    expect(link(reply, 'self')).toContain('_include=Observation:subject');
    expect(entriesOf(reply)).toHaveLength(2);
  });

  it.each([
    'Observation?_include=Observation:nothing',
    'Observation?_include=Nothing:subject',
    'Observation?_revinclude=*',
    'Observation?_include=Observation:code',
  ])('%s is refused', async (path) => {
    expect((await feed.get(path)).status).toBe(400);
  });
});

describe('a reference of this very base by its URL', () => {
  it.each(['subject', 'patient', 'subject:Patient'])('is one to the resource: %s', async (name) => {
    const url = `${feed.base}/Patient/ann`;
    expect(await ids(`Observation?${name}=${url}`)).toEqual(await ids(`Observation?${name}=ann`));
    expect(await ids(`Observation?${name}=${url}/_history/1,Patient/none`)).toEqual(['a2', 'a1']);
    expect(await ids(`Observation?${name}=${url.replace('riverside-r4', 'other')}`)).toEqual([]);
    expect(link(await feed.get(`Observation?${name}=${url}`), 'self')).toContain(`${name}=${url}`);
  });
});

describe('a resource that refers to another of this base by its URL', () => {
  const kept = (): string => `${feed.base}/Patient/ann`;
  beforeAll(async () => {
    await feed.put('Observation/u1', observation('u1', kept(), 'url'));
    // As some write JSON, a slash with a backslash before it.
    await feed.put('Observation/u3', JSON.stringify(observation('u3', kept(), 'url')).replaceAll('/', '\\/'));
    await feed.put('Observation/u2', observation('u2', kept().replace('://', '://elsewhere.'), 'url'));
  });
  afterAll(async () => {
    for (const id of ['u1', 'u2', 'u3']) await feed.remove(`Observation/${id}`);
  });

  it.each([
    ['its reference', 'Observation?code=url&patient=ann'],
    ['its URL', `Observation?code=url&subject=BASE/Patient/ann`],
    ['a chain', 'Observation?code=url&subject:Patient.family=Abel'],
    ['a compartment', 'Patient/ann/Observation?code=url'],
  ])('is found by %s', async (_what, search) => {
    expect((await ids(search.replace('BASE', feed.base))).toSorted()).toEqual(['u1', 'u3']);
  });

  it('finds and brings it', async () => {
    expect(await ids('Patient?_has:Observation:patient:code=url')).toEqual(['ann']);
    expect(await found('Observation?code=url&_include=Observation:patient', 'include')).toEqual(['Patient/ann']);
  });

  it('is kept as it was written', async () => {
    expect(json(await feed.get('Observation/u1'))).toMatchObject({ subject: { reference: kept() } });
  });
});

describe('an order', () => {
  it.each([
    ['Patient?_sort=family', ['ann', 'bea', 'cid']],
    ['Patient?_sort=-family', ['cid', 'bea', 'ann']],
    ['Patient?_sort=birthdate', ['bea', 'ann', 'cid']],
    ['Patient?_sort=-birthdate', ['ann', 'bea', 'cid']],
    ['Patient?_sort=-gender,family', ['cid', 'ann', 'bea']],
    ['Patient?_sort=gender,-family', ['bea', 'ann', 'cid']],
    ['Patient?_sort=organization', ['bea', 'ann', 'cid']],
    ['Observation?code=1&_sort=value-quantity', ['b1', 'a1', 'g1']],
    ['Observation?_sort=status,-date', ['g1', 'b1', 'a2', 'a1']],
    ['Observation?_sort=code,-_id', ['g1', 'b1', 'a1', 'a2']],
    ['Patient?_sort=-_id', ['cid', 'bea', 'ann']],
  ])('%s gives %j, on one page or on several', async (path, wanted) => {
    expect(await ids(path)).toEqual(wanted);
    const paged: string[] = [];
    for (let next: string | undefined = `${path}&_count=1`; next !== undefined;) {
      const reply = await feed.get(next);
      expect(reply.status).toBe(200);
      paged.push(...namesOf(reply).map((name) => name.split('/')[1] ?? ''));
      next = link(reply, 'next');
    }
    expect(paged).toEqual(wanted);
  });

  it('takes no page link of another order', async () => {
    const next = link(await feed.get('Patient?_sort=family&_count=1'), 'next') ?? '';
    expect((await feed.get(next.replace('family', '-family'))).status).toBe(400);
    expect((await feed.get(next.replace('family', 'birthdate'))).status).toBe(400);
  });
});
