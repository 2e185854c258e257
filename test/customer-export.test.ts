import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { feedClient, json } from './customer.ts';
import { openStore } from './customer-store.ts';
import type { Reply } from './outside.ts';

// A store, or a part of it, given whole. Bulk Data Access 2.0, ADR 25

const { system, feed } = await openStore();

type Resource = { readonly resourceType: string; readonly id: string };
type File = { readonly type: string; readonly url: string };
type Manifest = {
  readonly transactionTime: string;
  readonly request: string;
  readonly output: readonly File[];
  readonly deleted: readonly File[];
};

const begin = async (path: string, by = feed): Promise<string> => {
  const reply = await by.get(path, { prefer: 'respond-async', accept: 'application/fhir+json' });
  expect([reply.status, reply.text]).toEqual([202, '']);
  return reply.headers.get('content-location') ?? '';
};

const manifestAt = async (status: string): Promise<Manifest> => {
  for (;;) {
    const reply = await feed.get(status);
    if (reply.status === 202) await sleep(20);
    else {
      expect(reply.status, reply.text).toBe(200);
      return json(reply) as unknown as Manifest;
    }
  }
};

const linesOf = async ({ url }: File): Promise<readonly string[]> => {
  const { status, headers, text } = await feed.get(url);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/fhir+ndjson']);
  return text.split('\n').filter((line) => line !== '');
};

const names = async (files: readonly File[]): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const file of files)
    for (const line of await linesOf(file)) {
      const { resourceType, id } = JSON.parse(line) as Resource;
      expect(resourceType).toBe(file.type);
      all.push(`${resourceType}/${id}`);
    }
  return all.sort();
};

const exported = async (path: string): Promise<readonly string[]> =>
  names((await manifestAt(await begin(path))).output);

const take = async (resources: readonly object[]): Promise<Reply> => {
  const reply = await feed.post('$import', resources.map((one) => JSON.stringify(one)).join('\n'), {
    'content-type': 'application/fhir+ndjson',
  });
  expect(reply.text).toContain('"name":"refused","valueInteger":0');
  return reply;
};

const patient = (id: string, family = 'Export') => ({ resourceType: 'Patient', id, name: [{ family }] });
const observation = (id: string, subject: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
});
const group = (id: string, ...members: readonly string[]) => ({
  resourceType: 'Group',
  id,
  type: 'person',
  actual: true,
  member: members.map((member) => ({ entity: { reference: `Patient/${member}` } })),
});

