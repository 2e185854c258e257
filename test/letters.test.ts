import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations, patients } from '../prisma/demo.ts';
import { decideDue } from '../subgraphs/mail/index.ts';
import { callers, session, type Headers } from './callers.ts';
import { adt, anInpatient, mdm, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// PostBridge sends letters, a third is read, the rest is printed: every letter ends in exactly one final state, although
// the process that decides is killed while it does. Domain reference §7.4. `npm run test:nightly` sends a thousand;
// `SEED=…` for the same instants again.
const letters = Number(process.env['LETTERS'] ?? 30);
const kills = 5;
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const instants = fc.sample(fc.integer({ min: 1, max: 60 }), { numRuns: kills, seed });

const alice: Inpatient = anInpatient({ nhsNumber: patients.alice.nhsNumber, family: 'Archer', given: 'Alice' });
const dora: Inpatient = anInpatient({ nhsNumber: '5555555555' });
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
const numberOf = (nth: number): string => `walk-${nth}`;

let system: Wiring;
let postbridge: Headers;
beforeAll(async () => {
  process.stdout.write(`${letters} letters; the seed of the kills is ${seed}.\n`);
  system = await inOneProcess();
  postbridge = await callers['partner.fhir'](system.base);
});
afterAll(() => system.stop());

const ask = async <Data>(headers: Headers, query: string, variables: object = {}): Promise<Data> => {
  const reply = await outside.postGraphWith(system.base, headers, { query, variables: { ...variables } });
  const { data, errors } = outside.graphAnswer<Data>(reply);
  expect(errors).toBeUndefined();
  return data as Data;
};
const envelope = { facility: 'riverside-post' };
const send = (message: string) => outside.deliver(system.base, message, 'postbridge-hl7');

type Sent = {
  readonly id: string;
  readonly documentIdentifier: string;
  readonly documentId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly patient: {
    readonly id: string;
    readonly familyName: string;
    readonly address: { readonly lines: readonly string[] } | null;
  };
};
type Page = { readonly page: { readonly items: readonly Sent[]; readonly next: string | null } };
const all = async (field: 'printJobs' | 'sentLetters'): Promise<Sent[]> => {
  const found: Sent[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { page }: Page = await ask<Page>(
      postbridge,
      `query ($after: String) { page: ${field}(first: 50, after: $after) { next items {
        id documentIdentifier documentId state reason patient { id familyName address { lines } } } } }`,
      { after },
    );
    found.push(...page.items);
    after = page.next;
  }
  return found;
};

/** As long as it takes: the run as a whole ends what hangs. */
const until = async <Answer>(look: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> => {
  for (;;) {
    const answer = await look();
    if (wanted(answer)) return answer;
    await wait(50);
  }
};

/** Alice opens a letter, as on a page of ours. */
const read = async (asAlice: Headers, letterId: string): Promise<void> => {
  const { patient } = await ask<{ patient: { permit: string } }>(
    asAlice,
    `{ patient(id: "${patients.alice.id}") { permit } }`,
  );
  const input = { permit: patient.permit, letterId };
  const source = 'mutation ($input: OpenLetterInput!) { r: openLetter(input: $input) { ... on Letter { state } } }';
  expect(await ask(asAlice, source, { input })).toEqual({ r: { state: 'READ' } });
};

/** A process of its own that does what the fallback does, round after round; it is killed and leaves nothing but the database. */
const decider = `
  const { Client } = require('pg');
  (async () => {
    const client = new Client({ connectionString: process.env.URL });
    await client.connect();
    process.stdout.write('ready');
    for (;;) await client.query(process.env.STATEMENT, [new Date(), 3]);
  })();`;
const killedAfter = async (milliseconds: number): Promise<void> => {
  const child = spawn(process.execPath, ['-e', decider], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, URL: system.database.url, STATEMENT: decideDue },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  await wait(milliseconds);
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
};

it('Every letter ends in one final state: a third read, the others printed', async () => {
  await send(adt('A28', dora, envelope));
  for (let nth = 0; nth < letters; nth++)
    await send(mdm(nth === 0 ? dora : alice, { id: numberOf(nth), content: pdf }, envelope));

  // Who cannot sign in gets paper at once, with the codes to register on it.
  const [first] = await all('printJobs');
  expect(first).toMatchObject({ documentIdentifier: numberOf(0), reason: 'UNREGISTERED' });
  const nhs = [{ system: outside.nhsNumberSystem, value: dora.nhsNumber }];
  const made = await ask<{ r: { tokens: { joinPath: string }[] } }>(
    postbridge,
    'mutation ($input: InvitationTokensInput!) { r: generateInvitationTokens(input: $input) { ... on InvitationTokens { tokens { joinPath } } } }',
    { input: { patients: nhs } },
  );
  expect((await outside.ask(`${system.base}${made.r.tokens[0]?.joinPath ?? ''}`, 'GET')).text).toContain(
    'Your date of birth',
  );

  const asAlice = await session(system.base, 'alice');
  const third = Math.floor(letters / 3);
  const theirs: { id: string; externalId: string }[] = [];
  for (let after: string | null | undefined; after !== null && theirs.length < third;) {
    type Letters = { patient: { letters: { items: { id: string; externalId: string }[]; next: string | null } } };
    const { patient }: Letters = await ask<Letters>(
      asAlice,
      `query ($after: String) { patient(id: "${patients.alice.id}") { letters(first: 100, after: $after) { items { id externalId } next } } }`,
      { after },
    );
    theirs.push(...patient.letters.items);
    after = patient.letters.next;
  }
  const opened = theirs.slice(0, third);
  for (const { id } of opened) await read(asAlice, id);

  // Three days pass for whatever is not read.
  await system.database.pool.query(
    `update mail.dispatch set due_at = now() - interval '1 second' where state = 'PUBLISHED'`,
  );
  for (const instant of instants) await killedAfter(instant);
  const states = async () => new Set((await all('sentLetters')).map(({ state }) => state));
  const decided = new Set(['READ', 'PRINT_REQUESTED']);
  expect(await until(states, (found) => !found.has('FALLBACK_DUE'))).toEqual(decided);

  const jobs = await all('printJobs');
  expect(jobs).toHaveLength(letters - third);
  for (const { patient, documentId } of jobs.slice(0, 3)) {
    const found = await ask<{ patient: { documentContent: string } }>(
      postbridge,
      'query ($id: ID!, $document: ID!) { patient(id: $id) { documentContent(documentId: $document) } }',
      { id: patient.id, document: documentId },
    );
    expect(Buffer.from(found.patient.documentContent, 'base64')).toEqual(pdf);
  }
  expect(jobs.find(({ documentIdentifier }) => documentIdentifier === numberOf(0))?.patient).toMatchObject({
    familyName: dora.family,
    address: { lines: expect.arrayContaining(['1 Weir Lane']) as unknown },
  });
  // The printer dies after it has confirmed some, and confirms all of them once more.
  const outcome = (confirmed: readonly Sent[]) =>
    ask<{ r: { jobs: { confirmation: string }[] } }>(
      postbridge,
      'mutation ($jobs: [PrintJobOutcomeInput!]!) { r: confirmPrintJobs(jobs: $jobs) { ... on ConfirmedPrintJobs { jobs { confirmation } } } }',
      { jobs: confirmed.map(({ id }) => ({ id, outcome: 'POSTED' })) },
    );
  const some = jobs.slice(0, 10);
  for (const batch of [some, ...batches(jobs, 500)]) await outcome(batch);
  const again = await outcome(some);
  expect(new Set(again.r.jobs.map(({ confirmation }) => confirmation))).toEqual(new Set(['UNCHANGED']));

  const ended = await all('sentLetters');
  expect(ended).toHaveLength(letters);
  const wasRead = new Set(opened.map(({ externalId }) => externalId));
  for (const { documentIdentifier, state } of ended)
    expect([documentIdentifier, state]).toEqual([
      documentIdentifier,
      wasRead.has(documentIdentifier) ? 'READ' : 'POSTED',
    ]);
  const documentIdentifiers = Array.from({ length: letters }, (_, nth) => numberOf(nth));
  const { r } = await ask<{ r: { receipts: { read: boolean }[] } }>(
    postbridge,
    'query ($documentIdentifiers: [String!]!) { r: readReceipts(documentIdentifiers: $documentIdentifiers) { ... on ReadReceipts { receipts { read } } } }',
    { documentIdentifiers },
  );
  expect(r.receipts.filter(({ read: isRead }) => isRead)).toHaveLength(third);
  const window = {
    from: new Date(Date.now() - 3_600_000),
    to: new Date(Date.now() + 3_600_000),
    organisationId: organisations.riverside.id,
  };
  const { figures } = await ask<{ figures: object }>(
    await session(system.base, 'oscar'),
    'query ($from: DateTime!, $to: DateTime!, $organisationId: ID) { figures: letterFigures(from: $from, to: $to, organisationId: $organisationId) { sent read printed saved waiting printing failed } }',
    window,
  );
  const expected = {
    sent: letters,
    read: third,
    printed: letters - third,
    saved: third,
    waiting: 0,
    printing: 0,
    failed: 0,
  };
  expect(figures).toEqual(expected);
});

it('The letter of a message that is held for review is printed at once, and goes on as that when the message is released', async () => {
  const oscar = await session(system.base, 'oscar');
  const organisationId = organisations.riverside.id;
  const check = (softMatch: readonly string[]) =>
    ask(oscar, 'mutation ($input: MatchingInput!) { setMatching(input: $input) { __typename } }', {
      input: { organisationId, checksNhsStatus: false, softMatch, autoCreates: false },
    });
  // The date of birth in the message is not Alice’s.
  await check(['DATE_OF_BIRTH']);
  await send(mdm(alice, { id: 'held-1', content: pdf }, envelope));
  const job = (await all('printJobs')).find(({ documentIdentifier }) => documentIdentifier === 'held-1');
  expect(job).toMatchObject({ state: 'PRINT_REQUESTED', reason: 'HELD', patient: null, documentId: null });

  const { heldMessages } = await ask<{ heldMessages: { items: { id: string }[] } }>(
    oscar,
    'query ($id: ID!) { heldMessages(organisationId: $id, state: HELD, first: 10) { items { id } } }',
    { id: organisationId },
  );
  const decide = { ids: heldMessages.items.map(({ id }) => id), decision: 'APPROVE' };
  await ask(oscar, 'mutation ($input: DecideMessagesInput!) { decideMessages(input: $input) { __typename } }', {
    input: decide,
  });
  const released = async () =>
    (await all('sentLetters')).filter(({ documentIdentifier }) => documentIdentifier === 'held-1');
  const found = await until(released, ([one]) => one?.documentId != null);
  expect(found).toMatchObject([{ id: job?.id, state: 'PRINT_REQUESTED', patient: { id: patients.alice.id } }]);
});

const batches = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, nth) => items.slice(nth * size, (nth + 1) * size));
