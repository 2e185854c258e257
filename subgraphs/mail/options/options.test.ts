import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7, type OrganisationId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, people } from '../../../prisma/demo.ts';
import { customer, feedOf, person } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, noon, permitOf, placementOf } from '../../../test/slice.ts';
import { openMail } from '../index.ts';

const database = await testDatabase();
const slice = openMail({ sql: database.sql, newId: uuid7 });
afterAll(database.drop);
beforeEach(() =>
  database.pool.query('truncate mail.letter, mail.dispatch, mail.option, mail.type_rule, mail.act cascade'),
);

const riverside = organisations.riverside.id as OrganisationId;
const ask = async (
  by: Principal,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<unknown> => {
  const { data, errors } = await asking(slice, by).run(query, variables);
  expect(errors).toBeUndefined();
  return data?.['r'];
};

describe('how letters are to be handled', () => {
  const all = 'hours carersCount ownLetters printer types { documentType hours excluded }';
  const of = (by: Principal, id: string = riverside) =>
    ask(by, `query ($id: ID!) { r: hybridMail(organisationId: $id) { ${all} } }`, { id });
  const set = (by: Principal, input: object) =>
    ask(
      by,
      `mutation ($input: HybridMailInput!) { r: setHybridMail(input: $input) { ... on HybridMail { ${all} } ... on Refusal { kind field } } }`,
      {
        input: { organisationId: riverside, ...input },
      },
    );
  const usual = { hours: 72, carersCount: false, ownLetters: false, printer: null, types: [] };

  it('is what is usual until an administrator says otherwise, which is an act', async () => {
    expect(await of(person('oscar'))).toEqual(usual);
    const wanted = {
      ...{ hours: 48, carersCount: true, ownLetters: true, printer: 'postbridge' },
      types: [
        { documentType: 'AL', hours: 24, excluded: false },
        { documentType: 'MDT', hours: null, excluded: true },
      ],
    };
    expect(await set(person('oscar'), wanted)).toEqual(wanted);
    expect(await of(person('oscar'))).toEqual(wanted);
    expect(await set(person('oscar'), {})).toEqual(usual);
    const { rows } = await database.pool.query('select person_id, kind, details from mail.act order by id');
    const [first, second] = rows as { person_id: string; kind: string; details: Record<string, unknown> }[];
    expect(first).toMatchObject({
      person_id: people.oscar.id,
      kind: 'HYBRID_MAIL_SET',
      details: { before: usual, after: wanted },
    });
    expect(second?.details).toMatchObject({ before: wanted, after: usual });
  });

  it.each(['coco', 'petra', 'diaz', 'alice'] as const)('is not for %s to see or to say', async (who) => {
    expect(await of(person(who))).toBeNull();
    expect(await set(person(who), {})).toEqual({ kind: 'FORBIDDEN', field: 'organisationId' });
  });

  it('shows its administrators who has changed it, the latest first, page by page', async () => {
    await set(person('oscar'), { hours: 0.5 });
    await set(person('oscar'), { hours: 1.5, types: [{ documentType: 'AL', hours: 0.25, excluded: false }] });
    const acts = (by: Principal, more = '') =>
      ask(
        by,
        `query ($id: ID!) { r: hybridMailActs(organisationId: $id, first: 1${more}) { next items { personId before { hours } after { hours types { hours } } } } }`,
        { id: riverside },
      ) as Promise<{ next: string; items: object[] }>;
    const latest = {
      personId: people.oscar.id,
      before: { hours: 0.5 },
      after: { hours: 1.5, types: [{ hours: 0.25 }] },
    };
    const first = await acts(person('oscar'));
    expect(first).toMatchObject({ next: expect.any(String) as string, items: [latest] });
    expect(await acts(person('oscar'), `, after: "${first.next}"`)).toMatchObject({
      items: [{ after: { hours: 0.5 } }],
    });
    expect(await acts(person('oscar'), `, personId: "${people.petra.id}"`)).toMatchObject({ items: [] });
    expect(await acts(person('oscar'), ', until: "2020-01-01T00:00:00Z"')).toMatchObject({ items: [] });
    const asked = asking(slice, person('petra')).run(
      'query ($id: ID!) { hybridMailActs(organisationId: $id) { next } }',
      {
        id: riverside,
      },
    );
    expect((await asked).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('of another organisation is not for its administrator either', async () => {
    expect(await of(person('oscar'), organisations.hillside.id)).toBeNull();
    const elsewhere = { organisationId: organisations.hillside.id };
    expect(await set(person('oscar'), elsewhere)).toEqual({ kind: 'FORBIDDEN', field: 'organisationId' });
  });

  it.each([
    [{ hours: -1 }, 'hours'],
    [{ hours: 2_161 }, 'hours'],
    [{ printer: 'no partner' }, 'printer'],
    [{ types: [{ documentType: ' ' }] }, 'types[0].documentType'],
    [{ types: [{ documentType: 'AL' }, { documentType: 'AL' }] }, 'types[1].documentType'],
    [{ types: [{ documentType: 'AL', hours: 9_999 }] }, 'types[0].hours'],
  ])('is refused where %j is wrong, and nothing is set', async (input, field) => {
    expect(await set(person('oscar'), input)).toEqual({ kind: 'INVALID', field });
    expect(await of(person('oscar'))).toEqual(usual);
    expect((await database.pool.query('select from mail.act')).rowCount).toBe(0);
  });

  it('is set whole by each of two administrators at once', async () => {
    const types = [{ documentType: 'AL', hours: 1, excluded: false }];
    await Promise.all([set(person('oscar'), { hours: 1, types }), set(person('oscar'), { hours: 2, types })]);
    expect(await of(person('oscar'))).toMatchObject({ types });
    expect((await database.pool.query('select from mail.act')).rowCount).toBe(2);
  });
});

describe('figures', () => {
  const figures = (by: Principal, asked: object = {}) =>
    ask(
      by,
      `query ($from: DateTime!, $to: DateTime!, $organisationId: ID) { r: letterFigures(from: $from, to: $to, organisationId: $organisationId) {
        sent read printed saved waiting printing failed excluded } }`,
      { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z', ...asked },
    );

  it('count what was sent, read, printed and saved: for the organisation, its administrators, and who handed it in', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 6; nth++) {
      const by = feedOf('riverside');
      const input = {
        placement: placementOf(by, 'alice', 'riverside-prt'),
        message: { id: uuid7(), sentAt: noon, controlId: `c${nth}` },
        ...{ externalId: `letter-${nth}`, documentId: 'document-1', title: 'Clinic letter' },
      };
      const stored = await ask(
        by,
        'mutation ($input: PublishLetterInput!) { r: publishLetter(input: $input) { ... on Stored { id } } }',
        { input },
      );
      ids.push((stored as { id: string }).id);
    }
    const alice = person('alice');
    for (const letterId of ids.slice(0, 2)) {
      const input = { permit: permitOf(alice, 'alice', { isSelf: true }), letterId };
      await ask(alice, 'mutation ($input: OpenLetterInput!) { r: openLetter(input: $input) { __typename } }', {
        input,
      });
    }
    const states = ['POSTED', 'PRINT_REQUESTED', 'FAILED'];
    for (const [nth, state] of states.entries())
      await database.pool.query('update mail.dispatch set state = $1 where letter_id = $2', [state, ids[nth + 1]]);
    // Posted although it was read later; printing; failed; read; waiting twice.
    const expected = { sent: 6, read: 2, printed: 1, saved: 1, waiting: 2, printing: 1, failed: 1, excluded: 0 };
    expect(await figures(customer('riverside'))).toEqual(expected);
    expect(await figures(person('oscar'), { organisationId: riverside })).toEqual(expected);
    const none = { sent: 0, read: 0, printed: 0, saved: 0, waiting: 0, printing: 0, failed: 0, excluded: 0 };
    expect(await figures(customer('hillside'))).toEqual(none);
    expect(await figures(customer('riverside'), { to: '2026-06-01T12:00:00Z' })).toEqual(none);
  });

  it.each([
    ['a professional', person('diaz'), { organisationId: riverside }, 'FORBIDDEN'],
    [
      'an administrator of another organisation',
      person('oscar'),
      { organisationId: organisations.hillside.id },
      'FORBIDDEN',
    ],
    ['an administrator of nothing named', person('oscar'), {}, 'FORBIDDEN'],
    ['a customer about another', customer('riverside'), { organisationId: organisations.hillside.id }, 'FORBIDDEN'],
    ['no time at all', customer('riverside'), { to: '2026-06-01T00:00:00Z' }, 'BAD_USER_INPUT'],
    ['more than a year', customer('riverside'), { to: '2027-06-03T00:00:00Z' }, 'BAD_USER_INPUT'],
  ])('are refused to or for %s', async (_what, by, asked, code) => {
    const { errors } = await asking(slice, by).run(
      'query ($from: DateTime!, $to: DateTime!, $organisationId: ID) { r: letterFigures(from: $from, to: $to, organisationId: $organisationId) { sent } }',
      { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z', ...asked },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });
});
