import { getNamedType, graphql, isLeafType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, customer, feedOf, person, postbridgeFeed, testKeys } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { openPurview, type Purview } from '../kit/purview.ts';
import type { Sql } from '../kit/sql.ts';
import { openPatients } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);

let queries: string[] = [];
const counted: Sql = {
  ...database.sql,
  query: (name, text, values) => {
    queries.push(name);
    return database.sql.query(name, text, values);
  },
};
const { schema } = openPatients({ sql: counted, newId: uuid7 });

beforeAll(() => seedPatients(prisma));
beforeEach(() => {
  queries = [];
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const ask = async <Data>(
  principal: Principal,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<Data> => {
  const result = await graphql({ schema, source, variableValues, contextValue: callOf(principal) });
  if (result.errors?.[0] !== undefined) throw result.errors[0];
  return JSON.parse(JSON.stringify(result.data)) as Data;
};

const read = async (by: Principal, id: string, fields = 'id givenName') =>
  (
    await ask<{ patient: Record<string, unknown> | null }>(by, `query ($id: ID!) { patient(id: $id) { ${fields} } }`, {
      id,
    })
  ).patient;

const purviewOf = async (by: Principal, id: string): Promise<Purview | undefined> =>
  unseal(testKeys, 'purview', String((await read(by, id, 'purview'))?.['purview'])) as Purview | undefined;

describe('a record', () => {
  it.each([
    ['herself', person('alice')],
    ['a carer', person('carol')],
    ['a professional of a team she shares with', person('diaz')],
    ['another organisation’s professional she shares with', person('hall')],
    ['an organisation with such a team', customer('riverside')],
  ])('of alice is seen by %s', async (_who, by) => {
    expect(await read(by, patients.alice.id)).toEqual({ id: patients.alice.id, givenName: 'Alice' });
  });

  it.each([
    ['another patient', person('bob')],
    ['an administrator who belongs to no team', person('oscar')],
    ['a feed, which only writes', feedOf('riverside')],
    ['a partner’s feed', postbridgeFeed],
    ['the gateway itself', { kind: 'internal', integration: 'internal', client: 'gateway' } as const],
  ])('of alice is not seen by %s', async (_who, by) => {
    expect(await read(by, patients.alice.id)).toBeNull();
  });

  it('that is hidden looks like one that is missing, or like no id at all', async () => {
    for (const id of [patients.carol.id, '11111111-1111-4111-8111-111111111111', 'x', '', "' or 1=1 --"])
      expect(await read(customer('riverside'), id)).toBeNull();
  });

  it('shows an organisation its own teams alone', async () => {
    expect(await read(customer('riverside'), patients.alice.id, 'teams { alias }')).toEqual({
      teams: [{ alias: 'riverside-diabetes' }],
    });
    expect(await read(customer('hillside'), patients.alice.id, 'teams { alias }')).toEqual({
      teams: [{ alias: 'hillside-community' }],
    });
  });
});

describe('leave to act on many records', () => {
  const permitsFor = async (by: Principal, wanted: readonly string[]) =>
    (
      await ask<{ permits: readonly (string | null)[] }>(
        by,
        'query ($patients: [ID!]!) { permits(patients: $patients) }',
        { patients: wanted },
      )
    ).permits;
  const whose = (permit: string | null | undefined): unknown =>
    permit === null || permit === undefined
      ? null
      : (unseal(testKeys, 'permit', permit) as { patient: unknown }).patient;

  it('comes in the order asked, for those who may be seen, in two statements however many they are', async () => {
    const { alice, carol, bob } = patients;
    const strangers = Array.from({ length: 495 }, uuid7);
    const permits = await permitsFor(person('hall'), [carol.id, 'x', ...strangers, alice.id, alice.id, bob.id]);
    expect(queries).toEqual(['patients.facts.inShort', 'patients.log']);
    const alone = await Promise.all([carol, alice, bob].map(({ id }) => read(person('hall'), id, 'id')));
    const [carols, alices, bobs] = alone.map((record) => record?.['id'] ?? null);
    const given = permits.map(whose);
    expect([given.slice(0, 2), given.slice(497)]).toEqual([
      [carols, null],
      [alices, alices, bobs],
    ]);
    expect(alices).toBe(alice.id);
    expect(new Set(given.slice(2, 497))).toEqual(new Set([null]));
  });

  it('is not given for more than 500 at once', async () => {
    await expect(
      permitsFor(
        person('hall'),
        Array.from({ length: 501 }, () => patients.alice.id),
      ),
    ).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'patients' } });
  });
});

