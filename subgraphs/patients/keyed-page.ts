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

export type Paged<Item> = { readonly items: readonly Item[]; readonly next?: string };

/** The page out of what was asked for with one row more, which says that there is a next page. */
export const cutTo = <Item extends { readonly id: string }>(first: number, found: readonly Item[]): Paged<Item> => {
  const items = found.slice(0, first);
  const last = found.length > first ? items.at(-1) : undefined;
  return last === undefined ? { items } : { items, next: last.id };
};
