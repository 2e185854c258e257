import { graphql } from 'graphql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, type Clock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { unseal } from '../../../kernel/seal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, customer, feedOf, person, testKeys } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import type { Sql } from '../../kit/sql.ts';
import { openPatients } from '../index.ts';

const { riverside, hillside } = organisations;
const { alice, bob, carol } = patients;
const diabetes = teams['riverside-diabetes'].id;
const reason = 'The patient asked for it at the front desk.';
const petra = person('petra');
const hildaId = '00000000-0000-4000-8000-00000000beef';
/** The privacy officer of the other organisation. */
const hilda: Person = { ...petra, user: hildaId as Person['user'], guards: [hillside.id as OrganisationId] };
const at = (time: string): Clock => fixedClock(`2026-06-01T${time}Z`);

/** Each test has a world of its own: what ends here does not come back. */
let world: { database: Awaited<ReturnType<typeof testDatabase>>; prisma: ReturnType<typeof prismaOn> } | undefined;
const close = async (): Promise<void> => {
  await world?.prisma.$disconnect();
  await world?.database.drop();
};
const the = (): NonNullable<typeof world> => {
  if (world === undefined) throw new Error('There is no world yet.');
  return world;
};
/** Made once, for whichever world there is: to make the schema takes longer than any of these tests. */
const sql: Sql = {
  query: (name, text, values) => the().database.sql.query(name, text, values),
  transaction: (work) => the().database.sql.transaction(work),
};
const { schema } = openPatients({ sql, newId: uuid7 });
beforeEach(async () => {
  await close();
  const database = await testDatabase();
  const prisma = prismaOn(database.url);
  world = { database, prisma };
  await seedPatients(prisma);
  await prisma.person.create({ data: { id: hildaId, email: 'hilda@example.test', name: 'Hilda Hart' } });
  await prisma.membership.create({
    data: { id: uuid7(), personId: hildaId, role: 'PRIVACY_OFFICER', organisationId: hillside.id },
  });
});
afterAll(close);

type Asked = { readonly source: string; readonly variables?: Record<string, unknown>; readonly clock?: Clock };
const ask = async <Answer>(by: Principal, { source, variables = {}, clock }: Asked): Promise<Answer> => {
  const contextValue = callOf(by, clock);
  const { data, errors } = await graphql({ schema, source, variableValues: variables, contextValue });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
};

type State = { readonly sharingDisabled?: boolean; readonly accessFrozen?: boolean; readonly kind?: string };
const result = '... on RecordState { patientId sharingDisabled accessFrozen } ... on Refusal { kind message field }';
const disable = (by: Principal, input: Record<string, unknown> = {}): Promise<State> =>
  ask(by, {
    source: `mutation ($input: SetSharingDisabledInput!) { answer: setSharingDisabled(input: $input) { ${result} } }`,
    variables: { input: { patientId: alice.id, disabled: true, reason, ...input } },
  });
const freeze = (by: Principal, input: Record<string, unknown> = {}): Promise<State> =>
  ask(by, {
    source: `mutation ($input: SetAccessFrozenInput!) { answer: setAccessFrozen(input: $input) { ${result} } }`,
    variables: { input: { patientId: alice.id, frozen: true, reason, ...input } },
  });
const state = (by: Principal, patientId: string = alice.id): Promise<State> =>
  ask(by, {
    source: 'query ($id: ID!) { answer: recordState(patientId: $id) { patientId sharingDisabled accessFrozen } }',
    variables: { id: patientId },
  });
type History = { readonly items: readonly Record<string, unknown>[]; readonly next: string | null };
const history = (by: Principal, asked: Record<string, unknown> = {}): Promise<History> =>
  ask(by, {
    source: `query ($id: ID!, $first: Int! = 20, $after: String) { answer: sharingHistory(patientId: $id, first: $first, after: $after) {
      items { id kind by organisationId patientId details } next } }`,
    variables: { id: alice.id, ...asked },
  });
