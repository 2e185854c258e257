import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isEnumType, type GraphQLSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { streamSchema } from '../gateway/stream/schema.ts';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { eventually } from './eventually.ts';
import { adt, anInpatient, siu, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Events as they happen, over Server-Sent Events, to whoever may hear of them at that moment.

let system: Wiring;
let riverside: Headers;
beforeAll(async () => {
  system = await inOneProcess({ REMEMBER_SECONDS: '1' });
  riverside = { authorization: await outside.bearer(system.base, 'riverside-customer') };
});
afterAll(() => system.stop());

type Event = { readonly id: string; readonly kind: string; readonly patientId: string; readonly seq?: string };
type Listening = {
  readonly status: number;
  readonly text: () => string;
  readonly events: () => readonly Event[];
  readonly ended: Promise<void>;
  readonly leave: () => void;
};

const open: Listening[] = [];
afterEach(() => {
  for (const listening of open.splice(0)) listening.leave();
});

const query = 'subscription ($kinds: [EventKind!]) { events(kinds: $kinds) { id kind patientId appointmentId } }';

const listen = async (by: Headers, { after, kinds }: { after?: string; kinds?: string[] } = {}): Promise<Listening> => {
  const controller = new AbortController();
  const response = await fetch(`${system.base}/graphql/stream`, {
    method: 'POST',
    headers: {
      ...by,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
    body: JSON.stringify({ query, variables: kinds === undefined ? {} : { kinds } }),
    signal: controller.signal,
  });
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString('utf8');
  };
  const listening: Listening = {
    status: response.status,
    text: () => text,
    events: () =>
      [...text.matchAll(/event: next\nid: (\d+)\ndata: (.*)\n\n/g)].map(([, seq = '', data = '']) => ({
        ...(JSON.parse(data) as { data: { events: Event } }).data.events,
        seq,
      })),
    ended: read().catch(() => undefined),
    leave: () => {
      controller.abort();
    },
  };
  open.push(listening);
  return listening;
};

let appointments = 0;
const book = async (who: Inpatient, count = 1): Promise<void> => {
  for (let nth = 0; nth < count; nth += 1)
    await outside.deliver(system.base, siu('S12', who, `E${String((appointments += 1))}`));
};

const heard = (listening: Listening, count: number): Promise<readonly Event[]> =>
  eventually(
    () => Promise.resolve(listening.events()),
    ({ length }) => length >= count,
  );

const patient = anInpatient();

it('tells of what happens, and after an interruption of what was missed, each once and in order', async () => {
  await outside.deliver(system.base, adt('A28', patient));
  const first = await listen(riverside);
  expect(first.status).toBe(200);
  await book(patient, 3);
  const before = await heard(first, 3);
  expect(before.map(({ kind }) => kind)).toEqual(Array(3).fill('APPOINTMENT_CHANGED'));
  first.leave();
  await first.ended;

  await book(patient, 2);
  const [, second] = before;
  const again = await listen(riverside, { after: second?.seq ?? '' });
  await book(patient, 2);
  const after = await heard(again, 5);
  expect(after[0]).toEqual(before[2]);
  expect(new Set([...before, ...after].map(({ id }) => id)).size).toBe(7);
  expect(after.map(({ seq }) => Number(seq))).toEqual(after.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b));
  expect(first.text() + again.text()).not.toContain(patient.family);
});

it('is open once it will miss nothing', async () => {
  const holder = await system.database.pool.connect();
  await holder.query('begin; lock table events.event in access exclusive mode');
  let isOpen = false;
  const listening = listen(riverside).finally(() => (isOpen = true));
  await book(patient);
  expect(isOpen).toBe(false);
  await holder.query('rollback');
  holder.release();
  const open = await listening;
  await book(patient);
  expect((await heard(open, 1)).length).toBeGreaterThan(0);
});

it('tells people of their own record alone, and whoever listens to what they asked for alone', async () => {
  const alice = await listen(await callers.app(system.base));
  const others = await listen(riverside, { kinds: ['DOCUMENT_READ'] });
  const all = await listen(riverside);
  await book(patient);
  await book(anInpatient({ nhsNumber: patients.alice.nhsNumber }));
  const [, hers] = await heard(all, 2);
  expect(await heard(alice, 1)).toEqual([hers]);
  expect(hers?.patientId).toBe(patients.alice.id);
  expect(others.events()).toEqual([]);
});

it('ends when what let the listener in is taken back', async () => {
  const oscar = await session(system.base, 'oscar');
  const grant = `mutation { done: grantPartner(input: { organisationId: "${organisations.riverside.id}", partnerId: "stranger" }) {
    ... on PartnerGrant { id } } }`;
  const { data } = outside.graphAnswer<{ done: { id: string } }>(
    await outside.postGraphWith(system.base, oscar, { query: grant }),
  );
  const authorization = await outside.bearer(system.base, 'stranger');
  const stranger = await listen({ authorization, 'x-org-public-id': organisations.riverside.id });
  await book(patient);
  expect(await heard(stranger, 1)).toHaveLength(1);
  const revoke = `mutation { revokeGrant(id: "${data?.done.id ?? ''}") { __typename } }`;
  await outside.postGraphWith(system.base, oscar, { query: revoke });
  const isOver = await eventually(
    async () => {
      await book(patient);
      return stranger.text().includes('event: complete');
    },
    (over) => over,
  );
  expect(isOver).toBe(true);
  await stranger.ended;
});

it.each([
  ['nobody', 401, () => Promise.resolve({}), query],
  ['somebody without a record of their own', 403, () => session(system.base, 'oscar'), query],
  ['who asks no subscription', 400, () => Promise.resolve(riverside), '{ kinds }'],
  ['who asks for what there is not', 400, () => Promise.resolve(riverside), 'subscription { nothing }'],
  [
    'who asks for two at once',
    400,
    () => Promise.resolve(riverside),
    'subscription { a: events { id } b: events { id } }',
  ],
  ['who sends no query', 400, () => Promise.resolve(riverside), ''],
] as const)('is not for %s: %i', async (_who, status, by, asked) => {
  const headers = { ...(await by()), 'content-type': 'application/json' };
  const reply = await outside.ask(`${system.base}/graphql/stream`, 'POST', {
    headers,
    body: JSON.stringify({ query: asked }),
  });
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.text)).toMatchObject({ errors: [{ message: expect.any(String) as string }] });
});

it('has the kinds of the graph', () => {
  const contract = buildSchema(readFileSync(join(import.meta.dirname, '..', 'schema', 'api.graphql'), 'utf8'));
  const kinds = (schema: GraphQLSchema): readonly string[] => {
    const type = schema.getType('EventKind');
    return isEnumType(type)
      ? type
          .getValues()
          .map(({ name }) => name)
          .toSorted()
      : [];
  };
  expect(kinds(streamSchema)).toEqual(kinds(contract));
});
