import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { KeyRing } from '../../../kernel/seal.ts';
import { testDatabase } from '../../../test/database.ts';
import { contextOf, type Context } from '../../kit/context.ts';
import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { announce } from '../../kit/announce.ts';
import { deliveryService } from './delivery.service.ts';
import { deliveryStore } from './delivery.store.ts';
import type { Delivery } from './delivery.types.ts';
import { eventLog } from './event-log.store.ts';
import { webhookService } from './webhook.service.ts';
import { webhookStore } from './webhook.store.ts';
import type { IssuedWebhook, Webhook } from './webhook.types.ts';

const database = await testDatabase();
afterAll(database.drop);

const keys: KeyRing = [{ id: 'k', secret: randomBytes(32) }];
const clock = fixedClock('2026-06-01T12:00:00Z');
const { sql } = database;
const deliveries = deliveryService({
  log: eventLog(sql),
  store: deliveryStore(sql),
  newId: randomUUID,
  chance: () => 0.5,
});
const webhooks = webhookService({ store: webhookStore(sql), newId: randomUUID, random: randomBytes, loopback: false });

const as = (principal: Principal): Context => contextOf({ principal, via: 'GRAPHQL', reading: [] }, { clock, keys });
const ours = as({ kind: 'internal', integration: 'internal', client: 'webhooks' });

let organisation = '';
let owner: Context;
beforeEach(() => {
  clock.set('2026-06-01T12:00:00Z');
  organisation = randomUUID();
  owner = as({ kind: 'organisation', integration: 'customer.fhir', client: 'c', organisation } as Principal);
});

const sound = <Value>(value: Value | Failure): Value => {
  if (isFailure(value)) throw new Error(value.message);
  return value;
};

const register = async (by = owner, host = 'hooks', setAsideAfter: number | null = null): Promise<IssuedWebhook> =>
  sound(
    await webhooks.register(by, {
      organisationId: organisation,
      url: `https://${host}.example.com/`,
      kinds: ['message.released'],
      setAsideAfter,
    }),
  );

const released = async (controlId: string, of = organisation, partner?: string): Promise<void> => {
  await announce(sql, [
    {
      kind: 'message.released',
      organisation: of,
      about: { messageId: randomUUID(), controlId, outcome: 'APPROVED', ...(partner === undefined ? {} : { partner }) },
    },
  ]);
};

/** What this webhook is to be sent now, if anything; what others are is left to them. */
const take = async ({ id }: Pick<Webhook, 'id'>): Promise<Delivery | undefined> =>
  sound(await deliveries.take(ours, 100)).find(({ webhook }) => webhook === id);

const controlIds = (delivery: Delivery | undefined): readonly string[] =>
  (delivery?.events ?? []).map(({ body }) => (JSON.parse(body) as { data: { controlId: string } }).data.controlId);

const settle = async (
  delivery: Delivery | undefined,
  { taken, problem, status }: { taken: number; problem?: string; status?: number },
) => {
  if (delivery === undefined) throw new Error('There was nothing to deliver.');
  const { webhook, turn, events } = delivery;
  const done = events[taken - 1]?.place ?? null;
  return sound(
    await deliveries.settle(ours, {
      webhook,
      turn,
      done,
      delivered: taken > 0,
      problem: problem ?? null,
      status: status ?? null,
      failed: problem === undefined ? null : (events[taken]?.place ?? null),
    }),
  );
};

const minutes = (count: number): void => {
  clock.set(new Date(clock.now().getTime() + count * 60_000));
};

const seen = async ({ id }: Pick<Webhook, 'id'>): Promise<Webhook> => {
  const found = sound(await webhooks.list(owner, organisation)).find((webhook) => webhook.id === id);
  return found ?? expect.unreachable();
};