const breakGlass = (by: Principal, patientId: string, clock?: Clock): Promise<{ id?: string; kind?: string }> =>
  ask(by, {
    source: `mutation ($input: BreakGlassInput!) { answer: breakGlass(input: $input) { ... on BrokenGlass { id } ... on Refusal { kind } } }`,
    variables: { input: { patientId, reason } },
    ...(clock === undefined ? {} : { clock }),
  });
const sees = async (by: Principal, id: string = alice.id): Promise<boolean> =>
  (await ask(by, { source: 'query ($id: ID!) { answer: patient(id: $id) { id } }', variables: { id } })) !== null;
const shared = async (by: Principal): Promise<readonly unknown[]> =>
  (
    await ask<{ sharing: readonly unknown[] }>(by, {
      source: 'query ($id: ID!) { answer: patient(id: $id) { sharing { partyId labels } } }',
      variables: { id: alice.id },
    })
  ).sharing;
const purviewOf = async (by: Principal): Promise<unknown> => {
  const source = 'query ($id: ID!) { answer: patient(id: $id) { purview } }';
  const answer = await ask<{ purview: string } | null>(by, { source, variables: { id: alice.id } });
  return answer === null ? undefined : unseal(testKeys, 'purview', answer.purview);
};
const finds = async (by: Principal): Promise<boolean> => {
  const of = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: alice.nhsNumber }];
  const source = 'query ($of: [IdentifierInput!]) { answer: patients(identifiers: $of) { items { id } } }';
  return (await ask<{ items: unknown[] }>(by, { source, variables: { of } })).items.length > 0;
};
const acts = () => the().prisma.act.findMany({ orderBy: { id: 'asc' } });

