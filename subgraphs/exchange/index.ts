import { randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { NewId } from '../../kernel/id.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Sql } from '../kit/sql.ts';
import { nobodyWaits, type Wake } from '../kit/wake.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { CredentialActsResolver } from './credential-acts.resolver.ts';
import { credentialActsService } from './credential-acts.service.ts';
import { credentialActs } from './credential-acts.store.ts';
import { credentialKeepingService } from './credential-keeping.service.ts';
import { credentialKeeping } from './credential-keeping.store.ts';
import { CredentialResolver } from './credential.resolver.ts';
import { credentialCheck } from './credential.service.ts';
import { findCredential } from './credential.store.ts';
import { eventResolvers } from './events/index.ts';
import { ExchangeResolver } from './exchange.resolver.ts';
import { exchangeService } from './exchange.service.ts';
import { inboxStore } from './inbox.store.ts';
import { messageLogStore } from './message-log.store.ts';
import { sendAgainService } from './search/again.service.ts';
import { sendAgainStore } from './search/again.store.ts';
import { ForgottenResolver } from './search/forgotten.resolver.ts';
import { forgottenService } from './search/forgotten.service.ts';
import { forgottenStore } from './search/forgotten.store.ts';
import { SearchResolver } from './search/search.resolver.ts';
import { searchService } from './search/search.service.ts';
import { searchStore } from './search/search.store.ts';
import { WorkResolver } from './work.resolver.ts';

type Parts = {
  readonly sql: Sql;
  readonly prisma: Pick<PrismaClient, 'feedCredential' | 'feedAct' | 'inboundMessage' | 'messageAct' | '$transaction'>;
  readonly newId: NewId;
  readonly clock: Clock;
  /** For operators: a line about a credential used from where it may not be. */
  readonly log: (line: string) => void;
  /** Whether webhooks may be on this machine: for tests and demonstrations. */
  readonly webhooksToLoopback?: boolean;
  /** Whether patients are told by e-mail of what is new. */
  readonly notifies?: boolean;
  readonly wake?: Wake;
};

/** The slice that knows the feeds, keeps what they send before anything is done with it, and what was answered. */
export const openExchange = ({
  sql,
  prisma,
  newId,
  clock,
  log,
  webhooksToLoopback = false,
  notifies = false,
  wake = nobodyWaits,
}: Parts): Subgraph => {
  const find = findCredential(prisma);
  const again = sendAgainStore(sql);
  const check = credentialCheck({ find, clock, log });
  return defineSubgraph({
    name: 'exchange',
    resolvers: [
      new ExchangeResolver(
        exchangeService({ inbox: inboxStore(sql), messages: messageLogStore(prisma), checkCredential: check, newId }),
      ),
      new SearchResolver(
        searchService({ store: searchStore(prisma), again, newId }),
        sendAgainService({ store: again }),
      ),
      new ForgottenResolver(forgottenService({ store: forgottenStore(sql) })),
      ...eventResolvers({ sql, newId, loopback: webhooksToLoopback, notifies }),
      new WorkResolver(wake),
      new CredentialActsResolver(credentialActsService({ acts: credentialActs(sql) })),
      new CredentialResolver(
        credentialKeepingService({
          keeping: credentialKeeping(prisma, sql),
          find,
          changed: check.reread,
          newId,
          random: randomBytes,
        }),
      ),
    ],
    works: {
      events: 'select at from events.outbox',
      notices: 'select due_at from events.notice where waiting > 0 and due_at <= now()',
      mails: 'select at from events.mail where hidden is not null',
      webhooks_failing:
        'select failing_since from events.endpoint where ended_at is null and failing_since is not null',
    },
  });
};
