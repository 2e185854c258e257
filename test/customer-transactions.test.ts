import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bundle, entriesOf, entry, idOf, identified, json, namesOf, observationOf, patient } from './customer.ts';
import { openStore } from './customer-store.ts';
import type { Reply } from './outside.ts';

// Transactions and batches, and what the entries of one transaction have to do with each other. FHIR R4 §3.1.0.11

const { feed } = await openStore();

const post = (resource: { readonly resourceType: string }, more: object = {}, fullUrl?: string) =>
  entry('POST', resource.resourceType, resource, more, fullUrl);
const transact = (...entries: readonly object[]): Promise<Reply> =>
  feed.post('', bundle('transaction', ...entries), { prefer: 'return=representation' });
const statuses = (reply: Reply): readonly string[] =>
  entriesOf(reply).map(({ response }) => response?.status.slice(0, 3) ?? '');
const ids = (reply: Reply): readonly string[] => entriesOf(reply).map(({ resource }) => resource?.id ?? '');

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