describe('events', () => {
  it('come in the order in which they were committed, each once, signed by the secret', async () => {
    const { webhook, secret } = await register();
    for (const controlId of ['a', 'b', 'c']) await released(controlId);
    const delivery = await take(webhook);
    expect(controlIds(delivery)).toEqual(['a', 'b', 'c']);
    const [event] = delivery?.events ?? [];
    const verifier = new Verifier(secret);
    expect(event?.signature).toBe(verifier.sign(event?.id ?? '', clock.now(), event?.body ?? ''));
    await settle(delivery, { taken: 3 });
    expect(await take(webhook)).toBeUndefined();
  });

  it('are those of its own organisation, of its kinds, from its registration on', async () => {
    await released('before');
    sound(await deliveries.take(ours, 100));
    const { webhook } = await register();
    await released('elsewhere', randomUUID());
    await announce(sql, [
      { kind: 'message.held', organisation, about: { messageId: randomUUID(), controlId: 'held' } },
    ]);
    await released('mine');
    expect(controlIds(await take(webhook))).toEqual(['mine']);
  });

  it('about messages reach a partner where it has sent them itself', async () => {
    const partner = { kind: 'partner', integration: 'partner.fhir', client: 'p', partner: 'postbridge', organisation };
    const { webhook } = await register(as(partner as Principal));
    await released('theirs');
    await released('own', organisation, 'postbridge');
    const delivery = await take(webhook);
    expect(controlIds(delivery)).toEqual(['own']);
    expect(delivery?.events[0]?.body).not.toContain('postbridge');
  });

  it('are one webhook’s alone: what one refuses, another has long taken', async () => {
    const [dead, well] = [(await register(owner, 'dead')).webhook, (await register(owner, 'well')).webhook];
    await released('x');
    const both = sound(await deliveries.take(ours, 100));
    await settle(
      both.find(({ webhook }) => webhook === dead.id),
      { taken: 0, problem: 'down' },
    );
    await settle(
      both.find(({ webhook }) => webhook === well.id),
      { taken: 1 },
    );
    expect(await seen(dead)).toMatchObject({ attempts: 1, waiting: 1, lastProblem: 'down' });
    expect(await seen(well)).toMatchObject({ attempts: 0, waiting: 0, deliveredAt: clock.now() });
  });
});

describe('a deliverer that dies', () => {
  it('set aside one that is answered with an error so often as its owner says, and go on with those behind it', async () => {
    const { webhook } = await register(owner, 'hooks', 3);
    for (const controlId of ['poison', 'b', 'c']) await released(controlId);
    const fail = async (status: number): Promise<void> => {
      await settle(await take(webhook), { taken: 0, problem: 'no', status });
      minutes(60);
    };
    await fail(500);
    await fail(400);
    // Nobody was there to say anything of the event.
    await fail(503);
    expect(controlIds(await take(webhook))).toEqual(['poison', 'b', 'c']);
    minutes(1);
    await fail(500);
    const rest = await take(webhook);
    expect(controlIds(rest)).toEqual(['b', 'c']);
    await settle(rest, { taken: 2 });
    const { items } = sound(await webhooks.deadLetters(webhook, { first: 10 }));
    expect(items).toMatchObject([{ status: 500, problem: 'no' }]);
    sound(await webhooks.replay(owner, { id: webhook.id, eventIds: items.map(({ eventId }) => eventId) }));
    expect(controlIds(await take(webhook))).toEqual(['poison']);
    minutes(1);
    for (const status of [500, 500, 500]) await fail(status);
    expect(await take(webhook)).toBeUndefined();
  });

  it('are not set aside where nobody has asked for it, nor after a number that is none', async () => {
    const { webhook } = await register();
    await released('a');
    for (const status of [500, 500, 500, 500]) {
      await settle(await take(webhook), { taken: 0, problem: 'no', status });
      minutes(60);
    }
    expect(controlIds(await take(webhook))).toEqual(['a']);
    expect(
      await webhooks.register(owner, {
        organisationId: organisation,
        url: 'https://a.example.com/',
        kinds: ['message.released'],
        setAsideAfter: 2,
      }),
    ).toMatchObject({ kind: 'invalid', field: 'setAsideAfter' });
    const changed = sound(await webhooks.change(owner, { id: webhook.id, version: webhook.version, setAsideAfter: 5 }));
    expect(changed.setAsideAfter).toBe(5);
    const off = sound(await webhooks.change(owner, { id: webhook.id, version: changed.version, setAsideAfter: 0 }));
    expect(off.setAsideAfter).toBeNull();
  });

  it('leaves its turn to another, with the same ids, and settles nothing any more', async () => {
    const { webhook } = await register();
    await released('a');
    const first = await take(webhook);
    expect(await take(webhook)).toBeUndefined();
    minutes(2);
    const second = await take(webhook);
    expect(second?.events.map(({ id }) => id)).toEqual(first?.events.map(({ id }) => id));
    expect(await settle(first, { taken: 1 })).toEqual({ held: false });
    expect(await settle(second, { taken: 1 })).toEqual({ held: true });
    expect(await seen(webhook)).toMatchObject({ waiting: 0 });
  });
});

