import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseTeamId, type TeamId, type UserId } from '../../../kernel/id.ts';
import type { Principal, TeamClient } from '../../../kernel/principal.ts';

/** Whoever acts in an emergency, and as whose clinician: a professional, or a client that is tied to the team. */
export type Rescuer =
  { readonly person: UserId; readonly team: TeamId } | Pick<TeamClient, 'client' | 'partner' | 'organisation' | 'team'>;

/** Domain reference §3.1, Break the glass: "valid 30 min for that patient" */
export const endOf = (since: Date): Date => new Date(since.getTime() + 30 * 60_000);

/** The only team of a professional need not be named. */
export const rescuerOf = (principal: Principal, named: string | null | undefined): Rescuer | Failure => {
  const teams = teamsOf(principal);
  if (teams.length === 0) return notFound('You are a professional of no team.');
  const team = named === null || named === undefined ? onlyOne(teams) : parseTeamId(named);
  if (team === undefined) return invalid('Say as whose professional: you belong to several teams.', 'teamId');
  if (isFailure(team) || !teams.includes(team)) return ofNoSuchTeam;
  if (principal.kind === 'team') {
    const { client, partner, organisation } = principal;
    return { client, partner, organisation, team };
  }
  return principal.kind === 'person' ? { person: principal.user, team } : ofNoSuchTeam;
};

export const ofNoSuchTeam = notFound('You are a professional of no such team.', 'teamId');

const teamsOf = (principal: Principal): readonly TeamId[] => {
  if (principal.kind === 'team') return [principal.team];
  return principal.kind === 'person' ? principal.teams : [];
};

const onlyOne = ([team, ...others]: readonly TeamId[]): TeamId | undefined => (others.length > 0 ? undefined : team);
