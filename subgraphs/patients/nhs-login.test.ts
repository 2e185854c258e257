import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import { patients, people } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { customer, feedOf, person } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { asking } from '../../test/slice.ts';
import { openPatients } from './index.ts';
import { isOwnRecord, type Candidate, type ProvenIdentity } from './nhs-login.rules.ts';

const alice: ProvenIdentity = { nhsNumber: '9434765919', dateOfBirth: '1985-04-12', familyName: 'Archer' };
const record: Candidate = { verification: '01', date_of_birth: '1985-04-12', family_name: 'Archer', deceased: false };

describe('a record is its owner’s own', () => {
  it.each([
    ['ARCHER', 'Archer'],
    ["O'Brien", 'O’BRIEN'],
    ['Müller', 'MULLER'],
    ['Łukasiewicz', 'lukasiewicz'],
    ['de la Cruz', 'De-La-Cruz'],
    ['Åse Strauß', 'ASE STRAUSS'],
    ['Nguyễn', 'NGUYEN'],
  ])('where the family names are %s and %s', (ours, theirs) => {
    expect(isOwnRecord({ ...alice, familyName: theirs }, { ...record, family_name: ours })).toBe(true);
  });

  it.each<[string, Partial<ProvenIdentity>, Partial<Candidate>]>([
    ['another date of birth', { dateOfBirth: '1985-12-04' }, {}],
    ['no date of birth', {}, { date_of_birth: null }],
    ['another family name', { familyName: 'Archers' }, {}],
    ['no family name', {}, { family_name: null }],
    ['names without a letter', { familyName: '–' }, { family_name: '-' }],
    ['a number that nobody has verified', {}, { verification: '02' }],
    ['a number of which nothing is known', {}, { verification: null }],
    ['a death', {}, { deceased: true }],
  ])('but not with %s', (_what, identity, candidate) => {
    expect(isOwnRecord({ ...alice, ...identity }, { ...record, ...candidate })).toBe(false);
  });

  it('whoever’s name is compared with whose', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const own = (ours: string, theirs: string): boolean =>
          isOwnRecord({ ...alice, familyName: theirs }, { ...record, family_name: ours });
        expect(own(a, b)).toBe(own(b, a));
      }),
    );
  });
});

describe('personOfNhsLogin', () => {
  let database: TestDatabase;
  let ask: ReturnType<typeof asking>;
  const internal = { kind: 'internal', integration: 'internal', client: 'identity' } as const;
  const mutation = `mutation ($nhsNumber: String!, $dateOfBirth: String!, $familyName: String!) {
    personOfNhsLogin(nhsNumber: $nhsNumber, dateOfBirth: $dateOfBirth, familyName: $familyName)
  }`;
  const personOf = async (identity: ProvenIdentity): Promise<unknown> => {
    const { data, errors } = await ask.run(mutation, { ...identity });
    expect(errors).toBeUndefined();
    return data?.['personOfNhsLogin'];
  };
  const count = async (table: string): Promise<number> =>
    Number((await database.pool.query<{ count: string }>(`select count(*) from patients.${table}`)).rows[0]?.count);

  beforeAll(async () => {
    database = await testDatabase();
    const prisma = prismaOn(database.url);
    await seedPatients(prisma);
    await prisma.$disconnect();
    ask = asking(openPatients({ sql: database.sql, newId: uuid7 }), internal);
  });
  afterAll(() => database.drop());

  it('is the person who has the record already', async () => {
    expect(await personOf(alice)).toBe(people.alice.id);
    expect(await personOf({ ...alice, nhsNumber: '943 476 5919', familyName: 'archer' })).toBe(people.alice.id);
  });

  it('is nobody where anything is amiss', async () => {
    expect(await personOf({ ...alice, dateOfBirth: '1985-04-13' })).toBeNull();
    expect(await personOf({ ...alice, familyName: 'Brook' })).toBeNull();
    expect(await personOf({ ...alice, nhsNumber: patients.bob.nhsNumber })).toBeNull();
    expect(await personOf({ ...alice, nhsNumber: '9999999999' })).toBeNull();
    expect(await personOf({ ...alice, nhsNumber: "1' or '1'='1" })).toBeNull();
    expect(await personOf({ ...alice, dateOfBirth: 'yesterday' })).toBeNull();
  });

  it('makes a person for a record that a feed has made, once, and the record registered', async () => {
    const id = '00000000-0000-4000-8000-0000000000d1';
    await database.pool.query(
      `insert into patients.patient (id, version, last_updated, entered_at, entered_by, family_name, given_name, date_of_birth, gender, deceased, status, sharing_disabled, access_frozen)
       values ($1, 1, now(), now(), 'feed', 'Dale', 'Dora', '1990-02-03', 'FEMALE', false, 'UNREGISTERED', false, false)`,
      [id],
    );
    await database.pool.query(
      `insert into patients.identifier (system, value, patient_id, verification) values ('https://fhir.nhs.uk/Id/nhs-number', '5555555555', $1, '01')`,
      [id],
    );
    const dora = { nhsNumber: '5555555555', dateOfBirth: '1990-02-03', familyName: 'DALE' };
    const found = await Promise.all(Array.from({ length: 5 }, () => personOf(dora)));
    expect(new Set(found).size).toBe(1);
    const { rows } = await database.pool.query<Record<string, unknown>>(
      `select n.id, n.name, n.email, p.status, p.version, (select count(*)::int from patients.act a where a.patient_id = p.id) as acts,
        (select count(*)::int from patients.patient_version v where v.patient_id = p.id) as versions
       from patients.person n join patients.patient p on p.id = n.patient_id where p.id = $1`,
      [id],
    );
    expect(rows).toEqual([
      { id: found[0], name: 'Dora Dale', email: null, status: 'REGISTERED', version: 2, acts: 1, versions: 1 },
    ]);
  });

  it.each([
    ['a feed', feedOf('riverside')],
    ['a customer system', customer('riverside')],
    ['a person, even herself', person('alice')],
  ])('is nobody’s business but ours: not for %s', async (_who, principal) => {
    const before = await count('person');
    const outside = asking(openPatients({ sql: database.sql, newId: uuid7 }), principal);
    expect((await outside.run(mutation, { ...alice })).data).toEqual({ personOfNhsLogin: null });
    expect(await count('person')).toBe(before);
  });
});