describe('a webhook that refuses', () => {
  it('is tried again from there, later each time', async () => {
    const { webhook } = await register();
    for (const controlId of ['a', 'b', 'c']) await released(controlId);
    await settle(await take(webhook), { taken: 1, problem: 'no' });
    expect(await take(webhook)).toBeUndefined();
    minutes(1);
    const again = await take(webhook);
    expect(controlIds(again)).toEqual(['b', 'c']);
    await settle(again, { taken: 0, problem: 'no' });
    const { attempts, nextAttemptAt, failingSince } = await seen(webhook);
    expect({ attempts, pause: Number(nextAttemptAt) - clock.now().getTime() }).toEqual({ attempts: 2, pause: 4_000 });
    expect(failingSince).toEqual(new Date('2026-06-01T12:00:00Z'));
    minutes(1);
    await settle(await take(webhook), { taken: 2 });
    expect(await seen(webhook)).toMatchObject({ attempts: 0, failingSince: null, waiting: 0 });
  });

  it('for days loses what is as old, and gets it when it asks', async () => {
    const { webhook } = await register();
    await released('old');
    // Announced by the database's clock, which this test does not set.
    clock.set(new Date());
    await settle(await take(webhook), { taken: 0, problem: 'down' });
    minutes(3 * 24 * 60 + 1);
    await settle(await take(webhook), { taken: 0, problem: 'still down' });
    const letters = sound(await webhooks.deadLetters(webhook, { first: 10 }));
    expect(letters.items).toMatchObject([{ kind: 'message.released', problem: 'still down' }]);
    expect(await seen(webhook)).toMatchObject({ waiting: 0 });

    const eventIds = letters.items.map(({ eventId }) => eventId);
    expect(await webhooks.replay(owner, { id: webhook.id, eventIds })).toEqual({ events: 1 });
    const again = await take(webhook);
    expect(again?.events.map(({ id }) => id)).toEqual(eventIds);
    await settle(again, { taken: 1 });
    expect(sound(await webhooks.deadLetters(webhook, { first: 10 })).items).toEqual([]);
    expect(await take(webhook)).toBeUndefined();
  });
});

describe('what was taken', () => {
  it('is sent again since a time, before what is new', async () => {
    const { webhook } = await register();
    for (const controlId of ['a', 'b']) await released(controlId);
    await settle(await take(webhook), { taken: 2 });
    const since = new Date(Date.now() - 3_600_000);
    expect(await webhooks.replay(owner, { id: webhook.id, since })).toEqual({ events: 2 });
    await released('c');
    const again = await take(webhook);
    expect(controlIds(again)).toEqual(['a', 'b']);
    await settle(again, { taken: 2 });
    expect(controlIds(await take(webhook))).toEqual(['c']);
  });

  it('is not sent to others who ask for it', async () => {
    const { webhook } = await register();
    await released('a');
    const eventIds = (await take(webhook))?.events.map(({ id }) => id) ?? [];
    const theirs = randomUUID();
    const stranger = as({
      kind: 'organisation',
      integration: 'customer.fhir',
      client: 's',
      organisation: theirs,
    } as Principal);
    expect(await webhooks.replay(stranger, { id: webhook.id, eventIds })).toMatchObject({ kind: 'not_found' });
    const own = sound(
      await webhooks.register(stranger, {
        organisationId: theirs,
        url: 'https://theirs.example.com/',
        kinds: ['message.released'],
      }),
    );
    expect(await webhooks.replay(stranger, { id: own.webhook.id, eventIds })).toEqual({ events: 0 });
    expect(await take(own.webhook)).toBeUndefined();
  });
});

