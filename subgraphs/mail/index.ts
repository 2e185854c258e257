import type { NewId } from '../../kernel/id.ts';
import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { letterStore } from './letter.store.ts';
import { MailResolver } from './mail.resolver.ts';
import { mailService } from './mail.service.ts';

/** The slice that sends documents to patients as letters, and knows which of them have been read. */
export const openMail = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): Subgraph =>
  defineSubgraph({
    name: 'mail',
    resolvers: [new MailResolver(mailService({ store: letterStore(sql), newId }))],
    references: { Patient: ({ id, purview }) => ({ id, purview }) },
  });
