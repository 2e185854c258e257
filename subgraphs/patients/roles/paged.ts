import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Page } from '../../kit/paging.ts';
import { cutTo, pageOf, type Paged } from '../keyed-page.ts';
import type { Slot } from './roles.store.ts';

/** A page of what `load` has in the order of its ids. */
export const paged = async <Item extends { readonly id: string }>(
  asked: Page,
  load: (slot: Slot) => Promise<readonly Item[]>,
): Promise<Paged<Item> | Failure> => {
  const paging = pageOf(asked);
  if (isFailure(paging)) return paging;
  const { first, after } = paging;
  return cutTo(first, await load({ limit: first + 1, after }));
};
