import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, teams } from '../../../prisma/demo.ts';
import { customer, feedOf, person } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, countingSql, noon, permitOf, placementOf } from '../../../test/slice.ts';
import { openMail } from '../index.ts';

const database = await testDatabase();
const sql = countingSql(database.sql);
const slice = openMail({ sql, newId: uuid7 });
const clock = fixedClock(noon);
afterAll(database.drop);

beforeEach(async () => {
  await database.pool.query('truncate mail.letter, mail.option cascade');
  clock.set(noon);
});

const riverside = organisations.riverside.id as OrganisationId;
const postbridge: Principal = {
  kind: 'partner',
  integration: 'partner.fhir',
  client: 'postbridge',
  partner: 'postbridge',
  organisation: riverside,
};

const publish = async (externalId: string, from: 'riverside' | 'hillside' = 'riverside'): Promise<string> => {
  const by = feedOf(from);
  const placement = placementOf(by, 'alice', from === 'riverside' ? 'riverside-diabetes' : 'hillside-community');
  const message = { id: uuid7(), sentAt: noon, controlId: uuid7() };
  const { data, errors } = await asking(slice, by, clock).run(
    'mutation ($input: PublishLetterInput!) { publishLetter(input: $input) { ... on Stored { id } } }',
    { input: { placement, message, externalId, documentId: 'document-1', title: 'Clinic letter' } },
  );
  expect(errors).toBeUndefined();
  return (data as { publishLetter: { id: string } }).publishLetter.id;
};

const open = async (letterId: string, by: Principal, may: Parameters<typeof permitOf>[2]) => {
  const input = { permit: permitOf(by, 'alice', may, clock), letterId };
  const { data } = await asking(slice, by, clock).run(
    'mutation ($input: OpenLetterInput!) { openLetter(input: $input) { ... on Letter { state firstReadAt } ... on Refusal { kind } } }',
    { input },
  );
  return data?.['openLetter'];
};

const receipts = async (by: Principal, documentIdentifiers: readonly string[]): Promise<unknown> => {
  const { data } = await asking(slice, by, clock).run(
    `query ($documentIdentifiers: [String!]!) { readReceipts(documentIdentifiers: $documentIdentifiers) {
      ... on ReadReceipts { receipts { documentIdentifier read readAt } } ... on Refusal { kind field } } }`,
    { documentIdentifiers },
  );
  const found = data?.['readReceipts'] as { readonly receipts?: unknown };
  return found.receipts ?? found;
};

describe('read receipts', () => {
  it('say of each letter whether the patient has read it, and when first; others’ and unknown ones are left out', async () => {
    const read = await publish('letter-1');
    await publish('letter-2');
    await publish('letter-3', 'hillside');
    await open(read, person('alice'), { isSelf: true });
    clock.set('2026-06-02T12:00:00Z');
    await open(read, person('alice'), { isSelf: true });
    const asked = ['letter-2', 'letter-1', 'letter-3', 'unknown', 'letter-1'];
    const expected = [
      { documentIdentifier: 'letter-2', read: false, readAt: null },
      { documentIdentifier: 'letter-1', read: true, readAt: '2026-06-01T12:00:00.000Z' },
    ];
    expect(await receipts(customer('riverside'), asked)).toEqual(expected);
    expect(await receipts(postbridge, asked)).toEqual(expected);
  });

  it('are of the teams that granted, where these granted for themselves alone', async () => {
    await publish('letter-1');
    const [own, other] = [teams['riverside-diabetes'].id, teams['riverside-prt'].id].map((id) => [id as TeamId]);
    expect(await receipts({ ...postbridge, teams: own ?? [] }, ['letter-1'])).toHaveLength(1);
    expect(await receipts({ ...postbridge, teams: other ?? [] }, ['letter-1'])).toEqual([]);
  });

  it('of a carer’s count only where the organisation wants that', async () => {
    const id = await publish('letter-1');
    const opened = await open(id, person('carol'), { asCarer: ['GENERAL_HEALTH'] });
    expect(opened).toEqual({ state: 'PUBLISHED', firstReadAt: null });
    expect(await receipts(customer('riverside'), ['letter-1'])).toMatchObject([{ read: false }]);
    await database.pool.query(
      `insert into mail.option (organisation_id, hours, carers_count, own_letters, set_at, set_by) values ($1, 72, true, false, now(), $2)`,
      [riverside, uuid7()],
    );
    expect(await receipts(customer('riverside'), ['letter-1'])).toEqual([
      { documentIdentifier: 'letter-1', read: true, readAt: '2026-06-01T12:00:00.000Z' },
    ]);
  });

  it('are never made by a carer who may not see the letter, nor by professionals', async () => {
    const id = await publish('letter-1');
    expect(await open(id, person('carol'), { asCarer: ['MENTAL_HEALTH'] })).toEqual({ kind: 'NOT_FOUND' });
    const team = [teams['riverside-diabetes'].id as TeamId];
    expect(await open(id, person('diaz'), { asProfessional: team })).toEqual({ kind: 'NOT_FOUND' });
    expect((await database.pool.query('select from mail.carer_receipt')).rowCount).toBe(0);
  });

  it('come 5 000 at once by one statement, and not one more', async () => {
    const many = Array.from({ length: 5_000 }, (_, nth) => `letter-${nth}`);
    await publish('letter-4999');
    sql.queries.length = 0;
    expect(await receipts(customer('riverside'), many)).toHaveLength(1);
    expect(sql.queries).toEqual(['mail.receipts']);
    const refused = { kind: 'INVALID', field: 'documentIdentifiers' };
    expect(await receipts(customer('riverside'), [...many, 'one more'])).toEqual(refused);
    expect(await receipts(customer('riverside'), [])).toEqual(refused);
  });

  it.each(['', ' ', 'a\0b'])('cannot be of %j', async (number) => {
    const refused = { kind: 'INVALID', field: 'documentIdentifiers[1]' };
    expect(await receipts(customer('riverside'), ['letter-1', number])).toEqual(refused);
  });

  it.each([
    ['a feed', feedOf('riverside')],
    ['a patient', person('alice')],
    ['an administrator', person('oscar')],
    ['a partner for nobody', { ...postbridge, organisation: undefined } as unknown as Principal],
  ])('are not for %s', async (_who, by) => {
    await publish('letter-1');
    expect(await receipts(by, ['letter-1'])).toEqual({ kind: 'FORBIDDEN', field: null });
  });
});

