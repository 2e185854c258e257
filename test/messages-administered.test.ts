import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressForgotten } from '../adapters/hl7/address-forgotten.ts';
import { hl7Parts } from '../adapters/hl7/index.ts';
import { remoteGraph } from '../adapters/remote-graph.ts';
import { callerHeader, sealCaller } from '../kernel/caller.ts';
import { systemClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { organisations } from '../prisma/demo.ts';
import { session, type Headers } from './callers.ts';
import { patience } from './eventually.ts';
import { adt, anInpatient, controlId, oru } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What an administrator does when a message did not arrive: find it, look at it, have it sent again.

let system: Wiring;
let riverside: outside.Client;
let oscar: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
  oscar = await session(system.base, 'oscar');
});
afterAll(() => system.stop());

const organisationId = organisations.riverside.id;

const answerTo = async <Data>(query: string, variables: object, headers = oscar): Promise<outside.GraphAnswer<Data>> =>
  outside.graphAnswer<Data>(
    await outside.postGraphWith(system.base, headers, { query, variables: { organisationId, ...variables } }),
  );

const asOscar = async <Data>(query: string, variables: object): Promise<Data> => {
  const { data, errors } = await answerTo<Data>(query, variables);
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
};

type Found = {
  readonly id: string;
  readonly controlId: string;
  readonly sender: string;
  readonly type: string;
  readonly state: string;
  readonly reason: string | null;
  readonly patient: { readonly id: string } | null;
};
type Page = { readonly items: readonly Found[]; readonly next: string | null };

const searching = `query ($organisationId: ID!, $from: DateTime, $to: DateTime, $type: String, $controlId: String, $sender: String, $patientId: ID,
    $states: [MessageState!], $first: Int! = 20, $after: String) {
  searchMessages(organisationId: $organisationId, from: $from, to: $to, type: $type, controlId: $controlId, sender: $sender, patientId: $patientId,
    states: $states, first: $first, after: $after) { items { id controlId sender type state reason patient { id } } next } }`;

const search = async (asked: object): Promise<Page> =>
  (await asOscar<{ searchMessages: Page }>(searching, asked)).searchMessages;

const only = async (asked: object): Promise<Found> => {
  const { items } = await search(asked);
  const [found] = items;
  if (found === undefined || items.length > 1) throw new Error(`${items.length} messages.`);
  return found;
};

type Masked = {
  readonly text: string;
  readonly acts: readonly { readonly actor: string; readonly kind: string; readonly outcome: string | null }[];
};
const look = async (messageId: string): Promise<Masked | null> => {
  const query = `query ($organisationId: ID!, $messageId: ID!) { maskedMessage(organisationId: $organisationId, messageId: $messageId) {
    text acts { actor kind outcome } } }`;
  return (await asOscar<{ maskedMessage: Masked | null }>(query, { messageId })).maskedMessage;
};

const again = async (messageId: string, organisation: string = organisationId): Promise<unknown> => {
  const query = `mutation ($input: SendAgainInput!) { sendMessageAgain(input: $input) {
    ... on SendingAgain { messageId } ... on Refusal { kind field } } }`;
  const input = { organisationId: organisation, messageId };
  return (await asOscar<{ sendMessageAgain: unknown }>(query, { input })).sendMessageAgain;
};

const becomes = (id: string, state: string) =>
  expect.poll(async () => (await only({ controlId: id })).state, { timeout: patience }).toBe(state);

/** What PostBridge sent is kept, and nothing comes of it. */
const opened = async (id: string, raw: string): Promise<void> => {
  const authorization = outside.basic('postbridge-hl7');
  const caller = sealCaller(system.keys, { authorization, address: '127.0.0.1', through: 'hl7' }, new Date());
  const type = /ORU\^R01|ADT\^A28/.exec(raw)?.[0];
  const reply = await outside.postGraphWith(
    system.base,
    { authorization, [callerHeader]: caller },
    {
      query:
        'mutation ($input: OpenMessageInput!) { openMessage(input: $input) { ... on OpenedMessage { messageId } } }',
      variables: { input: { controlId: id, type, raw } },
    },
  );
  expect(outside.graphAnswer(reply).errors).toBeUndefined();
};

