import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { parsePatientId } from '../../kernel/id.ts';
import { pagingOf, type Page } from '../kit/paging.ts';

/** A page of rows in the order of their ids: the cursor is the last id. */
export const pageOf = (asked: Page): { first: number; after: string | null } | Failure => {
  const paging = pagingOf(asked);
  if (isFailure(paging)) return paging;
  const { first, after = null } = paging;
  if (after === null) return { first, after };
  // Any UUID has the form of a patient's id.
  return isFailure(parsePatientId(after)) ? invalid('Give the `next` of the page before.', 'after') : { first, after };
};
