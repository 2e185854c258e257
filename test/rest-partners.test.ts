import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../kernel/secret.ts';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { eventually } from './eventually.ts';
import { adt, anInpatient, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { openReceiver, type Received, type Receiver } from './receiver.ts';
import { restClient, tested, unwalked, type Page, type Problem, type RestClient } from './rest.ts';
import { tie } from './tether.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What a partner's client, tied to a team, does with the Custom REST API beside reading records.

let system: Wiring;
let there: Receiver;
let pulse: RestClient;
let apptly: RestClient;
beforeAll(async () => {
  system = await inOneProcess({ WEBHOOKS_TO_LOOPBACK: 'true', REMEMBER_SECONDS: '0' });
  there = await openReceiver();
  pulse = restClient(system.base, await callers.app(system.base));
  apptly = restClient(system.base, await callers['tethered.rest'](system.base));
});
afterAll(async () => {
  await system.stop();
  await there.close();
});

const alice = anInpatient({
  nhsNumber: patients.alice.nhsNumber,
  family: patients.alice.family,
  given: patients.alice.given,
});

describe('what became of an HL7 message', () => {
  it('is told to a client of the partner that sent it, and to no other', async () => {
    await system.database.pool.query(
      `insert into exchange.credential (id, partner, allowed, secret_hash) values ('apptly-hl7', 'apptly', '{127.0.0.0/8,::1/128}', $1)`,
      [await hashSecret('demo-apptly-hl7')],
    );
    const send = (controlId: string, user: string) =>
      outside.postHl7(system.base, adt('A28', alice, { controlId, facility: 'nobodys-alias' }), user);
    const [own, other] = await Promise.all([send('rest-1', 'apptly-hl7'), send('rest-2', 'postbridge-hl7')]);
    expect([outside.msaOf(own).code, outside.msaOf(other).code]).toEqual(['AR', 'AR']);
    const { json } = await apptly('GET', '/messages/status?controlId=rest-1');
    expect(json).toMatchObject({ controlId: 'rest-1', type: 'ADT^A28', state: 'REJECTED' });
    expect(json['reason']).toContain('alias');
    const [foreign, missing] = await Promise.all(
      ['rest-2', 'rest-3'].map((id) => apptly('GET', `/messages/status?controlId=${id}`)),
    );
    expect([foreign?.status, foreign?.text]).toEqual([404, missing?.text]);
    expect((await pulse('GET', '/messages/status?controlId=rest-1')).status).toBe(403);
    const unsaid = await apptly<Problem>('GET', '/messages/status');
    expect([unsaid.status, unsaid.json.errors?.[0]?.['parameter']]).toEqual([400, 'controlId']);
  });
});

describe('the library', () => {
  type Resource = { readonly id: string; readonly title: string; readonly url: string | null };
  type Given = { readonly id: string; readonly resourceId: string; readonly label: string };
  const leaflet = { title: 'Living with diabetes', topic: 'Diabetes', language: 'en-GB', url: 'https://nhs.uk/d' };
  const publish = (body: object, headers: Headers = {}, by = apptly) =>
    by<Resource & Problem>('POST', '/library', { body, headers });
  const records = `/library/${patients.alice.id}`;

  it('is read by everybody, and what a team gives a patient by those who may see it', async () => {
    const { json } = await publish(leaflet, { 'idempotency-key': 'leaflet' });
    expect((await publish(leaflet, { 'idempotency-key': 'leaflet' })).json.id).toBe(json.id);
    const listed = await pulse<Page<Resource>>('GET', '/library?topic=diabetes&language=en');
    expect(listed.json.items).toMatchObject([{ id: json.id, ...leaflet, teamId: teams['riverside-diabetes'].id }]);
    expect((await pulse<Resource>('GET', `/library/resources/${json.id}`)).json.title).toBe(leaflet.title);
    const { json: given } = await apptly<Given>('POST', records, { body: { resourceId: json.id } });
    const again = await apptly<Given>('POST', records, { body: { resourceId: json.id } });
    expect(again.json.id).toBe(given.id);
    const own = await pulse<Page<Given>>('GET', '/library/self');
    expect(own.json.items).toMatchObject([{ id: given.id, resourceId: json.id, label: 'GENERAL_HEALTH', ...leaflet }]);
    expect((await apptly<Page<Given>>('GET', records)).json.items).toHaveLength(1);
    const label = { label: 'SEXUAL_HEALTH' };
    const relabelled = await pulse('PUT', `/labels/self/library/${given.id}`, { body: label });
    expect(relabelled.json).toEqual({ id: given.id, ...label });
    expect((await pulse<Page<Given>>('GET', '/library/self')).json.items).toMatchObject([label]);
    expect((await pulse('POST', records, { body: { resourceId: json.id } })).status).toBe(403);
    expect((await pulse('DELETE', `/library/resources/${json.id}`)).status).toBe(403);
    expect((await apptly('DELETE', `/library/resources/${json.id}`)).json['retiredAt']).not.toBeNull();
    expect((await pulse<Page<Resource>>('GET', '/library?topic=Diabetes')).json.items).toEqual([]);
    expect((await pulse<Page<Given>>('GET', '/library/self')).json.items).toHaveLength(1);
  });

  it('has documents, and gives their bytes', async () => {
    const content = Buffer.from('%PDF-1.7\nRead me.');
    const document = { contentType: 'application/pdf', content: content.toString('base64') };
    const { json } = await publish({ title: 'A leaflet', document });
    const read = await pulse('GET', `/library/resources/${json.id}/content`);
    expect([read.text, read.headers.get('content-type')]).toEqual([content.toString(), 'application/pdf']);
    expect(json).toMatchObject({ url: null, contentType: 'application/pdf', size: content.length });
  });

  it.each([
    ['nothing to read', { title: 'A' }, '#/url'],
    ['both', { ...leaflet, document: { contentType: 'text/plain', content: 'YQ==' } }, '#/document'],
    ['an address that is not encrypted', { ...leaflet, url: 'http://nhs.uk/d' }, '#/url'],
    ['a script', { ...leaflet, url: 'javascript:alert(1)' }, '#/url'],
    ['another name before an @', { ...leaflet, url: 'https://nhs.uk@evil.example/' }, '#/url'],
    ['no language', { ...leaflet, language: 'English!' }, '#/language'],
    ['blank title', { ...leaflet, title: ' ' }, '#/title'],
    [
      'a program',
      { title: 'A', document: { contentType: 'application/pdf', content: btoa('MZ %PDF-') } },
      '#/document/content',
    ],
  ])('takes no %s', async (_what, body, pointer) => {
    const before = (await pulse('GET', '/library')).text;
    const { status, json } = await publish(body);
    expect([status, json.errors?.[0]?.['pointer']]).toEqual([400, pointer]);
    expect((await pulse('GET', '/library')).text).toBe(before);
  });

  it('is hidden where it is missing, and so are records', async () => {
    const nobody = '00000000-0000-4000-8000-00000000dead';
    for (const id of [nobody, 'nonsense'])
      for (const path of [`/library/resources/${id}`, `/library/resources/${id}/content`, `/library/${id}`])
        expect([path, (await apptly('GET', path)).status]).toEqual([path, 404]);
    const given = await apptly<Problem>('POST', records, { body: { resourceId: nobody } });
    expect([given.status, given.json.errors?.[0]?.['pointer']]).toEqual([404, '#/resourceId']);
    const gone = await apptly<Problem>('DELETE', `/library/resources/${nobody}`);
    expect([gone.status, gone.json.errors?.[0]?.['parameter']]).toEqual([404, 'resourceId']);
    expect((await publish(leaflet, {}, pulse)).status).toBe(403);
  });
});

type Webhook = { readonly id: string; readonly version: number; readonly endedAt: string | null };
type Issued = { readonly secret: string; readonly webhook: Webhook };
const register = async (kinds = ['appointment.changed'], by = apptly, url = there.url) =>
  by<Issued & Problem>('POST', '/webhooks', { body: { url, kinds } });
const told = (received: readonly Received[], type: string) =>
  received.filter(({ body }) => (JSON.parse(body) as { readonly type: string }).type === type);
const verified = (secret: string, { headers, body }: Received) =>
  new Verifier(secret).verify(
    body,
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  );

describe('webhooks', () => {
  it('are sent a test, signed by the secret that was shown once', async () => {
    const { json } = await register();
    const path = `/webhooks/${json.webhook.id}`;
    const listed = await apptly<Page<Webhook>>('GET', '/webhooks');
    expect(listed.json.items.map(({ id }) => id)).toContain(json.webhook.id);
    expect(listed.text).not.toContain('whsec_');
    expect((await apptly('POST', `${path}/test`)).json).toEqual({ events: 1 });
    const [test] = await eventually(
      () => Promise.resolve(told(there.received, 'webhook.test')),
      ({ length }) => length > 0,
    );
    expect(verified(json.secret, test ?? expect.unreachable('No test has come.'))).toMatchObject({
      type: 'webhook.test',
      data: { webhookId: json.webhook.id },
    });
    expect((await apptly<Page<object>>('GET', `${path}/dead-letters`)).json.items).toEqual([]);
    const rotated = await apptly<Issued>('POST', `${path}/secret`, { body: {} });
    expect(rotated.json.secret).not.toBe(json.secret);
  });

  it('change by the version that was seen, and end', async () => {
    const { json, headers } = await register();
    const path = `/webhooks/${json.webhook.id}`;
    const put = (match: string | undefined, body: object) =>
      apptly<Webhook & Problem>('PUT', path, { ...(match && { headers: { 'if-match': match } }), body });
    const tag = headers.get('etag') ?? '';
    expect((await put(undefined, {})).status).toBe(428);
    const changed = await put(tag, { kinds: ['document.read', 'consent.changed'] });
    expect(changed.json).toMatchObject({ version: 2, kinds: ['document.read', 'consent.changed'], url: there.url });
    expect((await put(tag, {})).status).toBe(412);
    expect((await put('"nonsense"', {})).status).toBe(412);
    expect((await apptly('GET', path)).headers.get('etag')).toBe(changed.headers.get('etag'));
    expect(changed.json).toMatchObject({ setAsideAfter: null });
    const patient = await put(changed.headers.get('etag') ?? '', { setAsideAfter: 5 });
    expect(patient.json).toMatchObject({ version: 3, setAsideAfter: 5, url: there.url });
    const again = await put(patient.headers.get('etag') ?? '', { setAsideAfter: 0 });
    expect(again.json).toMatchObject({ version: 4, setAsideAfter: null });
    const inside = await put(again.headers.get('etag') ?? '', { url: 'http://169.254.169.254/latest' });
    expect([inside.status, inside.json.errors?.[0]?.['pointer']]).toEqual([400, '#/url']);
    expect((await apptly<Webhook>('DELETE', path)).json.endedAt).not.toBeNull();
    expect((await apptly('POST', `${path}/test`)).status).toBe(409);
    expect((await apptly('POST', `${path}/replays`, { body: { since: '2026-01-01T00:00:00Z' } })).status).toBe(409);
  });

  it('are no affair of apps, of other partners, or of organisations', async () => {
    expect((await register(undefined, pulse)).status).toBe(403);
    const registering = `mutation ($input: RegisterWebhookInput!) { done: registerWebhook(input: $input) {
      ... on IssuedWebhook { webhook { id } } } }`;
    const input = { organisationId: organisations.riverside.id, url: there.url, kinds: ['DOCUMENT_READ'] };
    const reply = await outside.postGraphWith(system.base, await session(system.base, 'oscar'), {
      query: registering,
      variables: { input },
    });
    const oscars = outside.graphAnswer<{ done: { webhook: { id: string } } }>(reply).data?.done.webhook.id ?? '';
    expect(oscars).not.toBe('');
    const [theirs, missing] = await Promise.all(
      [oscars, '00000000-0000-4000-8000-00000000dead'].map((id) => apptly('POST', `/webhooks/${id}/test`)),
    );
    expect([theirs?.status, theirs?.text]).toEqual([404, missing?.text]);
    for (const path of [oscars, `${oscars}/dead-letters`])
      expect((await apptly('GET', `/webhooks/${path}`)).status).toBe(404);
    const listed = await apptly<Page<Webhook>>('GET', '/webhooks');
    expect(listed.json.items.map(({ id }) => id)).not.toContain(oscars);
  });

  it.each([
    ['an address inside', { url: 'http://169.254.169.254/', kinds: ['document.read'] }, '#/url'],
    ['no kinds', { url: 'https://hooks.example.com/', kinds: [] }, '#/kinds'],
    ['an organisation’s own kind', { url: 'https://hooks.example.com/', kinds: ['aggregation.issue'] }, '#/kinds/0'],
    ['no address', { kinds: ['document.read'] }, '#/url'],
    [
      'too little patience',
      { url: 'https://hooks.example.com/', kinds: ['document.read'], setAsideAfter: 2 },
      '#/setAsideAfter',
    ],
  ])('are not registered with %s', async (_what, body, pointer) => {
    const before = await apptly<Page<Webhook>>('GET', '/webhooks');
    const reply = await apptly<Problem>('POST', '/webhooks', { body });
    expect([reply.status, reply.json.errors?.[0]?.['pointer']]).toEqual([400, pointer]);
    expect((await apptly('GET', '/webhooks')).text).toBe(before.text);
  });
});

describe('letters', () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
  type HandedIn = { readonly documentId: string; readonly patientId: string; readonly outcome: string } & Problem;
  const handIn = (about: Readonly<Record<string, string>> = {}, bytes = pdf, by = apptly) => {
    const said = {
      ...{ identifier: `${outside.nhsNumberSystem}|${patients.alice.nhsNumber}`, sentAt: '2026-05-01T08:00:00Z' },
      ...{ documentIdentifier: 'rest-letter', title: 'Your appointment', documentType: 'CL' },
    };
    const query = new URLSearchParams({ ...said, ...about });
    return by<HandedIn>('POST', `/letters?${query.toString()}`, {
      headers: { 'content-type': 'application/pdf' },
      bytes,
    });
  };
  type Sent = { readonly documentIdentifier: string; readonly state: string };
  const sent = async () => (await apptly<Page<Sent>>('GET', '/letters')).json.items;

  it('are handed in once, and the patient has them to read', async () => {
    const first = await handIn();
    expect(first.json).toMatchObject({ outcome: 'CREATED', patientId: patients.alice.id, warnings: [] });
    const { documentId } = first.json;
    expect((await handIn()).json).toMatchObject({ outcome: 'UNCHANGED', documentId });
    expect(await sent()).toMatchObject([{ documentIdentifier: 'rest-letter', state: 'PUBLISHED' }]);
    const content = await pulse('GET', `/documents/self/${documentId}/content`);
    expect(content.bytes.equals(pdf)).toBe(true);
    const identifier = encodeURIComponent(`${outside.nhsNumberSystem}|${patients.alice.nhsNumber}`);
    const back = `/letters/rest-letter?identifier=${identifier}&sentAt=2026-05-01T09:00:00Z`;
    expect((await apptly('DELETE', back)).status).toBe(200);
    expect((await pulse('GET', `/documents/self/${documentId}`)).status).toBe(404);
  });

  it('are printed at once for who cannot sign in, and confirmed', async () => {
    const nhsNumber = '9999999468';
    const identifiers = [{ system: outside.nhsNumberSystem, value: nhsNumber, verification: '01' }];
    const named = { familyName: 'Ink', givenName: 'Ida', dateOfBirth: '1990-02-28', gender: 'FEMALE' };
    const address = { lines: ['1 High St'], postalCode: 'M1 1AA' };
    expect((await apptly('POST', '/users', { body: { identifiers, ...named, address } })).status).toBe(200);
    const letter = { identifier: `${outside.nhsNumberSystem}|${nhsNumber}`, documentIdentifier: 'on-paper' };
    const { json } = await handIn(letter);
    type Job = { readonly id: string; readonly documentIdentifier: string; readonly documentId: string };
    const { items } = (await apptly<Page<Job>>('GET', '/print-jobs')).json;
    const job = items.find(({ documentIdentifier }) => documentIdentifier === 'on-paper') ?? expect.unreachable();
    expect(job).toMatchObject({
      ...{ state: 'PRINT_REQUESTED', reason: 'UNREGISTERED', documentId: json.documentId },
      patient: { id: json.patientId, familyName: 'Ink', address },
    });
    const content = await apptly('GET', `/documents/${json.patientId}/${job.documentId}/content`);
    expect(content.bytes.equals(pdf)).toBe(true);
    const confirm = () =>
      apptly<Page<object>>('POST', '/print-jobs/confirmations', {
        body: { jobs: [{ id: job.id, outcome: 'POSTED', note: 'RM 1' }] },
      });
    expect((await confirm()).json.items).toEqual([{ id: job.id, confirmation: 'RECORDED', state: 'POSTED' }]);
    expect((await confirm()).json.items).toEqual([{ id: job.id, confirmation: 'UNCHANGED', state: 'POSTED' }]);
    const receipts = await apptly<Page<object>>('POST', '/documents/read-receipts', {
      body: { documentIdentifiers: ['on-paper'] },
    });
    expect(receipts.json.items).toEqual([{ documentIdentifier: 'on-paper', read: false, readAt: null }]);
  });

  it.each([
    ['no PDF', {}, Buffer.from('hello'), 400, { pointer: '#' }],
    ['no bytes', {}, Buffer.alloc(0), 400, { pointer: '#' }],
    ['nobody’s number', { identifier: `${outside.nhsNumberSystem}|9999999999` }, pdf, 404, { parameter: 'identifier' }],
    ['no system', { identifier: '123' }, pdf, 400, { parameter: 'identifier' }],
    ['a clock that runs ahead', { sentAt: '2999-01-01T00:00:00Z' }, pdf, 400, { parameter: 'sentAt' }],
    ['too many bytes', {}, Buffer.concat([pdf, Buffer.alloc(25 * 1024 * 1024)]), 413, undefined],
    ['a program', {}, Buffer.from('MZ %PDF-1.4'), 400, { pointer: '#' }],
    ['no title', { title: '' }, pdf, 400, { parameter: 'title' }],
    ['a label that is none', { label: 'SECRET' }, pdf, 400, { parameter: 'label' }],
  ])('with %s are refused, and nothing is kept', async (_what, about, bytes, status, place) => {
    const before = await sent();
    const reply = await handIn({ documentIdentifier: 'refused', ...about }, bytes);
    expect(reply.status).toBe(status);
    if (place !== undefined) expect(reply.json.errors?.[0]).toMatchObject(place);
    expect(await sent()).toEqual(before);
  });

  it('are handed in by no app', async () => {
    expect((await handIn({}, pdf, pulse)).status).toBe(403);
  });

  it('are listed with how far they have come, counted, printed and confirmed', async () => {
    expect((await apptly<Page<object>>('GET', '/letters?state=FAILED')).json).toEqual({ items: [], next: null });
    const time = 'from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z';
    expect((await apptly('GET', `/letters/figures?${time}`)).json).toMatchObject({ failed: 0 });
    const jobs = [{ id: '00000000-0000-4000-8000-00000000dead', outcome: 'POSTED' }];
    expect((await apptly('POST', '/print-jobs/confirmations', { body: { jobs } })).json).toEqual({
      items: [{ ...{ id: jobs[0]?.id, state: null }, confirmation: 'NOT_FOUND' }],
    });
  });

  it.each([
    ['/letters', 403],
    ['/print-jobs', 403],
  ])('are no affair of an app: %s', async (path, status) => {
    expect((await pulse('GET', path)).status).toBe(status);
  });

  it('of a time that ends before it begins are refused', async () => {
    const reply = await apptly<Problem>('GET', '/letters/figures?from=2026-12-31T00:00:00Z&to=2026-01-01T00:00:00Z');
    expect([reply.status, reply.json.errors?.[0]?.['parameter']]).toEqual([400, 'to']);
  });
});

