import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseTeamId, type TeamId, type UserId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';

/** A professional, and the team as whose professional they act in an emergency. */
export type Rescuer = { readonly person: UserId; readonly team: TeamId };

/** Domain reference §3.1, Break the glass: "valid 30 min for that patient" */
export const endOf = (since: Date): Date => new Date(since.getTime() + 30 * 60_000);

/** The only team of a professional need not be named. */
export const rescuerOf = (principal: Principal, named: string | null | undefined): Rescuer | Failure => {
  const { user: person, teams } = principal.kind === 'person' ? principal : { user: undefined, teams: [] };
  if (person === undefined || teams.length === 0) return notFound('You are a professional of no team.');
  if (named === null || named === undefined) {
    const [team, ...others] = teams;
    return team === undefined || others.length > 0
      ? invalid('Say as whose professional: you belong to several teams.', 'teamId')
      : { person, team };
  }
  const team = parseTeamId(named);
  return isFailure(team) || !teams.includes(team) ? ofNoSuchTeam : { person, team };
};

export const ofNoSuchTeam = notFound('You are a professional of no such team.', 'teamId');
