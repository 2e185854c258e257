import type { OrganisationId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { actKinds, type ActKind } from '../act.store.ts';

/** What somebody may see of an organisation's acts. */
export type ActsInSight = {
  readonly kinds: readonly ActKind[];
  /** Acts about a patient, too. */
  readonly aboutPatients: boolean;
};

/**
 * The privacy officer oversees sharing, and so what was done about patients; the administrator sees how the organisation
 * is run, and nothing that tells of a patient. Domain reference §1.2
 */
export const actsInSight = (principal: Principal, organisation: OrganisationId): ActsInSight | undefined => {
  if (principal.kind !== 'person' || principal.integration !== 'person') return undefined;
  if (principal.guards.includes(organisation)) return { kinds: actKinds, aboutPatients: true };
  return principal.administers.includes(organisation) ? { kinds: ofAdministration, aboutPatients: false } : undefined;
};

const ofAdministration: readonly ActKind[] = [
  'ORGANISATION_REGISTERED',
  'ORGANISATION_RENAMED',
  'TEAM_CREATED',
  'TEAM_CHANGED',
  'MEMBER_ADDED',
  'MEMBER_REMOVED',
  'INVITED',
  'INVITATION_ACCEPTED',
  'INVITATION_WITHDRAWN',
  'PARTNER_GRANTED',
  'GRANT_REVOKED',
  'LABEL_MAP_SET',
  'LABEL_MAP_REMOVED',
  'CODES_SET',
  'CODES_REMOVED',
  'IDENTIFIER_TYPE_SET',
  'IDENTIFIER_TYPE_REMOVED',
  'MATCHING_SET',
];
