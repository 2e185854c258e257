import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { eventually } from './eventually.ts';
import { adt, anInpatient, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { openReceiver, taken, type Receiver } from './receiver.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What organisations and partners are told of, through public interfaces alone. Domain reference §7.4 and §9, 1 and 10

const organisationId = organisations.riverside.id;

let system: Wiring;
let oscar: Headers;
let postbridge: Headers;
const receivers: Receiver[] = [];
beforeAll(async () => {
  system = await inOneProcess({ WEBHOOKS_TO_LOOPBACK: 'true', REMEMBER_SECONDS: '1' });
  [oscar, postbridge] = await Promise.all([session(system.base, 'oscar'), callers['partner.fhir'](system.base)]);
});
afterAll(async () => {
  await system.stop();
  await Promise.all(receivers.map(({ close }) => close()));
});

const receiver = async (...how: Parameters<typeof openReceiver>): Promise<Receiver> => {
  const open = await openReceiver(...how);
  receivers.push(open);
  return open;
};

const ask = async <Data>(by: Headers, query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const { data, errors } = outside.graphAnswer<Data>(
    await outside.postGraphWith(system.base, by, { query, variables }),
  );
  return data ?? expect.unreachable(JSON.stringify(errors));
};

type Issued = { readonly secret: string; readonly webhook: { readonly id: string } };
const register = async (by: Headers, url: string, kinds = ['APPOINTMENT_CHANGED']): Promise<Issued> => {
  const query = `mutation ($input: RegisterWebhookInput!) { done: registerWebhook(input: $input) {
    ... on IssuedWebhook { secret webhook { id } } ... on Refusal { kind field message } } }`;
  return (await ask<{ done: Issued }>(by, query, { input: { organisationId, url, kinds } })).done;
};

type Health = { attempts: number; lastStatus: number | null; lastProblem: string | null; waiting: number };
const health = async (by: Headers, { webhook }: Issued): Promise<Health | undefined> => {
  const query = `query ($id: ID!) { webhooks(organisationId: $id) { id attempts lastStatus lastProblem waiting } }`;
  const { webhooks } = await ask<{ webhooks: (Health & { id: string })[] }>(by, query, { id: organisationId });
  return webhooks.find(({ id }) => id === webhook.id);
};

const arrived = (there: Receiver, count: number) =>
  eventually(
    () => Promise.resolve(there.received),
    ({ length }) => length >= count,
  );

const patient = anInpatient();
let appointments = 0;
/** Riverside books somebody in, once for each. */
const book = async (count = 1): Promise<void> => {
  for (let nth = 0; nth < count; nth += 1)
    await outside.deliver(system.base, siu('S12', patient, `W${String((appointments += 1))}`));
};

it('tells an organisation of its patients’ appointments, in their order, in ids alone, signed', async () => {
  await outside.deliver(system.base, adt('A28', patient));
  const there = await receiver();
  const { secret } = await register(oscar, there.url);
  await book(10);
  const received = await arrived(there, 10);
  const events = received.map(({ headers, body }) => {
    const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return new Verifier(secret).verify(body, Object.fromEntries(named) as Record<string, string>) as {
      readonly type: string;
      readonly data: { readonly appointmentId: string; readonly patientId: string; readonly organisationId: string };
    };
  });
  const view = await outside.find<{ id: string; appointments: { items: readonly { id: string }[] } }>(
    await outside.clientOf(system.base, 'riverside-customer'),
    patient,
    'id appointments(first: 50) { items { id } }',
  );
  expect(events.map(({ type }) => type)).toEqual(Array(10).fill('appointment.changed'));
  expect(new Set(events.map(({ data }) => data.appointmentId))).toEqual(
    new Set(view?.appointments.items.map(({ id }) => id)),
  );
  expect(events[0]?.data).toEqual({
    eventId: received[0]?.headers['webhook-id'],
    organisationId,
    patientId: view?.id,
    appointmentId: expect.any(String) as string,
    version: 1,
  });
  expect(JSON.stringify(received)).not.toMatch(new RegExp(`${patient.family}|Eye clinic|Ophthalmology|Woolf`));
});

it('sends again, under the same id, what was refused, and nobody else waits for that', async () => {
  const [shaky, well] = await Promise.all([
    receiver((response, nth) => (nth === 1 ? response.writeHead(500).end() : taken(response, nth))),
    receiver(),
  ]);
  const [shakyOne] = [await register(oscar, shaky.url), await register(oscar, well.url)];
  await book(3);
  expect(await arrived(well, 3)).toHaveLength(3);
  const received = await arrived(shaky, 4);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect(ids[1]).toBe(ids[0]);
  expect(ids.slice(1)).toEqual(well.received.map(({ headers }) => headers['webhook-id']));
  expect(await health(oscar, shakyOne)).toMatchObject({ lastStatus: 500 });
});

it('goes nowhere else when it is sent elsewhere', async () => {
  const inside = await receiver();
  const there = await receiver((response) => response.writeHead(307, { location: inside.url }).end());
  const issued = await register(oscar, there.url);
  await book();
  const found = await eventually(
    () => health(oscar, issued),
    (seen) => (seen?.attempts ?? 0) > 0,
  );
  expect(found).toMatchObject({ lastStatus: 307, lastProblem: 'It sent us elsewhere, which we do not follow.' });
  expect(inside.received).toEqual([]);
});

it('tells a partner what its grant lets it see, and nothing when that has ended', async () => {
  const query = `mutation { done: grantPartner(input: { organisationId: "${organisationId}", partnerId: "stranger" }) {
    ... on PartnerGrant { id } } }`;
  const { done } = await ask<{ done: { id: string } }>(oscar, query);
  const stranger = { authorization: await outside.bearer(system.base, 'stranger'), 'x-org-public-id': organisationId };
  const there = await receiver();
  const issued = await register(stranger, there.url);
  await book();
  expect(await arrived(there, 1)).toHaveLength(1);

  await ask(oscar, `mutation { revokeGrant(id: "${done.id}") { __typename } }`);
  await book();
  const own = await receiver();
  await register(oscar, own.url);
  await book();
  await arrived(own, 1);
  // It is done with, and was not sent.
  const isDone = async (): Promise<unknown> =>
    system.database.sql.query('test.done', 'select sent = head as done from events.endpoint where id = $1', [
      issued.webhook.id,
    ]);
  expect(await eventually(isDone, (rows) => JSON.stringify(rows) === '[{"done":true}]')).toEqual([{ done: true }]);
  expect(there.received).toHaveLength(1);
});

it('lets a partner ask for no more than is for partners, and for nothing of whom it does not act for', async () => {
  const there = await receiver();
  const refused = await register(postbridge, there.url, ['AGGREGATION_ISSUE']);
  expect(refused).toMatchObject({ kind: 'INVALID', field: 'kinds[0]' });
  const other = { ...postbridge, 'x-org-public-id': organisations.hillside.id };
  const query = `query { webhooks(organisationId: "${organisationId}") { id } }`;
  const reply = await outside.postGraphWith(system.base, other, { query });
  expect(reply.text).toContain('FORBIDDEN');
});

it.each(['http://169.254.169.254/latest/meta-data', 'https://10.0.0.8/', 'https://[fd00:ec2::254]/', 'no url'])(
  'does not register %s',
  async (url) => {
    expect(await register(oscar, url)).toMatchObject({ kind: 'INVALID', field: 'url' });
  },
);
