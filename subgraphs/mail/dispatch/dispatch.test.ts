import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId, type PatientId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, patients, teams } from '../../../prisma/demo.ts';
import { callOf, customer, feedOf, person, postbridgeFeed } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, noon, permitOf } from '../../../test/slice.ts';
import { sealAddressee } from '../../kit/addressee.ts';
import { sealPlacement, type Placement } from '../../kit/placement.ts';
import { openMail } from '../index.ts';
import { after, isFinal, type LetterEvent, type LetterState } from './letter-state.rules.ts';

const database = await testDatabase();
const slice = openMail({ sql: database.sql, newId: uuid7 });
const clock = fixedClock(noon);
afterAll(database.drop);

beforeEach(async () => {
  await database.pool.query(
    'truncate mail.letter, mail.dispatch, mail.option, mail.type_rule, mail.act, events.outbox cascade',
  );
  clock.set(noon);
});

const riverside = organisations.riverside.id as OrganisationId;
const hours = (count: number): void => clock.set(new Date(Date.parse(noon) + count * 3_600_000));
const ourselves: Principal = { kind: 'internal', integration: 'internal', client: 'letters' };
const printer = (partner: string, more: object = {}): Principal => ({
  kind: 'partner',
  integration: 'partner.fhir',
  client: partner,
  partner,
  organisation: riverside,
  ...more,
});
const postbridge = printer('postbridge');

const ask = async <Answer>(by: Principal, query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const { data, errors } = await asking(slice, by, clock).run(query, variables);
  expect(errors).toBeUndefined();
  return data?.['r'] as Answer;
};

type Sending = { readonly by?: Principal; readonly placed?: Partial<Placement>; readonly sentAt?: string } & Record<
  string,
  unknown
>;
let count = 0;
const send = ({ by = postbridgeFeed, placed, sentAt = noon, ...more }: Sending = {}) => {
  const message = { id: uuid7(), sentAt, controlId: `c${count++}` };
  const place = {
    patient: patients.alice.id as PatientId,
    organisation: riverside,
    team: teams['riverside-prt'].id as TeamId,
  };
  const placement = sealPlacement(callOf(by, clock), { ...place, ...placed });
  return ask<{ readonly id: string; readonly outcome: string }>(
    by,
    'mutation ($input: PublishLetterInput!) { r: publishLetter(input: $input) { ... on Stored { id outcome } ... on Refusal { kind field } } }',
    {
      input: { placement, message, externalId: 'letter-1', documentId: 'document-1', title: 'Clinic letter', ...more },
    },
  );
};
const open = (letterId: string) =>
  ask(
    person('alice'),
    'mutation ($input: OpenLetterInput!) { r: openLetter(input: $input) { ... on Letter { state } ... on Refusal { kind } } }',
    { input: { permit: permitOf(person('alice'), 'alice', { isSelf: true }, clock), letterId } },
  );
const decide = (limit = 100) =>
  ask<number>(ourselves, 'mutation ($limit: Int!) { r: decideDueLetters(limit: $limit) }', { limit });
const notify = (by: Principal = ourselves) =>
  ask(by, 'mutation ($patients: [ID!]!) { r: lettersNotified(patients: $patients) }', {
    patients: [patients.alice.id],
  });
type Sent = { readonly id: string; readonly state: LetterState } & Readonly<Record<string, unknown>>;
const letter =
  'id documentIdentifier documentId patient { id } title state reason dueAt notifiedAt printRequestedAt endedAt readAt note';
const sent = async (by: Principal = postbridge, state?: string) =>
  (
    await ask<{ items: Sent[] }>(
      by,
      `query ($state: SentLetterState) { r: sentLetters(state: $state, first: 200) { items { ${letter} } next } }`,
      { state },
    )
  ).items;
const jobs = async (by: Principal = postbridge) =>
  (await ask<{ items: Sent[] }>(by, `{ r: printJobs(first: 200) { items { ${letter} } next } }`)).items;
const confirm = async (id: string, outcome = 'POSTED', by: Principal = postbridge, more: object = {}) => {
  const { jobs: confirmed } = await ask<{ readonly jobs: readonly { confirmation: string; state: string | null }[] }>(
    by,
    'mutation ($jobs: [PrintJobOutcomeInput!]!) { r: confirmPrintJobs(jobs: $jobs) { ... on ConfirmedPrintJobs { jobs { confirmation state } } ... on Refusal { kind field } } }',
    { jobs: [{ id, outcome, ...more }] },
  );
  return confirmed[0];
};
const events = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ kind: string; about: Record<string, unknown> }>(
      'select kind, about from events.outbox order by seq',
    )
  ).rows.map(({ kind, about }) => [kind, about['externalId']]);

