import fc from 'fast-check';
import { graphql } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, teams } from '../../prisma/demo.ts';
import { callOf, customer, feedOf, person, postbridgeFeed } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { sealAddressee } from '../kit/addressee.ts';
import { openExchange } from './index.ts';
import { inboxStore, type Arrival, type Closing, type Inbox } from './inbox.store.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const clock = fixedClock('2026-06-01T12:00:00Z');
const parts = { sql: database.sql, prisma, newId: uuid7, clock, log: () => undefined };
const { schema } = openExchange(parts);
// A second process on the same database: it shares no group of writes with the first.
const elsewhere = openExchange(parts).schema;

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Asking = { readonly by?: Principal; readonly at?: typeof schema };

const ask = async <Data>(
  source: string,
  variableValues: Record<string, unknown>,
  { by = riverside, at = schema }: Asking,
): Promise<Data> => {
  const result = await graphql({ schema: at, source, variableValues, contextValue: callOf(by, clock) });
  for (const error of result.errors ?? []) throw error;
  return JSON.parse(JSON.stringify(result.data)) as Data;
};

const riverside = feedOf('riverside');
const alice = 'a11ce000-0000-4000-8000-000000000001';

type Opened = {
  readonly messageId?: string;
  readonly acknowledgement?: string | null;
  readonly kind?: string;
  readonly field?: string;
};

const open = async (
  input: { controlId?: string | null; raw?: string; type?: string },
  asking: Asking = {},
): Promise<Opened> => {
  const source = `mutation ($input: OpenMessageInput!) { openMessage(input: $input) {
    ... on OpenedMessage { messageId acknowledgement } ... on Refusal { kind field } } }`;
  return (await ask<{ openMessage: Opened }>(source, { input: { raw: 'MSH|', ...input } }, asking)).openMessage;
};

type Closed = { readonly acknowledgement?: string; readonly kind?: string; readonly field?: string };
type Close = { state?: string; acknowledgement?: string; reason?: string; patientId?: string; addressee?: string };

const close = async (messageId: string | undefined, input: Close = {}, asking: Asking = {}): Promise<Closed> => {
  const source = `mutation ($input: CloseMessageInput!) { closeMessage(input: $input) {
    ... on ClosedMessage { acknowledgement } ... on Refusal { kind field } } }`;
  const variables = { input: { messageId, state: 'ACCEPTED', acknowledgement: 'MSA|AA', ...input } };
  return (await ask<{ closeMessage: Closed }>(source, variables, asking)).closeMessage;
};

type Message = {
  readonly id: string;
  readonly controlId: string;
  readonly state: string;
  readonly patient: { readonly id: string } | null;
} & Record<string, unknown>;

const status = async (controlId: string, asking: Asking = {}): Promise<Message | null> => {
  const source = `query ($controlId: String!) { messageStatus(controlId: $controlId) {
    id controlId type receivedAt state reason acknowledgement patient { id } } }`;
  return (await ask<{ messageStatus: Message | null }>(source, { controlId }, asking)).messageStatus;
};

const list = async (variables: { first?: number; after?: string | null; state?: string }, asking: Asking = {}) => {
  const source = `query ($first: Int! = 20, $after: String, $state: MessageState) { messages(first: $first, after: $after, state: $state) {
    items { id controlId state } next } }`;
  return (await ask<{ messages: { items: Message[]; next: string | null } }>(source, variables, asking)).messages;
};

let controls = 0;
const newControl = (): string => `control-${String(++controls)}`;
const at64 = <Result>(work: (nth: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 64 }, (_, nth) => work(nth)));
const rowsOf = (controlId: string) =>
  prisma.inboundMessage.findMany({ where: { controlId }, orderBy: { attempt: 'asc' } });

