import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, patients } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, feedOf } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });

beforeAll(() => seedPatients(prisma));
beforeEach(() => prisma.heldMessage.deleteMany());
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const internal: Principal = { kind: 'internal', integration: 'internal', client: 'hl7' };
const start = Date.UTC(2026, 4, 1, 9);

const ask = async <Data>(principal: Principal, source: string, seconds = 0, input?: object): Promise<Data> => {
  const contextValue = { ...callOf(principal), clock: { now: () => new Date(start + seconds * 1_000) } };
  const result = await graphql({ schema, source, variableValues: { input }, contextValue });
  const [error] = result.errors ?? [];
  if (error !== undefined) throw error;
  return JSON.parse(JSON.stringify(result.data)) as Data;
};

type Taken = { readonly messageId: string; readonly state: string; readonly leave: string };

const take = async (seconds: number): Promise<readonly string[]> => {
  const source = 'mutation { takeDecidedMessages { messageId state leave } }';
  const { takeDecidedMessages } = await ask<{ takeDecidedMessages: readonly Taken[] }>(internal, source, seconds);
  return takeDecidedMessages.map(({ messageId }) => messageId);
};

const settle = async (input: object, principal: Principal = feedOf('riverside')): Promise<unknown> => {
  const source = `mutation ($input: SettleReviewInput!) { settleReview(input: $input) {
    ... on SettledReview { messageId } ... on Refusal { kind field } } }`;
  return (await ask<{ settleReview: unknown }>(principal, source, 0, input)).settleReview;
};

type Row = NonNullable<Parameters<typeof prisma.heldMessage.create>[0]>['data'];

/** A message that Riverside's feed sent at this minute, and that was approved. */
const approved = async (minute: number, changes: Partial<Row> = {}): Promise<string> => {
  const sentAt = new Date(start - 3_600_000 + minute * 60_000);
  const { id } = await prisma.heldMessage.create({
    data: {
      id: uuid7(),
      organisationId: organisations.riverside.id,
      sender: feedOf('riverside'),
      senderName: 'customer.hl7/riverside-hl7',
      controlId: `c${minute}`,
      sentAt,
      heldAt: sentAt,
      candidates: [],
      reasons: ['NHS_STATUS'],
      items: [],
      about: 'PERSON',
      numbers: [],
      said: { identifiers: [] },
      state: 'APPROVED',
      decidedAt: new Date(start),
      ...changes,
    } as Row & { id: string },
  });
  return id;
};

const held = (id: string) => prisma.heldMessage.findUniqueOrThrow({ where: { id } });

describe('what was decided', () => {
  it('is taken in the order of MSH-7, and by nobody else for twenty seconds', async () => {
    const [third, first, second] = [await approved(3), await approved(1), await approved(2)];
    expect(await take(0)).toEqual([first, second, third]);
    // Another one of the same organisation would overtake those that are being done.
    const fourth = await approved(0);
    expect(await take(19)).toEqual([]);
    expect(await take(20)).toEqual([fourth, first, second, third]);
  });

  it('of two organisations is in two pairs of hands', async () => {
    const ours = await approved(1);
    expect(await take(0)).toEqual([ours]);
    const theirs = await approved(1, { organisationId: organisations.hillside.id });
    expect(await take(1)).toEqual([theirs]);
  });

  it('is given to one of those that ask at the same time', async () => {
    const id = await approved(1);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(0)));
    expect(taken.flat()).toEqual([id]);
  });

  it('is done once: settled, it is never taken again, and one knows where it went', async () => {
    const id = await approved(1);
    await take(0);
    const patientId = patients.alice.id;
    expect(await settle({ messageId: id, state: 'APPROVED', patientId })).toEqual({ messageId: id });
    expect(await take(100)).toEqual([]);
    expect(await held(id)).toMatchObject({ state: 'APPROVED', patientId, problem: null, takenUntil: null });
  });

  it('that cannot be done waits for the administrator again, with the reason', async () => {
    const id = await approved(1);
    await take(0);
    await settle({ messageId: id, state: 'APPROVED', problem: 'PID[1].7: No such day.' });
    expect(await held(id)).toMatchObject({ state: 'HELD', decidedAt: null, problem: 'PID[1].7: No such day.' });
    expect(await take(100)).toEqual([]);
  });

  it('that fails five times waits for the administrator again, and hinders nobody any longer', async () => {
    const id = await approved(1);
    for (const nth of [0, 1, 2, 3, 4]) expect(await take(nth * 20)).toEqual([id]);
    const other = await approved(2);
    expect(await take(100)).toEqual([other]);
    expect(await held(id)).toMatchObject({ state: 'HELD', decidedAt: null });
  });

  // Else a feed could have its administrator shown what any record says of who it is.
  it('goes, as far as its sender says so, into a record that the organisation holds', async () => {
    const id = await approved(1);
    await take(0);
    const { id: foreign } = patients.bob;
    await prisma.teamLink.deleteMany({ where: { patientId: foreign, organisationId: organisations.riverside.id } });
    await settle({ messageId: id, state: 'APPROVED', patientId: foreign });
    expect(await held(id)).toMatchObject({ patientId: null, settledAt: new Date(start) });
  });

  it('is settled by its sender alone, and only as it was decided', async () => {
    const id = await approved(1);
    const missing = { kind: 'NOT_FOUND', field: 'messageId' };
    expect(await settle({ messageId: id, state: 'APPROVED' }, feedOf('hillside'))).toEqual(missing);
    expect(await settle({ messageId: id, state: 'REJECTED' })).toEqual(missing);
    expect(await settle({ messageId: uuid7(), state: 'APPROVED' })).toEqual(missing);
    expect(await held(id)).toMatchObject({ settledAt: null });
  });

  it('is nothing that a feed may take', async () => {
    const source = 'mutation { takeDecidedMessages { messageId } }';
    await expect(ask(feedOf('riverside'), source)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});
