import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import type { Role } from '../standing.types.ts';

/** Where a role is held: in a team, or in the whole organisation. */
export type Post = { readonly role: Role; readonly organisation: string; readonly team: string | null };

/** Roles are given and ended by the person, never by an app in their name. */
export const inTheWeb = (principal: Principal): Person | undefined =>
  principal.kind === 'person' && principal.integration === 'person' ? principal : undefined;

export const administers = (principal: Principal, organisation: string): boolean =>
  has(inTheWeb(principal)?.administers, organisation);

export const isTeamRole = (role: Role): boolean => role === 'PROFESSIONAL' || role === 'COORDINATOR';

/** An administrator fills and ends every post of the organisation, a coordinator those of the team. Domain reference §1.2 */
export const mayFill = (principal: Principal, { role, organisation, team }: Post): boolean =>
  administers(principal, organisation) ||
  (team !== null && isTeamRole(role) && has(inTheWeb(principal)?.coordinates, team));

/** Without these nobody could answer for the organisation, or for the privacy of its patients. */
export const mustStayFilled = (role: Role): boolean => !isTeamRole(role);

export const faultOfName = (name: string): Failure | undefined =>
  nameForm.test(name) ? undefined : invalid('A team’s name is 1 to 100 characters on one line.', 'name');

/** As `riverside-diabetes`: what ZTM and MSH-4 carry without escaping, and people read out on the telephone. */
export const faultOfAlias = (alias: string): Failure | undefined =>
  alias.length >= 3 && alias.length <= 60 && aliasForm.test(alias)
    ? undefined
    : invalid('An alias is 3 to 60 small letters, digits and single hyphens between them.', 'alias');

const has = (ids: readonly string[] | undefined, id: string): boolean => ids?.includes(id) ?? false;

const nameForm = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u;
const aliasForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
