import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, patients, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { customer, feedOf, person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, countingSql, noon } from '../../../test/slice.ts';
import { openPatients } from '../index.ts';
import { mayBeInvited, typedCode, typedToken } from './token.rules.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const sql = countingSql(database.sql);
const slice = openPatients({ sql, newId: uuid7 });
const clock = fixedClock(noon);
const nhs = 'https://fhir.nhs.uk/Id/nhs-number';
const riverside = organisations.riverside.id as OrganisationId;
const prt = teams['riverside-prt'].id as TeamId;

const postbridge = {
  kind: 'partner',
  integration: 'partner.fhir',
  client: 'postbridge',
  partner: 'postbridge',
  organisation: riverside,
} as const satisfies Principal;

/** Somebody whom a feed has made known, in the Patient Records Team of Riverside. */
const dora = { id: '00000000-0000-4000-8000-0000000000d1', number: '5555555555' };

beforeAll(() => seedPatients(prisma));
beforeEach(async () => {
  clock.set(noon);
  await database.pool.query('truncate patients.registration_token');
  await prisma.teamLink.deleteMany({ where: { patientId: dora.id } });
  await prisma.identifier.deleteMany({ where: { patientId: dora.id } });
  await prisma.patient.deleteMany({ where: { id: dora.id } });
  await prisma.patient.create({
    data: {
      ...{ id: dora.id, version: 1, lastUpdated: new Date(noon), enteredAt: new Date(noon), enteredBy: 'feed' },
      ...{ familyName: 'Dale', givenName: 'Dora', dateOfBirth: new Date('1990-02-03'), gender: 'FEMALE' },
      ...{ deceased: false, status: 'UNREGISTERED', sharingDisabled: false, accessFrozen: false },
      identifiers: { create: { system: nhs, value: dora.number, verification: '01' } },
      links: { create: { teamId: prt, organisationId: riverside, since: new Date(noon) } },
    },
  });
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const number = (value: string, system = nhs) => ({ system, value });
const ask = async (by: Principal, query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const { data, errors } = await asking(slice, by, clock).run(query, variables);
  expect(errors).toBeUndefined();
  return data?.['r'];
};

describe('the standing of patients', () => {
  const statuses = (by: Principal, identifiers: readonly object[]) =>
    ask(
      by,
      `query ($identifiers: [PatientNumberInput!]!) { r: patientStatuses(identifiers: $identifiers) {
        ... on PatientStandings { statuses { patientIdentifier { value } deceased registered dateOfBirth diagnostics } }
        ... on Refusal { kind field } } }`,
      { identifiers },
    );
  const nobody = { deceased: null, registered: null, dateOfBirth: null };

  it('is all that is known of who the organisation reaches, and less of others: T17', async () => {
    await prisma.patient.update({ where: { id: patients.carol.id }, data: { deceased: true } });
    const asked = ['555 555 5555', patients.alice.nhsNumber, patients.carol.nhsNumber, '9912003888', '123'];
    const found = await statuses(
      postbridge,
      asked.map((value) => number(value)),
    );
    await prisma.patient.update({ where: { id: patients.carol.id }, data: { deceased: false } });
    const of = (value: string) => ({ patientIdentifier: { value } });
    expect(found).toEqual({
      statuses: [
        { ...of('555 555 5555'), deceased: false, registered: false, dateOfBirth: '1990-02-03', diagnostics: null },
        {
          ...of(patients.alice.nhsNumber),
          deceased: false,
          registered: true,
          dateOfBirth: '1985-04-12',
          diagnostics: null,
        },
        {
          ...of(patients.carol.nhsNumber),
          deceased: true,
          registered: true,
          dateOfBirth: null,
          diagnostics: 'No access',
        },
        { ...of('9912003888'), ...nobody, diagnostics: 'Not found' },
        { ...of('123'), ...nobody, diagnostics: 'Not found' },
      ],
    });
  });

  it('is asked about 5 000 in one statement, and every look is on record', async () => {
    const many = Array.from({ length: 4_998 }, (_, nth) => number(String(1_000_000_000 + nth)));
    sql.queries.length = 0;
    const looks = async () =>
      (await prisma.accessLogEntry.findMany()).map(({ id, patientId, basis }) => ({ id, patientId, basis }));
    const before = new Set((await looks()).map(({ id }) => id));
    await statuses(customer('riverside'), [...many, number(dora.number), number(patients.bob.nhsNumber)]);
    expect(sql.queries).toEqual(['patients.number-systems', 'patients.number-holders', 'patients.log']);
    const added = (await looks()).filter(({ id }) => !before.has(id)).map(({ patientId, basis }) => [patientId, basis]);
    expect(Object.fromEntries(added)).toEqual({ [dora.id]: 'SOURCE', [patients.bob.id]: 'NONE' });
    expect(added).toHaveLength(2);
    const refused = { kind: 'INVALID', field: 'identifiers' };
    expect(await statuses(postbridge, [...many, ...many.slice(0, 3)])).toEqual(refused);
    expect(await statuses(postbridge, [])).toEqual(refused);
  });

  it('is refused as a whole for one system that is no national one', async () => {
    const hospital = number('1', 'https://fhir.example.health/id/RRV01/hospital-number');
    const refused = { kind: 'INVALID', field: 'identifiers[1].system' };
    expect(await statuses(postbridge, [number(dora.number), hospital])).toEqual(refused);
  });

  it('of whose sharing is disabled is hidden from a team, and not from the whole organisation', async () => {
    await prisma.patient.update({ where: { id: dora.id }, data: { sharingDisabled: true } });
    const standing = (dateOfBirth: string | null, diagnostics: string | null) => ({
      statuses: [
        { patientIdentifier: { value: dora.number }, deceased: false, registered: false, dateOfBirth, diagnostics },
      ],
    });
    expect(await statuses(postbridge, [number(dora.number)])).toEqual(standing('1990-02-03', null));
    const forTeam = { ...postbridge, teams: [prt] };
    expect(await statuses(forTeam, [number(dora.number)])).toEqual(standing(null, 'No access'));
  });

  it('of a merged record is that of the one it was merged into', async () => {
    await prisma.patient.update({ where: { id: dora.id }, data: { mergedIntoId: patients.alice.id } });
    expect(await statuses(postbridge, [number(dora.number)])).toMatchObject({
      statuses: [{ registered: true, dateOfBirth: '1985-04-12' }],
    });
  });

  it.each([
    ['a feed', feedOf('riverside')],
    ['a patient', person('alice')],
    ['a partner for nobody', { ...postbridge, organisation: undefined } as unknown as Principal],
  ])('is not for %s', async (_who, by) => {
    expect(await statuses(by, [number(dora.number)])).toEqual({ kind: 'FORBIDDEN', field: null });
  });
});

describe('invitation tokens', () => {
  type Token = { readonly token: string; readonly code: string; readonly expiry: string; readonly joinPath: string };
  const generate = (by: Principal, input: object) =>
    ask(
      by,
      `mutation ($input: InvitationTokensInput!) { r: generateInvitationTokens(input: $input) {
        ... on InvitationTokens { tokens { patientIdentifier { system value } token code expiry joinPath } }
        ... on Refusal { kind field } } }`,
      { input },
    ) as Promise<{ readonly tokens: readonly Token[] }>;
  const patientsOf = (...values: readonly string[]) => ({ patients: values.map((value) => number(value)) });

  it('are made for who can be invited, and all others are left out: T18', async () => {
    const asked = patientsOf(patients.alice.nhsNumber, dora.number, '9912003888', '55 55555555');
    const { tokens } = await generate(postbridge, asked);
    expect(tokens).toMatchObject([
      { patientIdentifier: { system: nhs, value: dora.number }, expiry: '2026-08-30T12:00:00.000Z' },
    ]);
    const [{ token, code, joinPath } = { token: '', code: '', joinPath: '' }] = tokens;
    expect(joinPath).toBe(`/join/riverside-prt?t1=${code}&t2=${token}`);
    expect([typedCode(code), typedToken(token)]).toEqual([code, token]);
    const kept = await prisma.registrationToken.findMany();
    expect(kept).toMatchObject([
      { patientId: dora.id, code, teamId: prt, madeBy: `partner.fhir/postbridge/${riverside}` },
    ]);
    expect(JSON.stringify(kept)).not.toContain(token);
    const act = await prisma.act.findFirst({ where: { kind: 'PATIENTS_INVITED' } });
    expect(act).toMatchObject({ organisationId: riverside, teamId: prt, details: { patients: [dora.id] } });
  });

  it.each([
    ['deceased', { deceased: true }],
    ['registered', { status: 'REGISTERED' }],
    ['of unknown age', { dateOfBirth: null }],
    ['15', { dateOfBirth: new Date('2010-06-02') }],
    ['kept from their own record', { accessFrozen: true }],
  ])('are not made for who is %s', async (_what, data) => {
    await prisma.patient.update({ where: { id: dora.id }, data });
    expect(await generate(postbridge, patientsOf(dora.number))).toEqual({ tokens: [] });
    expect(await prisma.registrationToken.count()).toBe(0);
  });

  it('are not made for whom the caller does not reach', async () => {
    expect(await generate(customer('hillside'), patientsOf(dora.number))).toEqual({ tokens: [] });
  });

  it('are for the team that was granted, or that is named', async () => {
    const diabetes = teams['riverside-diabetes'].id as TeamId;
    const named = { ...patientsOf(dora.number), teamId: diabetes };
    expect((await generate(postbridge, named)).tokens[0]?.joinPath).toMatch(/^\/join\/riverside-diabetes\?/);
    const refused = { kind: 'NOT_FOUND', field: 'teamId' };
    expect(await generate({ ...postbridge, teams: [prt] }, named)).toEqual(refused);
    expect(await generate(postbridge, { ...named, teamId: teams['hillside-prt'].id })).toEqual(refused);
    expect(await generate(postbridge, { ...named, teamId: 'x' })).toEqual(refused);
  });

  it.each([
    [{ patients: [] }, 'patients'],
    [{ patients: Array.from({ length: 501 }, () => number(dora.number)) }, 'patients'],
    [{ patients: [number(dora.number, 'urn:other')] }, 'patients[0].system'],
    [{ ...patientsOf(dora.number), days: 0 }, 'days'],
    [{ ...patientsOf(dora.number), days: 181 }, 'days'],
  ])('are refused where the question is %# wrong', async (input, field) => {
    expect(await generate(postbridge, input)).toEqual({ kind: 'INVALID', field });
    expect(await prisma.registrationToken.count()).toBe(0);
  });
});

describe('the rules of tokens', () => {
  const known = { deceased: false, status: 'INVITED', access_frozen: false };

  it.each([
    ['2010-06-01', true],
    ['2010-06-02', false],
    ['1950-01-01', true],
  ])('take somebody born on %s: %s', (date_of_birth, may) => {
    expect(mayBeInvited({ ...known, date_of_birth }, new Date(noon))).toBe(may);
  });

  it('wait until March with who was born on 29 February', () => {
    const leap = { ...known, date_of_birth: '2008-02-29' };
    expect(mayBeInvited(leap, new Date('2024-02-29T00:00:00Z'))).toBe(true);
    expect(mayBeInvited({ ...known, date_of_birth: '2007-03-01' }, new Date('2023-02-28T23:59:00Z'))).toBe(false);
  });

  it('read what is typed as it was printed, and never throw', () => {
    expect(typedCode(' o1il-abcd ')).toBe('0111ABCD');
    expect(typedCode('ABCD-EFGU')).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const code = typedCode(text);
        expect(code === undefined || /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)).toBe(true);
      }),
    );
  });
});
