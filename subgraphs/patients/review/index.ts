import type { NewId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { accessLogService } from '../access-log.service.ts';
import { accessLogStore } from '../access-log.store.ts';
import { MatchingResolver } from './matching.resolver.ts';
import { matchingService } from './matching.service.ts';
import { matchingStore } from './matching.store.ts';
import { ReleaseResolver } from './release.resolver.ts';
import { releaseService } from './release.service.ts';
import { releaseStore } from './release.store.ts';
import { ReviewResolver } from './review.resolver.ts';
import { reviewService } from './review.service.ts';
import { reviewStore } from './review.store.ts';

/** What messages are checked against, and those that wait for an administrator because of it. */
export const reviewResolvers = ({ sql, newId }: { readonly sql: Sql; readonly newId: NewId }): readonly object[] => {
  const accessLog = accessLogService({ store: accessLogStore(sql), newId });
  return [
    new MatchingResolver(matchingService({ store: matchingStore(sql, newId) })),
    new ReviewResolver(reviewService({ store: reviewStore(sql), accessLog, newId })),
    new ReleaseResolver(releaseService({ store: releaseStore(sql) })),
  ];
};