describe('disabling sharing', () => {
  it('ends all that is shared, as the patient would end it', async () => {
    expect(await disable(petra)).toEqual({ patientId: alice.id, sharingDisabled: true, accessFrozen: false });
    const consents = await the().prisma.consent.findMany({
      where: { patientId: alice.id },
      orderBy: { granteeKind: 'asc' },
    });
    const until = new Date('2026-06-01T12:00:00Z');
    expect(consents.map(({ granteeKind, labels, until }) => [granteeKind, labels, until])).toEqual([
      ['CARER', [], until],
      ['TEAM', [], until],
      ['TEAM', [], until],
    ]);
    expect(await shared(person('alice'))).toEqual([]);
    const all = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'];
    expect(await acts()).toMatchObject([
      {
        kind: 'SHARING_DISABLED',
        personId: people.petra.id,
        organisationId: riverside.id,
        patientId: alice.id,
        details: {
          reason,
          ended: expect.arrayContaining([
            { grantee: people.carol.id, kind: 'CARER', labels: ['GENERAL_HEALTH'] },
            { grantee: diabetes, kind: 'TEAM', labels: ['GENERAL_HEALTH'] },
            { grantee: teams['hillside-community'].id, kind: 'TEAM', labels: all },
          ]) as unknown,
          glass: [],
          invitations: 0,
        },
      },
    ]);
    expect([await sees(person('alice')), await sees(person('carol'))]).toEqual([true, false]);
    expect([await finds(person('diaz')), await finds(customer('riverside'))]).toEqual([false, true]);
  });

  it('does not bring back what had been shared when sharing is enabled again', async () => {
    await disable(petra);
    expect(await disable(petra, { disabled: false })).toMatchObject({ sharingDisabled: false });
    expect(await sees(person('carol'))).toBe(false);
    expect(await the().prisma.consent.count({ where: { patientId: alice.id, labels: { isEmpty: false } } })).toBe(0);
    expect(await shared(person('alice'))).toEqual([]);
    expect((await acts()).map(({ kind }) => kind)).toEqual(['SHARING_DISABLED', 'SHARING_ENABLED']);
  });

  it('leaves a professional who was invited in person what they put in, before and after, and a carer nothing', async () => {
    const invited: Person = { ...hilda, guards: [] };
    await the().prisma.consent.create({
      data: {
        ...{ patientId: alice.id, granteeId: hildaId, granteeKind: 'PROFESSIONAL', labels: ['MENTAL_HEALTH'] },
        ...{ basis: 'PATIENT', since: new Date('2026-05-01T12:00:00Z') },
      },
    });
    await disable(petra);
    for (const disabled of [true, false]) {
      await disable(petra, { disabled });
      const [professional, carer] = [await purviewOf(invited), await purviewOf(person('carol'))];
      expect(professional).toMatchObject({ labels: [], sources: [hildaId], basis: 'SOURCE' });
      expect(carer).toBeUndefined();
    }
  });

  it('tells what it ended, and not what had ended before', async () => {
    const ended = { until: new Date('2026-05-01T12:00:00Z'), labels: [] };
    await the().prisma.consent.updateMany({ where: { patientId: alice.id, granteeKind: 'TEAM' }, data: ended });
    await disable(petra);
    expect(await acts()).toMatchObject([{ details: { ended: [{ grantee: people.carol.id, kind: 'CARER' }] } }]);
    expect(await the().prisma.consent.count({ where: { patientId: alice.id, ...ended, labels: { equals: [] } } })).toBe(
      2,
    );
  });

  it('ends the glass that is open, and lets none be broken until sharing is enabled', async () => {
    const { id } = await breakGlass(person('diaz'), carol.id);
    await the().prisma.teamLink.create({
      data: { patientId: carol.id, teamId: diabetes, organisationId: riverside.id, since: new Date() },
    });
    await disable(petra, { patientId: carol.id });
    expect(await breakGlass(person('diaz'), carol.id, at('12:01:00'))).toEqual({ kind: 'NOT_FOUND' });
    expect(await the().prisma.breakGlass.findMany()).toMatchObject([{ id, endsAt: new Date('2026-06-01T12:00:00Z') }]);
    expect((await acts()).find(({ kind }) => kind === 'SHARING_DISABLED')).toMatchObject({ details: { glass: [id] } });
    await disable(petra, { patientId: carol.id, disabled: false });
    expect((await breakGlass(person('diaz'), carol.id, at('12:02:00'))).id).toBeDefined();
  });

  it('and breaking the glass at the same moment leave no open glass', async () => {
    for (let round = 0; round < 10; round++) {
      await Promise.all([breakGlass(person('diaz'), alice.id), disable(petra)]);
      const open = await the().prisma.breakGlass.count({
        where: { patientId: alice.id, endsAt: { gt: new Date('2026-06-01T12:00:00Z') } },
      });
      expect(open).toBe(0);
      await disable(petra, { disabled: false });
      // Refused attempts are counted.
      await the().prisma.act.deleteMany();
    }
  });

  it('withdraws the invitations by which somebody could still come in', async () => {
    const invitation = { role: 'CARER', email: 'x@example.test', tokenHash: 'x', patientId: alice.id };
    const dates = { invitedAt: new Date('2026-05-31T12:00:00Z'), expiresAt: new Date('2026-07-01T12:00:00Z') };
    await the().prisma.invitation.create({
      data: { id: uuid7(), ...invitation, ...dates, invitedBy: people.alice.id },
    });
    await disable(petra);
    expect(await the().prisma.invitation.findMany()).toMatchObject([{ withdrawnAt: new Date('2026-06-01T12:00:00Z') }]);
  });

  it('leaves the patient what others share with them', async () => {
    await the().prisma.teamLink.create({
      data: { patientId: carol.id, teamId: diabetes, organisationId: riverside.id, since: new Date() },
    });
    expect(await disable(petra, { patientId: carol.id })).toMatchObject({ sharingDisabled: true });
    expect(await sees(person('carol'), alice.id)).toBe(true);
  });

  it('lets feeds write on, and gives no team anything by that', async () => {
    await disable(petra);
    const placed = await ask<{ placement?: string; kind?: string }>(feedOf('riverside'), {
      source: `mutation ($input: MatchPatientInput!) { answer: matchPatientFromFeed(input: $input) {
        ... on PlacedPatient { placement } ... on Refusal { kind } } }`,
      variables: {
        input: {
          message: { id: uuid7(), sentAt: '2026-05-01T10:00:00Z', controlId: 'm1' },
          identifiers: [{ value: alice.nhsNumber, authority: 'NHS', typeCode: 'NH' }],
        },
      },
    });
    expect(placed.placement).toBeDefined();
    expect(await the().prisma.consent.count({ where: { patientId: alice.id, labels: { isEmpty: false } } })).toBe(0);
  });

  it('happens once: what is so already is answered, and leaves no second act', async () => {
    const states = await Promise.all([disable(petra), disable(hilda), disable(petra)]);
    expect(states.map(({ sharingDisabled }) => sharingDisabled)).toEqual([true, true, true]);
    expect(await acts()).toHaveLength(1);
    // Of another organisation that holds the record: whoever needs it opened asks either.
    expect(await disable(hilda, { disabled: false })).toMatchObject({ sharingDisabled: false });
  });
});

