import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { consentStore } from './consent.store.ts';
import { SharingResolver } from './sharing.resolver.ts';
import { sharingService } from './sharing.service.ts';
import { sharingStore } from './sharing.store.ts';

/** With whom patients share their records. */
export const sharingResolvers = (sql: Sql, newId: NewId): readonly object[] => [
  new SharingResolver(sharingService({ store: sharingStore(sql, newId), consents: consentStore(sql) })),
];
