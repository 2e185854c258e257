import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { FeedMergeResolver } from './feed-merge.resolver.ts';
import { feedMergeService } from './feed-merge.service.ts';
import { feedMergeStore } from './feed-merge.store.ts';
import { MergeResolver } from './merge.resolver.ts';
import { mergeService } from './merge.service.ts';
import { mergeStore } from './merge.store.ts';
import { ProposalResolver } from './proposal.resolver.ts';
import { proposalService } from './proposal.service.ts';
import { proposalStore } from './proposal.store.ts';

/** Two records that are one person's. */
export const mergeResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => [
  new FeedMergeResolver(feedMergeService({ store: feedMergeStore(sql, newId) })),
  new MergeResolver(mergeService({ store: mergeStore(sql, newId) })),
  new ProposalResolver(proposalService({ store: proposalStore(sql, newId) })),
];
