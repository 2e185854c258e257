import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { killable, type Killable } from './crash/killable.ts';
import { adt, anInpatient, mdm } from './hospital.ts';
import * as outside from './outside.ts';
import { openReceiver, taken, type Receiver } from './receiver.ts';

// PostBridge sends letters; a third is read, a third is never opened, and of a third nobody knows whether the patient or
// the end of the window comes first. Every letter ends in exactly one final state, and whoever asked for that is told of
// all of it, in one order, although the whole program is killed again and again meanwhile. Domain reference §7.4 and §9, 10.
// Public interfaces alone. `npm run test:nightly` sends a thousand and kills five times.
const letters = Number(process.env['LETTERS'] ?? 60);
const kills = Number(process.env['KILLS'] ?? 2);

const organisationId = organisations.riverside.id;
const alice = anInpatient({ nhsNumber: patients.alice.nhsNumber, family: 'Archer', given: 'Alice' });
/** She cannot sign in yet. */
const dora = anInpatient();
const envelope = { facility: 'riverside-post' };
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

const numbers = Array.from({ length: letters }, (_, nth) => `walk-${nth}`);
const ofDora = numbers.slice(0, 1);
const rest = numbers.slice(1);
const toBeRead = rest.filter((_, nth) => nth % 3 === 0);
const neverOpened = rest.filter((_, nth) => nth % 3 === 1);
const raced = rest.filter((_, nth) => nth % 3 === 2);

let system: Killable;
let faithful: Receiver;
let shaky: Receiver;
beforeAll(async () => {
  faithful = await openReceiver();
  shaky = await openReceiver((response, nth) => (nth === 3 ? response.writeHead(500).end() : taken(response, nth)));
  system = await killable({ WEBHOOKS_TO_LOOPBACK: 'true' });
});
afterAll(async () => {
  await system.stop();
  await Promise.all([faithful.close(), shaky.close()]);
});

/** What is done so far, by what it is; the program is killed at these points, while all the others go on. */
const done = { sent: 0, read: 0, printed: 0, confirmed: 0 };
const points: readonly (() => boolean)[] = [
  () => done.confirmed > neverOpened.length / 2,
  () => done.sent > letters / 2,
  () => done.read > toBeRead.length / 2,
  () => done.printed > 1,
  () => done.sent > letters / 5,
];
const ahead = points.slice(0, kills);
let dying = Promise.resolve();
let killed = 0;
const progress = (what: keyof typeof done, by = 1): void => {
  done[what] += by;
  const nth = ahead.findIndex((isThere) => isThere());
  if (nth < 0) return;
  ahead.splice(nth, 1);
  dying = dying.then(async () => {
    await system.crash({ database: false });
    killed += 1;
  });
};

/** The program is not there, or not quite yet: whoever wants something of it asks again. */
class Outage extends Error {}
const patiently = async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      // What `fetch` throws where nobody answers, or the answer breaks off.
      if (!(error instanceof Outage) && !(error instanceof TypeError)) throw error;
      await wait(50);
    }
  }
};

const ask = <Data>(by: Headers, query: string, variables: object = {}): Promise<Data> =>
  patiently(async () => {
    const reply = await outside.postGraphWith(system.base, by, { query, variables: { ...variables } });
    if (reply.status >= 500) throw new Outage(reply.text);
    const { data, errors } = outside.graphAnswer<Data>(reply);
    expect(errors).toBeUndefined();
    return data as Data;
  });

const deliver = (message: string): Promise<void> =>
  patiently(async () => {
    const reply = await outside.postHl7(system.base, message, 'postbridge-hl7');
    const { code, reason } = outside.msaOf(reply);
    if (reply.status >= 500 || code === 'AE') throw new Outage(reason);
    expect([code, reason]).toEqual(['AA', reason]);
  });

/** Does something with each, several at a time. */
const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
};

