import { describe, expect, it } from 'vitest';
import { feedClient, json, link, entriesOf, namesOf } from './customer.ts';
import { openStore } from './customer-store.ts';
import { ask, bearer, type Reply } from './outside.ts';

// Many resources at a time, as NDJSON. ADR 25

const { system, feed } = await openStore();

const ndjson = { 'content-type': 'application/fhir+ndjson' };
const send = (lines: readonly (object | string)[], to = feed): Promise<Reply> =>
  to.post('$import', lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'), ndjson);

type Part = {
  readonly name: string;
  readonly valueInteger?: number;
  readonly resource?: { readonly issue: readonly { readonly expression?: readonly string[]; diagnostics: string }[] };
  readonly part?: readonly Part[];
};
const partsOf = (reply: Reply): readonly Part[] => json(reply)['parameter'] as readonly Part[];
const counts = (reply: Reply): readonly (number | undefined)[] =>
  ['created', 'updated', 'refused'].map((name) => partsOf(reply).find((one) => one.name === name)?.valueInteger);
const refusals = (reply: Reply): readonly (readonly [number | undefined, string | undefined, string])[] =>
  partsOf(reply).flatMap(({ name, part = [] }) => {
    if (name !== 'refusal') return [];
    const [issue] = part[1]?.resource?.issue ?? [];
    return [[part[0]?.valueInteger, issue?.expression?.[0], issue?.diagnostics ?? ''] as const];
  });

const patient = (id: string, family = 'Imported') => ({ resourceType: 'Patient', id, name: [{ family }] });
const observation = (id: string, subject: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'urn:import', code: 'c1' }] },
  subject: { reference: subject },
});

describe('importing', () => {
  it('puts each line there as it was written, found by search and in the history', async () => {
    const decimal =
      '{"resourceType":"Observation","id":"imp-d","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}';
    const reply = await send([patient('imp-1'), observation('imp-o', 'Patient/imp-1'), '', decimal]);
    expect([reply.status, counts(reply), refusals(reply)]).toEqual([200, [3, 0, 0], []]);
    expect((await feed.get('Observation/imp-d')).text).toContain('"value":1.00');
    expect(namesOf(await feed.get('Observation?patient=imp-1&code=urn:import|c1'))).toEqual(['Observation/imp-o']);
    const again = await send([patient('imp-1', 'Changed'), { resourceType: 'Patient', name: [{ family: 'New' }] }]);
    expect(counts(again)).toEqual([1, 1, 0]);
    const [first] = entriesOf(await feed.get('Patient/imp-1/_history'));
    expect(first?.request).toMatchObject({ method: 'PUT', url: 'Patient/imp-1' });
  });

  it('takes the lines around those that it refuses, and says which and why', async () => {
    const reply = await send([
      patient('fine-1'),
      '{"resourceType":"Patient",',
      { ...patient('bad-1'), gender: 'sometimes' },
      { resourceType: 'Nothing', id: 'x' },
      patient('has_underscore'),
      '[]',
      '{"resourceType":"Patient","id":"nul","name":[{"family":"\\u0000"}]}',
      `{"resourceType":"Patient","id":"deep","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      { ...observation('lost', ''), subject: { reference: 'Patient?identifier=urn:nobody|1' } },
      patient('fine-2'),
    ]);
    expect([reply.status, counts(reply)]).toEqual([200, [2, 0, 8]]);
    expect(refusals(reply).map(([line, place]) => [line, place])).toEqual([
      [2, 'Resource'],
      [3, 'Patient.gender'],
      [4, 'Resource.resourceType'],
      [5, 'Resource.id'],
      [6, 'Resource'],
      [7, 'Resource'],
      [8, 'Resource'],
      [9, 'Resource'],
    ]);
    expect(refusals(reply)[0]?.[2]).toContain('column');
    for (const id of ['fine-1', 'fine-2']) expect((await feed.get(`Patient/${id}`)).status).toBe(200);
    for (const id of ['bad-1', 'nul', 'deep']) expect((await feed.get(`Patient/${id}`)).status).toBe(404);
  });

  it('keeps the order of lines about one resource', async () => {
    const reply = await send(['A', 'B', 'C'].map((family) => patient('thrice', family)));
    expect(counts(reply)).toEqual([1, 2, 0]);
    expect((await feed.get('Patient/thrice')).text).toContain('"C"');
  });

  it('numbers the lines of all that is sent, however much it is', async () => {
    const lines = Array.from({ length: 2500 }, (_, n) => (n === 2345 ? '{' : JSON.stringify(patient(`many-${n}`))));
    const reply = await send(lines);
    expect([counts(reply), refusals(reply).map(([line]) => line)]).toEqual([[2499, 0, 1], [2346]]);
    const page = await feed.get('Patient?name=Imported&_id=many-2499');
    expect([namesOf(page), link(page, 'next')]).toEqual([['Patient/many-2499'], undefined]);
  });

  it('finds by a search what a reference of a line names by one', async () => {
    await send([{ ...patient('target'), identifier: [{ system: 'urn:target', value: '7' }] }]);
    const reply = await send([observation('linked', 'Patient?identifier=urn:target|7')]);
    expect(counts(reply)).toEqual([1, 0, 0]);
    expect((await feed.get('Observation/linked')).text).toContain('"Patient/target"');
  });

  it('refuses a line that is no text, or too long, and takes the others', async () => {
    const long = `{"resourceType":"Patient","id":"long","x":"${'y'.repeat(6 * 1024 * 1024)}"}`;
    const parts = [JSON.stringify(patient('text-1')), '{"\xff":1}', long, JSON.stringify(patient('text-2'))];
    const body = Buffer.concat(parts.map((part) => Buffer.from(`${part}\n`, 'latin1')));
    const authorization = await bearer(system.base, 'riverside-customer');
    const reply = await ask(`${feed.base}/$import`, 'POST', { headers: { authorization, ...ndjson }, body });
    expect([counts(reply), refusals(reply).map(([line]) => line)]).toEqual([
      [2, 0, 2],
      [2, 3],
    ]);
  });

  it.each([
    ['another’s feed', 'hillside-r4', ndjson, 404],
    ['a feed that is not there', 'nowhere', ndjson, 404],
    ['JSON', 'riverside-r4', {}, 415],
  ])('is refused for %s', async (_what, name, headers, status) => {
    const client = await feedClient(system.base, name, 'riverside-customer');
    const reply = await client.post('$import', JSON.stringify(patient('intruder')), headers);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    const owner = await feedClient(system.base, 'hillside-r4', 'hillside-customer');
    expect((await owner.get('Patient/intruder')).status).toBe(404);
    expect((await feed.get('Patient/intruder')).status).toBe(404);
  });
});
