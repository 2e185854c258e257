import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { PageQuery, SearchPage, Sight } from '../records.types.ts';
import { compileSearch, type Search, type SearchIn } from '../search/compile.ts';
import { afterCursor, readCursor, writeCursor, type Cursor } from '../search/cursor.ts';
import type { Bind } from '../search/criterion.ts';
import { orderBy } from '../search/order.ts';
import type { Schema } from '../write/put.sql.ts';
import { open, sightsTable, visibleTo } from './sights.sql.ts';
import { statement, type Run } from './statement.ts';
import { itemFor, type StoredRow } from './stored-row.ts';

export type PageNeeds = { readonly run: Run; readonly schema: Schema; readonly context: () => SearchIn };

type PageRow = StoredRow & { readonly n: number };

/**
 * Pages of many patients in one statement: for each sight a walk through that patient's range of one index, newest
 * first, which stops after one row more than the page has. The sight's predicate and the search are part of the walk.
 */
export const pagesOf =
  ({ run, schema, context }: PageNeeds) =>
  async (
    sights: readonly Sight[],
    { type, query = '', first, after }: PageQuery,
  ): Promise<readonly SearchPage[] | Failure> => {
    const search = compileSearch(context(), type, query);
    if (isFailure(search)) return search;
    if (after !== undefined && sights.length !== 1)
      return invalid('A cursor goes on with the page of one patient.', 'after');
    // A cursor answers one question about one patient; the page's size may change on the way.
    const questionOf = ({ patient }: Sight): string => `${schema}/${type}?${query} ${patient}`;
    const question = sights[0] === undefined ? '' : questionOf(sights[0]);
    const cursor = after === undefined ? undefined : readCursor(question, search.order, after);
    if (isFailure(cursor)) return cursor;
    if (sights.length === 0) return [];
    const [rows, totals] = await Promise.all([
      rowsOf({ run, schema }, sights, { search, first, cursor }),
      search.total ? totalsOf({ run, schema }, sights, search) : undefined,
    ]);
    const bySight = new Map<number, PageRow[]>();
    for (const row of rows) {
      const own = bySight.get(row.n);
      if (own === undefined) bySight.set(row.n, [row]);
      else own.push(row);
    }
    return sights.map((sight, index) => {
      const own = bySight.get(index + 1) ?? [];
      const shown = own.slice(0, first);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => itemFor(sight, type, row)),
        ...(own.length > first && last !== undefined ? { next: writeCursor(questionOf(sight), last) } : {}),
        ...(totals === undefined ? {} : { total: totals[index] ?? 0 }),
        ignored: search.ignored,
      };
    });
  };

type Where = Pick<PageNeeds, 'run' | 'schema'>;
type Wanted = { readonly search: Search; readonly first: number; readonly cursor: Cursor | undefined };

const rowsOf = (
  { run, schema }: Where,
  sights: readonly Sight[],
  { search, first, cursor }: Wanted,
): Promise<PageRow[]> => {
  const { bind, values } = statement();
  const text = `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.rid, t.id, t.ver, t.updated, t.label, t.sources, t.origin, false as deleted, t.visible_from, t.${search.order.by}::text as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from p cross join lateral (
  select * from ${schema}.res r where ${found(sights, search, bind)}${cursor === undefined ? '' : ` and ${afterCursor(search.order, cursor, bind)}`}
  order by ${orderBy(search.order, 'r')} limit ${bind(first + 1, 'int')}) t
order by p.n, ${orderBy(search.order, 't')}`;
  return run<PageRow>(text, values);
};

const totalsOf = async (
  { run, schema }: Where,
  sights: readonly Sight[],
  search: Search,
): Promise<readonly number[]> => {
  const { bind, values } = statement();
  const text = `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.total from p cross join lateral (select count(*)::int as total from ${schema}.res r where ${found(sights, search, bind)}) t order by p.n`;
  return (await run<{ total: number }>(text, values)).map(({ total }) => total);
};

const found = (sights: readonly Sight[], { type, criteria }: Search, bind: Bind): string =>
  [
    `r.type = ${bind(type, 'int2')}`,
    visibleTo(sights),
    ...criteria.map(({ condition }) => condition(bind)),
    ...(criteria.some(({ content }) => content) ? [open] : []),
  ].join(' and ');