describe('opening a message', () => {
  it('keeps the text exactly as it came, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (raw) => {
        const { messageId = '' } = await open({ raw });
        const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId } });
        expect(Buffer.from(row.raw).toString()).toBe(raw);
      }),
      { numRuns: 50, examples: [['a\0b\r\n\u{1F600}'], ['']] },
    );
  });

  it('gives messages that come together each its own text', async () => {
    const control = newControl();
    const texts = Array.from({ length: 64 }, (_, nth) => 'é'.repeat(nth) + String(nth));
    const opened = await at64((nth) => open({ controlId: `${control}/${String(nth)}`, raw: texts[nth] ?? '' }));
    const rows = await prisma.inboundMessage.findMany({
      where: { id: { in: opened.map(({ messageId = '' }) => messageId) } },
    });
    const stored = new Map(rows.map(({ id, raw }) => [id, Buffer.from(raw).toString()]));
    expect(opened.map(({ messageId = '' }) => stored.get(messageId))).toEqual(texts);
  });

  it('keeps a large message too', async () => {
    const raw = 'x'.repeat(3_000_000);
    const { messageId = '' } = await open({ controlId: newControl(), raw });
    const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId } });
    expect(Buffer.from(row.raw).toString()).toBe(raw);
  });

  it('makes one message of the same message 64 times at once, in two processes', async () => {
    const controlId = newControl();
    const opened = await at64((nth) => open({ controlId }, { at: nth % 2 === 0 ? schema : elsewhere }));
    expect(new Set(opened.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await rowsOf(controlId)).toHaveLength(1);
  });

  it('lets exactly one of two texts with one control id win', async () => {
    const controlId = newControl();
    const opened = await at64((nth) =>
      open({ controlId, raw: nth % 4 < 2 ? 'one' : 'other' }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    const [winner] = await rowsOf(controlId);
    const hasWon = (nth: number): boolean =>
      (nth % 4 < 2 ? 'one' : 'other') === Buffer.from(winner?.raw ?? []).toString();
    opened.forEach((reply, nth) =>
      expect(reply).toMatchObject(hasWon(nth) ? { messageId: winner?.id } : { kind: 'CONFLICT', field: 'controlId' }),
    );
    expect(await rowsOf(controlId)).toHaveLength(1);
  });

  it('answers an accepted message with the acknowledgement that was sent', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { acknowledgement: 'MSA|AA|1' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: 'MSA|AA|1' });
  });

  it('answers a held message with the acknowledgement that was sent', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { state: 'HELD' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: 'MSA|AA' });
  });

  it.each(['REJECTED', 'FAILED'])('lets a %s message be tried again under its own id', async (state) => {
    const controlId = newControl();
    const first = await open({ controlId });
    await close(first.messageId, { state, acknowledgement: 'MSA|AR' });
    expect(await open({ controlId })).toEqual({ messageId: first.messageId, acknowledgement: null });
  });

  it('gives a message that was never answered again: the process may have died', async () => {
    const controlId = newControl();
    const first = await open({ controlId });
    expect(await open({ controlId }, { at: elsewhere })).toEqual({ messageId: first.messageId, acknowledgement: null });
  });

  it.each(['ACCEPTED', 'HELD'])('refuses another text under the control id of an %s message', async (state) => {
    const controlId = newControl();
    await close((await open({ controlId })).messageId, { state });
    expect(await open({ controlId, raw: 'another' })).toMatchObject({ kind: 'CONFLICT', field: 'controlId' });
  });

  it.each(['REJECTED', 'FAILED'])('keeps a corrected message beside the %s one', async (state) => {
    const controlId = newControl();
    const first = await open({ controlId, raw: 'wrong' });
    await close(first.messageId, { state, reason: 'why' });
    const second = await open({ controlId, raw: 'right' });
    expect(second.messageId).not.toBe(first.messageId);
    expect((await rowsOf(controlId)).map(({ id, attempt, raw }) => [id, attempt, Buffer.from(raw).toString()])).toEqual(
      [
        [first.messageId, 1, 'wrong'],
        [second.messageId, 2, 'right'],
      ],
    );
  });

  it('lets exactly one of two corrections win', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    const opened = await at64((nth) =>
      open({ controlId, raw: nth % 4 < 2 ? 'one' : 'other' }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    expect(await rowsOf(controlId)).toHaveLength(2);
    expect(opened.filter(({ kind }) => kind === 'CONFLICT')).toHaveLength(32);
    expect(new Set(opened.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('does not go back to the wrong text once the right one is accepted', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    await close((await open({ controlId, raw: 'right' })).messageId);
    expect(await open({ controlId, raw: 'wrong' })).toMatchObject({ kind: 'CONFLICT' });
  });

  it.each([null, ''])('takes messages without a control id (%j) for different ones', async (controlId) => {
    const [first, second] = await Promise.all([open({ controlId }), open({ controlId })]);
    expect(first.messageId).not.toBe(second.messageId);
  });

  it('keeps the same control id of two feeds apart, even of one organisation', async () => {
    const controlId = newControl();
    const seen = new Set<string | undefined>();
    for (const by of [riverside, customer('riverside'), feedOf('hillside'), postbridgeFeed])
      seen.add((await open({ controlId, raw: by.client }, { by })).messageId);
    expect(seen.size).toBe(4);
    expect(seen).not.toContain(undefined);
  });

  it('does not confuse a control id with a NUL in it', async () => {
    expect(await open({ controlId: `nul\0${newControl()}`, type: 'A\0B' })).toMatchObject({
      messageId: expect.any(String) as string,
    });
  });

  it('refuses half a surrogate pair, which would not come back as it was', async () => {
    expect(await open({ raw: 'half \uD83D' })).toMatchObject({ kind: 'INVALID', field: 'raw' });
  });

  it('refuses a person', async () => {
    expect(await open({}, { by: person('alice') })).toMatchObject({ kind: 'FORBIDDEN' });
  });
});

describe('closing a message', () => {
  it('answers with the acknowledgement to send, and keeps all of it', async () => {
    const controlId = newControl();
    const { messageId } = await open({ controlId, type: 'ADT^A28' });
    expect(await close(messageId, { patientId: alice })).toEqual({ acknowledgement: 'MSA|AA' });
    expect(await status(controlId)).toEqual({
      id: messageId,
      controlId,
      type: 'ADT^A28',
      receivedAt: '2026-06-01T12:00:00.000Z',
      state: 'ACCEPTED',
      reason: null,
      acknowledgement: 'MSA|AA',
      patient: { id: alice },
    });
  });

  it('gives everybody the first acknowledgement when 64 accept at once, in two processes', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const closed = await at64((nth) =>
      close(messageId, { acknowledgement: `MSA|AA|${String(nth)}` }, { at: nth % 2 === 0 ? schema : elsewhere }),
    );
    const { acknowledgement } = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId ?? '' } });
    expect(new Set(closed.map((reply) => reply.acknowledgement))).toEqual(new Set([acknowledgement]));
  });

  it('survives two processes that close the same many messages in opposite orders', async () => {
    const opened = await at64(() => open({ controlId: newControl() }));
    const ids = opened.map(({ messageId }) => messageId);
    const closed = await Promise.all([
      ...ids.map((id) => close(id, { acknowledgement: 'one' })),
      ...ids.toReversed().map((id) => close(id, { acknowledgement: 'other' }, { at: elsewhere })),
    ]);
    const there = closed.slice(0, 64).map(({ acknowledgement }) => acknowledgement);
    expect(
      closed
        .slice(64)
        .map(({ acknowledgement }) => acknowledgement)
        .toReversed(),
    ).toEqual(there);
  });

  it.each(['ACCEPTED', 'HELD'])('does not change what was %s', async (state) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    await close(messageId, { state, acknowledgement: 'first' });
    expect(await close(messageId, { state: 'REJECTED', acknowledgement: 'second' })).toEqual({
      acknowledgement: 'first',
    });
    expect(await status(controlId)).toMatchObject({ state, acknowledgement: 'first' });
  });

  it.each(['REJECTED', 'FAILED'])('accepts what was %s before', async (state) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    await close(messageId, { state, acknowledgement: 'first', reason: 'No such patient.' });
    expect(await close(messageId, { acknowledgement: 'second' })).toEqual({ acknowledgement: 'second' });
    expect(await status(controlId)).toMatchObject({ state: 'ACCEPTED', acknowledgement: 'second', reason: null });
  });

  it('answers the same refusal for the same reason, and another for another', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const refuse = (acknowledgement: string, reason: string) =>
      close(messageId, { state: 'REJECTED', acknowledgement, reason });
    expect(await refuse('first', 'PID-3')).toEqual({ acknowledgement: 'first' });
    expect(await refuse('second', 'PID-3')).toEqual({ acknowledgement: 'first' });
    expect(await refuse('third', 'PID-5')).toEqual({ acknowledgement: 'third' });
  });

  it('sends what it stores, even where PostgreSQL cannot store all of it', async () => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    const { acknowledgement } = await close(messageId, { acknowledgement: 'MSA\0|AA', reason: 'a \0 here' });
    expect((await open({ controlId })).acknowledgement).toBe(acknowledgement);
  });

  it.each([
    ['another organisation', feedOf('hillside')],
    ['another client of the same organisation', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('is not for %s: to them there is no such message', async (_, by) => {
    const controlId = newControl();
    const { messageId } = await open({ controlId });
    expect(await close(messageId, {}, { by })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await status(controlId)).toMatchObject({ state: 'RECEIVED' });
  });

  it('gives the right one its place when a stranger closes the same message at the same moment', async () => {
    const { messageId } = await open({ controlId: newControl() });
    const closed = await Promise.all([
      close(messageId, { acknowledgement: 'theirs' }, { by: feedOf('hillside') }),
      close(messageId, { acknowledgement: 'ours' }),
    ]);
    expect(closed).toMatchObject([{ kind: 'NOT_FOUND' }, { acknowledgement: 'ours' }]);
  });

  it.each([uuid7(), 'nonsense', "' or true"])('knows no message %s', async (messageId) => {
    expect(await close(messageId)).toMatchObject({ kind: 'NOT_FOUND', field: 'messageId' });
  });

  it.each([
    ['state', { state: 'RECEIVED' }],
    ['patientId', { patientId: 'alice' }],
  ])('refuses a wrong %s', async (field, input) => {
    const { messageId } = await open({ controlId: newControl() });
    expect(await close(messageId, input)).toMatchObject({ kind: 'INVALID', field });
  });
});

describe('a partner’s message', () => {
  const riversideId = organisations.riverside.id as OrganisationId;
  const otherPartner: Principal = { ...postbridgeFeed, client: 'other-hl7' };

  it('is for the organisation that patients has named to this very partner, and for none by anybody else’s word', async () => {
    const { messageId } = await open({}, { by: postbridgeFeed });
    const forged = ['x', riversideId, sealAddressee(callOf(otherPartner, clock), riversideId)];
    for (const addressee of forged)
      expect(await close(messageId, { addressee }, { by: postbridgeFeed })).toEqual({
        kind: 'INVALID',
        field: 'addressee',
      });
    const addressee = sealAddressee(callOf(postbridgeFeed, clock), riversideId);
    expect(await close(messageId, { addressee }, { by: postbridgeFeed })).toEqual({ acknowledgement: 'MSA|AA' });
    const row = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: messageId ?? '' } });
    expect(row.organisationId).toBe(riversideId);
  });
});

