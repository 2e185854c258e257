import type { NewId } from '../../../kernel/id.ts';
import { oncePerKey } from '../../kit/posted.ts';
import type { Sql } from '../../kit/sql.ts';
import type { AccessLogService } from '../access-log.service.ts';
import type { PatientsService } from '../patients.service.ts';
import { ConversationResolver } from './conversation.resolver.ts';
import { conversationService } from './conversation.service.ts';
import { conversationStore } from './conversation.store.ts';

type Needs = {
  readonly sql: Sql;
  readonly newId: NewId;
  readonly patients: PatientsService;
  readonly accessLog: AccessLogService;
};

/** What patients and teams write to each other. */
export const conversationResolver = ({ sql, newId, patients, accessLog }: Needs): object =>
  new ConversationResolver(
    conversationService({
      store: conversationStore(sql),
      patients,
      accessLog,
      once: oncePerKey({ sql, schema: 'patients' }),
      newId,
    }),
  );
