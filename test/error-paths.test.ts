import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { adt, anInpatient, oru } from './hospital.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// An error says where in the answer it belongs, what is wrong, and nothing of us; and however the system is wired, it
// says so in the same bytes. GraphQL October 2021 §7.1.2

type Who = 'riverside' | 'hillside' | 'partner' | 'alice' | 'coco';
type Running = { readonly wiring: Wiring; readonly headers: Readonly<Record<Who, Headers>> };

let running: readonly [one: Running, many: Running];
const inpatients = [anInpatient(), anInpatient()];

const start = async (open: () => Promise<Wiring>): Promise<Running> => {
  const wiring = await open();
  const { base } = wiring;
  const { nhsNumber, family, given } = patients.alice;
  await outside.deliver(base, oru(anInpatient({ nhsNumber, family, given }), { id: 'R1', potassium: '4.1' }));
  for (const who of inpatients) await outside.deliver(base, adt('A28', who));
  const headers = {
    riverside: { authorization: await outside.bearer(base, 'riverside-customer') },
    hillside: { authorization: await outside.bearer(base, 'hillside-customer') },
    partner: await callers['partner.fhir'](base),
    alice: await session(base, 'alice'),
    coco: await session(base, 'coco'),
  };
  return { wiring, headers };
};
beforeAll(async () => {
  running = [await start(inOneProcess), await start(inManyProcesses)];
});
afterAll(async () => {
  for (const { wiring } of running) await wiring.stop();
});

