import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
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
const { riverside, hillside } = organisations;
const diabetes = teams['riverside-diabetes'].id;

/** Somebody who administers the other organisation. */
const otherAdministrator: Person = {
  ...person('oscar'),
  user: people.hall.id as Person['user'],
  administers: [hillside.id as OrganisationId],
};
/** The same person through an app, whatever it claims to act as. */
const through = (who: Person): Person => ({ ...who, integration: 'app', client: 'wardround' });

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await prisma.partnerGrant.deleteMany({ where: { partner: { not: 'postbridge' } } });
  await prisma.act.deleteMany();
});

type Grant = { readonly id: string; readonly since: string; readonly [other: string]: unknown };
type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const ask = async <Answer>(by: Principal, source: string, variableValues: Record<string, unknown>): Promise<Answer> => {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(by) });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
};

const grantFields = `... on PartnerGrant { id partner { id name } organisationId teamId alias since grantedBy revokedAt revokedBy }
  ... on Refusal { kind message field }`;
const grant = (by: Principal, input: Record<string, unknown>): Promise<Grant> =>
  ask(by, `mutation ($input: GrantPartnerInput!) { answer: grantPartner(input: $input) { ${grantFields} } }`, {
    input: { partnerId: 'apptly', ...input },
  });
const revoke = (by: Principal, id: string): Promise<Grant> =>
  ask(by, `mutation ($id: ID!) { answer: revokeGrant(id: $id) { ${grantFields} } }`, { id });
const list = (by: Principal, organisationId: string, page: { first?: number; after?: string | null } = {}) =>
  ask<Page<Grant>>(
    by,
    `query ($organisationId: ID!, $first: Int! = 20, $after: String) {
      answer: grants(organisationId: $organisationId, first: $first, after: $after) { items { ${grantFields.split('\n')[0]} } next }
    }`,
    { organisationId, ...page },
  );
const partners = (by: Principal, page: { first?: number; after?: string | null } = {}) =>
  ask<Page<{ id: string }>>(
    by,
    `query ($first: Int! = 20, $after: String) { answer: partners(first: $first, after: $after) { items { id } next } }`,
    page,
  );
const register = (by: Principal, input: { id: string; name: string }) =>
  ask<{ id: string }>(
    by,
    `mutation ($input: RegisterPartnerInput!) { answer: registerPartner(input: $input) { id name endedAt } }`,
    { input },
  );
const end = (by: Principal, id: string) =>
  ask<{ id: string; endedAt: string }>(by, `mutation ($id: ID!) { answer: endPartner(id: $id) { id endedAt } }`, {
    id,
  });
const standing = (partner: string, organisation: string) =>
  ask<{ teamIds: readonly string[] | null } | null>(
    operator,
    `query ($partner: String!, $organisation: String!) { answer: partnerStanding(partner: $partner, organisation: $organisation) { granted teamIds } }`,
    { partner, organisation },
  );
/** By their kinds: the ids of one millisecond have no order. */
const acts = () => prisma.act.findMany({ orderBy: [{ kind: 'asc' }, { id: 'asc' }] });

