import type { NewId } from '../../kernel/id.ts';
import type { Sql } from '../kit/sql.ts';
import { ActsResolver } from './acts/acts.resolver.ts';
import { actsService } from './acts/acts.service.ts';
import { actsStore } from './acts/acts.store.ts';
import { emergencyResolvers } from './emergency/index.ts';
import { flagsResolvers } from './flags/index.ts';
import { grantsResolvers } from './grants/index.ts';
import { organisationResolvers } from './organisations/index.ts';
import { reviewResolvers } from './review/index.ts';
import { mergeResolvers } from './merge/index.ts';
import { roleResolvers } from './roles/index.ts';
import { sharingResolvers } from './sharing/index.ts';
import { StandingResolver } from './standing.resolver.ts';
import { standingService } from './standing.service.ts';
import { standingStore } from './standing.store.ts';

/** What people do about sharing and roles, and who they are therefore: put together here, beside who may see what. */
export const actingResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => [
  new StandingResolver(standingService({ store: standingStore(sql) })),
  ...grantsResolvers(sql, newId),
  ...organisationResolvers({ sql, newId }),
  ...roleResolvers({ sql, newId }),
  ...emergencyResolvers({ sql, newId }),
  ...mergeResolvers({ sql, newId }),
  ...flagsResolvers({ sql, newId }),
  ...sharingResolvers(sql, newId),
  ...reviewResolvers({ sql, newId }),
  new ActsResolver(actsService({ store: actsStore(sql) })),
];
