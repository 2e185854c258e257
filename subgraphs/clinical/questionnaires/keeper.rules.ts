import type { TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';

/** The organisation of a team whose questionnaires somebody keeps. */
export const organisationOf = (principal: Principal, team: string): string | undefined => {
  if (principal.kind === 'team') return principal.team === team ? principal.organisation : undefined;
  return principal.kind === 'person' ? principal.organisationOf?.[team as TeamId] : undefined;
};

/** The teams whose questionnaires somebody works with. */
export const teamsOf = (principal: Principal): readonly string[] => {
  if (principal.kind === 'team') return [principal.team];
  return principal.kind === 'person' ? [...new Set([...principal.teams, ...principal.coordinates])] : [];
};

/** Whether somebody works with a team, or is its organisation. */
export const isOf = (
  principal: Principal,
  { team, organisation }: { readonly team: string; readonly organisation: string },
): boolean =>
  principal.kind === 'organisation' ? principal.organisation === organisation : teamsOf(principal).includes(team);
