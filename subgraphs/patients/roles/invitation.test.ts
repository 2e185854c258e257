import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7 } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { customer, person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, noon } from '../../../test/slice.ts';
import { openPatients } from '../index.ts';
import { emailOf, faultOfNewcomer } from './invitation.rules.ts';
import { mayFill } from './roles.rules.ts';
import { hashOfToken } from './token.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const slice = openPatients({ sql: database.sql, newId: uuid7 });
const clock = fixedClock(noon);
const after = (days: number): Date => new Date(Date.parse(noon) + days * 86_400_000);
const [riverside, hillside] = [organisations.riverside.id, organisations.hillside.id];
const [diabetes, community] = [teams['riverside-diabetes'].id, teams['hillside-community'].id];
const identity: Principal = { kind: 'internal', integration: 'internal', client: 'identity' };
const throughApp = (by: Person): Person => ({ ...by, integration: 'app', client: 'pulse' });

beforeAll(() => seedPatients(prisma));
beforeEach(async () => {
  clock.set(new Date(noon));
  await prisma.invitation.deleteMany();
  await prisma.membership.deleteMany({ where: { id: { notIn: Object.values(people).map(({ id }) => id) } } });
  await prisma.membership.updateMany({ data: { endedAt: null } });
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** Opens connections enough that what is asked at the same time is worked on at the same time. */
const manyConnections = (): Promise<unknown> =>
  Promise.all(Array.from({ length: 8 }, () => database.pool.query('select pg_sleep(0.05)')));

/** Resolves once the query finds something. */
const untilSome = async (query: string): Promise<undefined> => {
  while ((await database.pool.query(query)).rowCount === 0) await setTimeout(5);
};

type Answer = {
  readonly kind?: string;
  readonly field?: string;
  readonly token?: string;
  readonly invitation?: { readonly id: string };
};
const ask = async (by: Principal, query: string, variables: object = {}) => {
  const { data, errors } = await asking(slice, by, clock).run(query, { ...variables });
  expect(errors).toBeUndefined();
  return data;
};
const fields = '{ ... on IssuedInvitation { token invitation { id role email } } ... on Refusal { kind field } }';
const inviteMember = async (by: Principal, input: object): Promise<Answer> =>
  (await ask(by, `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) ${fields} }`, { input }))?.[
    'inviteMember'
  ] as Answer;
const invite = async (by: Principal, input: object): Promise<Answer> =>
  (await ask(by, `mutation ($input: InviteInput!) { invite(input: $input) ${fields} }`, { input }))?.[
    'invite'
  ] as Answer;
const accept = async (by: Principal, token: string | undefined) =>
  (
    await ask(
      by,
      `mutation ($token: String!) { acceptInvitation(token: $token) {
        ... on Acceptance { role personId patientId membership { id role teamId organisationId } } ... on Refusal { kind message } } }`,
      { token },
    )
  )?.['acceptInvitation'] as Answer & { readonly membership?: { readonly id: string }; readonly message?: string };
const withdraw = async (by: Principal, id: string | undefined) =>
  (
    await ask(
      by,
      'mutation ($id: ID!) { withdrawInvitation(id: $id) { ... on Invitation { id withdrawnAt } ... on Refusal { kind } } }',
      { id },
    )
  )?.['withdrawInvitation'];
const unusable = { kind: 'NOT_FOUND', message: 'This invitation cannot be used. Ask for another one.' };
const toHall = { role: 'PROFESSIONAL', teamId: diabetes, email: 'hall@demo.example' };

describe('An invitation to a team', () => {
  it.each(['coco', 'oscar'] as const)(
    'by %s makes whom it names a member, and all of it is on record',
    async (name) => {
      const { token = '', invitation } = await inviteMember(person(name), { ...toHall, email: ' Hall@Demo.example ' });
      expect(invitation).toMatchObject({ role: 'PROFESSIONAL', email: 'hall@demo.example' });
      expect(await accept(person('hall'), token)).toMatchObject({
        role: 'PROFESSIONAL',
        personId: people.hall.id,
        patientId: null,
        membership: { role: 'PROFESSIONAL', teamId: diabetes, organisationId: riverside },
      });
      const acts = await prisma.act.findMany({
        where: { details: { path: ['invitation'], equals: invitation?.id ?? '' } },
        orderBy: { id: 'asc' },
      });
      expect(acts).toMatchObject([
        { kind: 'INVITED', personId: people[name].id, organisationId: riverside, teamId: diabetes },
        { kind: 'INVITATION_ACCEPTED', personId: people.hall.id, actor: `person/${people.hall.id}`, teamId: diabetes },
      ]);
    },
  );

  it('works once, and every other token gets the same answer', async () => {
    const used = await inviteMember(person('coco'), toHall);
    await accept(person('hall'), used.token);
    const withdrawn = await inviteMember(person('coco'), toHall);
    await withdraw(person('coco'), withdrawn.invitation?.id);
    const replaced = await inviteMember(person('coco'), toHall);
    const latest = await inviteMember(person('coco'), toHall);
    const guesses = ['', 'x', 'A'.repeat(43), 'A'.repeat(10_000), "' or '1'='1", '\0'.repeat(43), used.invitation?.id];
    for (const token of [used.token, withdrawn.token, replaced.token, ...guesses])
      expect(await accept(person('hall'), token)).toEqual(unusable);
    clock.set(after(14));
    expect(await accept(person('hall'), latest.token)).toEqual(unusable);
    clock.set(new Date(after(14).getTime() - 1));
    expect(await accept(person('hall'), latest.token)).toMatchObject({ role: 'PROFESSIONAL' });
  });

  it('gives the role once, whoever is quick with it', async () => {
    const { token } = await inviteMember(person('coco'), toHall);
    await manyConnections();
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(person('hall'), token)));
    expect(answers.filter(({ kind }) => kind === undefined)).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'NOT_FOUND')).toHaveLength(5);
    expect(await prisma.membership.count({ where: { personId: people.hall.id, teamId: diabetes } })).toBe(1);
  });

  it('leaves a role that is held already as it is', async () => {
    const added = { where: { kind: 'MEMBER_ADDED', personId: people.diaz.id } };
    const before = await prisma.act.count(added);
    const { token } = await inviteMember(person('coco'), { ...toHall, email: 'diaz@demo.example' });
    expect(await accept(person('diaz'), token)).toMatchObject({ membership: { id: people.diaz.id } });
    expect(await prisma.act.count(added)).toBe(before);
  });

  it('gives a role again to whoever has left', async () => {
    await prisma.membership.update({ where: { id: people.diaz.id }, data: { endedAt: after(-1) } });
    const { token } = await inviteMember(person('coco'), { ...toHall, email: 'diaz@demo.example' });
    const { membership } = await accept(person('diaz'), token);
    expect(membership?.id).not.toBe(people.diaz.id);
    expect(
      await prisma.act.findFirst({
        where: { kind: 'MEMBER_ADDED', personId: people.diaz.id },
        orderBy: { id: 'desc' },
      }),
    ).toMatchObject({ teamId: diabetes, details: { membership: membership?.id, role: 'PROFESSIONAL' } });
  });

  it('is of no use to whoever has stolen the token: it is for one address', async () => {
    const { token } = await inviteMember(person('coco'), toHall);
    for (const thief of ['carol', 'diaz', 'coco'] as const)
      expect(await accept(person(thief), token)).toMatchObject({ kind: 'FORBIDDEN' });
    expect(await accept(throughApp(person('hall')), token)).toEqual(unusable);
    expect(await accept(customer('riverside'), token)).toEqual(unusable);
    expect(await accept(person('hall'), token)).toMatchObject({ role: 'PROFESSIONAL' });
  });

  it('may be for a confirmed address of one’s own record', async () => {
    await prisma.email.create({
      data: { address: 'Carol@home.example', patientId: patients.carol.id, isPrimary: false, confirmed: false },
    });
    const { token } = await inviteMember(person('coco'), { ...toHall, email: 'carol@home.example' });
    expect(await accept(person('carol'), token)).toMatchObject({ kind: 'FORBIDDEN' });
    await prisma.email.update({ where: { address: 'Carol@home.example' }, data: { confirmed: true } });
    expect(await accept(person('carol'), token)).toMatchObject({ role: 'PROFESSIONAL' });
  });

  it('falls with the role of whoever sent it', async () => {
    const { token } = await inviteMember(person('coco'), toHall);
    await prisma.membership.update({ where: { id: people.coco.id }, data: { endedAt: new Date(noon) } });
    expect(await accept(person('hall'), token)).toEqual(unusable);
  });

  it.each<[string, Person, object]>([
    ['a coordinator, to an administrator’s post', person('coco'), { role: 'ADMINISTRATOR', organisationId: riverside }],
    ['a coordinator, to a privacy officer’s', person('coco'), { role: 'PRIVACY_OFFICER', organisationId: riverside }],
    ['a coordinator, to another team', person('coco'), { role: 'COORDINATOR', teamId: teams['riverside-prt'].id }],
    ['a coordinator, to another organisation’s team', person('coco'), { role: 'PROFESSIONAL', teamId: community }],
    ['an administrator, to another organisation’s team', person('oscar'), { role: 'COORDINATOR', teamId: community }],
    ['an administrator, to another organisation', person('oscar'), { role: 'ADMINISTRATOR', organisationId: hillside }],
    ['a professional', person('diaz'), { role: 'PROFESSIONAL', teamId: diabetes }],
    ['a privacy officer', person('petra'), { role: 'PRIVACY_OFFICER', organisationId: riverside }],
    ['a patient', person('alice'), { role: 'PROFESSIONAL', teamId: diabetes }],
    ['an app of the coordinator', throughApp(person('coco')), { role: 'PROFESSIONAL', teamId: diabetes }],
    [
      'whoever was a coordinator',
      { ...person('hall'), coordinates: person('coco').coordinates },
      { role: 'PROFESSIONAL', teamId: diabetes },
    ],
    ['whoever names no team', person('oscar'), { role: 'PROFESSIONAL', teamId: uuid7() }],
    ['whoever names what is no id', person('oscar'), { role: 'ADMINISTRATOR', organisationId: 'x' }],
  ])('is not for %s to send', async (_who, by, post) => {
    expect(await inviteMember(by, { email: 'hall@demo.example', ...post })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await prisma.invitation.count()).toBe(0);
  });

  it('may be to any post of the organisation, by an administrator', async () => {
    for (const role of ['ADMINISTRATOR', 'PRIVACY_OFFICER']) {
      const { token } = await inviteMember(person('oscar'), {
        ...toHall,
        teamId: null,
        role,
        organisationId: riverside,
      });
      expect(await accept(person('hall'), token)).toMatchObject({ membership: { role, teamId: null } });
    }
  });

  it.each([
    [{ role: 'PROFESSIONAL', organisationId: riverside }, 'teamId'],
    [{ role: 'ADMINISTRATOR', teamId: diabetes }, 'organisationId'],
    [{ role: 'PROFESSIONAL', teamId: diabetes, organisationId: riverside }, 'teamId'],
    [{ role: 'COORDINATOR' }, 'teamId'],
  ])('says what is amiss with %j', async (post, field) => {
    expect(await inviteMember(person('oscar'), { email: 'a@b.example', ...post })).toEqual({ kind: 'INVALID', field });
  });

  it.each(['', 'hall', '@demo.example', 'a b@demo.example', 'a\0b@demo.example', `${'x'.repeat(10_000)}@demo.example`])(
    'refuses the address %j',
    async (email) => {
      expect(await inviteMember(person('coco'), { ...toHall, email })).toEqual({ kind: 'INVALID', field: 'email' });
    },
  );

  it('keeps nothing that could be presented as the token', async () => {
    const { token = '' } = await inviteMember(person('coco'), toHall);
    const { rows } = await database.pool.query<{ all: string }>(
      'select (select string_agg(i::text, $1) from patients.invitation i) || (select string_agg(a::text, $1) from patients.act a) as all',
      ['|'],
    );
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(rows[0]?.all).toContain(createHash('sha256').update(token).digest('base64url'));
    expect(rows[0]?.all).not.toContain(token);
  });

  it('is one of a bounded number', async () => {
    const row = { role: 'PROFESSIONAL', organisationId: riverside, teamId: diabetes, invitedBy: people.oscar.id };
    await prisma.invitation.createMany({
      data: Array.from({ length: 199 }, (_, n) => ({
        ...{ ...row, id: uuid7(), email: `${n}@b.example`, tokenHash: String(n) },
        ...{ invitedAt: after(0), expiresAt: after(1) },
      })),
    });
    await manyConnections();
    const asked = await Promise.all(
      ['a', 'b', 'c'].map((name) => inviteMember(person('coco'), { ...toHall, email: `${name}@c.example` })),
    );
    expect(asked.filter(({ token }) => token !== undefined)).toHaveLength(1);
    clock.set(after(2));
    expect(await inviteMember(person('coco'), toHall)).toMatchObject({ token: expect.any(String) as string });
  });
});

