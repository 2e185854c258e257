import { fixedClock, type Clock } from '../kernel/clock.ts';
import type { OrganisationId, PatientId, TeamId, UserId } from '../kernel/id.ts';
import type { Person, Principal } from '../kernel/principal.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { organisations, patients, people, teams } from '../prisma/demo.ts';
import { contextOf, type Context } from '../subgraphs/kit/context.ts';

/** The demo world's callers as the gateway would establish them; for tests that speak to a slice directly. */
export const testKeys: KeyRing = [{ id: 'test', secret: Buffer.alloc(32, 7) }];

type OrganisationName = keyof typeof organisations;

export const feedOf = (name: OrganisationName): Principal => ({
  kind: 'organisation',
  integration: 'customer.hl7',
  client: `${name}-hl7`,
  organisation: organisations[name].id as OrganisationId,
});

export const customer = (name: OrganisationName): Principal => ({
  kind: 'organisation',
  integration: 'customer.fhir',
  client: `${name}-customer`,
  organisation: organisations[name].id as OrganisationId,
});

export const postbridgeFeed: Principal = {
  kind: 'partner',
  integration: 'partner.hl7',
  client: 'postbridge-hl7',
  partner: 'postbridge',
};

export const person = (name: keyof typeof people): Person => {
  const found = people[name];
  const as = (role: string): boolean => 'role' in found && found.role === role;
  const team = 'team' in found ? [teams[found.team].id as TeamId] : [];
  const organisation = 'organisation' in found ? [organisations[found.organisation].id as OrganisationId] : [];
  return {
    kind: 'person',
    integration: 'person',
    client: 'web',
    user: found.id as UserId,
    ownBehalf: true,
    inPerson: true,
    teams: as('PROFESSIONAL') ? team : [],
    coordinates: as('COORDINATOR') ? team : [],
    organisationOf:
      as('COORDINATOR') && 'team' in found
        ? { [teams[found.team].id]: organisations[found.organisation].id as OrganisationId }
        : {},
    administers: as('ADMINISTRATOR') ? organisation : [],
    guards: as('PRIVACY_OFFICER') ? organisation : [],
    ...('patient' in found ? { patient: patients[found.patient].id as PatientId } : {}),
  };
};

export const callOf = (principal: Principal, clock: Clock = fixedClock('2026-06-01T12:00:00Z')): Context =>
  contextOf({ principal, via: 'GRAPHQL', reading: ['DEMOGRAPHICS'] }, { clock, keys: testKeys });