/** The sender keeps each message until it is accepted, and sends it again as it is. */
const sendAll = async (): Promise<void> => {
  await deliver(adt('A28', dora, envelope));
  const messages = numbers.map((id) => {
    const type = neverOpened.includes(id) || raced.includes(id) ? 'DL' : 'CL';
    return mdm(ofDora.includes(id) ? dora : alice, { id, content: pdf, type }, envelope);
  });
  await each(messages, async (message) => {
    await deliver(message);
    progress('sent');
  });
};

type Own = { readonly id: string; readonly externalId: string };
type Sent = {
  readonly id: string;
  readonly documentIdentifier: string;
  readonly documentId: string;
  readonly state: string;
  readonly readAt: string | null;
  readonly patient: { readonly id: string; readonly address: { readonly lines: readonly string[] } | null };
};
type Page<Item> = { readonly page: { readonly items: readonly Item[]; readonly next: string | null } };

const pagesOf = async <Item>(by: Headers, query: string): Promise<Item[]> => {
  const found: Item[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { page }: Page<Item> = await ask<Page<Item>>(by, query, { after });
    found.push(...page.items);
    after = page.next;
  }
  return found;
};
const sentBy = (by: Headers, field: 'printJobs' | 'sentLetters'): Promise<Sent[]> =>
  pagesOf(
    by,
    `query ($after: String) { page: ${field}(first: 50, after: $after) { next items {
      id documentIdentifier documentId state readAt patient { id address { lines } } } } }`,
  );

/** Alice opens her letters, as on a page of ours. */
const readSome = async (asAlice: Headers): Promise<void> => {
  const all: Own[] = [];
  for (let after: string | null | undefined; after !== null;) {
    type Letters = { patient: { letters: { items: Own[]; next: string | null } } };
    const { patient }: Letters = await ask<Letters>(
      asAlice,
      `query ($after: String) { patient(id: "${patients.alice.id}") { letters(first: 100, after: $after) { items { id externalId } next } } }`,
      { after },
    );
    all.push(...patient.letters.items);
    after = patient.letters.next;
  }
  const opened = [...toBeRead, ...raced].map((number) => all.find(({ externalId }) => externalId === number));
  for (const letter of opened) {
    const { patient } = await ask<{ patient: { permit: string } }>(
      asAlice,
      `{ patient(id: "${patients.alice.id}") { permit } }`,
    );
    const source = 'mutation ($input: OpenLetterInput!) { r: openLetter(input: $input) { ... on Letter { state } } }';
    const { r } = await ask<{ r: object }>(asAlice, source, {
      input: { permit: patient.permit, letterId: letter?.id },
    });
    expect(r).toEqual({ state: 'READ' });
    progress('read');
  }
};

/** The printer fetches what there is to print, prints it, and says so; what it has said, it may say again. */
const print = async (postbridge: Headers, finished: () => boolean): Promise<ReadonlySet<string>> => {
  const printed = new Set<string>();
  while (!finished()) {
    const jobs = (await sentBy(postbridge, 'printJobs')).slice(0, 20);
    for (const job of jobs.filter(({ documentIdentifier }) => !printed.has(documentIdentifier))) {
      if (printed.size < 3) expect(await contentOf(postbridge, job)).toEqual(pdf);
      printed.add(job.documentIdentifier);
      progress('printed');
    }
    if (jobs.length > 0) {
      const outcomes = jobs.map(({ id }) => ({ id, outcome: 'POSTED' }));
      const { r } = await ask<{ r: { jobs: { confirmation: string }[] } }>(
        postbridge,
        'mutation ($jobs: [PrintJobOutcomeInput!]!) { r: confirmPrintJobs(jobs: $jobs) { ... on ConfirmedPrintJobs { jobs { confirmation } } } }',
        { jobs: outcomes },
      );
      for (const { confirmation } of r.jobs) expect(['RECORDED', 'UNCHANGED']).toContain(confirmation);
      progress('confirmed', jobs.length);
    }
    await wait(100);
  }
  return printed;
};

const contentOf = async (by: Headers, { patient, documentId }: Sent): Promise<Buffer> => {
  const found = await ask<{ patient: { documentContent: string } }>(
    by,
    'query ($id: ID!, $document: ID!) { patient(id: $id) { documentContent(documentId: $document) } }',
    { id: patient.id, document: documentId },
  );
  return Buffer.from(found.patient.documentContent, 'base64');
};

