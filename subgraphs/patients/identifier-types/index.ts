import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { IdentifierTypeResolver } from './identifier-type.resolver.ts';
import { identifierTypeService } from './identifier-type.service.ts';
import { identifierTypeStore } from './identifier-type.store.ts';

/** By which numbers an organisation's messages find patients. Domain reference §4.2 */
export const identifierTypeResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }) => [
  new IdentifierTypeResolver(identifierTypeService(identifierTypeStore(sql, newId))),
];
