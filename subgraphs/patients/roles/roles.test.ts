import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { customer, person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, countingSql } from '../../../test/slice.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const sql = countingSql(database.sql);
const slice = openPatients({ sql, newId: uuid7 });
const [riverside, hillside] = [organisations.riverside.id, organisations.hillside.id];
const diabetes = teams['riverside-diabetes'].id;

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** A person of the demo world who is an administrator as well, as the edge would say and the database knows. */
const administrator = async (name: 'hall' | 'diaz', organisation: string): Promise<Person> => {
  await prisma.membership.create({
    data: { id: uuid7(), personId: people[name].id, role: 'ADMINISTRATOR', organisationId: organisation },
  });
  return { ...person(name), administers: [organisation as Person['administers'][number]] };
};
/** The same person through an app that may act as whatever the person is. */
const throughApp = (by: Person): Person => ({ ...by, integration: 'app', client: 'pulse' });

const ask = async (by: Principal, query: string, variables: object = {}) => {
  const { data, errors } = await asking(slice, by).run(query, { ...variables });
  expect(errors).toBeUndefined();
  return data;
};

describe('An organisation', () => {
  const query = `query ($id: ID!) { organisation(id: $id) {
    name odsCode teams(first: 3) { items { alias members { items { name role } } } next }
    administrators { items { name } } privacyOfficers { items { name } } } }`;

  it('is seen by its administrator, with its teams and who is in them', async () => {
    sql.queries.length = 0;
    expect(await ask(person('oscar'), query, { id: riverside })).toEqual({
      organisation: {
        name: 'Riverside NHS Foundation Trust',
        odsCode: 'RRV01',
        teams: {
          items: [
            { alias: 'riverside-prt', members: { items: [] } },
            {
              alias: 'riverside-diabetes',
              members: {
                items: [
                  { name: people.diaz.name, role: 'PROFESSIONAL' },
                  { name: people.coco.name, role: 'COORDINATOR' },
                ],
              },
            },
            { alias: 'riverside-sexual-health', members: { items: [] } },
          ],
          next: teams['riverside-sexual-health'].id,
        },
        administrators: { items: [{ name: people.oscar.name }] },
        privacyOfficers: { items: [{ name: people.petra.name }] },
      },
    });
    // However many teams: one statement for who may see them, one for their members.
    expect(sql.queries.toSorted()).toEqual([
      'patients.holders',
      'patients.holders',
      'patients.organisation',
      'patients.organisation-teams',
      'patients.team',
      'patients.team-members',
    ]);
  });

  it.each<[string, Principal, string]>([
    ['its privacy officer', person('petra'), riverside],
    ['a coordinator', person('coco'), riverside],
    ['a patient', person('alice'), riverside],
    ['the organisation’s own system', customer('riverside'), riverside],
    ['the administrator of another', person('oscar'), hillside],
    ['the administrator’s app', throughApp(person('oscar')), riverside],
    ['whoever asks for none', person('oscar'), uuid7()],
    ['whoever asks for what is no id', person('oscar'), 'riverside\0'],
  ])('is nothing to %s', async (_who, by, id) => {
    expect(await ask(by, '{ o: organisation(id: ' + JSON.stringify(id) + ') { name } }')).toEqual({ o: null });
  });
});

