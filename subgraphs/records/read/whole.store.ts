import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { SearchPage, WholeQuery } from '../records.types.ts';
import type { SearchIn } from '../search/compile.ts';
import { afterCursor, readCursor, writeCursor, type Cursor } from '../search/cursor.ts';
import type { Bind } from '../search/criterion.ts';
import { includesOf } from '../search/include.ts';
import { orderBy } from '../search/order.ts';
import { readSortPlace, writeSortPlace } from '../search/sort.ts';
import type { Schema } from '../write/put.sql.ts';
import { sortedPage, type SortedRow } from './sorted.sql.ts';
import { statement, type Run } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';
import { planOf } from './way.ts';
import { rowsOf, type From } from './whole-rows.sql.ts';
import { includedWith } from './include.store.ts';
import { understood } from './understood.store.ts';
import { searchAcross } from './across.store.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly context: () => SearchIn };

/** Searches all of one customer's store for its owner: there is no patient and no sight. Never for store 0. */
export const searchWholeStore =
  ({ run, schema, context }: Needs) =>
  async ({ type, compartment, query = '', first, after }: WholeQuery, sql?: Sql): Promise<SearchPage | Failure> => {
    const within = context();
    const needs = { run, schema, sql };
    if (type === undefined) return searchAcross(needs, within, { query, compartment, first, after });
    const search = await understood(needs, within, { type, query, compartment });
    if (isFailure(search)) return search;
    const includes = includesOf(within, type, query);
    if (isFailure(includes)) return includes;
    const scope = compartment === undefined ? '' : `${compartment.type}/${compartment.id}/`;
    const question = `${schema}/${String(within.store)}/${scope}${type}?${query}`;
    const from: From = { schema, store: within.store, search, plan: planOf(search) };
    const page = pageOf(from, { first, after, question });
    if (isFailure(page)) return page;
    const count = totalStatement(from);
    const [rows, totals] = await Promise.all([
      run<StoredRow>(page.text, page.values, sql),
      search.total ? run<{ total: number }>(count.text, count.values, sql) : [],
    ]);
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    const items = shown.map((row) => itemOf(type, row));
    const included =
      includes.length === 0 ? [] : await includedWith({ ...needs, store: within.store }, within, { items, includes });
    return {
      items,
      ...(included.length === 0 ? {} : { included }),
      ...(rows.length > first && last !== undefined ? { next: page.cursorOf(last) } : {}),
      ...(totals[0] === undefined ? {} : { total: totals[0].total }),
      ignored: search.ignored,
      selective: search.criteria.length > 0,
    };
  };

type Text = { readonly text: string; readonly values: readonly unknown[] };

type Wanted = { readonly first: number; readonly after: string | undefined; readonly question: string };

/** A page's statement, and the cursor that goes on after its last row. */
type PageText = Text & { readonly cursorOf: (last: StoredRow) => string };

const pageOf = (from: From, { first, after, question }: Wanted): PageText | Failure => {
  const { order, sort } = from.search;
  const { bind, values } = statement();
  if (sort !== undefined) {
    const place = after === undefined ? undefined : readSortPlace(question, sort, after);
    if (isFailure(place)) return place;
    const cursorOf = (last: StoredRow): string => {
      const keys = sort.map((_, index) => (last as SortedRow)[`k${index}`] ?? null);
      return writeSortPlace(question, { keys, rid: last.rid });
    };
    return { text: sortedPage(from, { sort, first, place }, bind), values, cursorOf };
  }
  const cursor = after === undefined ? undefined : readCursor(question, order, after);
  if (isFailure(cursor)) return cursor;
  const text = orderedPage(from, { first, cursor }, bind);
  return { text, values, cursorOf: (last) => writeCursor(question, last) };
};

const orderedPage = (
  from: From,
  { first, cursor }: { readonly first: number; readonly cursor: Cursor | undefined },
  bind: Bind,
): string => {
  const { schema, search, plan } = from;
  const rows = rowsOf(from, bind);
  const next = cursor === undefined ? 'true' : afterCursor(search.order, cursor, bind);
  const limit = `order by ${orderBy(search.order, 'r')} limit ${bind(first + 1, 'int')}`;
  // Gathered rows are fenced off before the limit: with it in sight the planner would rather walk than gather.
  const page =
    plan.kind === 'gather'
      ? `with m as materialized (${rows}), t as (select * from m r where ${next} ${limit})`
      : `with t as (${rows} and ${next} ${limit})`;
  return `${page} select t.*, false as deleted, t.${search.order.by}::text as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from t order by ${orderBy(search.order, 't')}`;
};

const totalStatement = (from: From): Text => {
  const { bind, values } = statement();
  return { text: `with m as materialized (${rowsOf(from, bind)}) select count(*)::int as total from m`, values };
};