describe('An invitation by a patient', () => {
  const toDiaz = {
    patientId: patients.carol.id,
    kind: 'PROFESSIONAL',
    email: 'diaz@demo.example',
    labels: ['SOCIAL_CARE'],
  };
  const consentOf = (grantee: string) =>
    prisma.consent.findUnique({ where: { patientId_granteeId: { patientId: patients.carol.id, granteeId: grantee } } });
  beforeEach(async () => {
    await prisma.consent.deleteMany({ where: { patientId: patients.carol.id } });
    await prisma.patient.updateMany({ data: { accessFrozen: false, deceased: false } });
  });

  it.each(['CARER', 'PROFESSIONAL'])('lets a %s see what its labels say', async (kind) => {
    const { token } = await invite(person('carol'), { ...toDiaz, kind });
    const seen = '{ p: patient(id: "' + patients.carol.id + '") { familyName } }';
    expect(await ask(person('diaz'), seen)).toEqual({ p: null });
    expect(await accept(person('diaz'), token)).toEqual({
      ...{ role: kind, personId: people.diaz.id },
      ...{ patientId: patients.carol.id, membership: null },
    });
    expect(await consentOf(people.diaz.id)).toMatchObject({
      ...{ granteeKind: kind, labels: ['SOCIAL_CARE'], basis: 'PATIENT', givenBy: people.carol.id },
    });
    expect(await ask(person('diaz'), seen)).toEqual({ p: { familyName: 'Carver' } });
    const acts = await prisma.act.findMany({
      where: { patientId: patients.carol.id, personId: people.diaz.id },
      orderBy: { id: 'desc' },
      take: 2,
    });
    expect(acts.map((act) => act.kind).toSorted()).toEqual(['CONSENT_SET', 'INVITATION_ACCEPTED']);
  });

  const choose = (sinceDay: number, chosen: { labels: string[]; until?: Date }) =>
    prisma.consent.create({
      data: {
        ...{ patientId: patients.carol.id, granteeId: people.diaz.id, granteeKind: 'PROFESSIONAL' },
        ...{ basis: 'PATIENT', since: after(sinceDay), ...chosen },
      },
    });

  it.each([
    ['shared otherwise', 1, { labels: ['MENTAL_HEALTH'] }],
    ['ended what was shared before', -1, { labels: [], until: after(1) }],
  ])('does not undo that the patient has since %s', async (_what, sinceDay, chosen) => {
    const { token } = await invite(person('carol'), toDiaz);
    await choose(sinceDay, chosen);
    clock.set(after(2));
    await accept(person('diaz'), token);
    expect(await consentOf(people.diaz.id)).toMatchObject(chosen);
  });

  it.each([
    ['still shares something else', { labels: ['MENTAL_HEALTH'] }],
    ['had ended it', { labels: [], until: after(-1) }],
    ['had shared for a while', { labels: ['MENTAL_HEALTH'], until: after(1) }],
  ])('shares as it says where the patient who asks %s', async (_what, chosen) => {
    await choose(-2, chosen);
    const { token } = await invite(person('carol'), toDiaz);
    clock.set(after(2));
    await accept(person('diaz'), token);
    expect(await consentOf(people.diaz.id)).toMatchObject({ labels: ['SOCIAL_CARE'], until: null, since: after(2) });
  });

  it.each<[string, Person, object]>([
    ['a carer', person('carol'), { patientId: patients.alice.id }],
    ['a professional', person('diaz'), { patientId: patients.alice.id }],
    ['another patient', person('alice'), { patientId: patients.carol.id }],
    ['an app of the patient', throughApp(person('carol')), {}],
    ['whoever names no record', person('carol'), { patientId: uuid7() }],
    ['whoever names what is no id', person('carol'), { patientId: 'x' }],
  ])('is not for %s to send', async (_who, by, given) => {
    expect(await invite(by, { ...toDiaz, ...given })).toEqual({ kind: 'NOT_FOUND', field: 'patientId' });
  });

  it('shares something', async () => {
    expect(await invite(person('carol'), { ...toDiaz, labels: [] })).toEqual({ kind: 'INVALID', field: 'labels' });
  });

  it('is not for the patient to accept', async () => {
    const { token } = await invite(person('carol'), { ...toDiaz, email: 'carol@demo.example' });
    expect(await accept(person('carol'), token)).toMatchObject({ kind: 'CONFLICT' });
  });

  it('waits for whoever is about to disable sharing, and then cannot be used', async () => {
    const { token } = await invite(person('carol'), toDiaz);
    const officer = await database.pool.connect();
    await officer.query('begin');
    await officer.query('update patients.patient set sharing_disabled = true where id = $1', [patients.carol.id]);
    const accepting = accept(person('diaz'), token);
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const early = await Promise.race([accepting, untilSome(waiting)]);
    await officer.query('commit');
    officer.release();
    expect(early).toBeUndefined();
    expect(await accepting).toEqual(unusable);
    await prisma.patient.update({ where: { id: patients.carol.id }, data: { sharingDisabled: false } });
  });

  it('is neither sent nor accepted while sharing is disabled, access is frozen, or after a death', async () => {
    expect(await invite(person('bob'), { ...toDiaz, patientId: patients.bob.id })).toMatchObject({ kind: 'CONFLICT' });
    const { token } = await invite(person('carol'), toDiaz);
    for (const flag of [{ sharingDisabled: true }, { accessFrozen: true }, { deceased: true }]) {
      await prisma.patient.update({ where: { id: patients.carol.id }, data: flag });
      expect(await accept(person('diaz'), token)).toEqual(unusable);
      expect((await invite(person('carol'), toDiaz)).token).toBeUndefined();
      await prisma.patient.update({
        where: { id: patients.carol.id },
        data: { sharingDisabled: false, accessFrozen: false, deceased: false },
      });
    }
    expect(await accept(person('diaz'), token)).toMatchObject({ role: 'PROFESSIONAL' });
  });
});

