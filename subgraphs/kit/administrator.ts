import type { OrganisationId, UserId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';

/** A person who runs the organisation, on our own pages; undefined for everybody else. Domain reference §1.2 */
export const administratorOf = (
  principal: Principal,
  asked: string,
): { readonly user: UserId; readonly organisation: OrganisationId } | undefined => {
  if (principal.kind !== 'person' || principal.integration !== 'person') return undefined;
  const organisation = principal.administers.find((administered) => administered === asked.toLowerCase());
  return organisation === undefined ? undefined : { user: principal.user, organisation };
};
