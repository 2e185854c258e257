import { forbidden, type Failure } from '../../../kernel/failure.ts';
import type { OrganisationId, TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';

/** In whose name something stands in the library. */
export type Publisher = { readonly organisation: string; readonly team: string | null };

type Named = { readonly teamId?: string | null | undefined; readonly organisationId?: string | null | undefined };

/** A team's library is kept by those who coordinate it, or act for it; an organisation's by its administrators. */
export const publisherOf = (principal: Principal, { teamId, organisationId }: Named): Publisher | Failure => {
  const named = organisationId?.toLowerCase();
  if (principal.kind === 'team' && !named && (!teamId || teamId.toLowerCase() === principal.team))
    return { organisation: principal.organisation, team: principal.team };
  if (principal.kind === 'person' && named && !teamId && principal.administers.includes(named as OrganisationId))
    return { organisation: named, team: null };
  const team = teamId?.toLowerCase() as TeamId | undefined;
  const organisation = principal.kind === 'person' && team && !named ? principal.organisationOf?.[team] : undefined;
  return team === undefined || organisation === undefined
    ? forbidden(
        'Name a team that you coordinate or act for, or an organisation that you administer.',
        named ? 'organisationId' : 'teamId',
      )
    : { organisation, team };
};

/** Whether somebody keeps the library in which this stands. */
export const keeps = (principal: Principal, { organisation, team }: Publisher): boolean => {
  if (principal.kind === 'team') return principal.team === team;
  if (principal.kind !== 'person') return false;
  return team === null
    ? principal.administers.includes(organisation as OrganisationId)
    : principal.organisationOf?.[team as TeamId] !== undefined;
};