describe('a letter in hybrid mail', () => {
  it('is read: then it is over, and its sender is told', async () => {
    const { id } = await send();
    expect(await sent()).toMatchObject([
      { state: 'PUBLISHED', dueAt: '2026-06-04T12:00:00.000Z', patient: { id: patients.alice.id } },
    ]);
    expect(await notify()).toEqual([id]);
    expect(await notify()).toEqual([]);
    hours(1);
    await open(id);
    await open(id);
    hours(100);
    expect(await decide()).toBe(0);
    expect(await sent()).toMatchObject([
      { state: 'READ', notifiedAt: '2026-06-01T12:00:00.000Z', endedAt: '2026-06-01T13:00:00.000Z', reason: null },
    ]);
    expect(await jobs()).toEqual([]);
    expect(await events()).toEqual([['document.read', 'letter-1']]);
  });

  it('is printed when nobody has read it in time; that it is read then changes nothing', async () => {
    const { id } = await send();
    hours(71);
    expect(await decide()).toBe(0);
    hours(72);
    expect(await sent(postbridge, 'FALLBACK_DUE')).toHaveLength(1);
    expect(await decide()).toBe(1);
    expect(await decide()).toBe(0);
    const [job] = await jobs();
    expect(job).toMatchObject({
      state: 'PRINT_REQUESTED',
      reason: 'UNREAD',
      documentId: 'document-1',
      documentIdentifier: 'letter-1',
    });
    expect(await open(id)).toEqual({ state: 'READ' });
    expect(await confirm(job?.id ?? '', 'POSTED', postbridge, { note: 'RM 123' })).toEqual({
      confirmation: 'RECORDED',
      state: 'POSTED',
    });
    expect(await sent()).toMatchObject([{ state: 'POSTED', note: 'RM 123', readAt: '2026-06-04T12:00:00.000Z' }]);
    expect(await events()).toEqual([
      ['letter.print_requested', 'letter-1'],
      ['document.read', 'letter-1'],
    ]);
  });

  it('is printed at once for who cannot read on a screen, and only once it is visible', async () => {
    await send({ placed: { paper: 'UNREGISTERED' } });
    await send({ placed: { paper: 'DECEASED' }, externalId: 'letter-2', visibleFrom: '2026-06-02T12:00:00Z' });
    expect(await jobs()).toMatchObject([{ reason: 'UNREGISTERED', documentIdentifier: 'letter-1' }]);
    expect(await events()).toEqual([['letter.print_requested', 'letter-1']]);
    hours(24);
    await decide();
    expect(await jobs()).toMatchObject([{}, { reason: 'DECEASED', documentIdentifier: 'letter-2' }]);
  });

  it('whose edition is replaced, or that is taken back, is not printed', async () => {
    await send();
    await send({ sentAt: '2026-06-01T12:00:01Z' });
    await send({ externalId: 'letter-2', placed: { paper: 'DECEASED' } });
    const placement = sealPlacement(callOf(postbridgeFeed, clock), {
      ...{
        patient: patients.alice.id as PatientId,
        organisation: riverside,
        team: teams['riverside-prt'].id as TeamId,
      },
    });
    const message = { id: uuid7(), sentAt: '2026-06-01T12:00:02Z', controlId: 'w' };
    const [job] = await jobs();
    await ask(
      postbridgeFeed,
      'mutation ($input: WithdrawLetterInput!) { r: withdrawLetter(input: $input) { ... on Stored { outcome } } }',
      {
        input: { placement, message, externalId: 'letter-2' },
      },
    );
    expect(await confirm(job?.id ?? '')).toEqual({ confirmation: 'CONFLICT', state: 'EXCLUDED' });
    hours(72);
    expect(await decide()).toBe(1);
    const states = (await sent()).map(({ state, reason }) => [state, reason].join(' ')).sort();
    expect(states).toEqual(['EXCLUDED REPLACED', 'EXCLUDED WITHDRAWN', 'PRINT_REQUESTED UNREAD']);
  });

  it('is no letter where its type is excluded', async () => {
    await database.pool.query(`insert into mail.type_rule values ($1, 'CL', null, true)`, [riverside]);
    const { id } = await send({ documentType: { code: 'CL' } });
    expect(await sent()).toMatchObject([{ state: 'EXCLUDED', reason: 'DOCUMENT_TYPE' }]);
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
  });

  it('from the organisation’s own feed is never printed, unless the organisation wants that', async () => {
    await send({ by: feedOf('riverside') });
    hours(1_000);
    expect(await decide()).toBe(0);
    await database.pool.query(`insert into mail.option values ($1, 1, false, true, null, now(), $2)`, [
      riverside,
      uuid7(),
    ]);
    await send({ by: feedOf('riverside'), externalId: 'letter-2' });
    hours(1_001);
    expect(await decide()).toBe(1);
    expect(await jobs(customer('riverside'))).toMatchObject([{ documentIdentifier: 'letter-2' }]);
    expect(await jobs(postbridge)).toEqual([]);
  });

  it('is decided once, however many decide', async () => {
    for (let nth = 0; nth < 30; nth++) await send({ externalId: `letter-${nth}` });
    hours(72);
    const rounds = await Promise.all(Array.from({ length: 8 }, () => decide(7)));
    while ((await decide(7)) > 0);
    expect(rounds.every((decided) => decided <= 7)).toBe(true);
    expect(await jobs()).toHaveLength(30);
    expect(new Set((await events()).map(String)).size).toBe(30);
    expect(await events()).toHaveLength(30);
  });
});