describe('the purview', () => {
  it('holds the union of the labels of an organisation’s teams, and the organisation as source', async () => {
    expect(await purviewOf(customer('riverside'), patients.alice.id)).toMatchObject({
      patient: patients.alice.id,
      principal: 'customer.fhir/riverside-customer',
      labels: ['GENERAL_HEALTH'],
      sources: [organisations.riverside.id],
      masks: [],
      basis: 'CONSENT',
    });
  });

  it('holds unlabelled items too for who holds all four labels', async () => {
    const purview = await purviewOf(person('hall'), patients.alice.id);
    expect(purview?.labels).toEqual(['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET']);
    expect(purview?.sources).toEqual([people.hall.id, teams['hillside-community'].id]);
  });

  it('closes delayed content to a carer', async () => {
    expect(await purviewOf(person('carol'), patients.alice.id)).toMatchObject({
      masks: ['DELAYED'],
      labels: ['GENERAL_HEALTH'],
    });
  });

  it('follows consent at once', async () => {
    const consent = {
      patientId_granteeId: { patientId: patients.alice.id, granteeId: teams['riverside-diabetes'].id },
    };
    await prisma.consent.update({ where: consent, data: { labels: [] } });
    expect(await purviewOf(customer('riverside'), patients.alice.id)).toMatchObject({ labels: [], basis: 'SOURCE' });
    await prisma.consent.update({ where: consent, data: { labels: ['GENERAL_HEALTH'] } });
  });

  it('opens nothing when it is forged, altered, another’s, or for another patient', async () => {
    const context = callOf(customer('riverside'));
    const sealed = String((await read(customer('riverside'), patients.alice.id, 'purview'))?.['purview']);
    expect(openPurview(context, patients.alice.id, sealed)).toBeDefined();

    expect(openPurview(context, patients.bob.id, sealed)).toBeUndefined();
    expect(openPurview(callOf(customer('hillside')), patients.alice.id, sealed)).toBeUndefined();
    const body = unseal(testKeys, 'purview', sealed);
    expect(
      openPurview(context, patients.alice.id, seal([{ id: 'test', secret: Buffer.alloc(32, 8) }], 'purview', body)),
    ).toBeUndefined();
    expect(openPurview(context, patients.alice.id, seal(testKeys, 'placement', body))).toBeUndefined();
    const [id, payload, mac] = sealed.split('.');
    expect(openPurview(context, patients.alice.id, [id, `${payload ?? ''}x`, mac].join('.'))).toBeUndefined();
    expect(
      openPurview({ ...context, clock: { now: () => new Date('2026-06-01T12:01:01Z') } }, patients.alice.id, sealed),
    ).toBeUndefined();
    for (const junk of [undefined, null, '', '.', '..', 'a.b.c', sealed.slice(0, -2)])
      expect(openPurview(context, patients.alice.id, junk)).toBeUndefined();
  });
});

describe('sharing disabled', () => {
  it('leaves the patient everything, and a linked organisation only what it put in', async () => {
    await prisma.teamLink.create({
      data: {
        patientId: patients.bob.id,
        teamId: teams['riverside-diabetes'].id,
        organisationId: organisations.riverside.id,
        since: new Date(),
      },
    });
    await prisma.consent.create({
      data: {
        patientId: patients.bob.id,
        granteeId: teams['riverside-diabetes'].id,
        granteeKind: 'TEAM',
        organisationId: organisations.riverside.id,
        labels: ['GENERAL_HEALTH'],
        basis: 'PATIENT',
        since: new Date(),
      },
    });
    expect(await purviewOf(customer('riverside'), patients.bob.id)).toMatchObject({
      labels: [],
      sources: [organisations.riverside.id],
      basis: 'SOURCE',
    });
    expect((await purviewOf(person('bob'), patients.bob.id))?.labels).toHaveLength(5);
  });
});

describe('access frozen', () => {
  it('stops the patient and the carer, not the team', async () => {
    await prisma.patient.update({ where: { id: patients.alice.id }, data: { accessFrozen: true } });
    expect(await read(person('alice'), patients.alice.id)).toBeNull();
    expect(await read(person('carol'), patients.alice.id)).toBeNull();
    expect(await read(person('diaz'), patients.alice.id)).toMatchObject({ givenName: 'Alice' });
    await prisma.patient.update({ where: { id: patients.alice.id }, data: { accessFrozen: false } });
  });
});

