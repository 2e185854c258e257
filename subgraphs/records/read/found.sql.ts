import type { Search } from '../search/compile.ts';
import type { Bind } from '../search/criterion.ts';
import type { Sight } from '../records.types.ts';
import { open, visibleTo } from './sights.sql.ts';

/** What a search finds of what each sight `p` shows. `isOpen`: only rows whose content may be looked into. */
export const found = (
  sights: readonly Sight[],
  { type, criteria }: Pick<Search, 'type' | 'criteria'>,
  { bind, isOpen = false }: { readonly bind: Bind; readonly isOpen?: boolean },
): string =>
  [
    `r.type = ${bind(type, 'int2')}`,
    visibleTo(sights),
    ...criteria.map(({ condition }) => condition(bind)),
    ...(isOpen || criteria.some(({ content }) => content) ? [open] : []),
  ].join(' and ');
