import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, customer, feedOf, person, postbridgeFeed } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import type { PlacedPatient } from './feed.types.ts';
import { openPatients } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Answer = Partial<PlacedPatient> & { readonly kind?: string; readonly message?: string; readonly field?: string };

const ask = async <Data>(
  principal: Principal,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<Data> => {
  const result = await graphql({ schema, source, variableValues, contextValue: callOf(principal) });
  const [error] = result.errors ?? [];
  if (error !== undefined) throw error;
  return JSON.parse(JSON.stringify(result.data)) as Data;
};

const answer = `__typename ... on PlacedPatient { patientId outcome placement isLinked warnings { field message } } ... on HeldForReview { reasons state } ... on Refusal { kind message field }`;

let messages = 0;
type Message = { readonly sentAt?: string; readonly controlId?: string; readonly alias?: string };

const message = ({ sentAt = '2026-05-01T10:00:00Z', controlId = `m${String(++messages)}`, alias }: Message = {}) => ({
  id: uuid7(),
  sentAt,
  controlId,
  ...(alias === undefined ? {} : { alias }),
});

const nhs = (value: string) => ({ value, authority: 'NHS', typeCode: 'NH', verification: '01' });
const hospital = (value: string) => ({ value, authority: 'RVS', typeCode: 'MR' });

const dora = { familyName: 'Dale', givenName: 'Dora', dateOfBirth: '1990-02-03', gender: 'FEMALE' };

type Upsert = {
  readonly identifiers: readonly object[];
  readonly demographics?: object;
  readonly header?: Message;
  readonly by?: Principal;
} & Record<string, unknown>;

const upsert = async ({
  identifiers,
  demographics = dora,
  header,
  by = feedOf('riverside'),
  ...more
}: Upsert): Promise<Answer> => {
  const { upsertPatientFromFeed } = await ask<{ upsertPatientFromFeed: Answer }>(
    by,
    `mutation ($input: PatientFromFeedInput!) { upsertPatientFromFeed(input: $input) { ${answer} } }`,
    { input: { message: message(header), identifiers, demographics, ...more } },
  );
  return upsertPatientFromFeed;
};

const match = async (identifiers: readonly object[], by = feedOf('riverside'), header?: Message): Promise<Answer> => {
  const { matchPatientFromFeed } = await ask<{ matchPatientFromFeed: Answer }>(
    by,
    `mutation ($input: MatchPatientInput!) { matchPatientFromFeed(input: $input) { ${answer} } }`,
    { input: { message: message(header), identifiers } },
  );
  return matchPatientFromFeed;
};

const read = async (id: string | undefined, by = customer('riverside')) => {
  const { patient } = await ask<{ patient: Record<string, unknown> | null }>(
    by,
    `query ($id: ID!) { patient(id: $id) { id version familyName givenName dateOfBirth gender phone status emails address { lines postalCode } identifiers { system value } teams { alias } } }`,
    { id },
  );
  return patient;
};

describe('a feed creates records', () => {
  it('and the sending organisation sees them, in its patient records team', async () => {
    const created = await upsert({ identifiers: [nhs('9999999468'), hospital('R100')] });
    expect(created).toMatchObject({ outcome: 'CREATED', warnings: [] });
    expect(await read(created.patientId)).toMatchObject({
      ...dora,
      version: 1,
      status: 'UNREGISTERED',
      identifiers: [
        { system: 'https://fhir.example.health/id/RRV01/hospital-number', value: 'R100' },
        { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9999999468' },
      ],
      teams: [{ alias: 'riverside-prt' }],
    });
  });

  it('that another organisation does not see', async () => {
    const created = await upsert({ identifiers: [hospital('R101')] });
    expect(await read(created.patientId, customer('hillside'))).toBeNull();
  });

  it.each(['familyName', 'givenName', 'dateOfBirth', 'gender'])('only with a %s', async (name) => {
    const { [name as keyof typeof dora]: _, ...rest } = dora;
    expect(await upsert({ identifiers: [hospital('R102')], demographics: rest })).toMatchObject({
      kind: 'INVALID',
      field: `demographics.${name}`,
    });
    expect(await match([hospital('R102')])).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it.each([
    [
      'born the day after tomorrow',
      { dateOfBirth: '2026-06-03' },
      'dateOfBirth',
      'The date of birth is in the future.',
    ],
    ['dead in a year', { deceasedAt: '2027-05-01T00:00:00Z' }, 'deceasedAt', 'The time of death is in the future.'],
    [
      'dead before they were born',
      { deceasedAt: '1990-02-01T00:00:00Z' },
      'deceasedAt',
      'The time of death is before the birth. Give the day of each.',
    ],
  ])('of nobody who is %s', async (_who, wrong, name, message) => {
    const identifiers = [hospital('R106')];
    const refusal = { kind: 'INVALID', message, field: `demographics.${name}` };
    expect(await upsert({ identifiers, demographics: { ...dora, ...wrong } })).toMatchObject(refusal);
    expect(await match(identifiers)).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('and refuses a birth after the death that is known, and nothing for what another message has said', async () => {
    const identifiers = [hospital('R107')];
    const { patientId } = await upsert({ identifiers, demographics: { ...dora, deceasedAt: '2020-02-03T10:00:00Z' } });
    expect(await upsert({ identifiers, demographics: { dateOfBirth: '2020-03-01' } })).toMatchObject({
      kind: 'INVALID',
      field: 'demographics.dateOfBirth',
    });
    await database.pool.query(`update patients.patient set date_of_birth = '2020-03-01' where id = $1`, [patientId]);
    expect(await upsert({ identifiers, demographics: { phone: '1' } })).toMatchObject({ outcome: 'UPDATED' });
  });

  it('with an e-mail address as invited', async () => {
    const created = await upsert({
      identifiers: [hospital('R103')],
      demographics: { ...dora, emails: ['Dora@Example.com'] },
    });
    expect(await read(created.patientId)).toMatchObject({ status: 'INVITED', emails: ['dora@example.com'] });
  });

  it('and writes to the address that was said last, until somebody has made the record their own', async () => {
    const identifiers = [hospital('R105')];
    const said = (address: string) => upsert({ identifiers, demographics: { ...dora, emails: [address] } });
    const { patientId } = await said('mistyped@example.com');
    await said('right@example.com');
    expect(await read(patientId)).toMatchObject({ emails: ['right@example.com', 'mistyped@example.com'] });
    await said('right@example.com');
    expect(await read(patientId)).toMatchObject({ emails: ['right@example.com', 'mistyped@example.com'] });
    await database.pool.query(`update patients.patient set status = 'REGISTERED' where id = $1`, [patientId]);
    await said('another@example.com');
    expect((await read(patientId))?.['emails']).toEqual([
      'right@example.com',
      'another@example.com',
      'mistyped@example.com',
    ]);
  });

  it('once, although 64 messages about the same new person come at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => upsert({ identifiers: [nhs('9999999484'), hospital('R104')] })),
    );
    expect(answers.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(new Set(answers.map(({ patientId }) => patientId)).size).toBe(1);
    expect(
      answers.every(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED' || outcome === 'UNCHANGED'),
    ).toBe(true);
  });
});

describe('a control character', () => {
  it.each([
    [{ familyName: 'Da\u0000le' }, 'demographics.familyName'],
    [{ givenName: 'Dora\u0007' }, 'demographics.givenName'],
    [{ middleNames: '\u001b[31m' }, 'demographics.middleNames'],
    [{ title: 'M\u000bs' }, 'demographics.title'],
    [{ language: 'e\u0001n' }, 'demographics.language'],
    [{ phone: '07700\u0000900111' }, 'demographics.phone'],
    [{ emails: ['dora@example.com', 'd\u0000@example.com'] }, 'demographics.emails[1]'],
    [{ address: { lines: ['1 Weir Lane', '\u0000'] } }, 'demographics.address.lines[1]'],
    [{ address: { lines: [], postalCode: 'RV1\u001f1AA' } }, 'demographics.address.postalCode'],
    [{ primaryCare: { practiceName: 'Riverside\u0000' } }, 'demographics.primaryCare.practiceName'],
  ])('in the demographics %j is refused, and nothing is stored', async (demographics, field) => {
    expect(await upsert({ identifiers: [hospital('R110')], demographics: { ...dora, ...demographics } })).toMatchObject(
      { kind: 'INVALID', field },
    );
    expect(await match([hospital('R110')])).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('is refused in whatever else PostgreSQL would have to look for', async () => {
    expect(await upsert({ identifiers: [hospital('R110'), hospital('R\u0000')] })).toMatchObject({
      kind: 'INVALID',
      field: 'identifiers[1].value',
    });
    expect(await match([hospital('R\u0000')])).toMatchObject({ kind: 'INVALID', field: 'identifiers[0].value' });
    expect(await upsert({ identifiers: [hospital('R110')], header: { alias: '\u0000' } })).toMatchObject({
      kind: 'INVALID',
      field: 'message.alias',
    });
    expect(await upsert({ identifiers: [hospital('R110')], addTeams: ['\u0000'] })).toMatchObject({
      kind: 'INVALID',
      field: 'addTeams[0]',
    });
  });

  it('that is a tab or a line end stays', async () => {
    const address = { lines: ['1 Weir Lane\tFlat 2\r\nRear'], postalCode: null };
    const { patientId } = await upsert({ identifiers: [hospital('R111')], demographics: { ...dora, address } });
    expect(await read(patientId)).toMatchObject({ address });
  });
});

describe('a feed updates records', () => {
  it('in part: what is absent stays, what is null is cleared', async () => {
    const { patientId } = await upsert({
      identifiers: [hospital('R200')],
      demographics: { ...dora, phone: '07700 900111', title: 'Ms' },
    });
    await upsert({
      identifiers: [hospital('R200')],
      demographics: { title: null, address: { lines: ['1 Weir Lane'], postalCode: 'RV1 1AA' } },
    });
    expect(await read(patientId)).toMatchObject({
      ...dora,
      version: 2,
      phone: '07700 900111',
      address: { lines: ['1 Weir Lane'], postalCode: 'RV1 1AA' },
    });
  });

  it('never from an older message (T2)', async () => {
    const { patientId } = await upsert({ identifiers: [hospital('R201')], header: { sentAt: '2026-05-02T10:00:00Z' } });
    const stale = await upsert({
      identifiers: [hospital('R201')],
      demographics: { familyName: 'Elder' },
      header: { sentAt: '2026-05-02T09:59:59Z' },
    });
    expect(stale).toMatchObject({ outcome: 'STALE', patientId });
    expect(await read(patientId)).toMatchObject({ version: 1, familyName: 'Dale' });
  });

  it('not twice from the same message', async () => {
    const header = { sentAt: '2026-05-03T10:00:00Z', controlId: 'same' };
    const { patientId } = await upsert({ identifiers: [hospital('R202')], header });
    expect(await upsert({ identifiers: [hospital('R202')], header })).toMatchObject({
      outcome: 'UNCHANGED',
      patientId,
    });
    expect(await read(patientId)).toMatchObject({ version: 1 });
  });

  it('keeping every version with the message it came from', async () => {
    const { patientId } = await upsert({ identifiers: [hospital('R203')] });
    await upsert({ identifiers: [hospital('R203')], demographics: { familyName: 'Dell' } });
    const versions = await prisma.patientVersion.findMany({
      where: { patientId: patientId ?? '' },
      orderBy: { version: 'asc' },
    });
    expect(versions.map(({ content }) => (content as { family_name: string }).family_name)).toEqual(['Dale', 'Dell']);
    expect(new Set(versions.map(({ origin }) => origin)).size).toBe(2);
  });

  it('that carry an e-mail address of another record: refused, naming the address (T4)', async () => {
    const refused = await upsert({
      identifiers: [hospital('R204')],
      demographics: { ...dora, emails: ['alice@demo.example'] },
    });
    expect(refused).toMatchObject({ kind: 'CONFLICT', field: 'demographics.emails[0]' });
    expect(await match([hospital('R204')])).toMatchObject({ kind: 'NOT_FOUND' });
  });
});

describe('matching', () => {
  it('gives a record found by its local number the new national number', async () => {
    const { patientId } = await upsert({ identifiers: [hospital('R300')] });
    await upsert({ identifiers: [hospital('R300'), nhs('9999999492')] });
    expect(await match([nhs('999 999 9492')])).toMatchObject({ outcome: 'MATCHED', patientId });
  });

  it('holds a message with identifiers of two records, and writes none of it', async () => {
    const { patientId } = await upsert({ identifiers: [hospital('R301')] });
    const identifiers = [hospital('R301'), nhs(patients.alice.nhsNumber)];
    const demographics = { ...dora, familyName: 'Nobody' };
    expect(await upsert({ identifiers, demographics })).toMatchObject({ reasons: ['ID_CONFLICT'], state: 'HELD' });
    expect(await match(identifiers)).toMatchObject({ reasons: ['ID_CONFLICT'], state: 'HELD' });
    expect(await read(patientId)).toMatchObject({ familyName: 'Dale' });
  });

  it('passes over identifiers of unknown types, and says so', async () => {
    const created = await upsert({ identifiers: [{ value: '7', authority: 'LAB', typeCode: 'XX' }, hospital('R302')] });
    expect(created).toMatchObject({
      outcome: 'CREATED',
      warnings: [
        {
          field: 'identifiers[0]',
          message: 'The type LAB^XX is not known for your organisation, and was passed over.',
        },
      ],
    });
  });

  it('refuses a message with no usable identifier', async () => {
    expect(await upsert({ identifiers: [{ value: '7', authority: 'LAB', typeCode: 'XX' }] })).toMatchObject({
      kind: 'INVALID',
      field: 'identifiers',
    });
  });

  it('refuses an NHS number whose check digit is wrong', async () => {
    expect(await upsert({ identifiers: [hospital('R303'), nhs('1234567890')] })).toMatchObject({
      kind: 'INVALID',
      field: 'identifiers[1].value',
    });
  });

  it('keeps the hospital numbers of two organisations apart', async () => {
    const ours = await upsert({ identifiers: [hospital('R304')] });
    const theirs = await upsert({
      identifiers: [{ value: 'R304', authority: 'HLS', typeCode: 'MR' }],
      by: feedOf('hillside'),
    });
    expect(theirs).toMatchObject({ outcome: 'CREATED' });
    expect(theirs.patientId).not.toBe(ours.patientId);
    expect(await match([hospital('R304')], feedOf('hillside'))).toMatchObject({
      kind: 'INVALID',
      field: 'identifiers',
    });
  });
});

describe('the sender', () => {
  it.each(['hillside', 'RHS02', 'hillside-prt', 'riverside-post'])('may not send for %s', async (alias) => {
    expect(await upsert({ identifiers: [hospital('R400')], header: { alias } })).toMatchObject({
      kind: 'FORBIDDEN',
      field: 'message.alias',
    });
  });

  it('may put any name of its own into MSH-4', async () => {
    expect(await upsert({ identifiers: [hospital('R401')], header: { alias: 'PAS' } })).toMatchObject({
      outcome: 'CREATED',
    });
  });

  it('is the team that the alias names', async () => {
    const { patientId } = await upsert({ identifiers: [hospital('R402')], header: { alias: 'riverside-diabetes' } });
    expect(await read(patientId)).toMatchObject({ teams: [{ alias: 'riverside-diabetes' }] });
  });

  it('may be a partner, under the alias that was granted', async () => {
    expect(
      await upsert({ identifiers: [nhs('9999999506')], by: postbridgeFeed, header: { alias: 'riverside-post' } }),
    ).toMatchObject({ outcome: 'CREATED' });
    expect(
      await upsert({ identifiers: [nhs('9999999506')], by: postbridgeFeed, header: { alias: 'hillside-post' } }),
    ).toMatchObject({ kind: 'FORBIDDEN' });
  });

  it('is never a client that reads, nor a person', async () => {
    expect(await upsert({ identifiers: [hospital('R403')], by: customer('riverside') })).toMatchObject({
      kind: 'FORBIDDEN',
    });
    expect(await upsert({ identifiers: [hospital('R403')], by: person('oscar') })).toMatchObject({ kind: 'FORBIDDEN' });
  });
});

describe('teams (ZTM)', () => {
  it('are linked by alias and get their default labels', async () => {
    const { patientId } = await upsert({
      identifiers: [hospital('R500')],
      addTeams: ['riverside-prt', 'riverside-sexual-health'],
    });
    expect(await read(patientId)).toMatchObject({
      teams: [{ alias: 'riverside-prt' }, { alias: 'riverside-sexual-health' }],
    });
    const consents = await prisma.consent.findMany({ where: { patientId: patientId ?? '' } });
    expect(consents.map(({ labels }) => labels)).toEqual([['GENERAL_HEALTH', 'SEXUAL_HEALTH']]);
  });

  it('are unlinked by alias, but never the default team', async () => {
    const { patientId } = await upsert({
      identifiers: [hospital('R501')],
      addTeams: ['riverside-prt', 'riverside-diabetes'],
    });
    await upsert({ identifiers: [hospital('R501')], removeTeams: ['riverside-diabetes', 'riverside-prt'] });
    expect(await read(patientId)).toMatchObject({ teams: [{ alias: 'riverside-prt' }] });
  });

  it('of another organisation are refused by name', async () => {
    expect(await upsert({ identifiers: [hospital('R502')], addTeams: ['hillside-community'] })).toMatchObject({
      kind: 'INVALID',
      field: 'addTeams[0]',
    });
  });

  it('have the default team among them, in which every record of a feed lands', async () => {
    expect(await upsert({ identifiers: [hospital('R503')], addTeams: ['riverside-diabetes'] })).toMatchObject({
      kind: 'INVALID',
      field: 'addTeams',
    });
  });

  it('are those that granted a partner, where teams did and not the organisation', async () => {
    await prisma.partnerGrant.create({
      data: {
        ...{ id: uuid7(), partner: 'postbridge', alias: 'diabetes-post', byTeam: true, grantedAt: new Date() },
        ...{ organisationId: organisations.riverside.id, teamId: teams['riverside-diabetes'].id },
      },
    });
    const known = { identifiers: [nhs('9999999514')] };
    await upsert({ ...known, addTeams: ['riverside-prt', 'riverside-mental-health'] });
    const asPartner = { ...known, by: postbridgeFeed, header: { alias: 'diabetes-post' } };
    const [own, other] = ['riverside-diabetes', 'riverside-mental-health'];
    expect(await upsert({ ...asPartner, addTeams: [own, 'riverside-sexual-health'] })).toMatchObject({
      kind: 'INVALID',
      field: 'addTeams[1]',
    });
    expect(await upsert({ ...asPartner, removeTeams: [other] })).toMatchObject({ field: 'removeTeams[0]' });
    expect(await upsert({ ...asPartner, addTeams: [own] })).toMatchObject({ outcome: 'UPDATED' });
    // Whom the organisation granted sends for all of its teams.
    const asWhole = { ...asPartner, header: { alias: 'riverside-post' } };
    expect(await upsert({ ...asWhole, removeTeams: [other] })).toMatchObject({ outcome: 'UPDATED' });
  });

  it('are not added while sharing is disabled', async () => {
    const { outcome } = await upsert({
      identifiers: [nhs(patients.bob.nhsNumber)],
      addTeams: ['riverside-prt', 'riverside-diabetes'],
    });
    expect(outcome).toBe('UPDATED');
    expect(await prisma.teamLink.findMany({ where: { patientId: patients.bob.id } })).toEqual([]);
  });
});

describe('a placement', () => {
  const link = async (placement: string | undefined, by = feedOf('riverside')): Promise<Answer> => {
    const { linkPatientFromFeed } = await ask<{ linkPatientFromFeed: Answer }>(
      by,
      'mutation ($input: LinkPatientInput!) { linkPatientFromFeed(input: $input) { ... on LinkedPatient { patientId } ... on Refusal { kind field } } }',
      { input: { placement } },
    );
    return linkPatientFromFeed;
  };

  it('is given for a match too, and with it the organisation is linked so that it can see what it put in', async () => {
    expect(await read(patients.carol.id)).toBeNull();
    const matched = await match([nhs(patients.carol.nhsNumber)]);
    expect(matched).toMatchObject({
      outcome: 'MATCHED',
      patientId: patients.carol.id,
      placement: expect.any(String) as unknown,
      isLinked: false,
    });
    expect(await read(patients.carol.id)).toBeNull();
    expect(await link(matched.placement, feedOf('hillside'))).toEqual({ kind: 'FORBIDDEN', field: 'placement' });
    expect(await read(patients.carol.id)).toBeNull();
    expect(await link(matched.placement)).toEqual({ patientId: patients.carol.id });
    expect(await link(matched.placement)).toEqual({ patientId: patients.carol.id });
    expect(await read(patients.carol.id)).toMatchObject({ familyName: 'Carver' });
    expect(await match([nhs(patients.carol.nhsNumber)])).toMatchObject({ isLinked: true });
  });
});