describe('many records', () => {
  it('come in pages that neither repeat nor skip', async () => {
    const created = Array.from({ length: 7 }, () => uuid7());
    for (const id of created) await aPatientOf(id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { patients: page }: { patients: { items: { id: string }[]; next: string | null } } = await ask(
        customer('hillside'),
        `query ($after: String) { patients(first: 3, after: $after) { items { id } next } }`,
        { after },
      );
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen.sort()).toEqual([patients.alice.id, ...created].sort());
  });

  it('are found by one number in one statement for all who ask at once, each for themselves', async () => {
    const by = async (principal: Principal, { nhsNumber }: { readonly nhsNumber: string }) => {
      const identifiers = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }];
      const source = `query ($identifiers: [IdentifierInput!]) { patients(identifiers: $identifiers) { items { givenName } } }`;
      const { patients: found } = await ask<{ patients: { items: readonly { givenName: string }[] } }>(
        principal,
        source,
        {
          identifiers,
        },
      );
      return found.items.map(({ givenName }) => givenName);
    };
    const riverside = customer('riverside');
    const asked = [by(riverside, patients.alice), by(person('bob'), patients.alice), by(riverside, patients.carol)];
    expect(await Promise.all([...asked, by(person('bob'), patients.bob)])).toEqual([['Alice'], [], [], ['Bob']]);
    expect(queries.filter((name) => name === 'patients.identifier.inShort')).toHaveLength(1);
  });

  it('are listed in one statement for all who ask at once, each their own from their own place', async () => {
    const listOf = async (principal: Principal, after: string | null = null) => {
      const source = `query ($after: String) { patients(first: 3, after: $after) { items { id } next } }`;
      type Listed = { readonly patients: { readonly items: readonly { id: string }[]; readonly next: string | null } };
      return (await ask<Listed>(principal, source, { after })).patients;
    };
    const whole = await listOf(customer('hillside'));
    const [first] = whole.items.map(({ id }) => id);
    const askers: Parameters<typeof listOf>[] = [
      [customer('hillside')],
      [customer('hillside'), first ?? null],
      [customer('riverside')],
      [person('bob')],
      [feedOf('riverside')],
    ];
    const alone = [];
    for (const asker of askers) alone.push(await listOf(...asker));
    expect(new Set(alone.map((page) => JSON.stringify(page))).size).toBe(askers.length);
    queries = [];
    expect(await Promise.all(askers.map((asker) => listOf(...asker)))).toEqual(alone);
    expect(queries.filter((name) => name === 'patients.page.inShort')).toHaveLength(1);
  });

  it('show each field alike, whatever else is asked for', async () => {
    const fields = Object.values((schema.getType('Patient') as GraphQLObjectType).getFields())
      .filter(({ args, name }) => args.length === 0 && !['purview', 'permit'].includes(name))
      .map(({ name, type }) => (isLeafType(getNamedType(type)) ? name : `${name} { __typename }`));
    const source = (asked: string): string => `{ patients(first: 3) { items { ${asked} } } }`;
    type Found = { readonly patients: { readonly items: readonly Record<string, unknown>[] } };
    const whole = (await ask<Found>(customer('hillside'), source(fields.join(' ')))).patients.items;
    expect(whole).toHaveLength(3);
    for (const field of fields) {
      const { items } = (await ask<Found>(customer('hillside'), source(field))).patients;
      expect(whole).toMatchObject(items);
    }
  });

  it('are found by identifier, without those that are hidden', async () => {
    const identifiers = [patients.alice, patients.carol].map(({ nhsNumber }) => ({
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: nhsNumber,
    }));
    expect(
      await ask(
        customer('riverside'),
        `query ($identifiers: [IdentifierInput!]) { patients(identifiers: $identifiers) { items { givenName } next } }`,
        { identifiers },
      ),
    ).toEqual({
      patients: { items: [{ givenName: 'Alice' }], next: null },
    });
  });

  it('cost two statements, however many they are', async () => {
    await ask(
      customer('hillside'),
      `{ patients(first: 8) { items { id identifiers { value } teams { name } purview } } }`,
    );
    expect(queries).toEqual(['patients.page.inDetail', 'patients.log']);
    queries = [];
    const representations = [patients.alice.id, patients.bob.id, patients.carol.id].map((id) => ({
      __typename: 'Patient',
      id,
    }));
    await ask(
      customer('hillside'),
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { givenName purview } } }`,
      { r: representations },
    );
    expect(queries).toEqual(['patients.facts.inDetail', 'patients.log']);
  });

  it.each([0, -1, 201])('are not had %i at a time', async (first) => {
    await expect(ask(customer('hillside'), `{ patients(first: ${first}) { next } }`)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'first' },
    });
  });

  it('as entities come in the order they were asked for, null where hidden', async () => {
    const representations = [patients.carol.id, patients.alice.id, 'nonsense'].map((id) => ({
      __typename: 'Patient',
      id,
    }));
    expect(
      await ask(
        customer('riverside'),
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { givenName } } }`,
        { r: representations },
      ),
    ).toEqual({
      _entities: [null, { givenName: 'Alice' }, null],
    });
  });
});