describe('the search', () => {
  it('finds by control id, type, outcome, patient and time, the newest first', async () => {
    const who = anInpatient();
    const [first, report, refused] = [controlId(), controlId(), controlId()];
    const before = new Date();
    await outside.deliver(system.base, adt('A28', who, { controlId: first }));
    const between = new Date();
    await outside.deliver(system.base, oru(who, { id: first, potassium: '4.1' }, { controlId: report }));
    const unknown = oru(anInpatient(), { id: refused, potassium: '4.1' }, { controlId: refused });
    expect(outside.msaOf(await outside.postHl7(system.base, unknown)).code).toBe('AR');

    const [newest, middle, oldest] = (await search({ from: before.toISOString() })).items;
    expect([newest, middle, oldest]).toMatchObject([
      { controlId: refused, type: 'ORU^R01', state: 'REJECTED', patient: null },
      { controlId: report, type: 'ORU^R01', state: 'ACCEPTED' },
      { controlId: first, type: 'ADT^A28', state: 'ACCEPTED' },
    ]);
    expect(newest?.reason).toMatch(/^PID/);
    const patientId = middle?.patient?.id;
    const ids = async (asked: object) => (await search(asked)).items.map((found) => found.controlId);
    expect(await ids({ controlId: report })).toEqual([report]);
    expect(await ids({ patientId })).toEqual([report, first]);
    expect(await ids({ patientId, type: 'ADT^A28' })).toEqual([first]);
    expect(await ids({ from: before.toISOString(), states: ['REJECTED', 'FAILED'] })).toEqual([refused]);
    expect(await ids({ from: before.toISOString(), to: between.toISOString() })).toEqual([first]);
    expect(await ids({ controlId: 'nobody’s' })).toEqual([]);

    const page = await search({ patientId, first: 1 });
    expect(page.items).toEqual([middle]);
    expect(await search({ patientId, first: 1, after: page.next })).toMatchObject({ items: [oldest], next: null });
  });

  it('finds what a partner sent for the organisation, taken, refused or held; and has it sent again in the partner’s name', async () => {
    const who = anInpatient();
    const [taken, refused, foreign] = [controlId(), controlId(), controlId()];
    const facility = 'riverside-post';
    const send = (message: string) => outside.postHl7(system.base, message, 'postbridge-hl7');
    const report = oru(who, { id: refused, potassium: '4.1' }, { controlId: refused, facility });
    expect(outside.msaOf(await send(report)).code).toBe('AR');
    expect(outside.msaOf(await send(adt('A28', who, { controlId: taken, facility }))).code).toBe('AA');
    expect(
      outside.msaOf(await send(adt('A28', anInpatient(), { controlId: foreign, facility: 'hillside-post' }))).code,
    ).toBe('AR');

    expect(await only({ controlId: taken })).toMatchObject({ state: 'ACCEPTED' });
    const { id: messageId, state } = await only({ controlId: refused });
    expect(state).toBe('REJECTED');
    expect((await search({ controlId: foreign })).items).toEqual([]);
    expect((await look(messageId))?.text).toContain(`OBR|1||${refused}|`);
    await again(messageId);
    await becomes(refused, 'ACCEPTED');
    const late = await send(report);
    expect(outside.msaOf(late).code).toBe('AA');
  });

  it('finds a partner’s message of which nothing but the beginning could be read', async () => {
    const id = controlId();
    await outside.postHl7(system.base, `MSH|^~\\&|A|riverside-post|C|D|never||ADT^A28|${id}|P|2.4\r`, 'postbridge-hl7');
    expect(await only({ controlId: id })).toMatchObject({ state: 'REJECTED' });
  });

  it('finds what a partner sent by whom and for whom it was sent, where the process died before it was answered', async () => {
    const who = anInpatient();
    const [id, foreign] = [controlId(), controlId()];
    await outside.deliver(system.base, adt('A28', who));
    const report = oru(who, { id, potassium: '4.1' }, { controlId: id, facility: 'riverside-post' });
    await opened(id, report);
    await opened(foreign, adt('A28', anInpatient(), { controlId: foreign, facility: 'hillside-post' }));
    expect((await search({ controlId: id })).items).toEqual([]);
    await system.database.pool.query(
      "update exchange.message set received_at = received_at - interval '2 minutes' where control_id = any($1)",
      [[id, foreign]],
    );

    const errors: string[] = [];
    const parts = {
      graph: remoteGraph({ url: system.base, keys: system.keys, clock: systemClock }),
      ...{ clock: systemClock, newId: uuid7, limits: { hl7Message: 1_000_000 } },
      ...{ processing: ['P'] as const, keys: system.keys },
      log: { error: (_: object, message: string) => errors.push(message) },
    };
    await addressForgotten({ ...hl7Parts(parts), keys: system.keys });
    expect(errors).toEqual([]);
    const sender = 'partner.hl7/postbridge-hl7';
    const found = await only({ controlId: id, sender, type: 'ORU^R01', states: ['RECEIVED'] });
    expect(found).toMatchObject({ sender, patient: null });
    expect((await search({ controlId: id, sender: 'partner.hl7/other' })).items).toEqual([]);
    expect((await search({ controlId: foreign })).items).toEqual([]);
    expect((await look(found.id))?.text).toContain(`OBR|1||${id}|`);
    await again(found.id);
    await becomes(id, 'ACCEPTED');
  });

  it('is for administrators of the organisation alone', async () => {
    const forbidden = [{ extensions: { code: 'FORBIDDEN' } }];
    const hillside = { organisationId: organisations.hillside.id };
    expect((await answerTo(searching, hillside)).errors).toMatchObject(forbidden);
    for (const headers of [{ authorization: riverside.authorization }, await session(system.base, 'alice')])
      expect((await answerTo(searching, {}, headers)).errors).toMatchObject(forbidden);
  });
});

