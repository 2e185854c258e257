import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type Clock } from '../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { unseal } from '../../kernel/seal.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, person, testKeys } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import type { Purview } from '../kit/purview.ts';
import { accessLogStore, type Looking } from './access-log.store.ts';
import { openPatients } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const purviewOf = async (by: Principal, patient: string, clock?: Clock): Promise<Purview | undefined> => {
  const source = `{ patient(id: "${patient}") { purview } }`;
  const { data, errors } = await graphql({ schema, source, contextValue: callOf(by, clock) });
  if (errors?.[0] !== undefined) throw errors[0];
  const sealed = (data?.['patient'] as { readonly purview: string } | null)?.purview;
  return sealed === undefined ? undefined : (unseal(testKeys, 'purview', sealed) as Purview);
};

describe('A client that acts for others', () => {
  const organisation = organisations.riverside.id as OrganisationId;
  const team = teams['riverside-diabetes'].id as TeamId;
  const partner = {
    kind: 'partner',
    integration: 'partner.fhir',
    client: 'postbridge',
    partner: 'postbridge',
  } as const;
  const tethered = { kind: 'team', integration: 'tethered.rest', client: 'apptly', partner: 'apptly' } as const;

  it.each([
    ['an organisation', { ...partner, organisation }, [organisation]],
    ['a team', { ...partner, organisation, teams: [team] }, [team]],
    ['the team it is tied to', { ...tethered, organisation, team }, [team]],
  ] as const)('sees as %s does, and what that put in', async (_whom, by, sources) => {
    const seen = await purviewOf(by, patients.alice.id);
    expect(seen).toMatchObject({ labels: ['GENERAL_HEALTH'], sources, masks: [], basis: 'PARTNER' });
  });

  it('sees as several teams do together, which unlabelled items ask for, where they all granted it', async () => {
    const several = ['riverside-diabetes', 'riverside-mental-health', 'riverside-prt'] as const;
    const granted = several.map((alias) => teams[alias].id as TeamId);
    const shared = [['GENERAL_HEALTH', 'SOCIAL_CARE'], ['MENTAL_HEALTH'], ['SEXUAL_HEALTH', 'MENTAL_HEALTH']] as const;
    await prisma.patient.update({ where: { id: patients.bob.id }, data: { sharingDisabled: false } });
    await prisma.consent.createMany({
      data: granted.map((granteeId, nth) => ({
        patientId: patients.bob.id,
        ...{ granteeId, granteeKind: 'TEAM', organisationId: organisation, basis: 'PATIENT', since: new Date() },
        labels: [...(shared[nth] ?? [])],
      })),
    });
    const seenAs = (whose: readonly TeamId[]) => purviewOf({ ...partner, organisation, teams: whose }, patients.bob.id);
    expect(await seenAs(granted.slice(0, 2))).toMatchObject({
      labels: ['GENERAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'],
      sources: granted.slice(0, 2),
    });
    expect((await seenAs(granted))?.labels).toContain('UNSET');
    expect((await seenAs(granted))?.sources).toEqual(granted);
  });

  it('sees nobody without a grant, or for a team that does not know the patient', async () => {
    expect(await purviewOf(partner, patients.alice.id)).toBeUndefined();
    const other = teams['riverside-prt'].id as TeamId;
    expect(await purviewOf({ ...partner, organisation, teams: [other] }, patients.alice.id)).toBeUndefined();
  });

  it('sees as its user as far as its scopes go, where it is an app', async () => {
    const app = { ...person('alice'), integration: 'app', client: 'pulse' } as const;
    expect((await purviewOf(app, patients.alice.id))?.basis).toBe('APP');
    expect(await purviewOf({ ...app, ownBehalf: false }, patients.alice.id)).toBeUndefined();
  });
});

describe('Breaking the glass', () => {
  it('opens a record to somebody unrelated for its time, and no purview outlives it', async () => {
    const endsAt = new Date('2026-06-01T12:00:20Z');
    await prisma.breakGlass.create({
      data: {
        id: uuid7(),
        patientId: patients.carol.id,
        personId: people.diaz.id,
        organisationId: organisations.riverside.id,
        teamId: teams['riverside-diabetes'].id,
        reason: 'Found unconscious',
        startedAt: new Date('2026-06-01T11:50:20Z'),
        endsAt,
      },
    });
    const seen = await purviewOf(person('diaz'), patients.carol.id);
    expect(seen).toMatchObject({ basis: 'BTG', masks: [], expires: endsAt.getTime() });
    expect(seen?.labels).toHaveLength(5);
    expect(await purviewOf(person('diaz'), patients.carol.id, fixedClock(endsAt))).toBeUndefined();
    expect(await purviewOf({ ...person('diaz'), teams: [] }, patients.carol.id)).toBeUndefined();
  });
});

it('A look that cannot be logged fails alone', async () => {
  const { log } = accessLogStore(database.sql);
  const look = (via: string): Looking => ({
    at: new Date(),
    actor: 'person/x',
    person: null,
    client: 'web',
    partner: null,
    via: via as Looking['via'],
    reading: ['DEMOGRAPHICS'],
    looks: [{ patient: patients.alice.id, id: uuid7(), organisation: null, team: null, basis: 'SELF' }],
  });
  const outcomes = await Promise.allSettled([look('WEB'), look('WEB'), look('\0'), look('FHIR')].map(log));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
