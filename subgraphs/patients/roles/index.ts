import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { keepingStore } from './keeping.store.ts';
import { OrganisationResolver, TeamResolver } from './roles.resolver.ts';
import { rolesService } from './roles.service.ts';
import { rolesStore } from './roles.store.ts';

/** Teams, organisations and who holds which role in them. */
export const roleResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => {
  const roles = rolesService({ store: rolesStore(sql), keeping: keepingStore(sql, newId), newId });
  return [new OrganisationResolver(roles), new TeamResolver(roles)];
};
