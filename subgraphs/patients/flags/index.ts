import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { FlagsResolver } from './flags.resolver.ts';
import { flagsService } from './flags.service.ts';
import { flagsStore } from './flags.store.ts';

/** What privacy officers stop: sharing, and the patient’s own access. */
export const flagsResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => [
  new FlagsResolver(flagsService({ store: flagsStore(sql, newId) })),
];
