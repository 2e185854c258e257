import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { PageQuery, SearchPage } from '../records.types.ts';
import { bigints, type Bind } from '../search/criterion.ts';
import { compileSearch, type Search, type SearchIn } from '../search/compile.ts';
import { afterCursor, readCursor, writeCursor, type Cursor } from '../search/cursor.ts';
import { orderBy } from '../search/order.ts';
import type { Schema } from '../write/put.sql.ts';
import { statement, type Run } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';
import { planOf, type Plan } from './way.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly context: () => SearchIn };

/** Searches all of one customer's store for its owner: there is no patient and no sight. Never for store 0. */
export const searchWholeStore =
  ({ run, schema, context }: Needs) =>
  async ({ type, query = '', first, after }: PageQuery, sql?: Sql): Promise<SearchPage | Failure> => {
    const within = context();
    const search = compileSearch(within, type, query);
    if (isFailure(search)) return search;
    const question = `${schema}/${String(within.store)}/${type}?${query}`;
    const cursor = after === undefined ? undefined : readCursor(question, search.order, after);
    if (isFailure(cursor)) return cursor;
    const from: From = { schema, store: within.store, search, plan: planOf(search) };
    const page = pageStatement(from, { first, cursor });
    const count = totalStatement(from);
    const [rows, totals] = await Promise.all([
      run<StoredRow>(page.text, page.values, sql),
      search.total ? run<{ total: number }>(count.text, count.values, sql) : [],
    ]);
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => itemOf(type, row)),
      ...(rows.length > first && last !== undefined ? { next: writeCursor(question, last) } : {}),
      ...(totals[0] === undefined ? {} : { total: totals[0].total }),
      ignored: search.ignored,
      selective: search.criteria.length > 0,
    };
  };

type From = { readonly schema: Schema; readonly store: number; readonly search: Search; readonly plan: Plan };
type Text = { readonly text: string; readonly values: readonly unknown[] };

const columns = 'r.rid, r.id, r.ver, r.at, r.updated, r.label, r.sources, r.origin, r.visible_from';

const pageStatement = (from: From, { first, cursor }: { first: number; cursor: Cursor | undefined }): Text => {
  const { bind, values } = statement();
  const { schema, search, plan } = from;
  const rows = rowsOf(from, bind);
  const next = cursor === undefined ? 'true' : afterCursor(search.order, cursor, bind);
  const limit = `order by ${orderBy(search.order, 'r')} limit ${bind(first + 1, 'int')}`;
  // Gathered rows are fenced off before the limit: with it in sight the planner would rather walk than gather.
  const page =
    plan.kind === 'gather'
      ? `with m as materialized (${rows}), t as (select * from m r where ${next} ${limit})`
      : `with t as (${rows} and ${next} ${limit})`;
  const text = `${page} select t.*, false as deleted, t.${search.order.by}::text as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from t order by ${orderBy(search.order, 't')}`;
  return { text, values };
};

const totalStatement = (from: From): Text => {
  const { bind, values } = statement();
  return { text: `with m as materialized (${rowsOf(from, bind)}) select count(*)::int as total from m`, values };
};

/** The rows of a search by its plan, always ending in a condition. */
const rowsOf = ({ schema, store, search, plan }: From, bind: Bind): string => {
  const conditions = ['not r.deleted', ...search.criteria.map(({ condition }) => condition(bind))].join(' and ');
  const inStore = (): string =>
    `r.store = ${bind(store, 'int2')} and r.store > 0 and r.type = ${bind(search.type, 'int2')}`;
  // The same, but of no use to an index: what a way leads to is only checked against it.
  const checked = (): string =>
    `r.store + 0 = ${bind(store, 'int2')} and r.store > 0 and r.type + 0 = ${bind(search.type, 'int2')}`;
  if (plan.kind === 'walk') return `select ${columns} from ${schema}.res r where ${inStore()} and ${conditions}`;
  if (plan.kind === 'ordered')
    return `select ${columns} from ${schema}.ord o cross join lateral (
      select * from ${schema}.res r where r.rid = o.rid and r.at = o.at and ${checked()} limit 1) r
    where o.h = ${bind(plan.hash, 'bigint')} and ${conditions}`;
  const { way } = plan;
  switch (way.kind) {
    case 'ids':
      return `select ${columns} from ${schema}.res r where ${inStore()} and ${conditions}`;
    case 'tokens':
      return `select ${columns} from ${schema}.res r where ${checked()} and r.toks && ${bind(bigints(way.hashes), 'bigint[]')} and ${conditions}`;
    case 'ranges':
      return `select ${columns} from (select distinct rid from ${schema}.num n where n.ph = any(${bind(bigints(way.places), 'bigint[]')})
        and n.lo >= ${bind(way.from, 'float8')} and n.lo <= ${bind(way.to, 'float8')}) n
      cross join lateral (select * from ${schema}.res r where r.rid = n.rid and ${checked()} limit 1) r where ${conditions}`;
    case 'strings':
      return `select ${columns} from (select distinct rid from ${schema}.str s where s.ph = any(${bind(bigints(way.places), 'bigint[]')})
        and s.val >= ${bind(way.prefix.slice(0, 200), 'text')} and s.val < ${bind(`${way.prefix.slice(0, 200)}\u{10ffff}`, 'text')}) s
      cross join lateral (select * from ${schema}.res r where r.rid = s.rid and ${checked()} limit 1) r where ${conditions}`;
  }
};
