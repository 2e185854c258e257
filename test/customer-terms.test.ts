import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, json, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Searches by value sets, by what is above or below a code, by types of identifiers, by lists, by places. FHIR R4 §3.1.1.4

let system: Wiring;
let feed: FeedClient;
let other: FeedClient;
let stu3: FeedClient;

const animals = 'http://example.org/animals';
const valueSet = (id: string, compose: object, more: object = {}) => ({
  resourceType: 'ValueSet',
  id,
  url: `http://example.org/ValueSet/${id}`,
  status: 'active',
  compose,
  ...more,
});
const of = (code: string, from = animals) => ({ coding: [{ system: from, code }] });
const observation = (id: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: of(id),
  ...more,
});

const codeSystem = {
  resourceType: 'CodeSystem',
  id: 'animals',
  url: animals,
  status: 'active',
  content: 'complete',
  concept: [
    {
      code: 'animal',
      concept: [
        {
          code: 'mammal',
          concept: [{ code: 'cat', property: [{ code: 'pet', valueBoolean: true }] }, { code: 'whale' }],
        },
        { code: 'bird' },
      ],
    },
    { code: 'bat', property: [{ code: 'parent', valueCode: 'mammal' }] },
    { code: 'stone' },
  ],
};

const definitions = [
  codeSystem,
  valueSet('named', { include: [{ system: animals, concept: [{ code: 'cat' }, { code: 'stone' }] }] }),
  valueSet('whole', { include: [{ system: animals }] }),
  valueSet('mammals', {
    include: [{ system: animals, filter: [{ property: 'concept', op: 'is-a', value: 'mammal' }] }],
  }),
  valueSet('pets', { include: [{ system: animals, filter: [{ property: 'pet', op: '=', value: 'true' }] }] }),
  valueSet('less', {
    include: [{ system: animals }],
    exclude: [{ system: animals, filter: [{ property: 'concept', op: 'descendent-of', value: 'animal' }] }],
  }),
  valueSet('both', {
    include: [{ valueSet: ['http://example.org/ValueSet/named', 'http://example.org/ValueSet/mammals'] }],
  }),
  valueSet('circle', { include: [{ valueSet: ['http://example.org/ValueSet/circle'] }] }),
  valueSet('unknown', {
    include: [{ system: 'http://example.org/none', filter: [{ property: 'concept', op: 'is-a', value: 'x' }] }],
  }),
  valueSet(
    'expanded',
    { include: [{ system: 'http://example.org/none', filter: [{ property: 'concept', op: 'is-a', value: 'x' }] }] },
    {
      expansion: {
        timestamp: '2026-01-01',
        contains: [{ system: animals, abstract: true, code: 'whale', contains: [{ system: animals, code: 'cat' }] }],
      },
    },
  ),
  {
    ...valueSet('old', { include: [{ system: animals, concept: [{ code: 'bird' }] }] }),
    url: 'http://example.org/ValueSet/v',
    version: '9',
  },
  {
    ...valueSet('new', { include: [{ system: animals, concept: [{ code: 'cat' }] }] }),
    url: 'http://example.org/ValueSet/v',
    version: '10',
  },
];

const at = (id: string, latitude: number, longitude: number) => ({
  resourceType: 'Location',
  id,
  status: 'active',
  position: { latitude, longitude },
});

const shared = [
  ...['mammal', 'cat', 'whale', 'bat', 'bird', 'stone'].map((id) => observation(id)),
  observation('none', { code: { text: 'nothing' } }),
  observation('foreign', { code: of('cat', 'http://example.org/other'), status: 'amended' }),
  at('london', 51.5074, -0.1278),
  at('paris', 48.8566, 2.3522),
  at('fiji', -17.7134, 179.9),
  at('samoa', -17.7, -179.9),
  { resourceType: 'Location', id: 'nowhere', status: 'active' },
];

