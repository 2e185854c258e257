import type { CapabilityStatement, Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { entriesOf, feedClient, json, link, namesOf, type FeedClient, nhsIdentifier } from './customer.ts';
import { eventually } from './eventually.ts';
import { ask, clientOf, find, graphAnswer, postGraphWith, type Client, type Reply } from './outside.ts';
import { faultsInR4 } from './valid-r4.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

/** ADR 39: what customers write that is about no patient, and whoever may read the Aggregated base finds. Domain reference §7.6 */
let system: Wiring;
let feeds: Readonly<Record<'r4' | 'stu3' | 'other', FeedClient>>;
let riverside: Client;
let hillside: Client;
beforeAll(async () => {
  system = await inOneProcess();
  const [r4, stu3, other] = await Promise.all([
    feedClient(system.base, 'riverside-r4', 'riverside-customer'),
    feedClient(system.base, 'riverside-stu3', 'riverside-customer'),
    feedClient(system.base, 'hillside-r4', 'hillside-customer'),
  ]);
  feeds = { r4, stu3, other };
  [riverside, hillside] = await Promise.all([
    clientOf(system.base, 'riverside-customer'),
    clientOf(system.base, 'hillside-customer'),
  ]);
});
afterAll(() => system.stop());

const { alice, bob } = patients;

type Resource = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

const write = async (feed: FeedClient, ...resources: readonly Resource[]): Promise<void> => {
  for (const resource of resources) {
    const reply = await feed.put(`${resource.resourceType}/${resource.id}`, resource);
    expect([200, 201], reply.text).toContain(reply.status);
  }
};

const system7 = 'urn:trust:things';
const numbered = (value: string) => ({ identifier: [{ system: system7, value }] });
const search = (type: string, value: string, more = ''): string => `${type}?identifier=${system7}|${value}${more}`;

/** What a search finds, once it finds so many. */
const found = async (path: string, many = 1, client = hillside): Promise<readonly Record<string, unknown>[]> => {
  const reply = await eventually(
    () => client.fhir(path),
    (one) => namesOf(one).length === many,
  );
  expect([reply.status, namesOf(reply).length], reply.text).toEqual([200, many]);
  return entriesOf(reply).map(({ resource }) => resource ?? {});
};

type Fate = { readonly state: string; readonly reason: string | null; readonly detail: string | null };

/** What the customer is told of a resource, once somebody has looked at it. */
const fate = async (feed: string, name: string): Promise<Fate | undefined> => {
  const [type = '', id = ''] = name.split('/');
  const query = `{ report: aggregationReport(feed: "${feed}") { resource(type: "${type}", id: "${id}") { state reason detail } } }`;
  const answer = await eventually(
    () => riverside.graph<{ report: { resource: Fate | null } }>(query),
    ({ report }) => report.resource?.state !== 'WAITING',
  );
  return answer.report.resource ?? undefined;
};

describe.each(['r4', 'stu3'] as const)('what a customer writes in %s', (version) => {
  const feedName = `riverside-${version}`;
  const n = (value: string): string => `${version}-${value}`;

  it.each<readonly [string, object]>([
    ['HealthcareService', { name: 'Eye clinic' }],
    ['Location', { name: 'Ward 7', status: 'active' }],
    ['Organization', { name: 'Eye clinic' }],
    ['Practitioner', { name: [{ family: 'Nine', given: ['Ida'] }], active: true }],
    ...(version === 'r4' ? [['ChargeItemDefinition', { url: 'urn:charge', status: 'active' }] as const] : []),
  ])('%s is found by its identifier, changes, and is gone', async (type, more) => {
    const name = `${type}/${n('a')}`;
    await write(feeds[version], { resourceType: type, id: n('a'), ...numbered(n(type)), ...more });
    const [first] = await found(search(type, n(type)));
    expect(first).toMatchObject({ resourceType: type, ...numbered(n(type)), meta: { versionId: '1' } });
    expect(faultsInR4(first)).toEqual([]);
    expect(await fate(feedName, name)).toMatchObject({ state: 'PLACED' });
    const at = `${type}/${String(first?.['id'])}`;
    expect(json(await hillside.fhir(at))).toEqual(first);
    expect((await hillside.fhir(search(type, 'another'))).text).not.toContain(at);

    await write(feeds[version], { resourceType: type, id: n('a'), ...numbered(n(`${type}2`)), ...more });
    const [second] = await found(search(type, n(`${type}2`)));
    expect(second).toMatchObject({ id: first?.['id'], meta: { versionId: '2' } });
    await found(search(type, n(type)), 0);

    expect((await feeds[version].remove(name)).status).toBeLessThan(300);
    await found(search(type, n(`${type}2`)), 0);
    expect((await hillside.fhir(at)).status).toBe(404);
    expect(await fate(feedName, name)).toMatchObject({ state: 'GONE' });
    await write(feeds[version], { resourceType: type, id: n('a'), ...numbered(n(`${type}3`)), ...more });
    expect(await found(search(type, n(`${type}3`)))).toMatchObject([{ id: first?.['id'] }]);
  });

  it('is a service that is found by its organisation, whichever of the two comes first', async () => {
    await write(feeds[version], {
      ...{ resourceType: 'HealthcareService', id: n('early'), name: 'Early' },
      ...{ providedBy: { reference: `Organization/${n('late')}` }, location: [{ reference: `Location/${n('site')}` }] },
    });
    expect(await fate(feedName, `HealthcareService/${n('early')}`)).toMatchObject({ state: 'PLACED' });
    await write(feeds[version], { resourceType: 'Organization', id: n('late'), ...numbered(n('late')), name: 'Late' });
    await write(feeds[version], { resourceType: 'Location', id: n('site'), ...numbered(n('site')), name: 'Site' });
    const [site] = await found(search('Location', n('site')));
    for (const name of ['organization:Organization.identifier', 'organization.identifier']) {
      const query = `HealthcareService?${name}=${system7}|${n('late')}`;
      expect(await found(query)).toMatchObject([{ name: 'Early' }]);
      const reply = await hillside.fhir(`${query}&_include=HealthcareService:location`);
      expect(namesOf(reply, 'include')).toEqual([`Location/${String(site?.['id'])}`]);
    }
    const [organisation] = await found(search('Organization', n('late')));
    const by = `HealthcareService?organization=Organization/${String(organisation?.['id'])}`;
    expect(await found(by)).toMatchObject([{ name: 'Early' }]);
  });
});

it('finds a service by an organisation that is named by its identifier alone', async () => {
  const providedBy = { identifier: { system: system7, value: 'elsewhere' } };
  await write(feeds.r4, { resourceType: 'HealthcareService', id: 'named', name: 'Named', providedBy });
  expect(await found(`HealthcareService?organization:identifier=${system7}|elsewhere`)).toMatchObject([
    { name: 'Named' },
  ]);
});

it('is where appointments and results refer to, and comes with them', async () => {
  await write(feeds.r4, patientOf('visiting', alice), {
    ...{
      resourceType: 'Appointment',
      id: 'visit',
      status: 'booked',
      start: '2026-07-01T09:00:00Z',
      end: '2026-07-01T09:10:00Z',
    },
    participant: ['Patient/visiting', 'Location/door', 'Practitioner/door', 'HealthcareService/door'].map(
      (reference) => ({
        actor: { reference },
        status: 'accepted',
      }),
    ),
  });
  await write(feeds.r4, {
    ...{ resourceType: 'Observation', id: 'seen', status: 'final', code: { text: 'seen' } },
    ...{ subject: { reference: 'Patient/visiting' }, performer: [{ reference: 'Practitioner/door' }] },
  });
  for (const type of ['Location', 'Practitioner', 'HealthcareService'])
    await write(feeds.r4, { resourceType: type, id: 'door', ...numbered(`door-${type}`) });
  const included = async (path: string, many: number) => {
    const reply = await eventually(
      () => hillside.fhir(path),
      (one) => namesOf(one, 'include').length === many,
    );
    return namesOf(reply, 'include')
      .map((name) => name.split('/')[0])
      .sort();
  };
  const of = `patient=${alice.id}`;
  expect(await included(`Appointment?${of}&_include=Appointment:actor`, 4)).toEqual([
    'HealthcareService',
    'Location',
    'Patient',
    'Practitioner',
  ]);
  expect(await included(`Appointment?${of}&_include=Appointment:actor:Location`, 1)).toEqual(['Location']);
  expect(await included(`Observation?${of}&_include=Observation:performer`, 1)).toEqual(['Practitioner']);
});

it('is read at the Facade where items refer to it', async () => {
  await write(feeds.r4, { resourceType: 'Practitioner', id: 'shown', ...numbered('shown'), name: [{ family: 'Ten' }] });
  const [seen] = await found(search('Practitioner', 'shown'));
  const headers = await callers['partner.fhir'](system.base);
  const read = (id: string) => ask(`${system.base}/fhir/facade/Practitioner/${id}`, 'GET', { headers });
  const reply = await read(String(seen?.['id']));
  expect(json(reply)).toMatchObject({ resourceType: 'Practitioner', ...numbered('shown'), name: [{ family: 'Ten' }] });
  expect((await read('none')).status).toBe(404);
});

describe('what comes from several', () => {
  it('stands side by side, each with who brought it', async () => {
    const ward = { resourceType: 'Location', id: 'shared', ...numbered('shared'), name: 'The same' };
    await write(feeds.r4, ward);
    await write(feeds.other, ward);
    const both = await found(search('Location', 'shared', '&_revinclude=Provenance:target'), 2);
    const told = both.filter(({ resourceType }) => resourceType === 'Provenance') as unknown as readonly Provenance[];
    expect(told.map(({ agent }) => agent[0]?.who.reference).sort()).toEqual(
      [organisations.hillside.id, organisations.riverside.id].sort().map((id) => `Organization/${id}`),
    );
    for (const one of told) {
      expect(faultsInR4(one)).toEqual([]);
      expect(json(await hillside.fhir(`Provenance/${one.id ?? ''}`))).toEqual(one);
      expect(entriesOf(await hillside.fhir(`Provenance?target=${one.target[0]?.reference ?? ''}`))).toHaveLength(1);
    }
    expect((await feeds.r4.remove('Location/shared')).status).toBeLessThan(300);
    await found(search('Location', 'shared'), 1);
  });

  it('comes page by page, in parts, in XML, and as a count', async () => {
    for (const id of ['p1', 'p2', 'p3'])
      await write(feeds.r4, { resourceType: 'Location', id, ...numbered('paged'), name: id, status: 'active' });
    await found(search('Location', 'paged'), 3);
    const names: string[] = [];
    let reply = await hillside.fhir(search('Location', 'paged', '&_count=2&_sort=name&_total=accurate'));
    for (let next: string | undefined = 'first'; next !== undefined;) {
      expect(json(reply)).toMatchObject({ total: 3 });
      names.push(...entriesOf(reply).map(({ resource }) => String(resource?.['name'])));
      next = link(reply, 'next');
      if (next !== undefined) reply = await ask(next, 'GET', { headers: { authorization: hillside.authorization } });
    }
    expect(names).toEqual(['p1', 'p2', 'p3']);
    expect(json(await hillside.fhir(search('Location', 'paged', '&_summary=count')))).toMatchObject({ total: 3 });
    const [part] = await found(search('Location', 'paged', '&name=p1&_elements=status'));
    expect(part).toMatchObject({ status: 'active', meta: { tag: [{ code: 'SUBSETTED' }] } });
    expect(part).not.toHaveProperty('name');
    expect(await found(search('Location', 'paged', '&_lastUpdated=lt2020'), 0)).toEqual([]);
    expect(await found(`Location?_id=${String(part?.['id'])}`)).toMatchObject([{ name: 'p1' }]);
    const xml = await hillside.fhir(`Location/${String(part?.['id'])}?_format=xml`);
    expect(xml.text).toContain('<name value="p1"');
    const form = await ask(`${system.base}/fhir/aggregated/Location/_search`, 'POST', {
      headers: { authorization: hillside.authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ identifier: `${system7}|paged` }).toString(),
    });
    expect(namesOf(form)).toHaveLength(3);
  });

  it('is found beside ours', async () => {
    const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
    const name = 'Riverside, as its own system calls it';
    await write(feeds.r4, {
      resourceType: 'Organization',
      id: 'own',
      identifier: [{ system: ods, value: 'RRV01' }],
      name,
    });
    const both = await found(`Organization?identifier=${ods}|RRV01`, 2);
    expect(both).toMatchObject([{ id: organisations.riverside.id }, { name }]);
    const first = await hillside.fhir(`Organization?identifier=${ods}|RRV01&_count=1`);
    expect(namesOf(first)).toEqual([`Organization/${organisations.riverside.id}`]);
    const headers = { authorization: hillside.authorization };
    const second = await ask(link(first, 'next') ?? '', 'GET', { headers });
    expect(entriesOf(second)).toMatchObject([{ resource: { name } }]);
    expect(link(second, 'next')).toBeUndefined();
  });
});