describe('an export', () => {
  it('gives every resource once, as it is read one by one, in files by type', async () => {
    const decimal =
      '{"resourceType":"Observation","id":"exact","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}';
    await feed.put('Observation/exact', decimal);
    await take(Array.from({ length: 1234 }, (_, n) => patient(`many-${String(n)}`)));
    const manifest = await manifestAt(await begin('$export'));
    expect(manifest).toMatchObject({
      request: `${feed.base}/$export`,
      requiresAccessToken: true,
      error: [],
      deleted: [],
    });
    const patients = await names(manifest.output.filter(({ type }) => type === 'Patient'));
    expect(patients).toEqual(
      expect.arrayContaining(Array.from({ length: 1234 }, (_, n) => `Patient/many-${String(n)}`)),
    );
    expect(new Set(patients).size).toBe(patients.length);
    const [file] = manifest.output.filter(({ type }) => type === 'Observation');
    const lines = file === undefined ? [] : await linesOf(file);
    expect(lines.find((line) => line.includes('"exact"'))).toBe((await feed.get('Observation/exact')).text);
  });

  it('gives what there was when it was asked for, whatever is written afterwards', async () => {
    await take([patient('stays', 'Before'), patient('goes', 'Before'), { ...patient('broken'), language: 'en' }]);
    await feed.put('Patient/broken', '{\n"resourceType":"Patient",\r\n"id":"broken"\n}');
    const status = await begin('$export?_type=Patient');
    await take([patient('stays', 'After'), patient('new', 'After')]);
    await feed.remove('Patient/goes');
    const manifest = await manifestAt(status);
    const found = async (): Promise<readonly string[]> => (await Promise.all(manifest.output.map(linesOf))).flat();
    const first = await found();
    expect(first.filter((line) => line.includes('After'))).toEqual([]);
    expect(first.filter((line) => /"id":"(?:stays|goes|broken)"/.test(line))).toHaveLength(3);
    // The same for as long as it is kept.
    await feed.put('Patient/stays', patient('stays', 'Later'));
    expect(await found()).toEqual(first);
  });

  it('waits for writes that began before, and has them', async () => {
    const client = await system.database.pool.connect();
    await client.query('begin');
    await client.query('select now()');
    const status = await begin('$export?_type=Patient');
    const reply = await feed.get(status);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([202, '1']);
    expect(reply.headers.get('x-progress')).toContain('waiting for ');
    await client.query('rollback');
    client.release();
    expect((await manifestAt(status)).output.map(({ type }) => type)).toEqual(['Patient']);
  });

  it('has with _since only what changed from then on, and what was deleted', async () => {
    await take([patient('since-old'), patient('since-gone'), patient('since-changed')]);
    const before = await manifestAt(await begin('$export?_type=Patient'));
    await take([patient('since-new'), patient('since-changed', 'Changed'), patient('since-brief')]);
    await feed.remove('Patient/since-gone');
    await feed.remove('Patient/since-brief');
    const since = await manifestAt(await begin(`$export?_type=Patient,Observation&_since=${before.transactionTime}`));
    expect(await names(since.output)).toEqual(['Patient/since-changed', 'Patient/since-new']);
    const deletions = (await Promise.all(since.deleted.map(linesOf))).flat();
    expect(since.deleted.map(({ type }) => type)).toEqual(['Bundle']);
    expect(deletions.map((line) => (JSON.parse(line) as { entry: object[] }).entry)).toEqual([
      [{ request: { method: 'DELETE', url: 'Patient/since-gone' } }],
      [{ request: { method: 'DELETE', url: 'Patient/since-brief' } }],
    ]);
  });

  it('is of patients, of the members of a Group, or of some of them', async () => {
    await take([
      ...['g1', 'g2', 'g3'].flatMap((id) => [patient(id), observation(`${id}-o`, `Patient/${id}`)]),
      observation('g-none', 'Group/g'),
      // In a compartment by what is neither its patient nor its subject.
      { ...observation('g-performed', 'Group/g'), performer: [{ reference: 'Patient/g2' }] },
      group('g', 'g1', 'g2'),
    ]);
    const all = await exported('Patient/$export?_type=Patient,Observation,Organization');
    expect(all).toEqual(expect.arrayContaining(['Patient/g3', 'Observation/g3-o', 'Observation/g-performed']));
    expect(all).not.toContain('Observation/g-none');
    const members = await exported('Group/g/$export');
    expect(members.filter((name) => !name.startsWith('Group/'))).toEqual(
      ['Observation/g-performed', 'Observation/g1-o', 'Observation/g2-o', 'Patient/g1', 'Patient/g2'].sort(),
    );
    const parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: '_type', valueString: 'Patient' },
        { name: 'patient', valueReference: { reference: 'Patient/g2' } },
      ],
    };
    const posted = await feed.post('Group/g/$export', parameters);
    expect(posted.status, posted.text).toBe(202);
    const some = await manifestAt(posted.headers.get('content-location') ?? '');
    expect(await names(some.output)).toEqual(['Patient/g2']);
  });

  it('has with _typeFilter of a type only what one of its searches finds, as it was at that moment', async () => {
    const code = { coding: [{ system: 'urn:filter', code: 'x' }] };
    const observation = (n: number, status: string, more: object = {}) => ({
      resourceType: 'Observation',
      id: `filter-${n}`,
      status,
      code,
      effectiveDateTime: `2024-0${n}-01`,
      ...more,
    });
    const value = (amount: number) => ({ valueQuantity: { value: amount, unit: 'mg' } });
    await take([
      observation(1, 'final'),
      observation(2, 'final', value(5)),
      observation(3, 'amended', value(7)),
      observation(4, 'preliminary', value(9)),
      observation(5, 'final'),
      { resourceType: 'Substance', id: 'filter-whole', code },
    ]);
    const filter = (...searches: readonly string[]): string =>
      `$export?_type=Observation,Substance&_typeFilter=${encodeURIComponent(searches.join(','))}`;
    const asked = [
      [['status=final&code=urn:filter|x'], [1, 2, 5]],
      [['status=amended,final&date=ge2024-02&code=urn:filter|x'], [2, 3, 5]],
      [
        ['code=urn:filter|x&value-quantity=gt6', '_id=filter-1'],
        [1, 3, 4],
      ],
      [['code:not=urn:filter|x'], []],
    ] as const;
    const begun: (readonly [string, readonly string[]])[] = [];
    for (const [searches, found] of asked)
      begun.push([
        await begin(filter(...searches.map((search) => `Observation?${search}`))),
        found.map((n) => `Observation/filter-${n}`),
      ]);
    for (const [status] of begun) await manifestAt(status);
    // What is written afterwards is of another moment, whether a filter would find it then or no longer.
    await take([observation(1, 'amended', value(8)), observation(4, 'final'), observation(6, 'final', value(8))]);
    expect((await feed.remove('Observation/filter-2')).status).toBe(204);
    for (const [status, found] of begun) {
      const { output } = await manifestAt(status);
      const all = await names(output);
      expect(all.filter((name) => name.startsWith('Observation/filter-'))).toEqual(found);
      expect(all).toContain('Substance/filter-whole');
    }
    expect(await exported(filter('Observation?code=urn:filter|x&status=final'))).toEqual(
      expect.arrayContaining(['Observation/filter-4', 'Observation/filter-5', 'Observation/filter-6']),
    );
  });

  it('has resources of any size', async () => {
    const text = {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">${'large '.repeat(150_000)}</div>`,
    };
    for (const id of ['l1', 'l2', 'l3'])
      await feed.put(`Basic/${id}`, { resourceType: 'Basic', id, text, code: { text: 'x' } });
    expect(await exported('$export?_type=Basic')).toEqual(['Basic/l1', 'Basic/l2', 'Basic/l3']);
  });

  it('is there until it is deleted', async () => {
    const status = await begin('$export?_type=Patient');
    const [file] = (await manifestAt(status)).output;
    expect((await feed.remove(status)).status).toBe(202);
    for (const url of [status, file?.url ?? '']) expect((await feed.get(url)).status).toBe(404);
    expect((await feed.remove(status)).status).toBe(404);
  });

  it('is known to nobody but its owner, and under no other feed', async () => {
    const status = await begin('$export?_type=Patient');
    const [file] = (await manifestAt(status)).output;
    const stranger = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
    const path = status.slice(feed.base.length);
    const [, filePath = ''] = (file?.url ?? '').split(feed.base);
    for (const [client, base] of [
      [stranger, feed.base],
      [stranger, stranger.base],
      [feed, feed.base.replace('riverside-r4', 'riverside-stu3')],
    ] as const) {
      for (const url of [`${base}${path}`, `${base}${filePath}`]) expect((await client.get(url)).status).toBe(404);
      expect((await client.remove(`${base}${path}`)).status).toBe(404);
    }
    const begun = await stranger.get(`${feed.base}/$export`);
    expect([begun.status, begun.headers.get('content-location')]).toEqual([404, null]);
    expect((await feed.get(status)).status).toBe(200);
  });

  it.each([
    ['$export?_type=Nothing', 400],
    ['$export?_since=2023-02-30', 400],
    ['$export?_since=yesterday', 400],
    ['$export?_outputFormat=application/parquet', 400],
    ['$export?_typeFilter=Patient', 400],
    ['$export?_typeFilter=Patient%3F', 400],
    ['$export?_typeFilter=Nothing%3Fname%3Dx', 400],
    ['$export?_typeFilter=Patient%3Fnothing%3Dx', 400],
    ['$export?_typeFilter=Patient%3F_sort%3Dname', 400],
    ['$export?_typeFilter=Patient%3Fname%3Dx%26_count%3D1', 400],
    ['$export?_typeFilter=Patient%3F_include%3D*', 400],
    ['$export?_typeFilter=Patient%3Fbirthdate%3D2023-02-30', 400],
    ['$export?_typeFilter=Patient%3Forganization.name%3Dx', 400],
    ['$export?_type=Observation&_typeFilter=Patient%3Fname%3Dx', 400],
    ['Patient/$export?_typeFilter=Organization%3Fname%3Dx', 400],
    ['$export?patient=Patient/g1', 400],
    ['Patient/$export?patient=Organization/1', 400],
    ['Group/nowhere/$export', 404],
    ['Group/a_b/$export', 404],
    ['$export/nonsense', 404],
    ['$export/0190c0de-0000-7000-8000-000000000001', 404],
    ['$export/0190c0de-0000-7000-8000-000000000001/0.ndjson', 404],
    ['$export/0190c0de-0000-7000-8000-000000000001/passwd', 404],
  ])('%s is answered %i', async (path, status) => {
    const reply = await feed.get(path);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
  });

  it.each([
    ['riverside-r4', ['export', 'import'], ['Group', 'Patient']],
    ['riverside-stu3', ['export', 'export', 'export', 'import'], []],
  ])('is among the capabilities of %s', async (name, whole, types) => {
    const client = await feedClient(system.base, name, 'riverside-customer');
    type Operations = readonly { readonly name: string }[];
    type Rest = {
      readonly operation: Operations;
      readonly resource: readonly { readonly type: string; readonly operation?: Operations }[];
    };
    const [rest] = (json(await client.get('metadata')) as { rest: readonly Rest[] }).rest;
    const named = (operations: Operations = []) =>
      operations.map((one) => one.name).filter((one) => one.endsWith('port'));
    expect(named(rest?.operation)).toEqual(whole);
    expect(rest?.resource.filter(({ operation }) => named(operation).length > 0).map(({ type }) => type)).toEqual(
      types,
    );
  });

  it('passes over what it does not know for a client that allows it', async () => {
    const reply = await feed.get('$export?includeAssociatedData=LatestProvenanceResources', {
      prefer: 'respond-async, handling=lenient',
    });
    expect(reply.status).toBe(202);
  });
});
