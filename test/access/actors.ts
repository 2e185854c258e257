import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import type { Actor, World } from './facts.ts';

/** The client that a partner has tied to teams; teams have granted the same partner, too. */
export const tiedClient = 'app';

/** Everybody who may ask about a world, through every kind of client. */
export const actorsOf = (world: World): readonly Actor[] => {
  const allTeams = world.teams.map(({ id }) => id as TeamId);
  const noRoles = { coordinates: [], administers: [], guards: [] };
  const organisations = world.organisations.map(({ id }) => id as OrganisationId);
  const clients = organisations.flatMap((organisation): readonly Actor[] => [
    { kind: 'organisation', integration: 'customer.fhir', client: `customer-${organisation}`, organisation },
    { kind: 'partner', integration: 'partner.fhir', client: 'post', partner: 'post', organisation },
  ]);
  const ofTeams = world.teams.map(({ id, organisation }, nth): Actor => {
    const partner = { client: tiedClient, partner: tiedClient, organisation: organisation as OrganisationId };
    return nth % 2 === 0
      ? { kind: 'team', integration: 'tethered.rest', ...partner, team: id as TeamId }
      : { kind: 'partner', integration: 'partner.fhir', ...partner, teams: [id as TeamId] };
  });
  const ofSeveralTeams = organisations.map((organisation, nth): Actor => {
    const own = world.teams.filter((team) => team.organisation === organisation).map(({ id }) => id as TeamId);
    const partner = { client: `several-${nth}`, partner: 'several', organisation, teams: own.slice(-2) };
    return { kind: 'partner', integration: 'partner.fhir', ...partner };
  });
  const people = world.people.flatMap(({ id, patient }, nth): readonly Actor[] => {
    const web: Person = {
      kind: 'person',
      integration: 'person',
      client: 'web',
      user: id as UserId,
      ...(patient === undefined ? {} : { patient: patient as PatientId }),
      ownBehalf: true,
      teams: teamsOf(world, id),
      inPerson: true,
      // These roles by themselves show nobody's data: domain reference §3.2 names none of them.
      ...(nth === 0 ? { coordinates: allTeams, administers: organisations, guards: organisations } : noRoles),
    };
    return [web, throughApp(web, nth % 2 === 0 ? 'PATIENT' : 'CLINICIAN')];
  });
  return [...clients, ...ofTeams, ...ofSeveralTeams, ...people];
};

/** The teams of which somebody is a professional still. */
export const teamsOf = ({ memberships }: World, person: string): readonly TeamId[] =>
  memberships.flatMap((one) => (one.person === person && !one.hasEnded ? [one.team as TeamId] : []));

/** An app acts within the scopes that its user granted, and never as more than its user. Domain reference §6 */
const throughApp = (person: Person, scope: 'PATIENT' | 'CLINICIAN'): Person => ({
  ...person,
  integration: 'app',
  client: 'pulse',
  ...(scope === 'PATIENT' ? { teams: [], inPerson: false } : { ownBehalf: false }),
});