describe('granting a partner', () => {
  it('lets it act for all of an organisation, by its administrator', async () => {
    const granted = await grant(person('oscar'), { organisationId: riverside.id, alias: 'riverside-apptly' });
    expect(granted).toEqual({
      id: expect.any(String) as string,
      partner: { id: 'apptly', name: 'Apptly' },
      organisationId: riverside.id,
      teamId: null,
      alias: 'riverside-apptly',
      since: '2026-06-01T12:00:00.000Z',
      grantedBy: people.oscar.id,
      revokedAt: null,
      revokedBy: null,
    });
    expect(await standing('apptly', riverside.id)).toEqual({ granted: true, teamIds: null });
    expect(await standing('apptly', hillside.id)).toEqual({ granted: false, teamIds: null });
    expect(await acts()).toMatchObject([
      {
        kind: 'PARTNER_GRANTED',
        organisationId: riverside.id,
        teamId: null,
        personId: people.oscar.id,
        details: { partner: 'apptly', alias: 'riverside-apptly', grant: granted.id },
      },
    ]);
  });

  it('lets it act for one team alone, by its coordinator', async () => {
    expect(await grant(person('coco'), { teamId: diabetes })).toMatchObject({ teamId: diabetes, alias: null });
    expect(await standing('apptly', riverside.id)).toEqual({ granted: true, teamIds: [diabetes] });
    expect(await acts()).toMatchObject([{ kind: 'PARTNER_GRANTED', organisationId: riverside.id, teamId: diabetes }]);
  });

  it('lets an administrator keep a partner to one team', async () => {
    expect(await grant(person('oscar'), { teamId: diabetes })).toMatchObject({ teamId: diabetes });
  });

  it.each<[string, Principal, Record<string, unknown>, string]>([
    ['a coordinator, for the organisation', person('coco'), { organisationId: riverside.id }, 'organisationId'],
    ['a coordinator, for another team', person('coco'), { teamId: teams['riverside-prt'].id }, 'teamId'],
    ['another organisation’s administrator', otherAdministrator, { organisationId: riverside.id }, 'organisationId'],
    ['another organisation’s administrator, for a team', otherAdministrator, { teamId: diabetes }, 'teamId'],
    ['a professional of the team', person('diaz'), { teamId: diabetes }, 'teamId'],
    ['the privacy officer', person('petra'), { organisationId: riverside.id }, 'organisationId'],
    ['a patient', person('alice'), { organisationId: riverside.id }, 'organisationId'],
    ['a coordinator’s app', through(person('coco')), { teamId: diabetes }, 'teamId'],
    ['an administrator’s app', through(person('oscar')), { organisationId: riverside.id }, 'organisationId'],
    ['the organisation’s own client', customer('riverside'), { organisationId: riverside.id }, 'organisationId'],
    ['a partner, for itself', postbridgeFeed, { organisationId: riverside.id }, 'organisationId'],
    ['the operator', operator, { organisationId: riverside.id }, 'organisationId'],
    [
      'an administrator, for an organisation that is none',
      person('oscar'),
      { organisationId: uuid7() },
      'organisationId',
    ],
    ['an administrator, for a text that is no id', person('oscar'), { organisationId: "'; --\0" }, 'organisationId'],
    ['a coordinator, for a team that is none', person('coco'), { teamId: uuid7() }, 'teamId'],
    ['a coordinator, for a text that is no id', person('coco'), { teamId: 'x'.repeat(10_000) }, 'teamId'],
  ])('is refused to %s as what is not there', async (_who, by, input, field) => {
    expect(await grant(by, input)).toMatchObject({ kind: 'NOT_FOUND', field });
    expect(await acts()).toEqual([]);
    expect(await prisma.partnerGrant.count({ where: { partner: 'apptly' } })).toBe(0);
  });

  it('says the same of a team of others and of none', async () => {
    const others = await grant(person('coco'), { teamId: teams['hillside-community'].id });
    expect(await grant(person('coco'), { teamId: uuid7() })).toEqual(others);
  });

  it.each([{}, { organisationId: riverside.id, teamId: diabetes }])('wants one grantor: %j', async (input) => {
    expect(await grant(person('oscar'), input)).toMatchObject({ kind: 'INVALID', field: 'organisationId' });
  });

  it.each(['nobody', 'Apptly', '', 'a\0b', 'x'.repeat(10_000)])('knows no partner %j', async (partnerId) => {
    expect(await grant(person('oscar'), { organisationId: riverside.id, partnerId })).toMatchObject({
      kind: 'NOT_FOUND',
      field: 'partnerId',
    });
  });

  it.each(['', ' ', 'a b', 'a|b', 'a^b', 'a~b', 'a&b', 'a\\b', 'a\rb', 'a\0b', 'a\u200bb', 'x'.repeat(65)])(
    'takes no alias %j, which MSH-4 cannot carry',
    async (alias) => {
      expect(await grant(person('oscar'), { organisationId: riverside.id, alias })).toMatchObject({
        kind: 'INVALID',
        field: 'alias',
      });
    },
  );

  // Whoever took it would take the feed of that party away from it.
  it.each(['riverside', 'Hillside', 'RHS02', 'rhs02', 'hillside-community', 'riverside-prt', 'riverside-post'])(
    'takes no alias %j, which names another party',
    async (alias) => {
      expect(await grant(person('oscar'), { organisationId: riverside.id, alias })).toMatchObject({
        kind: 'CONFLICT',
        field: 'alias',
      });
    },
  );

  it('gives one of two who want the same alias, or the same grant, at the same time', async () => {
    const wanted = (partnerId: string) =>
      grant(person('oscar'), { organisationId: riverside.id, partnerId, alias: 'wanted' });
    const answers = await Promise.all([wanted('apptly'), wanted('stranger'), wanted('apptly'), wanted('stranger')]);
    expect(answers.filter((answer) => 'since' in answer)).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'CONFLICT')).toHaveLength(3);
    expect(await acts()).toHaveLength(1);
  });

  it('grants the same once, and a team beside its organisation', async () => {
    await grant(person('oscar'), { organisationId: riverside.id });
    expect(await grant(person('oscar'), { organisationId: riverside.id, alias: 'other' })).toMatchObject({
      kind: 'CONFLICT',
      field: 'partnerId',
    });
    expect(await grant(person('coco'), { teamId: diabetes })).toMatchObject({ teamId: diabetes });
  });

  it('needs a default team where what is sent can land', async () => {
    const bare = { id: uuid7(), alias: 'bare', name: 'Bare' };
    await prisma.organisation.create({ data: bare });
    const by: Person = { ...person('oscar'), administers: [bare.id as OrganisationId] };
    expect(await grant(by, { organisationId: bare.id })).toMatchObject({ kind: 'CONFLICT', field: 'organisationId' });
  });
});

