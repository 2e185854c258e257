import type { NewId } from '../../kernel/id.ts';
import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { letterStore } from './letter.store.ts';
import { MailResolver } from './mail.resolver.ts';
import { mailService } from './mail.service.ts';
import { ReceiptResolver } from './receipts/receipt.resolver.ts';
import { receiptService } from './receipts/receipt.service.ts';
import { receiptStore } from './receipts/receipt.store.ts';
import { relabellingService } from './relabelling.service.ts';
import { relabellingStore } from './relabelling.store.ts';

/** The slice that sends documents to patients as letters, and knows which of them have been read. */
export const openMail = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): Subgraph => {
  const mail = mailService({ store: letterStore(sql), newId });
  const labels = relabellingService({ store: relabellingStore(sql), newId });
  return defineSubgraph({
    name: 'mail',
    resolvers: [new MailResolver(mail, labels), new ReceiptResolver(receiptService({ store: receiptStore(sql) }))],
    references: { Patient: ({ id, purview }) => ({ id, purview }) },
  });
};
