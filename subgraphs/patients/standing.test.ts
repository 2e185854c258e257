import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, customer, person, postbridgeFeed } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { openPatients } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
const gateway = { kind: 'internal', integration: 'internal', client: 'gateway' } as const;

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const ask = async (by: Principal, source: string, variableValues: Record<string, unknown>): Promise<unknown> => {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(by) });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { standing: unknown }).standing;
};

const personStanding = (id: string, by: Principal = gateway) =>
  ask(
    by,
    `query ($id: ID!) { standing: personStanding(person: $id) { patientId memberships { role organisationId teamId } } }`,
    { id },
  );

const partnerStanding = (partner: string, organisation: string, by: Principal = gateway) =>
  ask(
    by,
    `query ($partner: String!, $organisation: String!) { standing: partnerStanding(partner: $partner, organisation: $organisation) { organisationId granted teamIds } }`,
    { partner, organisation },
  );

const granted = (teamIds: readonly string[] | null) => ({
  organisationId: organisations.riverside.id,
  granted: true,
  teamIds,
});

const registeredPartner = (partner: string, by: Principal = gateway) =>
  ask(by, `query ($partner: String!) { standing: registeredPartner(partner: $partner) }`, { partner });

describe('what a person may act as', () => {
  it('is a patient, or a role in a team or an organisation', async () => {
    expect(await personStanding(people.alice.id)).toEqual({ patientId: patients.alice.id, memberships: [] });
    expect(await personStanding(people.diaz.id)).toEqual({
      patientId: null,
      memberships: [
        { role: 'PROFESSIONAL', organisationId: organisations.riverside.id, teamId: teams['riverside-diabetes'].id },
      ],
    });
    expect(await personStanding(people.oscar.id)).toEqual({
      patientId: null,
      memberships: [{ role: 'ADMINISTRATOR', organisationId: organisations.riverside.id, teamId: null }],
    });
  });

  it('no longer names a role that has ended', async () => {
    await prisma.membership.create({
      data: {
        id: uuid7(),
        personId: people.oscar.id,
        role: 'PROFESSIONAL',
        organisationId: organisations.riverside.id,
        teamId: teams['riverside-mental-health'].id,
        endedAt: new Date('2026-05-31T12:00:00Z'),
      },
    });
    expect(await personStanding(people.oscar.id)).toMatchObject({ memberships: [{ role: 'ADMINISTRATOR' }] });
  });

  it('is answered for each of many who are asked about at once', async () => {
    const asked = [people.hall.id, people.bob.id, '11111111-1111-4111-8111-111111111111', people.hall.id];
    expect(await Promise.all(asked.map((id) => personStanding(id)))).toMatchObject([
      { memberships: [{ teamId: teams['hillside-community'].id }] },
      { patientId: patients.bob.id },
      null,
      { memberships: [{ teamId: teams['hillside-community'].id }] },
    ]);
  });

  it.each(['', 'x', '11111111-1111-4111-8111-111111111111', "' or 1=1 --", '\0'])('is nothing for %j', async (id) => {
    expect(await personStanding(id)).toBeNull();
  });

  it.each([
    ['herself', person('diaz')],
    ['an administrator', person('oscar')],
    ['a customer', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('is not told to %s', async (_who, by) => {
    expect(await personStanding(people.diaz.id, by)).toBeNull();
    expect(await partnerStanding('postbridge', organisations.riverside.id, by)).toBeNull();
    expect(await registeredPartner('postbridge', by)).toBeNull();
  });
});

describe('the grant of a partner', () => {
  it('is the organisation’s, for all of its teams', async () => {
    expect(await partnerStanding('postbridge', organisations.riverside.id)).toEqual(granted(null));
    expect(await partnerStanding('postbridge', 'riverside')).toEqual(granted(null));
  });

  it.each([
    ['a partner whom nobody granted', 'stranger', organisations.riverside.id],
    ['an organisation that did not grant', 'postbridge', organisations.hillside.id],
    ['a partner that nobody registered', 'nobody', organisations.riverside.id],
  ])('is none for %s', async (_what, partner, organisationId) => {
    expect(await partnerStanding(partner, organisationId)).toEqual({ organisationId, granted: false, teamIds: null });
  });

  it.each([
    ['an organisation that is none', 'postbridge', '11111111-1111-4111-8111-111111111111'],
    ['an alias that is none', 'postbridge', 'nowhere'],
    ['a name that no text can hold', 'post\0bridge', organisations.riverside.id],
    ['an alias that no text can hold', 'postbridge', 'river\0side'],
  ])('is not known for %s', async (_what, partner, organisation) => {
    expect(await partnerStanding(partner, organisation)).toBeNull();
  });

  it('by teams names them, until the organisation grants too; and none once all are revoked', async () => {
    const grant = (teamId: string, byTeam: boolean) =>
      prisma.partnerGrant.create({
        data: {
          id: uuid7(),
          partner: 'apptly',
          organisationId: organisations.riverside.id,
          teamId,
          byTeam,
          grantedAt: new Date(),
        },
      });
    await grant(teams['riverside-diabetes'].id, true);
    expect(await partnerStanding('apptly', organisations.riverside.id)).toEqual(
      granted([teams['riverside-diabetes'].id]),
    );
    await grant(teams['riverside-mental-health'].id, true);
    expect(await partnerStanding('apptly', organisations.riverside.id)).toEqual(
      granted([teams['riverside-diabetes'].id, teams['riverside-mental-health'].id].sort()),
    );
    await grant(teams['riverside-prt'].id, false);
    expect(await partnerStanding('apptly', organisations.riverside.id)).toEqual(granted(null));
    await prisma.partnerGrant.updateMany({ where: { partner: 'apptly' }, data: { revokedAt: new Date() } });
    expect(await partnerStanding('apptly', organisations.riverside.id)).toMatchObject({ granted: false });
  });

  it('is not asked for where only the partner has to be one', async () => {
    const asked = ['apptly', 'nobody', 'stranger', 'post\0bridge', ''];
    expect(await Promise.all(asked.map((id) => registeredPartner(id)))).toEqual([
      'apptly',
      null,
      'stranger',
      null,
      null,
    ]);
  });

  it('ends with the partner', async () => {
    await prisma.partner.update({ where: { id: 'postbridge' }, data: { endedAt: new Date() } });
    expect(await partnerStanding('postbridge', organisations.riverside.id)).toMatchObject({ granted: false });
    expect(await registeredPartner('postbridge')).toBeNull();
  });
});