describe('freezing access', () => {
  it('stops the patient, carers and individual professionals, and not teams, until it is given back', async () => {
    expect(await freeze(petra)).toEqual({ patientId: alice.id, sharingDisabled: false, accessFrozen: true });
    const seen = () => Promise.all(['alice', 'carol', 'diaz'].map((name) => sees(person(name as 'alice'))));
    expect(await seen()).toEqual([false, false, true]);
    expect(await freeze(petra, { frozen: false })).toMatchObject({ accessFrozen: false });
    expect(await seen()).toEqual([true, true, true]);
    expect(await acts()).toMatchObject([
      { kind: 'ACCESS_FROZEN', organisationId: riverside.id, patientId: alice.id, details: { reason } },
      { kind: 'ACCESS_UNFROZEN' },
    ]);
  });

  it('stops the frozen patient as a carer of others too', async () => {
    await the().prisma.teamLink.create({
      data: { patientId: carol.id, teamId: diabetes, organisationId: riverside.id, since: new Date() },
    });
    await freeze(petra, { patientId: carol.id });
    expect(await sees(person('carol'), alice.id)).toBe(false);
  });

  it('is a state of its own beside sharing', async () => {
    await freeze(petra);
    expect(await disable(petra)).toMatchObject({ sharingDisabled: true, accessFrozen: true });
    expect(await freeze(petra, { frozen: false })).toMatchObject({ sharingDisabled: true, accessFrozen: false });
    expect(await state(petra)).toMatchObject({ sharingDisabled: true, accessFrozen: false });
  });
});

