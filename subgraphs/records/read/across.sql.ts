import type { Cursor } from '../search/cursor.ts';
import type { Bind } from '../search/criterion.ts';
import { keyTypes, type Order } from '../search/order.ts';
import type { StoredRow } from './stored-row.ts';
import { rowsOf, type From } from './whole-rows.sql.ts';

export type TypedRow = StoredRow & { readonly type: number };

type Page = { readonly order: Order; readonly first: number; readonly cursor: Cursor | undefined };

/** A page of several types in one order: each gives as many as the page holds, and of these the first are taken. */
export const acrossPage = (froms: readonly From[], { order, first, cursor }: Page, bind: Bind): string => {
  const direction = order.descending ? 'desc' : 'asc';
  const inOrder = `order by r.${order.by} ${direction}, r.rid ${direction} limit ${bind(first + 1, 'int')}`;
  const next =
    cursor === undefined
      ? 'true'
      : `(r.${order.by}, r.rid) ${order.descending ? '<' : '>'} (${bind(cursor.key, keyTypes[order.by])}, ${bind(cursor.rid, 'bigint')})`;
  const parts = froms.map((from, index) => {
    const [m, t] = [`m${String(index)}`, `t${String(index)}`];
    const rows = rowsOf(from, bind);
    const type = `${String(from.search.type)}::int2 as type`;
    // Gathered rows are fenced off before the limit: see `whole.store.ts`.
    return from.plan.kind === 'gather'
      ? `${m} as materialized (${rows}), ${t} as (select r.*, ${type} from ${m} r where ${next} ${inOrder})`
      : `${t} as (select r.*, ${type} from (${rows} and ${next} ${inOrder}) r)`;
  });
  const all = froms.map((_, index) => `select * from t${String(index)}`).join(' union all ');
  const schema = froms[0]?.schema ?? '';
  return `with ${parts.join(',\n')},
t as (select * from (${all}) r ${inOrder})
select t.*, false as deleted, t.${order.by}::text as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from t order by t.${order.by} ${direction}, t.rid ${direction}`;
};

export const acrossTotal = (froms: readonly From[], bind: Bind): string =>
  `select (${froms.map((from) => `(select count(*) from (${rowsOf(from, bind)}) m)`).join(' + ')})::int as total`;