describe('a message that is looked at', () => {
  it('shows its form and its numbers, and nothing clinical; who looked is kept', async () => {
    const who = anInpatient();
    const id = controlId();
    await outside.deliver(system.base, adt('A28', who));
    // No instant and no number that was drawn says this by chance.
    const potassium = '41.0625';
    await outside.deliver(system.base, oru(who, { id, potassium }, { controlId: id }));
    const { id: messageId } = await only({ controlId: id });
    const masked = await look(messageId);
    expect(masked?.text).toContain(`PID|1||${who.nhsNumber}^^^NHS^NH{status:01}~${who.hospitalNumber}^^^RVS^MR||xxxx`);
    expect(masked?.text).toContain(`OBR|1||${id}|xx^`);
    for (const word of [who.family, who.given, '|1990', 'Potassium', '2823-3', potassium])
      expect(masked?.text).not.toContain(word);
    expect(masked?.acts).toEqual([]);
    expect((await look(messageId))?.acts).toMatchObject([
      { kind: 'READ', actor: expect.stringMatching(/^person\//) as unknown },
    ]);
    expect(await look('01900000-0000-7000-8000-00000000dead')).toBeNull();
  });
});

describe('a message that is sent again', () => {
  it('is done as if its sender had sent it, once what was missing is there', async () => {
    const who = anInpatient();
    const id = controlId();
    const report = oru(who, { id, potassium: '4.1' }, { controlId: id });
    expect(outside.msaOf(await outside.postHl7(system.base, report)).code).toBe('AR');
    await outside.deliver(system.base, adt('A28', who));

    const { id: messageId } = await only({ controlId: id });
    expect(await Promise.all([again(messageId), again(messageId)])).toEqual([{ messageId }, { messageId }]);
    await becomes(id, 'ACCEPTED');
    type Seen = { observations: { items: { version: number }[] } };
    const seen = await outside.find<Seen>(riverside, who, 'observations { items { version } }');
    expect(seen?.observations.items).toEqual([{ version: 1 }, { version: 1 }]);
    await expect
      .poll(async () => (await look(messageId))?.acts.filter(({ kind }) => kind === 'SENT_AGAIN'), {
        timeout: patience,
      })
      .toMatchObject([{ outcome: 'ACCEPTED' }]);
    // Its sender, who does not know, gets the answer of now.
    const late = await outside.postHl7(system.base, report);
    expect(outside.msaOf(late).code).toBe('AA');
    expect(await again(messageId)).toEqual({ kind: 'CONFLICT', field: 'messageId' });
  });

  it('may be refused again, and then may be sent again', async () => {
    const id = controlId();
    await outside.postHl7(system.base, oru(anInpatient(), { id, potassium: '4.1' }, { controlId: id }));
    const { id: messageId } = await only({ controlId: id });
    const settled = async () => (await look(messageId))?.acts.filter(({ outcome }) => outcome === 'REJECTED').length;
    await again(messageId);
    await expect.poll(settled, { timeout: patience }).toBe(1);
    await again(messageId);
    await expect.poll(settled, { timeout: patience }).toBe(2);
    expect((await only({ controlId: id })).state).toBe('REJECTED');
  });

  it('is none whose place another message has taken, and none of another organisation', async () => {
    const [who, id] = [anInpatient(), controlId()];
    await outside.postHl7(system.base, oru(who, { id, potassium: '4.1' }, { controlId: id }));
    const { id: replaced } = await only({ controlId: id });
    await outside.postHl7(system.base, oru(who, { id, potassium: '4.2' }, { controlId: id }));
    expect((await search({ controlId: id })).items).toHaveLength(2);
    expect(await again(replaced)).toEqual({ kind: 'CONFLICT', field: 'messageId' });
    expect(await again(replaced, organisations.hillside.id)).toEqual({ kind: 'FORBIDDEN', field: 'organisationId' });
    expect(await again('01900000-0000-7000-8000-00000000dead')).toEqual({ kind: 'NOT_FOUND', field: 'messageId' });
  });
});