describe('a letter whose message is held', () => {
  const hold = (id: string, by: Principal = postbridgeFeed, addressee = sealAddressee(callOf(by, clock), riverside)) =>
    ask(
      by,
      'mutation ($input: HoldLetterInput!) { r: holdLetter(input: $input) { ... on Stored { outcome } ... on Refusal { kind field } } }',
      {
        input: {
          addressee,
          message: { id, sentAt: noon, controlId: 'c' },
          externalId: 'letter-1',
          title: 'Clinic letter',
        },
      },
    );

  it('is printed at once, once, and stays so when the message is released', async () => {
    const id = uuid7();
    expect(await hold(id)).toEqual({ outcome: 'CREATED' });
    expect(await hold(id)).toEqual({ outcome: 'UNCHANGED' });
    const [job] = await jobs();
    expect(job).toMatchObject({ reason: 'HELD', patient: null, documentId: null });
    await send({ message: { id, sentAt: noon, controlId: 'c' } });
    expect(await sent()).toMatchObject([
      { id: job?.id, state: 'PRINT_REQUESTED', reason: 'HELD', documentId: 'document-1' },
    ]);
    expect(await confirm(job?.id ?? '')).toEqual({ confirmation: 'RECORDED', state: 'POSTED' });
  });

  it('is nothing where nobody prints for its sender, or the addressee is not its own', async () => {
    expect(await hold(uuid7(), feedOf('riverside'))).toBeNull();
    const others = sealAddressee(callOf(feedOf('hillside'), clock), riverside);
    expect(await hold(uuid7(), postbridgeFeed, others)).toEqual({ kind: 'INVALID', field: 'addressee' });
    expect(await sent(customer('riverside'))).toEqual([]);
  });
});

