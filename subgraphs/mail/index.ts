import type { NewId } from '../../kernel/id.ts';
import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { dispatchStore } from './dispatch/dispatch.store.ts';
import { FallbackResolver } from './dispatch/fallback.resolver.ts';
import { fallbackService } from './dispatch/fallback.service.ts';
import { SentLetterResolver } from './dispatch/sent-letter.resolver.ts';
import { sentLetterService } from './dispatch/sent-letter.service.ts';
import { sentLetterStore } from './dispatch/sent-letter.store.ts';
import { letterStore } from './letter.store.ts';
import { MailResolver } from './mail.resolver.ts';
import { mailService } from './mail.service.ts';
import { OptionsResolver } from './options/options.resolver.ts';
import { optionsService } from './options/options.service.ts';
import { optionsStore } from './options/options.store.ts';
import { ReceiptResolver } from './receipts/receipt.resolver.ts';
import { receiptService } from './receipts/receipt.service.ts';
import { receiptStore } from './receipts/receipt.store.ts';
import { relabellingService } from './relabelling.service.ts';
import { relabellingStore } from './relabelling.store.ts';

/** The slice that sends documents to patients as letters, and knows which of them have been read. */
export const openMail = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): Subgraph => {
  const dispatches = dispatchStore(sql);
  const mail = mailService({ store: letterStore(sql), dispatches, newId });
  const labels = relabellingService({ store: relabellingStore(sql), newId });
  return defineSubgraph({
    name: 'mail',
    resolvers: [
      new MailResolver(mail, labels),
      new ReceiptResolver(receiptService({ store: receiptStore(sql) })),
      new SentLetterResolver(sentLetterService({ store: sentLetterStore(sql) })),
      new OptionsResolver(optionsService({ store: optionsStore(sql, newId) })),
      new FallbackResolver(fallbackService({ store: dispatches, newId })),
    ],
    references: { Patient: ({ id, purview }) => ({ id, purview }) },
    works: {
      letters_due: `select due_at from mail.dispatch where state in ('PUBLISHED', 'NOTIFIED') and due_at <= now()`,
      letters_to_print: `select print_requested_at from mail.dispatch where state = 'PRINT_REQUESTED'`,
    },
  });
};
