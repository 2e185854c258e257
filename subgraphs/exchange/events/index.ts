import { randomBytes, randomInt } from 'node:crypto';
import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { DeliveryResolver } from './delivery.resolver.ts';
import { deliveryService } from './delivery.service.ts';
import { deliveryStore } from './delivery.store.ts';
import { EventLogResolver } from './event-log.resolver.ts';
import { eventLog } from './event-log.store.ts';
import { MailToSendResolver } from './mail.resolver.ts';
import { mailService } from './mail.service.ts';
import { mailStore } from './mail.store.ts';
import { NoticeResolver } from './notice.resolver.ts';
import { noticeService } from './notice.service.ts';
import { noticeStore } from './notice.store.ts';
import { WebhookResolver } from './webhook.resolver.ts';
import { webhookService } from './webhook.service.ts';
import { webhookStore } from './webhook.store.ts';

type Needs = { readonly sql: Sql; readonly newId: NewId; readonly loopback: boolean; readonly notifies: boolean };

/** What happened, and who is told of it outside. */
export const eventResolvers = ({ sql, newId, loopback, notifies }: Needs): readonly object[] => {
  const log = eventLog(sql, { notifies });
  const notices = noticeStore(sql);
  return [
    new WebhookResolver(webhookService({ store: webhookStore(sql), newId, random: randomBytes, loopback })),
    new EventLogResolver(log),
    new NoticeResolver(noticeService({ log, store: notices, newId })),
    new MailToSendResolver(mailService({ store: mailStore(sql), notices, newId })),
    new DeliveryResolver(
      deliveryService({ log, store: deliveryStore(sql), newId, chance: () => randomInt(1_000) / 1_000 }),
    ),
  ];
};