describe('a print job', () => {
  it('is confirmed once: the same again is unchanged, another outcome a conflict', async () => {
    await send({ placed: { paper: 'UNREGISTERED' } });
    const id = (await jobs())[0]?.id ?? '';
    const answers = await Promise.all([confirm(id, 'FAILED'), confirm(id, 'FAILED'), confirm(id, 'FAILED')]);
    expect(answers.map((answer) => answer?.confirmation).sort()).toEqual(['RECORDED', 'UNCHANGED', 'UNCHANGED']);
    expect(await confirm(id, 'POSTED')).toEqual({ confirmation: 'CONFLICT', state: 'FAILED' });
    expect(await jobs()).toEqual([]);
  });

  it('is for who handed it in, or whom the organisation has chosen, and for the organisation', async () => {
    await send({ placed: { paper: 'UNREGISTERED' } });
    const id = (await jobs())[0]?.id ?? '';
    const others = [
      printer('apptly'),
      printer('postbridge', { organisation: organisations.hillside.id }),
      printer('postbridge', { teams: [teams['riverside-diabetes'].id] }),
      customer('hillside'),
    ];
    for (const other of others) {
      expect(await jobs(other)).toEqual([]);
      expect(await confirm(id, 'POSTED', other)).toEqual({ confirmation: 'NOT_FOUND', state: null });
    }
    expect(await jobs(customer('riverside'))).toHaveLength(1);
    await database.pool.query(`insert into mail.option values ($1, 72, false, false, 'apptly', now(), $2)`, [
      riverside,
      uuid7(),
    ]);
    expect(await jobs(printer('apptly'))).toHaveLength(1);
    expect(await jobs(postbridge)).toEqual([]);
    expect(await sent(postbridge)).toHaveLength(1);
  });

  it.each([
    [[], 'jobs'],
    [Array.from({ length: 501 }, () => ({ id: uuid7(), outcome: 'POSTED' })), 'jobs'],
    [[{ id: 'x', outcome: 'POSTED' }], 'jobs[0].id'],
    [
      [
        { id: '00000000-0000-4000-8000-0000000000aa', outcome: 'POSTED' },
        { id: '00000000-0000-4000-8000-0000000000AA', outcome: 'FAILED' },
      ],
      'jobs[1].id',
    ],
    [[{ id: uuid7(), outcome: 'FAILED', note: 'x'.repeat(501) }], 'jobs[0].note'],
  ])('is refused where the confirmation is wrong: %#', async (given, field) => {
    const source =
      'mutation ($jobs: [PrintJobOutcomeInput!]!) { r: confirmPrintJobs(jobs: $jobs) { ... on Refusal { kind field } } }';
    expect(await ask(postbridge, source, { jobs: given })).toEqual({ kind: 'INVALID', field });
  });

  it('comes page by page', async () => {
    for (let nth = 0; nth < 5; nth++) await send({ externalId: `letter-${nth}`, placed: { paper: 'DECEASED' } });
    const page = (after?: string) =>
      ask<{ items: { id: string }[]; next: string | null }>(
        postbridge,
        'query ($after: String) { r: printJobs(first: 2, after: $after) { items { id } next } }',
        { after },
      );
    const [one, all] = [await page(), (await jobs()).map(({ id }) => id)];
    const two = await page(one.next ?? '');
    const three = await page(two.next ?? '');
    expect([...one.items, ...two.items, ...three.items].map(({ id }) => id)).toEqual(all);
    expect(three.next).toBeNull();
    const wrong = await asking(slice, postbridge, clock).run('{ r: printJobs(after: "x") { next } }', {});
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});

it('Our own process alone decides, and says who was told', async () => {
  await send();
  hours(72);
  expect(await ask(customer('riverside'), 'mutation { r: decideDueLetters(limit: 5) }')).toBe(0);
  expect(await notify(postbridge)).toEqual([]);
  expect(await sent()).toMatchObject([{ state: 'FALLBACK_DUE', notifiedAt: null }]);
});

// What the statements do is what the rules say, in whatever order things happen.
it('A letter is in the database where the rules have it, from any interleaving, and ends in one final state', async () => {
  const doings = ['NOTIFY', 'OPEN', 'FALL_DUE', 'REQUEST_PRINT', 'CONFIRM_POSTED', 'CONFIRM_FAILED'] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom<LetterEvent>(...doings), { maxLength: 8 }), async (happening) => {
      await database.pool.query('truncate mail.letter, mail.dispatch cascade');
      clock.set(noon);
      const { id } = await send();
      const job = async (): Promise<string> => (await sent())[0]?.id ?? '';
      const doing: Partial<Record<LetterEvent, () => Promise<unknown>>> = {
        NOTIFY: () => notify(),
        OPEN: () => open(id),
        FALL_DUE: async () => {
          hours(72);
          await Promise.resolve();
        },
        REQUEST_PRINT: () => decide(),
        CONFIRM_POSTED: async () => confirm(await job(), 'POSTED'),
        CONFIRM_FAILED: async () => confirm(await job(), 'FAILED'),
      };
      let expected: LetterState = 'PUBLISHED';
      for (const event of [...happening, 'FALL_DUE', 'REQUEST_PRINT', 'CONFIRM_POSTED'] as const) {
        // Nobody asks for paper before the window has passed, and nobody is told after.
        const isReal = event === 'REQUEST_PRINT' ? expected === 'FALLBACK_DUE' : true;
        await doing[event]?.();
        if (isReal) expected = after(expected, event);
        // In the database the letter of which the patient is told late is due all the same.
        expect((await sent()).map(({ state }) => state)).toEqual([expected]);
      }
      expect(isFinal(expected)).toBe(true);
    }),
    { numRuns: 25 },
  );
});
