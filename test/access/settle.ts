import { uuid7, type PatientId } from '../../kernel/id.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Sql } from '../../subgraphs/kit/sql.ts';
import { openDirectory, openRecordStore, type RecordWrite } from '../../subgraphs/records/index.ts';
import type { Item, World } from './facts.ts';
import { tiedClient } from './actors.ts';
import { contentOf, numberOf, numberSystem, placeOf, placeResource, resourceOf } from './resources.ts';

export type Places = {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly blobs: { put(content: Buffer): Promise<unknown> };
};

/** Puts a world into the slices' own tables. */
export const settle = async (places: Places, world: World): Promise<void> => {
  await settlePeople(places.prisma, world);
  await Promise.all([
    settleRecords(places, world.items),
    settleDirectory(places.sql, world),
    settleLetters(places.prisma, world),
  ]);
};

const settlePeople = async (prisma: PrismaClient, world: World): Promise<void> => {
  const ofTeam = new Map(world.teams.map(({ id, organisation }) => [id, organisation]));
  const organisationOf = (team: string): string => ofTeam.get(team) ?? '';
  const since = new Date('2020-01-01T00:00:00Z');
  await prisma.organisation.createMany({ data: world.organisations.map(({ id }) => ({ id, alias: id, name: id })) });
  await prisma.team.createMany({
    data: world.teams.map(({ id, organisation, labels }) => ({
      id,
      organisationId: organisation,
      alias: id,
      name: id,
      defaultLabels: [...labels],
    })),
  });
  await prisma.patient.createMany({
    data: world.patients.map(({ id, born, sharingDisabled, accessFrozen }) => ({
      id,
      version: 1,
      lastUpdated: since,
      enteredAt: since,
      enteredBy: 'a feed',
      familyName: `family${id}`,
      givenName: `given${id}`,
      dateOfBirth: born === undefined ? null : new Date(`${born}T00:00:00Z`),
      gender: 'UNKNOWN',
      deceased: false,
      status: 'REGISTERED',
      sharingDisabled,
      accessFrozen,
    })),
  });
  await Promise.all([
    prisma.identifier.createMany({
      data: world.patients.map(({ id }) => ({ system: numberSystem, value: numberOf(id), patientId: id })),
    }),
    prisma.person.createMany({
      data: world.people.map(({ id, patient }) => ({
        id,
        email: `${id}@world.example`,
        name: id,
        patientId: patient ?? null,
      })),
    }),
    prisma.teamLink.createMany({
      data: world.links.map(({ patient, team }) => ({
        patientId: patient,
        teamId: team,
        organisationId: organisationOf(team),
        since,
      })),
    }),
    prisma.consent.createMany({
      data: world.consents.map(({ patient, grantee, kind, labels, since: given, until, keptPastAge }) => ({
        patientId: patient,
        granteeId: grantee,
        granteeKind: kind,
        organisationId: kind === 'TEAM' ? organisationOf(grantee) : null,
        labels: [...labels],
        basis: 'the patient',
        since: given,
        until: until ?? null,
        keptPastAge: keptPastAge ?? null,
      })),
    }),
  ]);
  await prisma.membership.createMany({
    data: world.memberships.map(({ person, team, hasEnded }) => ({
      id: uuid7(),
      personId: person,
      role: 'PROFESSIONAL',
      organisationId: organisationOf(team),
      teamId: team,
      since,
      endedAt: hasEnded ? new Date('2026-05-01T09:00:00Z') : null,
    })),
  });
  await prisma.partner.createMany({
    skipDuplicates: true,
    data: [{ id: tiedClient, name: 'A partner', registeredAt: since }],
  });
  await prisma.breakGlass.createMany({
    data: world.brokenGlass.map(({ patient, by, team, startedAt, endsAt }) => ({
      id: uuid7(),
      patientId: patient,
      ...('person' in by ? { personId: by.person } : { client: by.client, partner: by.client }),
      organisationId: organisationOf(team),
      teamId: team,
      reason: 'An emergency.',
      startedAt,
      endsAt,
    })),
  });
};

const settleRecords = async ({ sql, blobs }: Places, items: readonly Item[]): Promise<void> => {
  for (const item of items) if (item.kind === 'DocumentReference') await blobs.put(contentOf(item));
  const inRecord = items.filter(({ kind }) => kind !== 'Letter');
  const appointments = inRecord.filter(({ kind }) => kind === 'Appointment');
  const clinical = inRecord.filter(({ kind }) => kind !== 'Appointment');
  const results = await Promise.all([
    openRecordStore({ sql, schema: 'clinical' }).put(clinical.map(writeOf)),
    openRecordStore({ sql, schema: 'appointments' }).put(appointments.map(writeOf)),
  ]);
  for (const failure of results) if (isFailure(failure)) throw new Error(failure.message);
};

/** A place for each encounter, as where the customer who sends the one has sent the other. */
const settleDirectory = async (sql: Sql, { items, organisations }: World): Promise<void> => {
  const encounters = items.filter(({ kind }) => kind === 'Encounter');
  const listed = encounters.map((encounter) => ({
    ...writeOf(encounter),
    ...{ type: 'Location', id: placeOf(encounter), patient: null, label: 'UNSET' as const },
    ...{ sources: organisations.map(({ id }) => id), resource: placeResource(encounter) },
  }));
  const result = await openDirectory({ sql, schema: 'clinical' }).put(listed);
  if (isFailure(result)) throw new Error(result.message);
};

const writeOf = (item: Item): RecordWrite => ({
  type: item.kind,
  id: item.id,
  patient: item.patient as PatientId,
  label: item.label,
  sources: item.sources,
  entered: new Date('2026-05-01T09:00:00Z'),
  order: '1',
  origin: uuid7(),
  resource: resourceOf(item),
  ...(item.visibleFrom === undefined ? {} : { visibleFrom: item.visibleFrom }),
});

const settleLetters = async (prisma: PrismaClient, { items, organisations, teams }: World): Promise<void> => {
  const [organisation] = organisations;
  const [team] = teams;
  if (organisation === undefined || team === undefined) throw new Error('A letter has a sender.');
  await prisma.letter.createMany({
    data: items
      .filter(({ kind }) => kind === 'Letter')
      .map(({ id, patient, label, sources, visibleFrom, secret }) => ({
        id,
        patientId: patient,
        organisationId: organisation.id,
        teamId: team.id,
        externalId: id,
        edition: 1,
        documentId: id,
        title: secret,
        documentType: 'CL',
        label,
        sources: [...sources],
        visibleFrom: visibleFrom ?? null,
        publishedAt: new Date('2026-05-02T09:00:00Z'),
        entered: new Date('2026-05-02T09:00:00Z'),
        enteredOrder: '1',
        origin: uuid7(),
      })),
  });
};
