import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { OrganisationId, UserId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';

export type Administrator = { readonly user: UserId; readonly organisation: OrganisationId };

/**
 * A person who runs the organisation, on our own pages. Domain reference §1.2
 *
 * @returns forbidden for everybody else, whatever the id
 */
export const administratorOf = (
  principal: Principal,
  asked: string,
  field = 'organisationId',
): Administrator | Failure => {
  const person = principal.kind === 'person' && principal.integration === 'person' ? principal : undefined;
  const organisation = person?.administers.find((administered) => administered === asked.toLowerCase());
  return person === undefined || organisation === undefined
    ? forbidden('Only an administrator of this organisation may do this.', field)
    : { user: person.user, organisation };
};