describe('the access log', () => {
  it('shows the patient who looked, through what and on what basis; own looks on request', async () => {
    await read(person('hall'), patients.alice.id);
    const log = (
      await read(
        person('alice'),
        patients.alice.id,
        'accessLog(first: 1) { items { actor via reading basis at } next }',
      )
    )?.['accessLog'];
    expect(log).toEqual({
      items: [
        {
          actor: 'Nurse Tom Hall',
          via: 'GRAPHQL',
          reading: ['DEMOGRAPHICS'],
          basis: 'CONSENT',
          at: '2026-06-01T12:00:00.000Z',
        },
      ],
      next: expect.any(String) as string,
    });
    const own = (
      await read(person('alice'), patients.alice.id, 'accessLog(first: 1, includeOwn: true) { items { basis } }')
    )?.['accessLog'];
    expect(own).toEqual({ items: [{ basis: 'SELF' }] });
  });

  it('is for the patient alone', async () => {
    for (const by of [person('carol'), person('diaz'), customer('riverside')])
      expect(await read(by, patients.alice.id, 'accessLog { next }')).toEqual({ accessLog: null });
  });

  it('is written before anything is seen: where it cannot be, nothing is', async () => {
    const failing = openPatients({
      sql: {
        ...database.sql,
        query: (name, text, values) =>
          name === 'patients.log' ? Promise.reject(new Error('disk full')) : database.sql.query(name, text, values),
      },
      newId: uuid7,
    });
    const result = await graphql({
      schema: failing.schema,
      source: `{ patient(id: "${patients.alice.id}") { givenName } }`,
      contextValue: callOf(person('alice')),
    });
    expect(result.data).toEqual({ patient: null });
    expect(result.errors).toHaveLength(1);
  });

  it('tells the patient of looks that were refused, and whoever looked nothing', async () => {
    expect(await read(customer('riverside'), patients.carol.id)).toBeNull();
    const log = (
      await read(person('carol'), patients.carol.id, 'accessLog(first: 1) { items { kind allowed actor basis } }')
    )?.['accessLog'];
    expect(log).toEqual({
      items: [{ kind: 'REFUSED_LOOK', allowed: false, actor: organisations.riverside.name, basis: null }],
    });
  });

  it('takes as many statements and commits for a record that is missing as for one that is hidden', async () => {
    await read(customer('riverside'), patients.carol.id);
    expect(queries).toEqual(['patients.facts.inShort', 'patients.log']);
    queries = [];
    await read(customer('riverside'), uuid7());
    expect(queries).toEqual(['patients.facts.inShort', 'patients.log-nothing']);
  });
});

/** A patient whom hillside's records team holds. */
const aPatientOf = async (id: string): Promise<void> => {
  const now = new Date();
  await prisma.patient.create({
    data: {
      id,
      version: 1,
      lastUpdated: now,
      enteredAt: now,
      enteredBy: 'test',
      gender: 'UNKNOWN',
      deceased: false,
      status: 'UNREGISTERED',
      sharingDisabled: false,
      accessFrozen: false,
    },
  });
  // Held by two teams: still one record of a page.
  for (const team of ['hillside-prt', 'hillside-community'] as const)
    await prisma.teamLink.create({
      data: { patientId: id, teamId: teams[team].id, organisationId: organisations.hillside.id, since: now },
    });
};
