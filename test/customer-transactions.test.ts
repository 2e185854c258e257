import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, feedClient, json, namesOf, type FeedClient } from './customer.ts';
import type { Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What the entries of one transaction have to do with each other. FHIR R4 §3.1.0.11.2

let system: Wiring;
let feed: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
});
afterAll(() => system.stop());

const identified = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:test', value }],
  ...more,
});
const observationOf = (reference: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
});
const post = (resource: { readonly resourceType: string }, more: object = {}, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType, ...more },
});
const transact = (...entry: readonly object[]): Promise<Reply> =>
  feed.post('', { resourceType: 'Bundle', type: 'transaction', entry }, { prefer: 'return=representation' });
const statuses = (reply: Reply): readonly string[] =>
  entriesOf(reply).map(({ response }) => response?.status.slice(0, 3) ?? '');
const ids = (reply: Reply): readonly string[] => entriesOf(reply).map(({ resource }) => resource?.id ?? '');

describe('a search in the place of a reference', () => {
  it('finds what the same transaction creates, wherever its entry stands', async () => {
    const value = randomUUID();
    const reply = await transact(
      post(observationOf(`Patient?identifier=urn:test|${value}`)),
      post(identified(value)),
      post(observationOf(`Patient?identifier=urn:test|${value}`)),
    );
    expect(statuses(reply)).toEqual(['201', '201', '201']);
    const [first, made = '', last] = ids(reply);
    for (const id of [first, last])
      expect(json(await feed.get(`Observation/${id ?? ''}`))).toMatchObject({
        subject: { reference: `Patient/${made}` },
      });
  });

  it('finds what is found in its turn by a search', async () => {
    const [of, about] = [randomUUID(), randomUUID()];
    const reply = await transact(
      post({
        ...observationOf(`Patient?identifier=urn:test|${of}`),
        ...{ hasMember: [{ reference: `Observation?identifier=urn:test|${about}` }] },
      }),
      post({
        ...observationOf(`Patient?identifier=urn:test|${of}`),
        ...{ identifier: [{ system: 'urn:test', value: about }] },
      }),
      post(identified(of)),
    );
    expect(statuses(reply)).toEqual(['201', '201', '201']);
    const [first = '', member = ''] = ids(reply);
    expect(json(await feed.get(`Observation/${first}`))).toMatchObject({
      hasMember: [{ reference: `Observation/${member}` }],
    });
  });

  it('that two of the transaction match leaves nothing of it', async () => {
    const value = randomUUID();
    const reply = await transact(
      post(observationOf(`Patient?identifier=urn:test|${value}`)),
      post(identified(value)),
      post(identified(value)),
    );
    expect([reply.status, reply.text]).toEqual([412, expect.stringContaining('Bundle.entry[0]')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
  });
});

describe('two creations under one condition', () => {
  it('make one resource, which whatever refers to either refers to', async () => {
    const value = randomUUID();
    const ifNoneExist = `identifier=urn:test|${value}`;
    const [one, other] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
    const entries = [
      post(identified(value), { ifNoneExist }, one),
      post(identified(value), { ifNoneExist }, other),
      post(observationOf(other)),
    ];
    const reply = await transact(...entries);
    expect(statuses(reply)).toEqual(['201', '200', '201']);
    const [made = '', found, about = ''] = ids(reply);
    expect(found).toBe(made);
    expect(json(await feed.get(`Observation/${about}`))).toMatchObject({ subject: { reference: `Patient/${made}` } });
    const again = await transact(...entries);
    expect([statuses(again), ids(again).slice(0, 2)]).toEqual([
      ['200', '200', '201'],
      [made, made],
    ]);
  });
});

describe('two entries under one fullUrl', () => {
  it('are refused: a reference could mean either', async () => {
    const value = randomUUID();
    const fullUrl = `urn:uuid:${randomUUID()}`;
    const reply = await transact(post(identified(value), {}, fullUrl), post(identified(value), {}, fullUrl));
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('Bundle.entry[1]')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
  });
});

describe('a narrative', () => {
  it('links to where the other entry is now, and nothing else in it changes', async () => {
    const fullUrl = `urn:uuid:${randomUUID()}`;
    const div = (target: string) =>
      `<div xmlns="http://www.w3.org/1999/xhtml">urn:uuid <a href="${target}">who</a> <img alt="" src='${target}'/> <a href="#x">y</a> ${fullUrl}</div>`;
    const reply = await transact(
      post(identified(randomUUID()), {}, fullUrl),
      post({ ...observationOf(fullUrl), ...{ text: { status: 'generated', div: div(fullUrl) } } }),
    );
    const [patient = '', observation = ''] = ids(reply);
    expect(json(await feed.get(`Observation/${observation}`))).toMatchObject({
      text: { div: div(`Patient/${patient}`) },
    });
  });
});