const people = [
  {
    resourceType: 'Patient',
    id: 'ann',
    identifier: [
      { type: of('MR', 'urn:types'), system: 'urn:hospital', value: '1' },
      { type: of('SS', 'urn:types'), value: '2' },
    ],
  },
  { resourceType: 'Patient', id: 'bea', identifier: [{ type: of('SS', 'urn:types'), value: '1' }, { value: '2,3' }] },
];

const list = {
  resourceType: 'List',
  id: 'chosen',
  status: 'current',
  mode: 'working',
  entry: [
    { item: { reference: 'Observation/cat' } },
    { item: { reference: 'Observation/bat/_history/1' } },
    { item: { reference: 'Observation/stone' }, deleted: true },
    { item: { reference: 'Patient/ann' } },
    { item: { reference: 'Observation/gone' } },
  ],
};

const load = async (to: FeedClient, resources: readonly { resourceType: string; id: string }[]): Promise<void> => {
  const reply = await to.post('', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })),
  });
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
};

beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  other = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  await load(feed, [...definitions, ...shared, ...people, list]);
  await load(stu3, [codeSystem, ...definitions.slice(1, 4), ...shared]);
  await load(other, [observation('cat'), observation('elsewhere', { code: of('cat') })]);
});
afterAll(() => system.stop());

const ids = async (path: string, by: FeedClient = feed): Promise<readonly string[]> => {
  const reply = await by.get(path);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return namesOf(reply)
    .map((name) => name.split('/')[1] ?? '')
    .sort();
};

const named = 'http://example.org/ValueSet/';

describe('a value set', () => {
  it.each([
    [`code:in=${named}named`, ['cat', 'stone']],
    ['code:in=ValueSet/named', ['cat', 'stone']],
    [`code:in=${named}whole`, ['bat', 'bird', 'cat', 'mammal', 'stone', 'whale']],
    [`code:in=${named}mammals`, ['bat', 'cat', 'mammal', 'whale']],
    [`code:in=${named}pets`, ['cat']],
    [`code:in=${named}less`, ['stone']],
    [`code:in=${named}both`, ['cat']],
    [`code:in=${named}expanded`, ['cat']],
    [`code:in=${named}v`, ['cat']],
    [`code:in=${named}v|9`, ['bird']],
    [`code:in=${named}pets,${named}less`, ['cat', 'stone']],
    [`code:not-in=${named}mammals`, ['bird', 'foreign', 'none', 'stone']],
    ['status:in=http://hl7.org/fhir/ValueSet/observation-status&code=cat', ['cat', 'foreign']],
    ['code:in=http://loinc.org/vs', []],
    [`code:in=${named}named&code:not-in=${named}mammals`, ['stone']],
  ])('finds by %s %j', async (query, wanted) => {
    expect(await ids(`Observation?${query}`)).toEqual(wanted);
  });

  it('is understood in STU3, through chains and in a compartment of types', async () => {
    expect(await ids(`Observation?code:in=${named}mammals`, stu3)).toEqual(['bat', 'cat', 'mammal', 'whale']);
    expect(await ids(`?_type=Observation,Patient&_has:List:item:status=current`)).toEqual([
      'ann',
      'bat',
      'cat',
      'stone',
    ]);
    expect(await ids(`?_type=Observation,Condition&code:in=${named}pets`)).toEqual(['cat']);
  });

  it.each([
    [`code:in=${named}missing`, 'is not in this feed'],
    [`code:in=${named}circle`, 'is part of itself'],
    [`code:in=${named}unknown`, 'http://example.org/none'],
    ['code:below=cat', 'system|code'],
    ['code:below=http://example.org/none|x', 'is not in this feed'],
    ['code:nothing=cat', 'not supported'],
  ])('%s is refused', async (query, message) => {
    const reply = await feed.get(`Observation?${query}`);
    expect([reply.status, reply.text]).toEqual([expect.toBeOneOf([400, 501]), expect.stringContaining(message)]);
  });
});