describe('who may stop a record', () => {
  const throughApp: Person = { ...petra, integration: 'app', client: 'wardround' };
  it.each<[string, Principal]>([
    ['the patient', person('alice')],
    ['a carer', person('carol')],
    ['a professional of the team', person('diaz')],
    ['a coordinator', person('coco')],
    ['an administrator', person('oscar')],
    ['a privacy officer’s app', throughApp],
    ['an organisation that does not hold the record', { ...hilda, guards: [uuid7() as OrganisationId] }],
    ['somebody who claims an office that they do not hold', { ...petra, guards: [hillside.id as OrganisationId] }],
    ['a client', customer('riverside')],
    ['a feed', feedOf('riverside')],
  ])('is not %s: there is no such record', async (_who, by) => {
    const refusal = await disable(by);
    expect(refusal).toMatchObject({ kind: 'NOT_FOUND', field: 'patientId' });
    expect(await freeze(by)).toEqual(refusal);
    for (const patientId of [uuid7(), '', "'; --\0"]) expect(await disable(by, { patientId })).toEqual(refusal);
    const missing = { extensions: { code: 'NOT_FOUND', field: 'patientId' } };
    await expect(state(by)).rejects.toMatchObject(missing);
    await expect(history(by)).rejects.toMatchObject(missing);
    expect(await acts()).toEqual([]);
    expect(await the().prisma.patient.count({ where: { accessFrozen: true } })).toBe(0);
  });

  it('is not a privacy officer for a patient of others: as for one that is not there', async () => {
    const refusal = await disable(petra, { patientId: carol.id });
    expect(refusal).toMatchObject({ kind: 'NOT_FOUND', field: 'patientId' });
    expect(await disable(petra, { patientId: uuid7() })).toEqual(refusal);
    expect(await freeze(petra, { patientId: carol.id })).toEqual(refusal);
  });

  it('is not a privacy officer whose office has just ended', async () => {
    await the().prisma.membership.updateMany({
      where: { personId: people.petra.id },
      data: { endedAt: new Date('2026-06-01T11:59:59Z') },
    });
    expect(await disable(petra)).toMatchObject({ kind: 'NOT_FOUND', field: 'patientId' });
  });

  it('is another privacy officer where it is their own record', async () => {
    await the().prisma.person.update({ where: { id: people.alice.id }, data: { patientId: null } });
    await the().prisma.person.update({ where: { id: people.petra.id }, data: { patientId: alice.id } });
    expect(await freeze(petra)).toMatchObject({ kind: 'FORBIDDEN', field: 'patientId' });
    expect(await disable(petra)).toMatchObject({ kind: 'FORBIDDEN', field: 'patientId' });
  });

  it.each(['', 'too short', 'x'.repeat(1001), 'x'.repeat(10_000), `${reason}\0`])('says why: not %j', async (given) => {
    expect(await disable(petra, { reason: given })).toMatchObject({ kind: 'INVALID', field: 'reason' });
    expect(await freeze(petra, { reason: given })).toMatchObject({ kind: 'INVALID', field: 'reason' });
    expect(await state(petra)).toMatchObject({ sharingDisabled: false, accessFrozen: false });
  });
});

describe('the history of a record’s sharing', () => {
  it('tells a privacy officer what their organisation did, and of others only what stopped the record', async () => {
    await breakGlass(person('diaz'), alice.id);
    await breakGlass(person('hall'), alice.id);
    await disable(hilda);
    await disable(petra, { disabled: false });
    const seen = await history(petra);
    expect(seen.items.map(({ kind, by }) => [kind, by])).toEqual([
      ['SHARING_ENABLED', people.petra.name],
      ['SHARING_DISABLED', 'Hilda Hart'],
      ['GLASS_BROKEN', people.diaz.name],
    ]);
    // With whom else it was shared is not theirs to know.
    expect(JSON.parse(String(seen.items[1]?.['details']))).toEqual({ reason });
    expect((await history(hilda)).items.map(({ by }) => by)).toEqual([
      people.petra.name,
      'Hilda Hart',
      people.hall.name,
    ]);
  });

  it('is paged, each act once', async () => {
    for (const disabled of [true, false, true, false, true]) await disable(petra, { disabled });
    const seen: unknown[] = [];
    for (let after: string | null = null, next; ; after = next) {
      const page: History = await history(petra, { first: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
      if (next === null) break;
    }
    expect(seen.sort()).toEqual((await acts()).map(({ id }) => id));
  });

  it.each<[object, string]>([
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ after: '\0' }, 'after'],
  ])('has no page of %j', async (asked, field) => {
    await expect(history(petra, { ...asked })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });

  it('is part of the patient’s own access log', async () => {
    await disable(petra);
    const source =
      'query ($id: ID!) { answer: patient(id: $id) { accessLog { items { kind actor organisation details } } } }';
    const seen = await ask<{ accessLog: { items: unknown[] } }>(person('alice'), {
      source,
      variables: { id: alice.id },
    });
    expect(seen.accessLog.items).toMatchObject([
      { kind: 'SHARING_DISABLED', actor: people.petra.name, organisation: riverside.name },
    ]);
  });
});

it('A record whose sharing is disabled from the start can be enabled by an organisation that holds it', async () => {
  await the().prisma.teamLink.create({
    data: { patientId: bob.id, teamId: diabetes, organisationId: riverside.id, since: new Date() },
  });
  expect(await disable(petra, { patientId: bob.id, disabled: false })).toMatchObject({ sharingDisabled: false });
  expect((await breakGlass(person('diaz'), bob.id)).id).toBeDefined();
});