describe('revoking a grant', () => {
  it('ends it, and leaves the other standing', async () => {
    const whole = await grant(person('oscar'), { organisationId: riverside.id, alias: 'again' });
    const team = await grant(person('coco'), { teamId: diabetes });
    expect(await revoke(person('oscar'), whole.id)).toMatchObject({
      id: whole.id,
      revokedAt: '2026-06-01T12:00:00.000Z',
      revokedBy: people.oscar.id,
    });
    expect(await standing('apptly', riverside.id)).toEqual({ granted: true, teamIds: [diabetes] });
    await revoke(person('coco'), team.id);
    expect(await standing('apptly', riverside.id)).toEqual({ granted: false, teamIds: null });
    expect((await acts()).map(({ kind }) => kind)).toEqual([
      'GRANT_REVOKED',
      'GRANT_REVOKED',
      'PARTNER_GRANTED',
      'PARTNER_GRANTED',
    ]);
    // The alias is free again, and so is the grant.
    expect(await grant(person('oscar'), { organisationId: riverside.id, alias: 'again' })).toMatchObject({
      alias: 'again',
    });
  });

  it('lets an administrator revoke what a team granted', async () => {
    const { id } = await grant(person('coco'), { teamId: diabetes });
    expect(await revoke(person('oscar'), id)).toMatchObject({ revokedBy: people.oscar.id });
  });

  it('happens once', async () => {
    const { id } = await grant(person('coco'), { teamId: diabetes });
    const answers = await Promise.all([revoke(person('coco'), id), revoke(person('oscar'), id)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['CONFLICT', undefined]);
    expect(await acts()).toHaveLength(2);
  });

  it.each<[string, Principal]>([
    ['another organisation’s administrator', otherAdministrator],
    ['a coordinator, where the organisation granted', person('coco')],
    [
      'a coordinator of another team',
      { ...person('coco'), coordinates: [teams['riverside-prt'].id as TeamId], organisationOf: {} },
    ],
    ['an administrator’s app', through(person('oscar'))],
    ['the privacy officer', person('petra')],
    ['the partner', postbridgeFeed],
  ])('is refused to %s as a grant that is not there', async (_who, by) => {
    const { id } = grants[0];
    const refusal = await revoke(by, id);
    expect(refusal).toMatchObject({ kind: 'NOT_FOUND', field: 'id' });
    expect(await revoke(by, uuid7())).toEqual(refusal);
    expect(await revoke(by, 'x\0')).toEqual(refusal);
    expect(await standing('postbridge', riverside.id)).toEqual({ granted: true, teamIds: null });
  });
});

describe('the list of grants', () => {
  it('shows all of an organisation to its administrator and privacy officer, revoked ones too', async () => {
    const team = await grant(person('coco'), { teamId: diabetes });
    await revoke(person('coco'), team.id);
    for (const by of [person('oscar'), person('petra')]) {
      const { items, next } = await list(by, riverside.id);
      expect(items).toMatchObject([
        { id: team.id, revokedAt: '2026-06-01T12:00:00.000Z', revokedBy: people.coco.id, teamId: diabetes },
        { id: grants[0].id, partner: { id: 'postbridge' }, alias: 'riverside-post', teamId: null, grantedBy: null },
      ]);
      expect(next).toBeNull();
    }
  });

  it('shows a coordinator what reaches the team, and not other teams’ grants', async () => {
    const own = await grant(person('coco'), { teamId: diabetes });
    await grant(person('oscar'), { teamId: teams['riverside-prt'].id });
    expect((await list(person('coco'), riverside.id)).items.map(({ id }) => id)).toEqual([own.id, grants[0].id]);
  });

  it('is paged without a gap and without a repetition', async () => {
    for (const team of [diabetes, teams['riverside-prt'].id, teams['riverside-mental-health'].id])
      await grant(person('oscar'), { teamId: team });
    const whole = (await list(person('oscar'), riverside.id)).items;
    const seen: Grant[] = [];
    for (let after: string | null = null; ;) {
      const { items, next }: Page<Grant> = await list(person('oscar'), riverside.id, { first: 1, after });
      seen.push(...items);
      if (next === null) break;
      after = next;
    }
    expect(whole).toHaveLength(4);
    expect(seen).toEqual(whole);
  });

  it.each<[string, Principal]>([
    ['another organisation’s administrator', otherAdministrator],
    ['a professional', person('diaz')],
    ['a patient', person('alice')],
    ['an administrator’s app', through(person('oscar'))],
    ['a client of the organisation', customer('riverside')],
  ])('is refused to %s, whatever the organisation', async (_who, by) => {
    const refused = { extensions: { code: 'FORBIDDEN', field: 'organisationId' } };
    await expect(list(by, riverside.id)).rejects.toMatchObject(refused);
    await expect(list(by, uuid7())).rejects.toMatchObject(refused);
  });

  it.each([{ first: 0 }, { first: 201 }, { after: 'x' }, { after: '' }])('says what is wrong with %j', async (page) => {
    await expect(list(person('oscar'), riverside.id, page)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: Object.keys(page)[0] },
    });
  });
});

