import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { GlassResolver, PatientGlassResolver } from './glass.resolver.ts';
import { glassService } from './glass.service.ts';
import { glassStore } from './glass.store.ts';
import { SearchResolver } from './search.resolver.ts';
import { searchService } from './search.service.ts';
import { searchStore } from './search.store.ts';

/** Finding and opening a record in an emergency. */
export const emergencyResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => {
  const glass = glassService({ store: glassStore(sql, newId) });
  return [
    new GlassResolver(glass),
    new PatientGlassResolver(glass),
    new SearchResolver(searchService({ store: searchStore(sql, newId) })),
  ];
};
