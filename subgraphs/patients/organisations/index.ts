import { randomBytes } from 'node:crypto';
import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { RegisteredOrganisationResolver } from './organisation.resolver.ts';
import { organisationService } from './organisation.service.ts';
import { organisationStore } from './organisation.store.ts';

/** How organisations come to be. */
export const organisationResolvers = ({
  sql,
  newId,
}: {
  readonly sql: Sql;
  readonly newId: NewId;
}): readonly object[] => [
  new RegisteredOrganisationResolver(
    organisationService({ store: organisationStore(sql, newId), newId, random: randomBytes }),
  ),
];
