import type { Bind } from '../search/criterion.ts';
import { afterSortPlace, orderBySort, type SortKey, type SortPlace } from '../search/sort.ts';
import type { StoredRow } from './stored-row.ts';
import { rowsOf, type From } from './whole-rows.sql.ts';

export type SortedRow = StoredRow & Readonly<Record<`k${number}`, string | null>>;

type Page = { readonly sort: readonly SortKey[]; readonly first: number; readonly place: SortPlace | undefined };

/**
 * A page in an order that no index has: all matches are gathered, their keys worked out, and the page taken. A search for
 * much, sorted so, costs as much as it finds.
 */
export const sortedPage = (from: From, { sort, first, place }: Page, bind: Bind): string => {
  const { schema } = from;
  const keys = sort.map(({ expression }, index) => `${expression(bind)} as k${String(index)}`).join(', ');
  const content = sort.some((key) => key.content)
    ? `(select ${schema}.readable_json(v.content) from ${schema}.ver v where v.rid = x.rid and v.ver = x.ver)`
    : 'null::jsonb';
  const next = place === undefined ? 'true' : afterSortPlace(sort, place, bind);
  return `with x as materialized (${rowsOf(from, bind)}),
m as materialized (select r.*, ${keys} from (
  select x.*, s.str_ph, s.str_val, s.num_ph, s.num_lo, s.num_hi, ${content} as content
  from x join ${schema}.res s on s.rid = x.rid offset 0) r),
t as (select * from m where ${next} order by ${orderBySort(sort, 'm')} limit ${bind(first + 1, 'int')})
select t.rid, t.id, t.ver, t.updated, t.label, t.sources, t.origin, t.visible_from, false as deleted, '' as key,
  ${sort.map((_, index) => `t.k${String(index)}::text as k${String(index)}`).join(', ')},
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from t order by ${orderBySort(sort, 't')}`;
};