describe('Open invitations', () => {
  const list = async (by: Principal, of: 'team' | 'organisation' | 'patient', id: string): Promise<unknown> => {
    const found = (await ask(by, `{ of: ${of}(id: "${id}") { invitations { items { email } } } }`))?.['of'];
    return found === null ? null : (found as { invitations: unknown }).invitations;
  };

  it('are seen by whoever fills the post, and by the patient who asks', async () => {
    await inviteMember(person('coco'), toHall);
    await inviteMember(person('oscar'), { role: 'ADMINISTRATOR', organisationId: riverside, email: 'x@y.example' });
    await invite(person('carol'), {
      patientId: patients.carol.id,
      kind: 'CARER',
      email: 'c@d.example',
      labels: ['SOCIAL_CARE'],
    });
    const [hall, x, c] = ['hall@demo.example', 'x@y.example', 'c@d.example'].map((email) => ({ email }));
    expect(await list(person('coco'), 'team', diabetes)).toEqual({ items: [hall] });
    expect(await list(person('oscar'), 'team', diabetes)).toEqual({ items: [hall] });
    expect(await list(person('oscar'), 'organisation', riverside)).toEqual({ items: [hall, x] });
    expect(await list(person('carol'), 'patient', patients.carol.id)).toEqual({ items: [c] });
    // Nobody else: not the professional of the team, not the carer, not the organisation that holds the record.
    expect(await list(person('diaz'), 'team', diabetes)).toBeNull();
    expect(await list(person('carol'), 'patient', patients.alice.id)).toBeNull();
    expect(await list(throughApp(person('carol')), 'patient', patients.carol.id)).toBeNull();
    clock.set(after(14));
    expect(await list(person('oscar'), 'organisation', riverside)).toEqual({ items: [] });
  });

  it('are taken back by whoever may send them', async () => {
    const { invitation } = await inviteMember(person('oscar'), toHall);
    for (const by of [
      person('diaz'),
      person('hall'),
      person('carol'),
      throughApp(person('coco')),
      customer('riverside'),
    ])
      expect(await withdraw(by, invitation?.id)).toEqual({ kind: 'NOT_FOUND' });
    expect(await withdraw(person('coco'), invitation?.id)).toMatchObject({ withdrawnAt: '2026-06-01T12:00:00.000Z' });
    expect(await withdraw(person('coco'), invitation?.id)).toEqual({ kind: 'CONFLICT' });
    expect(await withdraw(person('coco'), 'x')).toEqual({ kind: 'NOT_FOUND' });
    const own = await invite(person('carol'), {
      patientId: patients.carol.id,
      kind: 'CARER',
      email: 'c@d.example',
      labels: ['SOCIAL_CARE'],
    });
    expect(await withdraw(person('alice'), own.invitation?.id)).toEqual({ kind: 'NOT_FOUND' });
    expect(await withdraw(person('carol'), own.invitation?.id)).toMatchObject({ id: own.invitation?.id });
  });
});

