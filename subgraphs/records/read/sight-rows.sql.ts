import type { Sight } from '../records.types.ts';
import type { Search } from '../search/compile.ts';
import { afterCursor, type Cursor } from '../search/cursor.ts';
import type { Bind } from '../search/criterion.ts';
import { orderBy } from '../search/order.ts';
import { afterSortPlace, orderBySort, type SortKey, type SortPlace } from '../search/sort.ts';
import type { Schema } from '../write/put.sql.ts';
import { found } from './found.sql.ts';
import { open, sightsTable } from './sights.sql.ts';

export type SightPage = {
  readonly schema: Schema;
  readonly sights: readonly Sight[];
  readonly search: Search;
  readonly first: number;
};

const contentOf = (schema: Schema, row: string): string =>
  `(select v.content from ${schema}.ver v where v.rid = ${row}.rid and v.ver = ${row}.ver)`;

/**
 * For each sight a walk through the patient's range of one index, which stops after one row more than the page has. That
 * one only says that there is more: its content stays where it is. What a cursor needs comes with the page's last row alone.
 */
export const orderedRows = (
  { schema, sights, search, first, cursor }: SightPage & { readonly cursor: Cursor | undefined },
  bind: Bind,
): string => `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.id, t.ver, t.updated, t.label, t.sources, t.origin, t.visible_from,
  case when t.nth = f.first then t.rid end as rid, case when t.nth = f.first then t.${search.order.by}::text end as key,
  case when t.nth <= f.first then ${contentOf(schema, 't')} end as content
from p cross join (select ${bind(first, 'int')} as first) f cross join lateral (
  select r.*, row_number() over () as nth from (
    select * from ${schema}.res r where ${found(sights, search, { bind })}${cursor === undefined ? '' : ` and ${afterCursor(search.order, cursor, bind)}`}
    order by ${orderBy(search.order, 'r')} limit ${bind(first + 1, 'int')}) r) t
order by p.n, ${orderBy(search.order, 't')}`;

/**
 * In an order that no index has: the keys of all that is found are worked out. What a delayed item would be sorted by is
 * part of the content that it keeps back: it comes last, as if it had no value.
 */
export const sortedRows = (
  {
    schema,
    sights,
    search,
    first,
    sort,
    place,
  }: SightPage & { readonly sort: readonly SortKey[]; readonly place: SortPlace | undefined },
  bind: Bind,
): string => {
  const keys = sort.map(
    ({ expression }, index) => `case when ${open} then ${expression(bind)} end as k${String(index)}`,
  );
  const content = sort.some((key) => key.content)
    ? `(select ${schema}.readable_json(v.content) from ${schema}.ver v where v.rid = r.rid and v.ver = r.ver)`
    : 'null::jsonb';
  const next = place === undefined ? 'true' : afterSortPlace(sort, place, bind);
  return `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.rid, t.id, t.ver, t.updated, t.label, t.sources, t.origin, false as deleted, t.visible_from, '' as key,
  ${sort.map((_, index) => `t.k${String(index)}::text as k${String(index)}`).join(', ')}, ${contentOf(schema, 't')} as content
from p cross join lateral (
  select * from (
    select r.rid, r.id, r.ver, r.updated, r.label, r.sources, r.origin, r.visible_from, ${keys.join(', ')} from (
      select r.*, ${content} as content from ${schema}.res r where ${found(sights, search, { bind })} offset 0) r offset 0) m
  where ${next} order by ${orderBySort(sort, 'm')} limit ${bind(first + 1, 'int')}) t
order by p.n, ${orderBySort(sort, 't')}`;
};

/** How many each sight finds in all. */
export const counted = ({ schema, sights, search }: Omit<SightPage, 'first'>, bind: Bind): string =>
  `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.total from p cross join lateral (select count(*)::int as total from ${schema}.res r where ${found(sights, search, { bind })}) t order by p.n`;
