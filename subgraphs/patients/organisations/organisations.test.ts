import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { grants, organisations, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, customer, person, postbridgeFeed } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
const operator = { kind: 'internal', integration: 'internal', client: 'operator' } as const;
const known = Object.values(organisations).map(({ id }) => id);

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await prisma.invitation.deleteMany();
  await prisma.organisation.updateMany({ where: { id: { notIn: known } }, data: { defaultTeamId: null } });
  await prisma.membership.deleteMany({ where: { organisationId: { notIn: known } } });
  await prisma.team.deleteMany({ where: { organisationId: { notIn: known } } });
  await prisma.organisation.deleteMany({ where: { id: { notIn: known } } });
  await prisma.act.deleteMany();
});

const ask = async <Answer>(by: Principal, source: string, variableValues: Record<string, unknown>): Promise<Answer> => {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(by) });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
};

type Organisation = { readonly id: string; readonly name: string; readonly defaultTeamId: string | null };
type Asked = { readonly organisation: Organisation; readonly email: string; readonly token: string };

const fields = 'id alias name odsCode defaultTeamId';
const given = { alias: 'lakeside', name: 'Lakeside Hospitals', odsCode: 'RLS03', administrator: 'Ada@demo.example ' };
const register = (by: Principal, input: object = {}): Promise<Asked> =>
  ask(
    by,
    `mutation ($input: RegisterOrganisationInput!) {
      answer: registerOrganisation(input: $input) { organisation { ${fields} } email token expiresAt } }`,
    { input: { ...given, ...input } },
  );
const rename = (by: Principal, id: string, name: string): Promise<Organisation> =>
  ask(by, `mutation ($id: ID!, $name: String!) { answer: renameOrganisation(id: $id, name: $name) { ${fields} } }`, {
    ...{ id, name },
  });
const invite = (by: Principal, id: string, email = 'bea@demo.example'): Promise<Asked> =>
  ask(
    by,
    'mutation ($id: ID!, $email: String!) { answer: inviteAdministrator(id: $id, email: $email) { email token } }',
    {
      ...{ id, email },
    },
  );
const list = (by: Principal, page: { first?: number; after?: string } = {}): Promise<readonly Organisation[]> =>
  ask(
    by,
    `query ($first: Int! = 20, $after: String) { answer: registeredOrganisations(first: $first, after: $after) { ${fields} } }`,
    page,
  );
const accept = (token: string, name: keyof typeof people): Promise<unknown> =>
  ask(
    { kind: 'internal', integration: 'internal', client: 'identity' },
    `mutation ($token: String!, $person: ID!) { answer: takeInvitation(token: $token, person: $person) {
      ... on Acceptance { role personId membership { organisationId teamId } } ... on Refusal { kind } } }`,
    { token, person: people[name].id },
  );
const stored = () =>
  Promise.all([prisma.organisation.count(), prisma.team.count(), prisma.invitation.count(), prisma.act.count()]);

describe('an organisation', () => {
  it('comes with the team in which its feeds’ records land, whose access by default is none', async () => {
    const { organisation } = await register(operator);
    expect(organisation).toMatchObject({ alias: 'lakeside', name: 'Lakeside Hospitals', odsCode: 'RLS03' });
    expect(await prisma.team.findMany({ where: { organisationId: organisation.id } })).toEqual([
      {
        id: organisation.defaultTeamId,
        organisationId: organisation.id,
        alias: 'lakeside-records',
        name: 'Patient records',
        defaultLabels: [],
      },
    ]);
  });

  it('is administered by whoever has the e-mail address and the token, once', async () => {
    const { organisation, token, email } = await register(operator, { administrator: 'HALL@demo.example' });
    expect(email).toBe('hall@demo.example');
    expect(await accept(token, 'diaz')).toEqual({ kind: 'FORBIDDEN' });
    expect(await accept(token, 'hall')).toEqual({
      role: 'ADMINISTRATOR',
      personId: people.hall.id,
      membership: { organisationId: organisation.id, teamId: null },
    });
    expect(await accept(token, 'hall')).toEqual({ kind: 'NOT_FOUND' });
  });

  it('is told of in acts, the token in none', async () => {
    const { organisation, token } = await register(operator);
    await rename(operator, organisation.id, 'Lakeside Trust');
    await rename(operator, organisation.id, 'Lakeside Trust');
    const acts = await prisma.act.findMany({ orderBy: { id: 'asc' } });
    expect(acts.map(({ kind, actor, organisationId }) => [kind, actor, organisationId])).toEqual(
      ['ORGANISATION_REGISTERED', 'TEAM_CREATED', 'INVITED', 'ORGANISATION_RENAMED'].map((kind) => [
        ...[kind, 'internal/operator', organisation.id],
      ]),
    );
    expect(acts[3]?.details).toEqual({ was: 'Lakeside Hospitals', is: 'Lakeside Trust' });
    const { rows } = await database.pool.query<{ all: string }>(
      `select string_agg(i::text, '|') || (select string_agg(a::text, '|') from patients.act a) as all from patients.invitation i`,
    );
    expect(rows[0]?.all).toContain('ada@demo.example');
    expect(rows[0]?.all).not.toContain(token);
  });

  it('can be given another administrator; of two links for one address the later is good', async () => {
    const { id } = organisations.riverside;
    const first = await invite(operator, id, 'hall@demo.example');
    const second = await invite(operator, id, 'hall@demo.example');
    expect(await accept(first.token, 'hall')).toEqual({ kind: 'NOT_FOUND' });
    expect(await accept(second.token, 'hall')).toMatchObject({ role: 'ADMINISTRATOR' });
    await prisma.membership.deleteMany({ where: { personId: people.hall.id, role: 'ADMINISTRATOR' } });
  });

  it('is on a list, in the order of the ids', async () => {
    const made = [await register(operator), await register(operator, { alias: 'woodside', odsCode: null })];
    const all = [...known, ...made.map(({ organisation }) => organisation.id)].sort();
    expect((await list(operator)).map(({ id }) => id)).toEqual(all);
    expect((await list(operator, { first: 2, after: all[0] ?? '' })).map(({ id }) => id)).toEqual(all.slice(1, 3));
  });

  it('exists once, whoever registers at the same time', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => register(operator)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await prisma.organisation.count()).toBe(known.length + 1);
  });
});