describe('what is read only', () => {
  it('is a Medication, by the id by which what is about a patient refers to it', async () => {
    const subject = { reference: 'Patient/taking' };
    await write(feeds.r4, patientOf('taking', alice), {
      ...{ resourceType: 'MedicationStatement', id: 'taken', status: 'active', subject },
      medicationReference: { reference: 'Medication/aspirin' },
    });
    await write(feeds.r4, { resourceType: 'Medication', id: 'aspirin', code: { text: 'Aspirin 75 mg' } });
    expect(await fate('riverside-r4', 'Medication/aspirin')).toMatchObject({ state: 'PLACED' });
    const path = `MedicationStatement?patient=${alice.id}&_include=MedicationStatement:medication`;
    const reply = await eventually(
      () => hillside.fhir(path),
      (one) => namesOf(one, 'include').length === 1,
    );
    const [name = ''] = namesOf(reply, 'include');
    expect(entriesOf(reply)[0]?.resource).toMatchObject({
      medicationReference: { reference: name, identifier: { value: 'Medication/aspirin' } },
    });
    expect(json(await hillside.fhir(name))).toMatchObject({ code: { text: 'Aspirin 75 mg' } });
    expect((await hillside.fhir('Medication?identifier=a|1')).status).toBe(404);
  });

  it('is a CodeSystem', async () => {
    const url = 'urn:own:codes';
    await write(feeds.r4, { resourceType: 'CodeSystem', id: 'own', url, status: 'active', content: 'complete' });
    expect(await fate('riverside-r4', 'CodeSystem/own')).toMatchObject({ state: 'PLACED' });
    const { rows } = await system.database.pool.query<{ id: string }>(
      `select id from clinical.res where store = 32767 and origin like 'riverside-r4/CodeSystem/own/%'`,
    );
    const [{ id } = { id: '' }] = rows;
    expect(json(await hillside.fhir(`CodeSystem/${id}`))).toMatchObject({ url });
    expect((await hillside.fhir('CodeSystem/constructor')).status).toBe(404);
  });
});