describe('asking what became of messages', () => {
  it('shows an organisation what all of its feeds sent, and nobody else', async () => {
    const controlId = newControl();
    await open({ controlId });
    expect(await status(controlId, { by: customer('riverside') })).toMatchObject({ controlId, state: 'RECEIVED' });
    for (const by of [feedOf('hillside'), postbridgeFeed, person('alice'), person('oscar')])
      expect(await status(controlId, { by })).toBeNull();
  });

  type Other = (partner: string, organisation: 'riverside' | 'hillside') => Principal;
  const tied: Other = (partner, organisation) => ({
    ...{ kind: 'team', integration: 'tethered.rest', client: partner, partner },
    organisation: organisations[organisation].id as OrganisationId,
    team: teams['riverside-diabetes'].id as TeamId,
  });
  const naming: Other = (partner, organisation) => ({
    ...{ kind: 'partner', integration: 'partner.fhir', client: `${partner}-system`, partner },
    organisation: organisations[organisation].id as OrganisationId,
  });

  it.each([
    ['is tied to a team', tied],
    ['names an organisation', naming],
  ])(
    'shows a client that %s what its partner’s feeds sent for the organisation, or for nobody',
    async (_how, client) => {
      const [forRiverside, forNobody] = [newControl(), newControl()];
      const { messageId } = await open({ controlId: forRiverside }, { by: postbridgeFeed });
      const addressee = sealAddressee(callOf(postbridgeFeed, clock), organisations.riverside.id as OrganisationId);
      await close(messageId, { state: 'REJECTED', reason: 'It is wrong.', addressee }, { by: postbridgeFeed });
      await open({ controlId: forNobody }, { by: postbridgeFeed });
      const seen = (by: Principal) => Promise.all([forRiverside, forNobody].map((id) => status(id, { by })));
      expect(await seen(client('postbridge', 'riverside'))).toMatchObject([
        { state: 'REJECTED', reason: 'It is wrong.' },
        { state: 'RECEIVED' },
      ]);
      expect(await seen(client('postbridge', 'hillside'))).toMatchObject([null, { state: 'RECEIVED' }]);
      expect(await seen(client('apptly', 'riverside'))).toEqual([null, null]);
    },
  );

  it('shows the last attempt', async () => {
    const controlId = newControl();
    await close((await open({ controlId, raw: 'wrong' })).messageId, { state: 'REJECTED' });
    const { messageId } = await open({ controlId, raw: 'right' });
    expect(await status(controlId)).toMatchObject({ id: messageId, state: 'RECEIVED' });
  });

  it('pages newest first, without a gap or a repetition', async () => {
    const by = feedOf('hillside');
    const opened: Opened[] = [];
    for (let nth = 0; nth < 7; nth += 1) {
      opened.push(await open({ controlId: newControl() }, { by }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ first: 3, after }, { by });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen.slice(0, 7)).toEqual(opened.map(({ messageId }) => messageId).toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('shows those of one state alone', async () => {
    const { messageId } = await open({ controlId: newControl() }, { by: postbridgeFeed });
    await close(messageId, { state: 'HELD' }, { by: postbridgeFeed });
    await open({ controlId: newControl() }, { by: postbridgeFeed });
    const { items } = await list({ state: 'HELD' }, { by: postbridgeFeed });
    expect(items.map(({ id }) => id)).toEqual([messageId]);
  });

  it('has a cursor open nothing to anybody else', async () => {
    const { items } = await list({ first: 1 });
    const theirs = await list({ first: 200, after: items[0]?.id ?? '' }, { by: postbridgeFeed });
    const ours = new Set((await rowsOfRiverside()).map(({ id }) => id));
    expect(theirs.items.filter(({ id }) => ours.has(id))).toEqual([]);
  });

  it('shows persons none', async () => {
    expect(await list({}, { by: person('oscar') })).toEqual({ items: [], next: null });
  });

  it.each([{ first: 0 }, { first: 201 }, { after: 'nonsense' }])('refuses a page like %j', async (variables) => {
    await expect(list(variables)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});

const rowsOfRiverside = () =>
  prisma.inboundMessage.findMany({ where: { sender: 'customer.hl7/riverside-hl7' }, select: { id: true } });

describe('the inbox', () => {
  // A statement for each, as from 64 processes: nothing is joined, and only the database keeps order.
  const inbox = inboxStore(database.sql);
  const arrival = (more: Partial<Arrival> = {}): Arrival => ({
    id: uuid7(),
    owner: 'o',
    sender: 's',
    organisation: null,
    partner: null,
    controlId: newControl(),
    type: null,
    raw: Buffer.from(''),
    digest: Buffer.alloc(32),
    receivedAt: clock.now(),
    ...more,
  });
  const closing = (id: string, acknowledgement: string): Closing => ({
    id,
    sender: 's',
    state: 'ACCEPTED',
    acknowledgement,
    reason: null,
    patient: null,
    closedAt: clock.now(),
    addressee: null,
  });

  /** Does `first` in a transaction, begins `second` beside it, and ends the transaction once `second` has to wait. */
  const meanwhile = async <Result>(
    first: (inbox: Inbox) => Promise<unknown>,
    second: () => Promise<Result>,
    end?: Error,
  ) => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    let isDone: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (isDone = resolve));
    const transaction = database.sql.transaction(async (sql) => {
      await first(inboxStore(sql));
      isDone();
      while ((await database.pool.query(waiting)).rowCount === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      if (end !== undefined) throw end;
    });
    await Promise.race([done, transaction]);
    // From outside the transaction, as another process would.
    const begun = second();
    await (end === undefined ? transaction : expect(transaction).rejects.toBe(end));
    return begun;
  };

  it('looks again for a message that another process is just opening', async () => {
    const [first, second] = [arrival({ controlId: 'x' }), arrival({ controlId: 'x' })];
    expect(
      await meanwhile(
        (there) => there.open([first]),
        () => inbox.open([second]),
      ),
    ).toEqual([undefined]);
    expect(await inbox.open([second])).toMatchObject([{ messageId: first.id, isNew: false }]);
  });

  it('opens a message that another process was just opening when it died', async () => {
    const [first, second] = [arrival({ controlId: 'y' }), arrival({ controlId: 'y' })];
    const found = await meanwhile(
      (there) => there.open([first]),
      () => inbox.open([second]),
      new Error('died'),
    );
    expect(found).toMatchObject([{ messageId: second.id, isNew: true }]);
  });

  it('gives the acknowledgement with which another process is just closing', async () => {
    const one = arrival();
    await inbox.open([one]);
    const closed = await meanwhile(
      (there) => there.close([closing(one.id, 'first')]),
      () => inbox.close([closing(one.id, 'second')]),
    );
    expect(closed).toEqual([{ acknowledgement: 'first' }]);
  });

  it('closes a message that another process was just closing when it died', async () => {
    const one = arrival();
    await inbox.open([one]);
    const closed = await meanwhile(
      (there) => there.close([closing(one.id, 'first')]),
      () => inbox.close([closing(one.id, 'second')]),
      new Error('died'),
    );
    expect(closed).toEqual([{ acknowledgement: 'second' }]);
  });

  it('refuses what would read as two things', async () => {
    const write = (more: object) =>
      prisma.inboundMessage.create({
        data: {
          id: uuid7(),
          owner: 'o',
          sender: 's',
          attempt: 1,
          raw: Buffer.from(''),
          digest: Buffer.alloc(32),
          receivedAt: clock.now(),
          ...more,
        },
      });
    await expect(write({ state: 'ACCEPTED' })).rejects.toThrow('message_closed');
    await expect(write({ acknowledgement: 'AA' })).rejects.toThrow('message_closed');
  });

  it('finds a control id and a message by their indexes, however the table grows', async () => {
    const plans: string[] = [];
    const explaining = {
      ...database.sql,
      query: async <Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
        const plan = await database.sql.query<{ 'QUERY PLAN': string }>(`${name}.plan`, `explain ${text}`, values);
        plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    const explained = inboxStore(explaining);
    await explained.open([arrival()]);
    await explained.close([closing(uuid7(), '')]);
    expect(plans).toHaveLength(2);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan on message');
  });
});