describe('registering partners', () => {
  it('is the operator’s: the partner can then be seen and granted', async () => {
    expect(await register(operator, { id: 'labworks-2', name: ' Labworks Ltd ' })).toEqual({
      id: 'labworks-2',
      name: 'Labworks Ltd',
      endedAt: null,
    });
    expect(await acts()).toMatchObject([{ kind: 'PARTNER_REGISTERED', details: { partner: 'labworks-2' } }]);
    expect((await partners(person('coco'))).items).toContainEqual({ id: 'labworks-2' });
    expect(await grant(person('oscar'), { organisationId: riverside.id, partnerId: 'labworks-2' })).toMatchObject({
      partner: { id: 'labworks-2' },
    });
  });

  it.each<[string, { id: string; name: string }, string]>([
    ['', { id: '', name: 'x' }, 'id'],
    ['', { id: 'Post', name: 'x' }, 'id'],
    ['', { id: '-post', name: 'x' }, 'id'],
    ['', { id: 'x'.repeat(64), name: 'x' }, 'id'],
    ['', { id: 'po\0st', name: 'x' }, 'id'],
    ['', { id: 'fine', name: ' ' }, 'name'],
    ['', { id: 'fine', name: 'a\nb' }, 'name'],
    ['', { id: 'fine', name: 'x'.repeat(10_000) }, 'name'],
  ])('refuses what is no partner%s: %j', async (_none, input, field) => {
    await expect(register(operator, input)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });

  it('happens once', async () => {
    await expect(register(operator, { id: 'apptly', name: 'Another' })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT', field: 'id' },
    });
  });

  it.each<[string, Principal]>([
    ['an administrator', person('oscar')],
    ['a coordinator', person('coco')],
    ['a customer', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('is not for %s', async (_who, by) => {
    await expect(register(by, { id: 'mine', name: 'Mine' })).rejects.toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    await expect(end(by, 'apptly')).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  it('ends a partner with all its grants, and tells each organisation', async () => {
    await register(operator, { id: 'leaver', name: 'Leaver' });
    const { id } = await grant(person('oscar'), { organisationId: riverside.id, partnerId: 'leaver' });
    await grant(person('coco'), { teamId: diabetes, partnerId: 'leaver' });
    const ended = await end(operator, 'leaver');
    expect(ended.endedAt).toBe('2026-06-01T12:00:00.000Z');
    expect(await end(operator, 'leaver')).toEqual(ended);
    expect(await standing('leaver', riverside.id)).toEqual({ granted: false, teamIds: null });
    expect((await list(person('oscar'), riverside.id)).items).toContainEqual(
      expect.objectContaining({ id, revokedAt: ended.endedAt, revokedBy: null }),
    );
    expect((await acts()).slice(0, 3)).toMatchObject([
      { kind: 'GRANT_REVOKED', organisationId: riverside.id, actor: 'internal/operator' },
      { kind: 'GRANT_REVOKED', organisationId: riverside.id, actor: 'internal/operator' },
      { kind: 'PARTNER_ENDED', organisationId: null },
    ]);
    expect((await partners(person('oscar'))).items).not.toContainEqual({ id: 'leaver' });
    expect(await grant(person('oscar'), { organisationId: riverside.id, partnerId: 'leaver' })).toMatchObject({
      kind: 'NOT_FOUND',
      field: 'partnerId',
    });
  });

  it.each(['nobody', '\0', ''])('cannot end %j, which is none', async (id) => {
    await expect(end(operator, id)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  it('lists partners in pages', async () => {
    const first = await partners(person('oscar'), { first: 1 });
    expect(first).toEqual({ items: [{ id: 'apptly' }], next: 'apptly' });
    expect((await partners(person('oscar'), { after: first.next })).items[0]).not.toEqual({ id: 'apptly' });
    await expect(partners(person('oscar'), { after: 'A' })).rejects.toMatchObject({ extensions: { field: 'after' } });
  });

  it.each<[string, Principal]>([
    ['a patient', person('alice')],
    ['a professional', person('diaz')],
    ['a coordinator’s app', through(person('coco'))],
    ['a partner', postbridgeFeed],
  ])('does not list them to %s', async (_who, by) => {
    await expect(partners(by)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});