const patientOf = (id: string, { nhsNumber }: { readonly nhsNumber: string }) => ({
  resourceType: 'Patient',
  id,
  identifier: [nhsIdentifier(nhsNumber)],
});

describe('a Person', () => {
  const person = (id: string, ...patientIds: readonly string[]) => ({
    ...{ resourceType: 'Person', id, name: [{ family: 'Hidden' }], birthDate: '1970-01-01' },
    ...(patientIds.length === 0
      ? {}
      : { link: patientIds.map((one) => ({ target: { reference: `Patient/${one}` } })) }),
  });
  const idOfPerson = async (who: { readonly nhsNumber: string }): Promise<string> => {
    const seen = await eventually(
      () =>
        find<{ page: { items: { id: string }[] } }>(riverside, who, 'page: records(type: "Person") { items { id } }'),
      (one) => one?.page.items.length === 1,
    );
    return seen?.page.items[0]?.id ?? '';
  };
  const as = async (headers: Headers, id: string): Promise<Reply> =>
    ask(`${system.base}/fhir/aggregated/Person/${id}`, 'GET', { headers });

  it('is shown to whom the patient is shown, and to nobody else is there', async () => {
    await write(feeds.r4, patientOf('p-bob', bob), patientOf('p-alice', alice));
    await write(feeds.r4, person('bobs', 'p-bob'), person('alices', 'p-alice'));
    const [bobs, alices] = [await idOfPerson(bob), await idOfPerson(alice)];
    const app = await callers.app(system.base);
    // Bob's sharing is disabled: who brought it sees it, and nobody else.
    expect(json(await riverside.fhir(`Person/${bobs}`))).toMatchObject({
      ...{ resourceType: 'Person', birthDate: '1970-01-01' },
      link: [{ target: { reference: `Patient/${bob.id}` } }],
    });
    expect((await as(app, alices)).status).toBe(200);
    expect((await hillside.fhir(`Person/${alices}`)).status).toBe(200);
    const missing = `${bobs.slice(0, -1)}${bobs.endsWith('0') ? '1' : '0'}`;
    for (const reply of [await hillside.fhir(`Person/${bobs}`), await as(app, bobs), await as(app, missing)]) {
      expect(reply.status).toBe(404);
      expect(reply.text).not.toContain('Hidden');
    }
    expect(json(await hillside.fhir(`Provenance?target=Person/${bobs}`))).toMatchObject({ total: 0 });
    expect(json(await riverside.fhir(`Provenance?target=Person/${bobs}`))).toMatchObject({ total: 1 });
    expect((await hillside.fhir('Person?identifier=a|1')).status).toBe(404);
    const query = `{ directoryRecord(type: "Person", id: "${bobs}") { id } directoryRecords(type: "Person", query: "_id=${bobs}") { items { id } } }`;
    const headers = { authorization: hillside.authorization };
    const { data, errors } = graphAnswer<object>(await postGraphWith(system.base, headers, { query }));
    expect([data, errors]).toMatchObject([{ directoryRecord: null }, [{ path: ['directoryRecords'] }]]);

    expect((await feeds.r4.remove('Person/bobs')).status).toBeLessThan(300);
    const gone = await eventually(
      () => riverside.fhir(`Person/${bobs}`),
      ({ status }) => status === 404,
    );
    expect(gone.status).toBe(404);
  });

  it('stays with the customer where it is linked to no patient, or to several', async () => {
    await write(feeds.r4, person('nobody'), person('two', 'p-bob', 'p-alice'));
    expect(await fate('riverside-r4', 'Person/nobody')).toMatchObject({ state: 'KEPT', reason: 'NO_SUBJECT' });
    expect(await fate('riverside-r4', 'Person/two')).toMatchObject({ state: 'KEPT', reason: 'NO_SUBJECT' });
  });
});