type Readings = {
  readonly items?: readonly { readonly documentIdentifier: string; readonly readAt: string }[];
  readonly next?: string | null;
};
const readings = async (by: Principal, page: { readonly after?: string; readonly first?: number } = {}) => {
  const { data, errors } = await asking(slice, by, clock).run(
    'query ($after: String, $first: Int) { readings(after: $after, first: $first) { next items { documentIdentifier readAt } } }',
    page,
  );
  return (data?.['readings'] as Readings | null | undefined) ?? { refused: errors?.[0]?.extensions };
};
const numbersOf = ({ items = [] }: Readings) => items.map(({ documentIdentifier }) => documentIdentifier);

describe('readings', () => {
  const at = (seconds: number): string => new Date(Date.parse(noon) + seconds * 1000).toISOString();
  const readInTurn = async (numbers: readonly string[]): Promise<void> => {
    for (const [nth, number] of numbers.entries()) {
      const id = await publish(number);
      clock.set(at(nth));
      await open(id, person('alice'), { isSelf: true });
    }
  };

  it('come in the order in which letters were first opened, page by page, and nobody who goes on misses one', async () => {
    await readInTurn(['letter-3', 'letter-1', 'letter-2']);
    await publish('unread');
    clock.set(at(60));
    const first = await readings(postbridge, { first: 2 });
    expect(numbersOf(first as Readings)).toEqual(['letter-3', 'letter-1']);
    const second = (await readings(postbridge, { first: 2, after: (first as Readings).next ?? '' })) as Readings;
    expect(numbersOf(second)).toEqual(['letter-2']);
    const third = (await readings(postbridge, { after: second.next ?? '' })) as Readings;
    expect(third).toEqual({ items: [], next: second.next });
    await open(await publish('letter-5'), person('alice'), { isSelf: true });
    clock.set(at(120));
    expect(numbersOf((await readings(postbridge, { after: second.next ?? '' })) as Readings)).toEqual(['letter-5']);
    const since = (await readings(customer('riverside'), { after: at(1) })) as Readings;
    expect(numbersOf(since)).toEqual(['letter-2', 'letter-5']);
    const withOffset = at(1).replace('12:00', '13:00').replace('Z', '+01:00');
    expect(await readings(customer('riverside'), { after: withOffset })).toEqual(since);
  });

  it('wait until no reading of the same time can come any more', async () => {
    await readInTurn(['letter-1']);
    clock.set(at(5));
    expect(await readings(postbridge)).toEqual({ items: [], next: null });
    clock.set(at(5.001));
    expect(numbersOf((await readings(postbridge)) as Readings)).toEqual(['letter-1']);
  });

  it('say the same as the receipts: of teams that granted, of carers where these count, once for each letter', async () => {
    const id = await publish('letter-1');
    clock.set(at(1));
    await open(id, person('carol'), { asCarer: ['GENERAL_HEALTH'] });
    clock.set(at(2));
    await open(id, person('alice'), { isSelf: true });
    clock.set(at(60));
    const agreed = async (): Promise<Readings> => {
      const found = (await readings(postbridge)) as Readings;
      const numbers = numbersOf(found);
      const receipt = (await receipts(postbridge, numbers)) as readonly object[];
      expect(receipt).toEqual(found.items?.map((item) => ({ ...item, read: true })));
      return found;
    };
    expect((await agreed()).items).toEqual([{ documentIdentifier: 'letter-1', readAt: at(2) }]);
    await database.pool.query(
      `insert into mail.option (organisation_id, hours, carers_count, own_letters, set_at, set_by) values ($1, 72, true, false, now(), $2)`,
      [riverside, uuid7()],
    );
    expect((await agreed()).items).toEqual([{ documentIdentifier: 'letter-1', readAt: at(1) }]);
    const others = { ...postbridge, teams: [teams['riverside-prt'].id as TeamId] };
    expect(await readings(others)).toEqual({ items: [], next: null });
    expect(await readings(customer('hillside'))).toEqual({ items: [], next: null });
  });

  it.each(['nonsense', '2026-06-01', '2026-13-01T00:00:00Z'])('do not begin at %j', async (after) => {
    expect(await readings(postbridge, { after })).toMatchObject({ refused: { field: 'after' } });
  });

  it.each([
    ['a feed', feedOf('riverside')],
    ['a patient', person('alice')],
    ['an administrator', person('oscar')],
  ])('are not for %s', async (_who, by) => {
    expect(await readings(by)).toMatchObject({ refused: { code: 'FORBIDDEN' } });
  });
});