const internals =
  /\bat \w+ \(|node_modules|\.[jt]s:\d|\b(select|insert|update) \w|relation|column \\?"|patients\.\w|postgres|prisma|127\.0\.0\.1|ECONN|stack/i;

/** What both wirings say, which is the same but for ids that are drawn anew. */
const said = async (
  who: Who,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<outside.GraphAnswer<unknown> & { readonly status: number; readonly text: string }> => {
  const [one, many] = (await Promise.all(
    running.map(({ wiring, headers }) => outside.postGraphWith(wiring.base, headers[who], { query, variables })),
  )) as [outside.Reply, outside.Reply];
  for (const { text } of [one, many]) expect(text).not.toMatch(internals);
  expect([one.status, inOrder(one.text)]).toEqual([many.status, inOrder(many.text)]);
  return { ...outside.graphAnswer(one), status: one.status, text: one.text };
};

/** Errors come as they happen, in no order. Ids of the demo world are fixed; all others are drawn anew. */
const inOrder = (text: string): string => {
  const same = text.replaceAll(/(?!0{8})[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'DRAWN');
  const { errors, ...rest } = JSON.parse(same) as { readonly errors?: readonly unknown[] };
  return JSON.stringify({ errors: errors?.map((error) => JSON.stringify(error)).sort(), ...rest });
};

const places = ({ errors = [] }: outside.GraphAnswer<unknown>) =>
  errors
    .map(
      ({ path = [], extensions }) =>
        `${path.join('.')} ${String(extensions?.['code'])} ${String(extensions?.['field'])}`,
    )
    .sort();

describe('an error', () => {
  it('in a list names the place of each item in it', async () => {
    const answer = await said(
      'riverside',
      '{ patients { items { id bad: records(type: "Nonsense") { items { id } } } } }',
    );
    expect(places(answer)).toEqual([0, 1, 2].map((nth) => `patients.items.${nth}.bad BAD_USER_INPUT type`));
    expect(answer.errors?.[0]).toMatchObject({ locations: [{ line: 1, column: 25 }] });
  });

  it('is told by the names that the caller gave, slice by slice, beside what is good', async () => {
    const answer = await said(
      'riverside',
      `query ($n: Int!) { mine: patients { items { ...All } } }
       fragment All on Patient { mail: letters(first: $n) { next } observations { next } visits: appointments(first: $n) { next } }`,
      { n: -1 },
    );
    expect(places(answer)).toEqual(
      [0, 1, 2].flatMap((nth) => ['mail', 'visits'].map((field) => `mine.items.${nth}.${field} BAD_USER_INPUT first`)),
    );
    expect(answer.data).toEqual({
      mine: { items: [0, 1, 2].map(() => ({ mail: null, observations: { next: null }, visits: null })) },
    });
  });

  it.each<readonly [string, Who, string, readonly string[]]>([
    ['of a list itself', 'riverside', '{ all: patients(first: 201) { next } }', ['all BAD_USER_INPUT first']],
    ['of a cursor', 'riverside', '{ patients(after: "x") { next } }', ['patients BAD_USER_INPUT after']],
    [
      'of a field that is not theirs',
      'alice',
      'mutation { openMessage(input: { raw: "x" }) { __typename } }',
      ['openMessage FORBIDDEN undefined'],
    ],
    [
      'of two fields beside one another',
      'alice',
      `{ patient(id: "${patients.alice.id}") { a: letters(first: 0) { next } b: records(type: "Nonsense") { next } } }`,
      ['patient.a BAD_USER_INPUT first', 'patient.b BAD_USER_INPUT type'],
    ],
    [
      'of words that it does not know',
      'coco',
      '{ patient(id: 1.5) { nonsense } }',
      [' GRAPHQL_VALIDATION_FAILED undefined', ' GRAPHQL_VALIDATION_FAILED undefined'],
    ],
    [
      'of a text that PostgreSQL does not take',
      'partner',
      '{ patients(identifiers: [{ system: "x", value: "\\u0000" }]) { next } }',
      ['patients BAD_USER_INPUT identifiers[0].value'],
    ],
  ])('%s says where it is', async (_what, who, query, expected) => {
    expect(places(await said(who, query))).toEqual(expected);
  });

  it('of a day that is none comes before any slice is asked, in the document as in a variable', async () => {
    const inDocument = '{ findInEmergency(nhsNumber: "x", dateOfBirth: "1987-02-30") { __typename } }';
    const inVariable = 'query ($on: Date!) { findInEmergency(nhsNumber: "x", dateOfBirth: $on) { __typename } }';
    const answers = [await said('alice', inDocument), await said('alice', inVariable, { on: '1987-02-30' })];
    expect(answers.map(({ status, errors }) => [status, errors?.map(({ extensions }) => extensions)])).toEqual([
      [400, [{ code: 'GRAPHQL_VALIDATION_FAILED' }]],
      [400, [{ code: 'BAD_USER_INPUT' }]],
    ]);
    for (const { text } of answers) expect(text).toContain('Date wants a day that exists');
  });

  it('does not repeat the id of somebody whom the caller does not see', async () => {
    const id = patients.bob.id;
    for (const query of [
      `{ patient(id: "${id}") { familyName letters { next } records(type: "Nonsense") { next } } }`,
      `mutation { openLetter(input: { permit: "x", letterId: "${id}" }) { __typename ... on Refusal { message field } } }`,
    ]) {
      const { text } = await said('alice', query);
      expect(text).not.toContain(id);
    }
  });
});

describe('an error at the other doors', () => {
  const bob = patients.bob.id;
  it.each<readonly [string, Who | 'nobody', number]>([
    [`Patient/${bob}`, 'hillside', 404],
    [`Patient/${bob}`, 'partner', 403],
    [`Patient/${bob}`, 'nobody', 401],
    ['Patient/not-a-uuid', 'riverside', 404],
    ['Patient?identifier=x|%00', 'riverside', 400],
    ['Patient?_count=-1', 'riverside', 400],
    [`Observation?subject=Patient/${patients.alice.id}&date=nonsense`, 'riverside', 400],
    ['Observation/%00', 'riverside', 404],
    ['Nonsense/1', 'riverside', 404],
    ['Binary/x', 'hillside', 404],
  ])('of FHIR is the same in both wirings: %s as %s is %d', async (path, who, status) => {
    const replies = await Promise.all(
      running.map(async ({ wiring: { base }, headers }) => {
        const reply = await outside.ask(`${base}/fhir/aggregated/${path}`, 'GET', {
          headers: who === 'nobody' ? {} : headers[who],
        });
        return [reply.status, reply.text.replaceAll(base, 'BASE'), reply.headers.get('www-authenticate')];
      }),
    );
    expect(replies[0]).toEqual(replies[1]);
    expect(replies[0]).toEqual([status, expect.stringContaining('OperationOutcome'), replies[0]?.[2]]);
    expect(replies[0]?.[1]).not.toMatch(internals);
  });

  it.each([
    ['MSH|^~\\&|A|RVS|C|D|20260601120000||ADT^A28|E1|P|2.4\r', 'riverside-hl7'],
    ['nonsense', 'riverside-hl7'],
    ['', 'riverside-hl7'],
    ['MSH|^~\\&|A|hillside-post|C|D|20260601120000||ADT^A28|E2|P|2.4\r', 'postbridge-hl7'],
    ['MSH', 'nobody'],
  ])('of HL7 is the same in both wirings: %j of %s', async (message, user) => {
    const replies = await Promise.all(
      running.map(async ({ wiring: { base } }) => {
        const { status, text } = await outside.postHl7(base, message, user);
        // MSH-7 and MSH-10 of an answer are its own.
        return [status, text.replace(/^(MSH(?:\|[^|]*){5}\|)[^|]*((?:\|[^|]*){2}\|)[^|]*/, '$1$2')];
      }),
    );
    expect(replies[0]).toEqual(replies[1]);
    expect(replies[0]?.[1]).not.toMatch(internals);
  });
});

describe('a fault of ours', () => {
  const breaking = async (statement: string): Promise<void> => {
    for (const { wiring } of running) await wiring.database.pool.query(statement);
  };

  it('leaves the rest of the answer, and says nothing but an id for the log', async () => {
    await breaking('alter table mail.letter rename to lost');
    try {
      const answer = await said('riverside', '{ patients { items { gender letters { next } } } }');
      expect(places(answer)).toEqual(
        [0, 1, 2].map((nth) => `patients.items.${nth}.letters INTERNAL_SERVER_ERROR undefined`),
      );
      for (const { message, extensions } of answer.errors ?? [])
        expect([message, Object.keys(extensions ?? {})]).toEqual([
          `Something went wrong on our side. If it goes on, tell us this id: ${String(extensions?.['id'])}.`,
          ['code', 'id'],
        ]);
      expect(answer.data).toEqual({
        patients: { items: [0, 1, 2].map(() => ({ gender: 'FEMALE', letters: null })) },
      });
    } finally {
      await breaking('alter table mail.lost rename to letter');
    }
  });

  it('in finding the patients themselves is the answer, once', async () => {
    await breaking('alter table patients.team_link rename to lost');
    try {
      const answer = await said('riverside', '{ patients { items { gender letters { next } } } }');
      expect(places(answer)).toEqual(['patients INTERNAL_SERVER_ERROR undefined']);
      expect(answer.data).toBeNull();
    } finally {
      await breaking('alter table patients.lost rename to team_link');
    }
  });
});
