import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { GrantResolver } from './grant.resolver.ts';
import { grantService } from './grant.service.ts';
import { grantStore } from './grant.store.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { partnerService } from './partner.service.ts';
import { partnerStore } from './partner.store.ts';

/** Partners, and what organisations and teams let them do. */
export const grantsResolvers = (sql: Sql, newId: NewId): readonly object[] => [
  new PartnerResolver(partnerService({ store: partnerStore(sql, newId) })),
  new GrantResolver(grantService({ store: grantStore(sql, newId) })),
];
