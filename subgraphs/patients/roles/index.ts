import { randomBytes } from 'node:crypto';
import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { AcceptanceResolver } from './acceptance.resolver.ts';
import { acceptanceService } from './acceptance.service.ts';
import { acceptanceStore } from './acceptance.store.ts';
import {
  InvitationResolver,
  OrganisationInvitationsResolver,
  PatientInvitationsResolver,
  TeamInvitationsResolver,
} from './invitation.resolver.ts';
import { invitationService } from './invitation.service.ts';
import { invitationStore } from './invitation.store.ts';
import { keepingStore } from './keeping.store.ts';
import { OrganisationResolver, TeamResolver } from './roles.resolver.ts';
import { rolesService } from './roles.service.ts';
import { rolesStore } from './roles.store.ts';

/** Teams, organisations, who holds which role in them, and who is asked to. */
export const roleResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => {
  const store = rolesStore(sql);
  const roles = rolesService({ store, keeping: keepingStore(sql, newId), newId });
  const invitations = invitationService({
    store: invitationStore(sql, newId),
    roles: store,
    newId,
    random: randomBytes,
  });
  return [
    new OrganisationResolver(roles),
    new TeamResolver(roles),
    new InvitationResolver(invitations),
    new TeamInvitationsResolver(invitations),
    new OrganisationInvitationsResolver(invitations),
    new PatientInvitationsResolver(invitations),
    new AcceptanceResolver(acceptanceService({ store: acceptanceStore(sql, newId) })),
  ];
};