it('webhooks hear what the team may see, again when that is asked for, and nothing once the tie has been cut', async () => {
  const coordinator = await session(system.base, 'coco');
  const tether = await tie(system.base, coordinator);
  const tied = restClient(system.base, tether.headers);
  const [own, witness] = await Promise.all([openReceiver(), openReceiver()]);
  const { json } = await register(undefined, tied, own.url);
  const book = (number: string) => outside.deliver(system.base, siu('S12', alice, number));
  await book('hook-1');
  const heard = async (count: number) =>
    eventually(
      () => Promise.resolve(own.received),
      ({ length }) => length >= count,
    );
  const [first] = await heard(1);
  expect(verified(json.secret, first ?? expect.unreachable())).toMatchObject({
    data: { patientId: patients.alice.id },
  });
  const eventIds = [String(first?.headers['webhook-id'])];
  const again = await tied('POST', `/webhooks/${json.webhook.id}/replays`, { body: { eventIds } });
  expect([again.status, again.json]).toEqual([202, { events: 1 }]);
  expect((await heard(2)).map(({ headers }) => headers['webhook-id'])).toEqual([eventIds[0], eventIds[0]]);

  const ask = (by: Headers, query: string, variables: object = {}) =>
    outside.postGraphWith(system.base, by, { query, variables: { ...variables } });
  const ties = await ask(coordinator, `{ tethers(team: "${teams['riverside-diabetes'].id}") { id } }`);
  for (const { id } of outside.graphAnswer<{ tethers: { id: string }[] }>(ties).data?.tethers ?? [])
    await ask(coordinator, 'mutation ($id: ID!) { revokeTether(id: $id) { __typename } }', { id });
  const oscar = await session(system.base, 'oscar');
  const registering = `mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { __typename } }`;
  const input = { organisationId: organisations.riverside.id, url: witness.url, kinds: ['APPOINTMENT_CHANGED'] };
  await ask(oscar, registering, { input });
  await book('hook-2');
  await eventually(
    () => Promise.resolve(witness.received),
    ({ length }) => length >= 1,
  );
  const isDone = async () =>
    (
      await system.database.sql.query<{ done: boolean }>(
        'test.done',
        'select sent = head and attempts = 0 as done from events.endpoint where id = $1',
        [json.webhook.id],
      )
    )[0]?.done === true;
  expect(await eventually(isDone, (done) => done)).toBe(true);
  expect(own.received).toHaveLength(2);
  await Promise.all([own.close(), witness.close()]);
});

it('leaves no operation out', () => {
  expect(unwalked(system.base, tested.partners)).toEqual([]);
});