describe('A team', () => {
  const query = 'query ($id: ID!) { team(id: $id) { alias members { items { name } } } }';

  it.each<[string, Principal]>([
    ['its professional', person('diaz')],
    ['its coordinator', person('coco')],
    ['an administrator', person('oscar')],
    ['an app of its coordinator', throughApp(person('coco'))],
  ])('is seen with its members by %s', async (_who, by) => {
    expect(await ask(by, query, { id: diabetes })).toEqual({
      team: {
        alias: 'riverside-diabetes',
        members: { items: [{ name: people.diaz.name }, { name: people.coco.name }] },
      },
    });
  });

  it.each<[string, Principal, string]>([
    ['a professional of another team', person('hall'), diabetes],
    ['the professional, of another team', person('diaz'), teams['riverside-prt'].id],
    ['the administrator of another organisation', person('oscar'), teams['hillside-community'].id],
    ['a patient of the team', person('alice'), diabetes],
    ['a professional through an app without the scope', { ...throughApp(person('diaz')), teams: [] }, diabetes],
    ['whoever asks for none', person('oscar'), uuid7()],
  ])('is nothing to %s', async (_who, by, id) => {
    expect(await ask(by, query, { id })).toEqual({ team: null });
  });

  it('tells the patient whom it looks after its name, and not who is in it', async () => {
    const source = `{ patient(id: "${patients.carol.id}") { teams { name members { items { name } } } } }`;
    await prisma.teamLink.create({
      data: { patientId: patients.carol.id, teamId: diabetes, organisationId: riverside, since: new Date() },
    });
    const seen = (await ask(customer('riverside'), source)) as { patient: { teams: object[] } };
    expect(seen.patient.teams).toEqual([{ name: 'Riverside Diabetes', members: null }]);
  });

  it('pages its members, and refuses a page that cannot be', async () => {
    const page = (args: string): string => `{ team(id: "${diabetes}") { members(${args}) { items { name } next } } }`;
    expect(await ask(person('coco'), page('first: 1'))).toEqual({
      team: { members: { items: [{ name: people.diaz.name }], next: people.diaz.id } },
    });
    expect(await ask(person('coco'), page(`first: 1, after: "${people.diaz.id}"`))).toEqual({
      team: { members: { items: [{ name: people.coco.name }], next: null } },
    });
    for (const bad of ['first: 0', 'first: 201', 'after: "x"']) {
      const { errors } = await asking(slice, person('coco')).run(page(bad), {});
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});

const change = async (call: string, type: string, input: object, by: Principal) => {
  const data = await ask(
    by,
    `mutation ($input: ${type}!) { ${call}(input: $input) { ... on Team { id name alias defaultLabels } ... on Refusal { kind field } } }`,
    { input },
  );
  return data?.[call] as { readonly id?: string } & Readonly<Record<string, unknown>>;
};

describe('createTeam', () => {
  const input = {
    organisationId: riverside,
    name: ' Riverside Renal ',
    alias: 'riverside-renal',
    labels: ['GENERAL_HEALTH', 'GENERAL_HEALTH'],
  };
  const create = (given: object, by: Principal = person('oscar')) =>
    change('createTeam', 'CreateTeamInput', { ...input, ...given }, by);

  it('adds a team that feeds can name, once, and it is on record', async () => {
    const made = await create({});
    expect(made).toMatchObject({
      name: 'Riverside Renal',
      alias: 'riverside-renal',
      defaultLabels: ['GENERAL_HEALTH'],
    });
    expect(await create({})).toEqual({ kind: 'CONFLICT', field: 'alias' });
    const acts = await prisma.act.findMany({ where: { teamId: made.id ?? '' } });
    expect(acts).toMatchObject([{ kind: 'TEAM_CREATED', personId: people.oscar.id, organisationId: riverside }]);
  });

  it('makes one of many that are made at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => create({ alias: 'riverside-at-once' })));
    expect(made.filter(({ alias }) => alias !== undefined)).toHaveLength(1);
    expect(await prisma.act.count({ where: { details: { path: ['alias'], equals: 'riverside-at-once' } } })).toBe(1);
  });

  it.each([
    ['a team of another organisation has', 'hillside-community'],
    ['an organisation has', 'hillside'],
    ['an organisation has as its ODS code', 'rhs02'],
    ['a grant has', 'riverside-post'],
  ])('refuses an alias that %s', async (_who, alias) => {
    expect(await create({ alias })).toEqual({ kind: 'CONFLICT', field: 'alias' });
  });

  it.each([
    ['name', ''],
    ['name', '   '],
    ['name', 'a\nb'],
    ['name', 'a\0b'],
    ['name', 'x'.repeat(10_000)],
    ['alias', ''],
    ['alias', 'ab'],
    ['alias', 'Riverside'],
    ['alias', 'river side'],
    ['alias', 'river--side'],
    ['alias', 'river^side'],
    ['alias', 'a'.repeat(10_000)],
  ])('refuses %s %j', async (field, value) => {
    expect(await create({ [field]: value })).toEqual({ kind: 'INVALID', field });
  });

  it.each<[string, Principal, string]>([
    ['the administrator of another', person('oscar'), hillside],
    ['a coordinator', person('coco'), riverside],
    ['a privacy officer', person('petra'), riverside],
    ['a patient', person('alice'), riverside],
    ['a system of the organisation', customer('riverside'), riverside],
    ['an app of the administrator', throughApp(person('oscar')), riverside],
    ['whoever was an administrator', { ...person('hall'), administers: person('oscar').administers }, riverside],
    ['whoever names no organisation', person('oscar'), uuid7()],
    ['whoever names what is no id', person('oscar'), 'x'],
  ])('is not for %s', async (_who, by, organisationId) => {
    expect(await create({ organisationId, alias: 'riverside-never' }, by)).toEqual({
      kind: 'NOT_FOUND',
      field: 'organisationId',
    });
  });
});

describe('changeTeam', () => {
  const alter = (input: object, by: Principal = person('oscar')) => change('changeTeam', 'ChangeTeamInput', input, by);
  const teamId = teams['riverside-sexual-health'].id;

  it('changes what is given and leaves the rest', async () => {
    expect(await alter({ teamId, name: 'Riverside Clinic' })).toMatchObject({
      name: 'Riverside Clinic',
      defaultLabels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH'],
    });
    expect(await alter({ teamId, labels: [] })).toMatchObject({ name: 'Riverside Clinic', defaultLabels: [] });
    const acts = await prisma.act.findMany({ where: { teamId, kind: 'TEAM_CHANGED' }, orderBy: { id: 'asc' } });
    expect(acts[1]?.details).toEqual({
      was: { name: 'Riverside Clinic', labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH'] },
      is: { name: 'Riverside Clinic', labels: [] },
    });
  });

  it('refuses nothing at all, and a name that is none', async () => {
    expect(await alter({ teamId })).toEqual({ kind: 'INVALID', field: 'name' });
    expect(await alter({ teamId, name: '\u0007' })).toEqual({ kind: 'INVALID', field: 'name' });
  });

  it.each<[string, Principal, string]>([
    ['a professional of the team', person('diaz'), diabetes],
    ['its coordinator', person('coco'), diabetes],
    ['an administrator of another organisation', person('oscar'), teams['hillside-prt'].id],
    ['an app of the administrator', throughApp(person('oscar')), diabetes],
    ['whoever names no team', person('oscar'), uuid7()],
  ])('is not for %s', async (_who, by, id) => {
    expect(await alter({ teamId: id, name: 'Taken over' }, by)).toEqual({ kind: 'NOT_FOUND', field: 'teamId' });
  });
});

describe('endMembership', () => {
  const end = async (id: string, by: Principal) =>
    (
      await ask(
        by,
        'mutation ($id: ID!) { endMembership(membershipId: $id) { ... on Membership { id endedAt } ... on Refusal { kind field } } }',
        { id },
      )
    )?.['endMembership'];
  const missing = { kind: 'NOT_FOUND', field: 'membershipId' };
  const last = { kind: 'CONFLICT', field: 'membershipId' };

  beforeEach(async () => {
    await prisma.membership.updateMany({ data: { endedAt: null } });
    await prisma.membership.deleteMany({ where: { id: { notIn: Object.values(people).map(({ id }) => id) } } });
  });

  it.each(['coco', 'oscar'] as const)('by %s ends what a professional of the team may, once', async (name) => {
    expect(await end(people.diaz.id, person(name))).toMatchObject({
      id: people.diaz.id,
      endedAt: '2026-06-01T12:00:00.000Z',
    });
    expect(await end(people.diaz.id, person(name))).toEqual(last);
    const { data } = await asking(slice, { kind: 'internal', integration: 'internal', client: 'gateway' }).run(
      `{ personStanding(person: "${people.diaz.id}") { memberships { role } } }`,
      {},
    );
    expect(data).toEqual({ personStanding: { memberships: [] } });
    expect(await prisma.act.count({ where: { kind: 'MEMBER_REMOVED', personId: people[name].id } })).toBe(1);
  });

  it.each<[string, Principal, string]>([
    ['a coordinator, of an administrator', person('coco'), people.oscar.id],
    ['a coordinator, of another team’s professional', person('coco'), people.hall.id],
    ['an administrator, in another organisation', person('oscar'), people.hall.id],
    ['a professional, their own', person('diaz'), people.diaz.id],
    ['a privacy officer', person('petra'), people.diaz.id],
    ['a patient', person('alice'), people.diaz.id],
    ['an app of the coordinator', throughApp(person('coco')), people.diaz.id],
    ['whoever names none', person('oscar'), uuid7()],
    ['whoever names what is no id', person('oscar'), 'x'],
  ])('is not for %s', async (_who, by, id) => {
    expect(await end(id, by)).toEqual(missing);
  });

  it('is not for a coordinator who was one a moment ago', async () => {
    await end(people.coco.id, person('oscar'));
    expect(await end(people.diaz.id, person('coco'))).toEqual(missing);
  });

  it('leaves the last administrator and the last privacy officer', async () => {
    expect(await end(people.oscar.id, person('oscar'))).toEqual(last);
    expect(await end(people.petra.id, person('oscar'))).toEqual(last);
    // Another organisation's does not count.
    await administrator('hall', hillside);
    expect(await end(people.oscar.id, person('oscar'))).toEqual(last);
    await administrator('diaz', riverside);
    expect(await end(people.oscar.id, person('oscar'))).toMatchObject({ id: people.oscar.id });
  });

  it('lets one of two administrators win who end each other at the same time, every time', async () => {
    for (let round = 0; round < 10; round++) {
      await prisma.membership.updateMany({ data: { endedAt: null } });
      await prisma.membership.deleteMany({ where: { personId: people.diaz.id, role: 'ADMINISTRATOR' } });
      const diaz = await administrator('diaz', riverside);
      const { id } = await prisma.membership.findFirstOrThrow({
        where: { personId: diaz.user, role: 'ADMINISTRATOR' },
      });
      const answers = await Promise.all([end(id, person('oscar')), end(people.oscar.id, diaz)]);
      expect(answers.filter((answer) => (answer as { endedAt?: string }).endedAt !== undefined)).toHaveLength(1);
      expect(
        await prisma.membership.count({ where: { role: 'ADMINISTRATOR', organisationId: riverside, endedAt: null } }),
      ).toBe(1);
    }
  });
});