describe('The page of an invitation', () => {
  const seen = (by: Principal, token: string | undefined, who?: string) =>
    ask(
      by,
      'query ($token: String!, $who: ID) { s: invitationSeen(token: $token, person: $who) { by team organisation email isForPerson } }',
      {
        token,
        who,
      },
    );
  const take = async (by: Principal, given: object) =>
    (
      await ask(
        by,
        `mutation ($token: String!, $person: ID!, $name: String, $born: String) {
          takeInvitation(token: $token, person: $person, name: $name, dateOfBirth: $born) {
            ... on Acceptance { role personId } ... on Refusal { kind field } } }`,
        given,
      )
    )?.['takeInvitation'] as Answer;
  const toNew = { ...toHall, email: 'new@demo.example' };

  it('tells identity alone who asks, and whether it is for whoever is signed in', async () => {
    const { token } = await inviteMember(person('coco'), toHall);
    const shown = { by: people.coco.name, team: 'Riverside Diabetes', organisation: organisations.riverside.name };
    const email = 'hall@demo.example';
    expect(await seen(identity, token)).toEqual({ s: { ...shown, email, isForPerson: null } });
    expect(await seen(identity, token, people.hall.id)).toEqual({ s: { ...shown, email, isForPerson: true } });
    expect(await seen(identity, token, people.carol.id)).toEqual({ s: { ...shown, email, isForPerson: false } });
    await prisma.person.create({ data: { id: uuid7(), name: 'Without an address' } });
    const { id } = await prisma.person.findFirstOrThrow({ where: { email: null } });
    expect(await seen(identity, token, id)).toEqual({ s: { ...shown, email, isForPerson: false } });
    expect(await seen(person('hall'), token, people.hall.id)).toEqual({ s: null });
    expect(await seen(identity, 'A'.repeat(43))).toEqual({ s: null });
  });

  it('makes somebody of whoever is new, once', async () => {
    const { token } = await inviteMember(person('coco'), toNew);
    const newcomer = { token, person: uuid7(), name: ' Nina New ', born: '1990-02-28' };
    expect(await take(person('hall'), newcomer)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await take(identity, { ...newcomer, name: ' ' })).toEqual({ kind: 'INVALID', field: 'name' });
    expect(await take(identity, { ...newcomer, born: '2020-01-01' })).toEqual({
      kind: 'INVALID',
      field: 'dateOfBirth',
    });
    expect(await take(identity, newcomer)).toEqual({ role: 'PROFESSIONAL', personId: newcomer.person });
    expect(await prisma.person.findUnique({ where: { id: newcomer.person } })).toMatchObject({
      ...{ email: 'new@demo.example', name: 'Nina New', dateOfBirth: new Date('1990-02-28') },
    });
    expect(await take(identity, { ...newcomer, person: uuid7() })).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('makes nobody of an address that somebody has', async () => {
    const { token } = await inviteMember(person('coco'), toHall);
    expect(await take(identity, { token, person: uuid7(), name: 'Not Hall', born: '1990-02-28' })).toMatchObject({
      kind: 'CONFLICT',
    });
    expect(await take(identity, { token, person: uuid7() })).toMatchObject({ kind: 'FORBIDDEN' });
    expect(await take(identity, { token, person: 'x' })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await accept(person('hall'), token)).toMatchObject({ role: 'PROFESSIONAL' });
  });
});

it('A coordinator fills no post but those of a team, whatever team is named with it', () => {
  const post = { organisation: riverside, team: diabetes };
  expect(mayFill(person('coco'), { ...post, role: 'PROFESSIONAL' })).toBe(true);
  expect(mayFill(person('coco'), { ...post, role: 'ADMINISTRATOR' })).toBe(false);
  expect(mayFill(person('oscar'), { ...post, role: 'ADMINISTRATOR' })).toBe(true);
});

describe('The rules of invitations', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it.each([
    ['1990-02-28', undefined],
    ['2013-03-01', undefined],
    ['2013-03-02', 'dateOfBirth'],
    ['2012-02-29', undefined],
    ['2026-03-02', 'dateOfBirth'],
    ['1889-12-31', 'dateOfBirth'],
    ['1990-02-30', 'dateOfBirth'],
    ['1990-2-3', 'dateOfBirth'],
    ['28/02/1990', 'dateOfBirth'],
    ['', 'dateOfBirth'],
  ])('take a newcomer born %s, or say where the fault is', (dateOfBirth, field) => {
    expect(faultOfNewcomer({ name: 'Nina New', dateOfBirth }, now)?.field).toBe(field);
  });

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        hashOfToken(text);
        faultOfNewcomer({ name: text, dateOfBirth: text }, now);
        const email = emailOf(text);
        expect(email === undefined || (email === email.toLowerCase() && !/[\s\0]/.test(email))).toBe(true);
      }),
    );
  });
});
