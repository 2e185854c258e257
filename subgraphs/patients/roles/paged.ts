import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Page } from '../../kit/paging.ts';
import { pageOf } from '../keyed-page.ts';
import type { Slot } from './roles.store.ts';

type Paged<Item> = { readonly items: readonly Item[]; readonly next?: string };

/** A page of what `load` has in the order of its ids. */
export const paged = async <Item extends { readonly id: string }>(
  asked: Page,
  load: (slot: Slot) => Promise<readonly Item[]>,
): Promise<Paged<Item> | Failure> => {
  const paging = pageOf(asked);
  if (isFailure(paging)) return paging;
  const { first, after } = paging;
  const found = await load({ limit: first + 1, after });
  const items = found.slice(0, first);
  const last = found.length > first ? items.at(-1) : undefined;
  return last === undefined ? { items } : { items, next: last.id };
};
