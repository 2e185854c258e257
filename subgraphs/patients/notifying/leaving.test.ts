import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { people, patients } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { testKeys } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { leavingStore } from './leaving.store.ts';

// Carers of children leave on the 13th, 16th and 18th birthday; both sides hear of it three months before.

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { alice } = patients;
const since = new Date('2020-01-01T00:00:00Z');
const now = new Date('2026-06-01T09:00:00Z');
beforeAll(async () => {
  await seedPatients(prisma);
  await prisma.consent.deleteMany({ where: { granteeKind: 'CARER' } });
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const consent = {
  ...{ patientId: alice.id, granteeId: people.hall.id, granteeKind: 'CARER', labels: ['GENERAL_HEALTH'] },
  ...{ basis: 'PATIENT', since, until: null, keptPastAge: null, toldOfAge: null },
};
const where = { patientId_granteeId: { patientId: alice.id, granteeId: people.hall.id } };
beforeEach(async () => {
  await database.pool.query('delete from events.outbox');
  await prisma.consent.upsert({ where, create: consent, update: consent });
  await born('2013-08-15');
});
const born = (day: string): Promise<unknown> =>
  prisma.patient.update({ where: { id: alice.id }, data: { dateOfBirth: new Date(`${day}T00:00:00Z`) } });
const tell = (at = now): Promise<number> => leavingStore(database.sql).tell(testKeys, at);
const wanted = async (): Promise<readonly unknown[]> => {
  const { rows } = await database.pool.query<{ kind: string }>(
    `select about->>'kind' as kind from events.outbox where kind = 'mail.wanted' order by kind, seq`,
  );
  return rows.map(({ kind }) => kind).toSorted();
};

it('is told to the carer and to the patient, once', async () => {
  expect([await tell(), await tell(), await wanted()]).toEqual([1, 0, ['CARER_LEAVES', 'CARE_ENDS']]);
});

it('is told again of the next birthday, where the clinical team has kept the carer', async () => {
  expect(await tell()).toBe(1);
  await prisma.consent.update({ where, data: { keptPastAge: 13 } });
  expect(await tell(new Date('2029-05-14T09:00:00Z'))).toBe(0);
  expect(await tell(new Date('2029-05-15T09:00:00Z'))).toBe(1);
});

it.each([
  ['the birthday is more than three months away', () => born('2013-09-02')],
  ['the birthday was today', () => born('2013-06-01')],
  [
    'nobody knows when the patient was born',
    () => database.pool.query('update patients.patient set date_of_birth = null'),
  ],
  [
    'the patient was of that age when it began',
    () => prisma.consent.update({ where, data: { since: now } }).then(() => born('2008-01-01')),
  ],
  ['the carer was kept past that age', () => prisma.consent.update({ where, data: { keptPastAge: 13 } })],
  ['the consent has ended', () => prisma.consent.update({ where, data: { until: now } })],
  ['it is no carer', () => prisma.consent.update({ where, data: { granteeKind: 'PERSON' } })],
])('is told to nobody where %s', async (_why, happens) => {
  await happens();
  expect([await tell(), await wanted()]).toEqual([0, []]);
});
