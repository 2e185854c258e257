import { randomBytes } from 'node:crypto';
import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import type { AccessLogService } from '../access-log.service.ts';
import { JoinResolver } from './join.resolver.ts';
import { joinService } from './join.service.ts';
import { joinStore } from './join.store.ts';
import { numbersStore } from './numbers.store.ts';
import { RegistrationResolver } from './registration.resolver.ts';
import { statusService } from './status.service.ts';
import { tokenService } from './token.service.ts';
import { tokenStore } from './token.store.ts';

type Needs = { readonly sql: Sql; readonly newId: NewId; readonly accessLog: AccessLogService };

/** Who has made their record their own, and how the others are invited to on paper. Domain reference §7.3 */
export const registrationResolvers = ({ sql, newId, accessLog }: Needs): readonly object[] => {
  const status = statusService({ store: numbersStore(sql), accessLog });
  return [
    new JoinResolver(joinService({ store: joinStore(sql, newId) })),
    new RegistrationResolver(status, tokenService({ store: tokenStore(sql), status, newId, random: randomBytes })),
  ];
};
