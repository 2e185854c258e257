import { uuid7 } from '../kernel/id.ts';
import type { PrismaClient } from './client/client.ts';
import { consents, defaultTeams, grants, organisations, partners, patients, people, teams } from './demo.ts';

type Models = Pick<
  PrismaClient,
  | 'organisation'
  | 'team'
  | 'identifierType'
  | 'partner'
  | 'partnerGrant'
  | 'patient'
  | 'patientVersion'
  | 'identifier'
  | 'email'
  | 'teamLink'
  | 'consent'
  | 'person'
  | 'membership'
>;

const skipDuplicates = true;

/** What every installation needs: the identifier types that are the same everywhere. Domain reference §4.2 */
export const seedIdentifierTypes = async (prisma: Pick<PrismaClient, 'identifierType'>): Promise<void> => {
  await prisma.identifierType.createMany({
    skipDuplicates,
    data: [
      { id: uuid7(), authority: 'NHS', typeCode: 'NH', kind: 'NHS', system: 'https://fhir.nhs.uk/Id/nhs-number' },
      {
        id: uuid7(),
        authority: 'PKB',
        typeCode: 'PI',
        kind: 'PUBLIC',
        system: 'https://fhir.example.health/id/public-id',
      },
      // Of the numbering scheme of the NHS number, and types of their own.
      {
        id: uuid7(),
        authority: 'CHI',
        typeCode: 'NH',
        kind: 'CHI',
        system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53',
      },
      { id: uuid7(), authority: 'HSC', typeCode: 'NH', kind: 'HC', system: 'https://fhir.hscni.net/Id/hcn' },
    ],
  });
};

/** Puts the demo world's people and organisations into the database; what is there already stays as it is. */
export const seedPatients = async (prisma: Models): Promise<void> => {
  const now = new Date();
  await seedIdentifierTypes(prisma);
  await prisma.organisation.createMany({
    skipDuplicates,
    data: entries(organisations).map(([alias, { id, name, odsCode }]) => ({ id, alias, name, odsCode })),
  });
  await prisma.team.createMany({
    skipDuplicates,
    data: entries(teams).map(([alias, { id, organisation, name, labels }]) => ({
      id,
      alias,
      name,
      organisationId: organisations[organisation].id,
      defaultLabels: [...labels],
    })),
  });
  for (const [alias, team] of entries(defaultTeams))
    await prisma.organisation.updateMany({
      where: { alias, defaultTeamId: null },
      data: { defaultTeamId: teams[team].id },
    });
  await prisma.identifierType.createMany({
    skipDuplicates,
    data: entries(organisations).flatMap(([, { id, odsCode, hospitalNumbers }]) => [
      {
        id: uuid7(),
        organisationId: id,
        authority: hospitalNumbers,
        typeCode: 'MR',
        kind: 'LOCAL',
        system: `https://fhir.example.health/id/${odsCode}/hospital-number`,
      },
      // Some systems spell the NHS number's authority and type in their own way; these two are met in the wild.
      {
        id: uuid7(),
        organisationId: id,
        authority: 'NHSNBR',
        typeCode: 'NHSNMBR',
        kind: 'NHS',
        system: 'https://fhir.nhs.uk/Id/nhs-number',
      },
      {
        id: uuid7(),
        organisationId: id,
        authority: 'NHS',
        typeCode: 'NHS',
        kind: 'NHS',
        system: 'https://fhir.nhs.uk/Id/nhs-number',
      },
    ]),
  });
  await prisma.partner.createMany({
    skipDuplicates,
    data: entries(partners).map(([id, { name }]) => ({ id, name, registeredAt: now })),
  });
  await prisma.partnerGrant.createMany({
    skipDuplicates,
    data: grants.map(({ organisation, team, ...grant }) => ({
      ...grant,
      organisationId: organisations[organisation].id,
      teamId: teams[team].id,
      grantedAt: now,
    })),
  });
  await seedPeople(prisma, now);
};

const seedPeople = async (prisma: Models, now: Date): Promise<void> => {
  const records = entries(patients).map(([name, patient]) => ({
    name,
    nhsNumber: patient.nhsNumber,
    row: {
      id: patient.id,
      version: 1,
      lastUpdated: now,
      // Older than any message, so that a feed may correct what the demo says.
      enteredAt: new Date('2000-01-01T00:00:00Z'),
      enteredBy: 'demo',
      familyName: patient.family,
      givenName: patient.given,
      dateOfBirth: new Date(`${patient.born}T00:00:00Z`),
      gender: patient.gender,
      deceased: false,
      status: 'REGISTERED',
      registeredAt: now,
      sharingDisabled: patient.sharingDisabled,
      accessFrozen: false,
    },
  }));
  await prisma.patient.createMany({ skipDuplicates, data: records.map(({ row }) => row) });
  await prisma.patientVersion.createMany({
    skipDuplicates,
    data: records.map(({ row }) => ({
      patientId: row.id,
      version: 1,
      at: now,
      origin: 'demo',
      content: { family_name: row.familyName, given_name: row.givenName },
    })),
  });
  await prisma.identifier.createMany({
    skipDuplicates,
    data: records.map(({ row, nhsNumber }) => ({
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: nhsNumber,
      patientId: row.id,
      verification: '01',
    })),
  });
  await prisma.email.createMany({
    skipDuplicates,
    data: records.map(({ row, name }) => ({
      address: `${name}@demo.example`,
      patientId: row.id,
      isPrimary: true,
      confirmed: true,
    })),
  });
  await prisma.person.createMany({
    skipDuplicates,
    data: entries(people).map(([name, person]) => ({
      id: person.id,
      name: person.name,
      email: `${name}@demo.example`,
      patientId: 'patient' in person ? patients[person.patient].id : null,
    })),
  });
  await prisma.membership.createMany({
    skipDuplicates,
    data: entries(people).flatMap(([, person]) =>
      'role' in person
        ? [
            {
              // One membership a person in the demo, so that its id can be the person's.
              id: person.id,
              personId: person.id,
              role: person.role,
              organisationId: organisations[person.organisation].id,
              teamId: 'team' in person ? teams[person.team].id : null,
            },
          ]
        : [],
    ),
  });
  await prisma.teamLink.createMany({
    skipDuplicates,
    data: consents.flatMap((consent) =>
      'team' in consent
        ? [
            {
              patientId: patients[consent.patient].id,
              teamId: teams[consent.team].id,
              organisationId: organisations[teams[consent.team].organisation].id,
              since: now,
            },
          ]
        : [],
    ),
  });
  await prisma.consent.createMany({
    skipDuplicates,
    data: consents.map((consent) => ({
      patientId: patients[consent.patient].id,
      labels: [...consent.labels],
      basis: 'PATIENT',
      since: now,
      ...('team' in consent
        ? {
            granteeId: teams[consent.team].id,
            granteeKind: 'TEAM',
            organisationId: organisations[teams[consent.team].organisation].id,
          }
        : { granteeId: people[consent.carer].id, granteeKind: 'CARER' }),
    })),
  });
};

const entries = <Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] =>
  Object.entries(record) as [Key, Value][];
