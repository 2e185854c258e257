import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { permissions } from '../../gateway/permissions.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { Integration, Principal } from '../../kernel/principal.ts';
import { deeds } from './deeds.ts';
import { aBook, casesIn, expectationOf } from './expectation.ts';
import { readPatients } from './graph-looks.ts';
import { aHistory, readersOf, type History } from './history.ts';
import { deedOf, type Deed } from './model.ts';
import { settle } from './settle.ts';
import { purviewsOf, readEntities } from './slice-looks.ts';
import { openStack, type Stack } from './wiring.ts';
import { now } from './world.ts';

// Random deeds one after the other, by the real mutations: after each, everybody who reads sees what a naive model of all
// that has happened says. `CHANGES=500` takes more histories.
const histories = Number(process.env['CHANGES'] ?? 10);

let time = now;
let stack: Stack;
beforeAll(async () => {
  stack = await openStack('in one process', { now: () => time });
});
afterAll(() => stack.close());

it(
  'whatever people change about sharing, roles and grants, everybody sees at once what is so now',
  { timeout: 0 },
  async () => {
    const [met, book] = [{ done: 0, refused: 0 }, aBook()];
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 6, maxLength: 14, size: 'max' }), async (drawn) => {
        time = now;
        const history = await begun();
        for (const one of drawn) {
          if (one.do === 'wait') time = history.world.now = new Date(time.getTime() + one.minutes * 60_000);
          else met[await happens(history, deedOf(history, one))] += 1;
          book.differences.length = 0;
          await everybodySees(history, book);
          expect(book.differences.slice(0, 3).join('\n\n'), JSON.stringify(one)).toBe('');
        }
      }),
      { numRuns: histories },
    );
    console.info(`${met.done} deeds, ${met.refused} refused, ${casesIn(book)} cases`);
    expect(met.done).toBeGreaterThan(histories * 2);
    expect(met.refused).toBeGreaterThan(histories / 2);
  },
);

const begun = async (): Promise<History> => {
  const history = aHistory(now);
  const { world, names, memberships } = history;
  const { prisma } = stack;
  await settle(stack, world);
  const since = new Date('2020-01-01T00:00:00Z');
  const office = (personId: string, role: string) => ({
    id: uuid7(),
    personId,
    role,
    organisationId: names.organisation,
  });
  await prisma.consent.updateMany({ where: { patientId: names.patient }, data: { basis: 'PATIENT' } });
  await prisma.membership.createMany({
    data: [office(names.officer, 'PRIVACY_OFFICER'), office(names.administrator, 'ADMINISTRATOR')],
  });
  await prisma.organisation.update({ where: { id: names.organisation }, data: { defaultTeamId: names.teams[0] } });
  await prisma.partner.create({ data: { id: names.partner, name: 'A partner', registeredAt: since } });
  for (const { id, teamId } of await prisma.membership.findMany({ where: { personId: names.doctor } }))
    memberships.set(teamId ?? '', id);
  return history;
};

const happens = async (history: History, { by, query, variables, isAllowed, effect }: Deed) => {
  const { data, errors } = await stack.as(by).slice('patients', query, variables);
  expect(errors).toBeUndefined();
  const { __typename: outcome, id = '' } = data?.['done'] as { readonly __typename: string; readonly id?: string };
  expect(outcome !== 'Refusal', JSON.stringify({ query, variables, history })).toBe(isAllowed);
  if (!isAllowed) return 'refused';
  effect(id);
  return 'done';
};

const readers: readonly Integration[] = permissions.Query.patient;

const everybodySees = async (history: History, book: ReturnType<typeof aBook>): Promise<void> => {
  await standAsTheyAre(history);
  for (const reader of Object.values(readersOf(history))) {
    const [asker, expected] = [stack.as(reader), expectationOf(history.world, reader, book)];
    await readEntities(asker, expected, await purviewsOf(asker, expected));
    if (readers.includes(reader.integration)) await readPatients(asker, expected);
  }
};

/** What the gateway is told when they come in: as whom a professional works, and by whose leave a partner comes. */
const standAsTheyAre = async (history: History): Promise<void> => {
  const { names } = history;
  const { doctor, partner } = readersOf(history);
  const gateway: Principal = { kind: 'internal', integration: 'internal', client: 'gateway' };
  const { data } = await stack.as(gateway).slice(
    'patients',
    `query ($person: ID!, $partner: String!, $organisation: String!) {
      person: personStanding(person: $person) { memberships { teamId } }
      partner: partnerStanding(partner: $partner, organisation: $organisation) { granted teamIds } }`,
    { person: names.doctor, partner: names.partner, organisation: names.organisation },
  );
  const told = data?.['person'] as { readonly memberships: readonly { readonly teamId: string }[] };
  expect(told.memberships.map(({ teamId }) => teamId).toSorted()).toEqual(
    doctor?.kind === 'person' ? doctor.teams.toSorted() : [],
  );
  const comes =
    partner?.kind === 'partner' ? { granted: true, teamIds: partner.teams ?? null } : { granted: false, teamIds: null };
  expect(JSON.parse(JSON.stringify(data?.['partner']))).toEqual(comes);
};