type Heard = { readonly id: string; readonly type: string; readonly number: string };
const heardBy = ({ received }: Receiver): readonly Heard[] => {
  const events = received.map(({ headers, body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: { externalId: string } };
    return { id: String(headers['webhook-id']), type, number: data.externalId };
  });
  return [...new Map(events.map((event) => [event.id, event])).values()];
};
const told = (events: readonly Heard[], wanted: string): readonly string[] =>
  events.flatMap(({ type, number }) => (type === wanted ? [number] : [])).sort();

it('Every letter ends in one final state, and all of it is told in order', { timeout: 0 }, async () => {
  const [oscar, asAlice, postbridge] = await Promise.all([
    session(system.base, 'oscar'),
    session(system.base, 'alice'),
    callers['partner.fhir'](system.base),
  ]);
  // Of letters about a discharge the window is five seconds; of all others three days.
  const windows = { organisationId, types: [{ documentType: 'DL', hours: 5 / 3_600 }] };
  const set = 'mutation ($input: HybridMailInput!) { done: setHybridMail(input: $input) { __typename } }';
  expect(await ask(oscar, set, { input: windows })).toEqual({ done: { __typename: 'HybridMail' } });
  for (const { url } of [faithful, shaky]) {
    const input = { organisationId, url, kinds: ['DOCUMENT_READ', 'LETTER_PRINT_REQUESTED'] };
    const register = 'mutation ($input: RegisterWebhookInput!) { done: registerWebhook(input: $input) { __typename } }';
    expect(await ask(oscar, register, { input })).toEqual({ done: { __typename: 'IssuedWebhook' } });
  }

  let isOver = false;
  const printing = print(postbridge, () => isOver);
  await sendAll();
  await readSome(asAlice);
  const final = ['READ', 'POSTED', 'EXCLUDED', 'FAILED'];
  let ended = await sentBy(postbridge, 'sentLetters');
  for (; !ended.every(({ state }) => final.includes(state)); ended = await sentBy(postbridge, 'sentLetters'))
    await wait(200);
  isOver = true;
  const printed = await printing;
  await dying;
  expect([killed, ahead]).toEqual([kills, []]);

  const stateOf = new Map(ended.map(({ documentIdentifier, state }) => [documentIdentifier, state]));
  expect(ended.map(({ documentIdentifier }) => documentIdentifier).sort()).toEqual(numbers.toSorted());
  for (const number of toBeRead) expect([number, stateOf.get(number)]).toEqual([number, 'READ']);
  for (const number of [...neverOpened, ...ofDora]) expect([number, stateOf.get(number)]).toEqual([number, 'POSTED']);
  // Whoever came first: what was printed was not saved, and what was read in time was never with the printer.
  for (const number of numbers)
    expect([number, stateOf.get(number)]).toEqual([number, printed.has(number) ? 'POSTED' : 'READ']);

  const opened = ended.flatMap(({ documentIdentifier, readAt }) => (readAt === null ? [] : [documentIdentifier]));
  expect(opened.sort()).toEqual([...toBeRead, ...raced].sort());
  const figures = await ask<{ figures: object }>(
    oscar,
    'query ($from: DateTime!, $to: DateTime!, $organisationId: ID) { figures: letterFigures(from: $from, to: $to, organisationId: $organisationId) { sent read printed saved waiting printing failed } }',
    { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000), organisationId },
  );
  const counts = { sent: letters, read: opened.length, printed: printed.size, saved: letters - printed.size };
  expect(figures).toEqual({ figures: { ...counts, waiting: 0, printing: 0, failed: 0 } });

  const wanted = opened.length + printed.size;
  while ([faithful, shaky].some((receiver) => heardBy(receiver).length < wanted)) await wait(100);
  const heard = heardBy(faithful);
  expect(told(heard, 'document.read')).toEqual(opened);
  expect(told(heard, 'letter.print_requested')).toEqual([...printed].sort());
  expect(heardBy(shaky)).toEqual(heard);
});