describe('what is above or below', () => {
  it.each([
    [`code:below=${animals}|mammal`, ['bat', 'cat', 'mammal', 'whale']],
    [`code:below=${animals}|animal`, ['bat', 'bird', 'cat', 'mammal', 'whale']],
    [`code:below=${animals}|stone`, ['stone']],
    [`code:above=${animals}|bat`, ['bat', 'mammal']],
    [`code:above=${animals}|cat,${animals}|stone`, ['cat', 'mammal', 'stone']],
  ])('%s finds %j', async (query, wanted) => {
    expect(await ids(`Observation?${query}`)).toEqual(wanted);
    expect(await ids(`Observation?${query}`, stu3)).toEqual(wanted);
  });
});

describe('an identifier of a type', () => {
  it.each([
    ['urn:types|MR|1', ['ann']],
    ['urn:types|SS|1', ['bea']],
    ['urn:types|SS|1,urn:types|SS|2', ['ann', 'bea']],
    ['urn:types|MR|2', []],
    ['|MR|1', []],
  ])('%s is that of %j', async (value, wanted) => {
    expect(await ids(`Patient?identifier:of-type=${value}`)).toEqual(wanted);
  });

  it.each(['identifier:of-type=1', 'identifier:of-type=a|b|c|d', 'gender:of-type=a|b|c'])(
    '%s is refused',
    async (query) => {
      expect((await feed.get(`Patient?${query}`)).status).toBe(400);
    },
  );
});

describe('a list', () => {
  it('finds what stands in it and is not marked as deleted', async () => {
    expect(await ids('Observation?_list=chosen')).toEqual(['bat', 'cat']);
    expect(await ids('Observation?_list=chosen&code=cat')).toEqual(['cat']);
    expect(await ids('Patient?_list=List/chosen')).toEqual(['ann']);
    expect(await ids('?_list=chosen')).toEqual(['ann', 'bat', 'cat']);
    expect(await ids('Patient?_list=missing')).toEqual([]);
  });

  it.each(['_list=$current-allergies', '_list=a%20b', '_list:not=chosen'])('%s is refused', async (query) => {
    expect((await feed.get(`Patient?${query}`)).status).toBe(400);
  });
});

describe('a place', () => {
  it.each([
    ['near=51.5|-0.12|10|km', ['london']],
    ['near=51.5|-0.12|5000|m', ['london']],
    ['near=51.5|-0.12|400|km', ['london', 'paris']],
    ['near=51.5|-0.12|250|[mi_i]', ['london', 'paris']],
    ['near=51.5|-0.12|330', ['london']],
    ['near=51.5|-0.12', ['london']],
    ['near=-17.7|180|30|km', ['fiji', 'samoa']],
    ['near=0|0|1|km', []],
    ['near:missing=true', ['nowhere']],
  ])('%s finds %j', async (query, wanted) => {
    expect(await ids(`Location?${query}`)).toEqual(wanted);
  });

  it('is asked for in STU3 in its own way', async () => {
    expect(await ids('Location?near=51.5:-0.12&near-distance=400||km', stu3)).toEqual(['london', 'paris']);
    expect(await ids('Location?near=51.5:-0.12&near-distance=5|http://unitsofmeasure.org|km', stu3)).toEqual([
      'london',
    ]);
    expect((await stu3.get('Location?near-distance=5||km')).status).toBe(400);
  });

  it.each(['91|0', '0|181', 'x|y', '1', '51|0|-1|km', '51|0|1|parsec', '51|0|1|km|more'])(
    'near=%s is refused',
    async (value) => {
      expect((await feed.get(`Location?near=${encodeURIComponent(value)}`)).status).toBe(400);
    },
  );
});

describe('another feed', () => {
  it('has neither this one’s value sets, code systems nor lists', async () => {
    for (const query of [`code:in=${named}named`, 'code:in=ValueSet/named', `code:below=${animals}|mammal`]) {
      const reply = await other.get(`Observation?${query}`);
      expect([reply.status, json(reply)['resourceType']]).toEqual([expect.toBeOneOf([400, 501]), 'OperationOutcome']);
    }
    expect(await ids('Observation?_list=chosen', other)).toEqual([]);
    expect(await ids('Location?near=51.5|-0.12|10000|km', other)).toEqual([]);
  });
});