describe('nothing is done', () => {
  it.each<[string, object, string]>([
    ['alias', { alias: 'Lake Side' }, 'BAD_USER_INPUT'],
    ['alias', { alias: 'l' }, 'BAD_USER_INPUT'],
    ['alias', { alias: `l${'a'.repeat(50)}` }, 'BAD_USER_INPUT'],
    ['alias', { alias: 'riverside' }, 'CONFLICT'],
    ['alias', { alias: 'riverside-diabetes' }, 'CONFLICT'],
    ['alias', { alias: organisations.riverside.odsCode.toLowerCase() }, 'CONFLICT'],
    ['alias', { alias: Object.values(grants)[0]?.alias.toLowerCase() }, 'CONFLICT'],
    ['name', { name: ' ' }, 'BAD_USER_INPUT'],
    ['name', { name: 'Lake\0side' }, 'BAD_USER_INPUT'],
    ['name', { name: 'x'.repeat(101) }, 'BAD_USER_INPUT'],
    ['odsCode', { odsCode: 'rls03' }, 'BAD_USER_INPUT'],
    ['odsCode', { odsCode: 'RLS|03' }, 'BAD_USER_INPUT'],
    ['odsCode', { odsCode: organisations.hillside.odsCode }, 'CONFLICT'],
    ['team', { team: '' }, 'BAD_USER_INPUT'],
    ['administrator', { administrator: 'nobody' }, 'BAD_USER_INPUT'],
    ['administrator', { administrator: 'a@b\0' }, 'BAD_USER_INPUT'],
  ])('with a wrong %s: %j', async (field, input, code) => {
    const before = await stored();
    await expect(register(operator, input)).rejects.toMatchObject({ extensions: { code, field } });
    expect(await stored()).toEqual(before);
  });

  it('for an organisation that is not there', async () => {
    const missing = { extensions: { code: 'NOT_FOUND', field: 'id' } };
    for (const id of [uuid7(), 'riverside', teams['riverside-diabetes'].id]) {
      await expect(rename(operator, id, 'Other')).rejects.toMatchObject(missing);
      await expect(invite(operator, id)).rejects.toMatchObject(missing);
    }
  });

  it('with a name or an address that cannot be one', async () => {
    const { id } = organisations.riverside;
    await expect(rename(operator, id, '')).rejects.toMatchObject({ extensions: { field: 'name' } });
    await expect(invite(operator, id, 'a b@c')).rejects.toMatchObject({ extensions: { field: 'email' } });
  });

  it.each<[string, Principal]>([
    ['an administrator', person('oscar')],
    ['a patient', person('alice')],
    ['a client of the organisation', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('for %s', async (_who, by) => {
    const before = await stored();
    const forbidden = { extensions: { code: 'FORBIDDEN' } };
    await expect(register(by)).rejects.toMatchObject(forbidden);
    await expect(rename(by, organisations.riverside.id, 'Mine')).rejects.toMatchObject(forbidden);
    await expect(invite(by, organisations.riverside.id)).rejects.toMatchObject(forbidden);
    await expect(list(by)).rejects.toMatchObject(forbidden);
    expect(await stored()).toEqual(before);
  });
});