describe('nothing about a patient', () => {
  const secret = 'Somebody Secret';

  it('gets out through a place, and what was there before is taken away', async () => {
    const ward = { resourceType: 'Location', id: 'leaky', ...numbered('leaky'), name: 'Ward' };
    await write(feeds.r4, ward);
    const [first] = await found(search('Location', 'leaky'));
    await write(feeds.r4, { ...ward, contained: [{ resourceType: 'Patient', id: 'p', name: [{ text: secret }] }] });
    await found(search('Location', 'leaky'), 0);
    expect(await fate('riverside-r4', 'Location/leaky')).toMatchObject({
      ...{ state: 'KEPT', reason: 'NOT_FOR_EVERYBODY' },
      detail: expect.stringContaining('contains a resource of type Patient') as string,
    });
    expect((await hillside.fhir(`Location/${String(first?.['id'])}`)).status).toBe(404);
    const { rows } = await system.database.pool.query<{ n: number }>(
      `select count(*)::int as n from clinical.ver where store = 32767 and content like '%' || $1 || '%'`,
      [secret],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('gets out through staff, of whom only what they are at work is shown', async () => {
    const staff = { resourceType: 'Practitioner', id: 'private', ...numbered('private'), name: [{ family: 'Nine' }] };
    await write(feeds.r4, { ...staff, birthDate: '1980-01-02', address: [{ city: secret }] });
    const [seen] = await found(search('Practitioner', 'private'));
    expect(Object.keys(seen ?? {}).sort()).toEqual(['id', 'identifier', 'meta', 'name', 'resourceType']);
    expect(await fate('riverside-r4', 'Practitioner/private')).toMatchObject({
      ...{ state: 'PLACED', detail: null },
    });
  });
});

describe('who asks', () => {
  beforeAll(async () => {
    await write(feeds.r4, { resourceType: 'Location', id: 'asked', ...numbered('asked') });
    await found(search('Location', 'asked'));
  });

  it('is anybody who may use the base, and has to name what is looked for', async () => {
    const base = `${system.base}/fhir/aggregated`;
    expect((await ask(`${base}/${search('Location', 'asked')}`, 'GET')).status).toBe(401);
    const app = await callers.app(system.base);
    expect(namesOf(await ask(`${base}/${search('Location', 'asked')}`, 'GET', { headers: app }))).toHaveLength(1);
    for (const type of ['HealthcareService', 'ChargeItemDefinition', 'Location', 'Organization', 'Practitioner'])
      for (const query of [
        '',
        '?_count=5',
        '?identifier:not=a|1',
        '?identifier=1',
        '?identifier=urn:a|',
        '?_id=,',
        '?name=x',
      ])
        expect([type, query, (await hillside.fhir(type + query)).status]).toEqual([type, query, 400]);
    expect((await hillside.fhir('HealthcareService?organization=,')).status).toBe(400);
  });

  it.each([
    ['Location', 'Name the Location: identifier=system|value, or _id.'],
    [
      'HealthcareService',
      'Name the HealthcareService: identifier=system|value, or organization:Organization.identifier=system|value, or _id.',
    ],
  ])('is told how to name a %s', async (type, diagnostics) => {
    expect(json(await hillside.fhir(type))).toMatchObject({ issue: [{ code: 'required', diagnostics }] });
  });

  // Each would list a whole system's, or all there are.
  it.each([
    ...['', 'status=active', '_id=', '_id=,', 'identifier=', 'identifier=,', 'identifier=|', 'identifier=,|'],
    ...[`identifier=${system7}|`, `identifier=${system7}|,${system7}|`, `identifier=${system7}|asked,${system7}|`],
    ...[`identifier=${system7}%7C`, `identifier=${system7}|%2C`, `identifier=${system7}|||`],
    ...['identifier:missing=false', 'identifier:not=a|1', 'identifier:below=a', '_id:not=1', '_id:missing=false'],
    ...['organization=', 'organization=,', 'organization=Organization/1', 'organization:missing=false'],
    ...['organization:identifier=a|1', 'organization:Organization.identifier=a|1', 'organization.identifier=a|1'],
    ...['_filter=identifier pr', '_list=1', '_has:Location:organization:identifier=a|1'],
  ])('names something: no place is named by %s', async (query) => {
    const { data, errors } = await asked('Location', query);
    expect([data?.directoryRecords, errors]).toMatchObject([
      null,
      [{ extensions: { code: 'BAD_USER_INPUT', field: 'query' } }],
    ]);
  });

  it.each([
    ...[`organization:identifier=${system7}|`, `organization:Organization.identifier=${system7}|`],
    ...[`organization.identifier=${system7}|,a|1`, 'organization:Organization.name=a', 'organization=,'],
  ])('names something: no service is named by %s', async (query) => {
    const { errors } = await asked('HealthcareService', query);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'query' } }]);
  });

  it.each([`identifier=${system7}|asked`, 'identifier=asked', `identifier=${system7}|asked,`, `identifier=,asked`])(
    'names something, as %s does',
    async (query) => {
      const { data, errors } = await asked('Location', query);
      expect([data?.directoryRecords?.items, errors]).toMatchObject([
        [{ id: expect.any(String) as string }],
        undefined,
      ]);
    },
  );

  const asked = async (type: string, query: string) => {
    const question =
      'query ($type: String!, $query: String!) { directoryRecords(type: $type, query: $query) { items { id } } }';
    const alices = await session(system.base, 'alice');
    const variables = { type, query };
    return graphAnswer<{ directoryRecords: { items: readonly { id: string }[] } | null }>(
      await postGraphWith(system.base, alices, { query: question, variables }),
    );
  };

  it('is told by the statement what every type is searched by, and it is so', async () => {
    const { rest } = json(await hillside.fhir('metadata')) as unknown as CapabilityStatement;
    const types = (rest?.[0]?.resource ?? []).filter(({ documentation }) =>
      documentation?.includes('customers have written'),
    );
    expect(types.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['HealthcareService', 'ChargeItemDefinition', 'Location', 'Medication', 'CodeSystem']),
    );
    const strict = { prefer: 'handling=strict' };
    for (const { type, searchParam = [], searchInclude = [], searchRevInclude = [] } of types) {
      for (const { name, type: kind } of searchParam) {
        const values: Record<string, string> = {
          date: '2026',
          quantity: '1',
          reference: 'Location/1',
          uri: 'urn:a',
          special: '1|1|1|km',
        };
        const words: Readonly<Record<string, string>> = { _text: 'a', _content: 'a', _filter: '_id eq a' };
        const value =
          words[name] ??
          (kind === 'composite' ? (name.endsWith('quantity') ? 'a$1' : 'a$b') : (values[kind] ?? 'urn:a|a'));
        const reply = await hillside.fhir(
          search(type, 'none', name === 'identifier' ? '' : `&${name}=${encodeURIComponent(value)}`),
          strict,
        );
        const isTwice = name === '_id' && ['Organization', 'Practitioner'].includes(type);
        expect([type, name, reply.status], reply.text).toEqual([type, name, isTwice ? 400 : 200]);
        if (!isTwice) expect(json(reply)).toMatchObject({ type: 'searchset', total: 0 });
      }
      const includes = [
        ...searchInclude.map((one) => `&_include=${one}`),
        ...searchRevInclude.map((one) => `&_revinclude=${one}`),
      ];
      if (searchParam.length > 0)
        expect((await hillside.fhir(search(type, 'none', includes.join('')), strict)).status).toBe(200);
    }
  });
});

it('brings in by aggregateAgain what lay in a store before', async () => {
  await write(feeds.r4, { resourceType: 'Location', id: 'before', ...numbered('before') });
  await found(search('Location', 'before'));
  // As a store was before there was a directory.
  await system.database.pool.query(
    `with gone as (delete from clinical.res where store = 32767 and origin like 'riverside-r4/Location/before/%' returning rid)
     delete from clinical.ver v using gone where v.rid = gone.rid`,
  );
  await found(search('Location', 'before'), 0);
  await riverside.graph('mutation { aggregateAgain(feed: "riverside-r4") { waiting } }');
  await found(search('Location', 'before'));
});