describe('a secret', () => {
  it('is signed with along with the one before, for as long as was said', async () => {
    const first = await register();
    const second = sound(await webhooks.rotate(owner, { id: first.webhook.id, overlapHours: 1 }));
    await released('a');
    const signatures = async (): Promise<readonly string[]> => {
      const delivery = await take(first.webhook);
      const { id = '', body = '', signature = '' } = delivery?.events[0] ?? {};
      await settle(delivery, { taken: 0 });
      const by = ({ secret }: IssuedWebhook): string => new Verifier(secret).sign(id, clock.now(), body);
      return signature.split(' ').map((one) => (one === by(first) ? 'first' : one === by(second) ? 'second' : 'other'));
    };
    expect(await signatures()).toEqual(['second', 'first']);
    minutes(61);
    expect(await signatures()).toEqual(['second']);
  });

  it('is nowhere in the database', async () => {
    const { secret } = await register();
    const rows = await sql.query('test.endpoints', 'select * from events.endpoint', []);
    expect(JSON.stringify(rows)).not.toContain(secret.slice('whsec_'.length, -2));
  });
});

describe('a webhook that is changed', () => {
  it('is told of its new kinds from then on, and the version that was seen has to be the one', async () => {
    const { webhook } = await register();
    const held = {
      kind: 'message.held',
      organisation,
      about: { messageId: randomUUID(), controlId: 'before' },
    } as const;
    await announce(sql, [held]);
    sound(await deliveries.take(ours, 100));
    const change = (version: number) =>
      webhooks.change(owner, { id: webhook.id, version, kinds: ['message.held'], url: 'https://new.example.com/' });
    expect(sound(await change(1))).toMatchObject({
      version: 2,
      kinds: ['message.held'],
      url: 'https://new.example.com/',
    });
    expect(await change(1)).toMatchObject({ kind: 'conflict', field: 'version' });
    await announce(sql, [{ ...held, about: { ...held.about, controlId: 'after' } }]);
    await released('of the old kind');
    const delivery = await take(webhook);
    expect([delivery?.url, controlIds(delivery)]).toEqual(['https://new.example.com/', ['after']]);
    await settle(delivery, { taken: 1 });
  });

  it('may not be told of a test, nor go inside', async () => {
    const { webhook } = await register();
    const asked = { id: webhook.id, version: 1 };
    expect(await webhooks.change(owner, { ...asked, kinds: ['webhook.test'] })).toMatchObject({ field: 'kinds[0]' });
    expect(await webhooks.change(owner, { ...asked, url: 'http://169.254.169.254/' })).toMatchObject({ field: 'url' });
    expect(await seen(webhook)).toMatchObject({ version: 1, kinds: ['message.released'] });
  });
});

it('is sent a test when that is asked for, before what waits, and nobody else is', async () => {
  const [{ webhook }, { webhook: other }] = [await register(), await register(owner, 'other')];
  await released('waiting');
  sound(await webhooks.test(owner, webhook.id));
  const taken = sound(await deliveries.take(ours, 100));
  const [first, theirs] = [webhook, other].map(({ id }) => taken.find((delivery) => delivery.webhook === id));
  expect(first?.events.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
    { type: 'webhook.test', data: { webhookId: webhook.id } },
  ]);
  await settle(first, { taken: 1 });
  expect([controlIds(theirs), controlIds(await take(webhook))]).toEqual([['waiting'], ['waiting']]);
});

it('ends for good', async () => {
  const { webhook } = await register();
  await released('a');
  expect(await webhooks.end(owner, webhook.id)).toMatchObject({ endedAt: clock.now() });
  expect(await take(webhook)).toBeUndefined();
  expect(await webhooks.rotate(owner, { id: webhook.id, overlapHours: 1 })).toMatchObject({ kind: 'conflict' });
  expect(await webhooks.replay(owner, { id: webhook.id, since: new Date(0) })).toMatchObject({ kind: 'conflict' });
});

it('is for our own processes to deliver', async () => {
  expect(await deliveries.take(owner, 1)).toMatchObject({ kind: 'forbidden' });
});

it.each([
  [{ url: 'http://169.254.169.254/', kinds: ['message.held'] }, 'url'],
  [{ url: 'https://hooks.example.com/', kinds: [] }, 'kinds'],
  [{ url: 'https://hooks.example.com/', kinds: ['message.held'], organisationId: randomUUID() }, 'organisationId'],
] as const)('is not registered by %j', async (input, field) => {
  expect(await webhooks.register(owner, { organisationId: organisation, ...input })).toMatchObject({ field });
  expect(await webhooks.list(owner, organisation)).toEqual([]);
});
