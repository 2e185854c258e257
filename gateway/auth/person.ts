import type { OrganisationId, UserId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import type { PersonStanding, Role } from './ports.ts';

/** The person in the web UI, with all that they are. */
export const personOf = (
  { patientId, memberships }: PersonStanding,
  { user, ...who }: Pick<Person, 'integration' | 'client'> & { readonly user: string },
): Person => {
  const as = (role: Role) => memberships.filter((membership) => membership.role === role);
  const teamsAs = (role: Role) => as(role).flatMap(({ teamId }) => (teamId ? [teamId] : []));
  const organisationsAs = (role: Role) => as(role).map(({ organisationId }) => organisationId);
  return {
    kind: 'person',
    ...who,
    user: user as UserId,
    ...(patientId ? { patient: patientId } : {}),
    ownBehalf: true,
    inPerson: true,
    teams: teamsAs('PROFESSIONAL'),
    coordinates: teamsAs('COORDINATOR'),
    organisationOf: Object.fromEntries<OrganisationId>(
      as('COORDINATOR').flatMap(({ teamId, organisationId }) => (teamId ? [[teamId, organisationId]] : [])),
    ),
    administers: organisationsAs('ADMINISTRATOR'),
    guards: organisationsAs('PRIVACY_OFFICER'),
  };
};

/**
 * What an app may be of a person: what its scopes cover, and never more. Domain reference §6: PATIENT acts as a carer too;
 * CLINICIAN and TEAMCOORD act in the person's teams. Administrators and privacy officers work in the web UI alone.
 */
export const withinScopes = (person: Person, scopes: readonly string[]): Person => {
  const { patient, organisationOf: _, ...others } = person;
  const covers = (scope: 'PATIENT' | 'CLINICIAN' | 'TEAMCOORD') => scopes.includes(scope);
  return {
    ...others,
    ...(patient !== undefined && covers('PATIENT') ? { patient } : {}),
    ownBehalf: covers('PATIENT'),
    inPerson: covers('CLINICIAN'),
    teams: covers('CLINICIAN') ? person.teams : [],
    coordinates: covers('TEAMCOORD') ? person.coordinates : [],
    administers: [],
    guards: [],
  };
};
