import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, idOf, json, namesOf, type FeedClient } from './customer.ts';
import { examplesOf } from './fhir-examples.ts';
import type { Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What the CapabilityStatement of a feed claims is there, and what is there is claimed. That each type can be created, read,
// updated, found and deleted is shown in customer-examples.test.ts.

type Operation = { readonly name: string };
type Claimed = {
  readonly type: string;
  readonly interaction: readonly { readonly code: string }[];
  readonly searchParam: readonly { readonly name: string; readonly type: string }[];
  readonly searchInclude: readonly string[];
  readonly operation?: readonly Operation[];
};
type Rest = {
  readonly interaction: readonly { readonly code: string }[];
  readonly resource: readonly Claimed[];
  readonly operation?: readonly Operation[];
};

let system: Wiring;
const feeds = new Map<string, FeedClient>();
beforeAll(async () => {
  system = await inOneProcess();
  for (const name of ['riverside-r4', 'riverside-stu3'])
    feeds.set(name, await feedClient(system.base, name, 'riverside-customer'));
});
afterAll(() => system.stop());

const claimsOf = async (feed: FeedClient): Promise<Rest> => {
  const { rest } = json(await feed.get('metadata')) as { rest: readonly Rest[] };
  return rest[0] ?? expect.unreachable('There is a part for servers.');
};
const sorted = (codes: Iterable<string>): readonly string[] => [...codes].sort();
const patient = (more: object = {}) => ({ resourceType: 'Patient', name: [{ family: 'Claim' }], ...more });
const bundle = (type: string) => ({
  resourceType: 'Bundle',
  type,
  entry: [{ request: { method: 'GET', url: 'Patient' } }],
});

/** How each interaction that FHIR knows is asked for, and how it answers where it is there. */
const ofTypes: Readonly<Record<string, (feed: FeedClient, id: string) => Promise<Reply>>> = {
  read: (feed, id) => feed.get(`Patient/${id}`),
  vread: (feed, id) => feed.get(`Patient/${id}/_history/1`),
  update: (feed, id) => feed.put(`Patient/${id}`, patient({ id })),
  patch: (feed, id) => feed.patch(`Patient/${id}`, [], { 'content-type': 'application/json-patch+json' }),
  'history-instance': (feed, id) => feed.get(`Patient/${id}/_history`),
  'history-type': (feed) => feed.get('Patient/_history'),
  create: (feed) => feed.post('Patient', patient()),
  'search-type': (feed) => feed.get('Patient?name=claim'),
  delete: (feed, id) => feed.remove(`Patient/${id}`),
};
const ofSystem: Readonly<Record<string, (feed: FeedClient) => Promise<Reply>>> = {
  transaction: (feed) => feed.post('', bundle('transaction')),
  batch: (feed) => feed.post('', bundle('batch')),
  'history-system': (feed) => feed.get('_history?_count=1'),
  'search-system': (feed) => feed.get('?_type=Patient&_count=1'),
};

describe.each(['riverside-r4', 'riverside-stu3'])('%s', (name) => {
  const feed = (): FeedClient => feeds.get(name) ?? expect.unreachable('It has been opened.');

  it('does each interaction that it claims, and claims each of FHIR’s', async () => {
    const { interaction, resource } = await claimsOf(feed());
    expect(sorted(interaction.map(({ code }) => code))).toEqual(sorted(Object.keys(ofSystem)));
    for (const one of resource)
      expect(sorted(one.interaction.map(({ code }) => code))).toEqual(sorted(Object.keys(ofTypes)));
    const id = idOf(await feed().post('Patient', patient()));
    for (const [code, call] of Object.entries({ ...ofTypes, ...ofSystem })) {
      const { status } = await call(feed(), id);
      expect([code, status]).toEqual([code, code === 'create' ? 201 : code === 'delete' ? 204 : 200]);
    }
  });

  it('searches each type by each parameter that it claims', async () => {
    const { resource } = await claimsOf(feed());
    const refused: object[] = [];
    for (const { type, searchParam } of resource) {
      const query = searchParam
        .filter((parameter) => !['composite', 'special'].includes(parameter.type) && !parameter.name.startsWith('_'))
        .map((parameter) => `${encodeURIComponent(parameter.name)}:missing=true`)
        .join('&');
      const reply = await feed().get(`${type}?${query}&_count=1`, { prefer: 'handling=strict' });
      if (reply.status !== 200) refused.push({ type, said: reply.text });
    }
    expect(refused).toEqual([]);
    expect((await feed().get('Patient?colour:missing=true', { prefer: 'handling=strict' })).status).toBe(400);
  });

  it('includes what it claims', async () => {
    const { resource } = await claimsOf(feed());
    const refused: object[] = [];
    for (const { type, searchInclude } of resource) {
      const query = searchInclude.map((include) => `_include=${include}`).join('&');
      const reply = await feed().get(`${type}?${query}&_count=1`);
      if (reply.status !== 200) refused.push({ type, said: reply.text });
    }
    expect(refused).toEqual([]);
  });
});

describe('operations', () => {
  type Definition = {
    readonly code: string;
    readonly resource?: readonly string[];
    readonly system: boolean;
    readonly type: boolean;
    readonly instance: boolean;
  };
  const official = examplesOf('R4')
    .filter(({ resource }) => resource['resourceType'] === 'OperationDefinition')
    .map(({ resource }) => resource as unknown as Definition);

  it.skipIf(official.length === 0)('of HL7’s that are not claimed are not there, and those that are, are', async () => {
    const feed = feeds.get('riverside-r4') ?? expect.unreachable('It has been opened.');
    const { resource, operation: ofAll = [] } = await claimsOf(feed);
    const claims = (type: string, code: string): boolean =>
      [...ofAll, ...(resource.find((one) => one.type === type)?.operation ?? [])].some((one) => one.name === code);
    const wrong: unknown[] = [];
    for (const { code, resource: types = ['Patient'], system, type: onType, instance } of official) {
      const [of = 'Patient'] = types;
      const type = of === 'Resource' || of === 'DomainResource' ? 'Patient' : of;
      // Put under an id: what is asked about is there.
      if (type === 'Patient' || type === 'Encounter') await feed.put(`${type}/claimed`, sample(type));
      const urls = [
        ...(system ? [`$${code}`] : []),
        ...(onType ? [`${type}/$${code}`] : []),
        ...(instance ? [`${type}/claimed/$${code}`] : []),
      ];
      const statuses = await Promise.all(urls.map(async (url) => (await feed.post(url, sample(type))).status));
      const isThere = statuses.some((status) => status !== 404);
      if (isThere !== claims(type, code)) wrong.push({ type, code, statuses });
    }
    expect(wrong).toEqual([]);
    expect(namesOf(await feed.get('Patient/claimed/$everything'))).toContain('Patient/claimed');
  });
});

const sample = (type: string) =>
  type === 'Encounter'
    ? { resourceType: 'Encounter', id: 'claimed', status: 'finished', class: { code: 'AMB' } }
    : { resourceType: type, id: 'claimed' };
