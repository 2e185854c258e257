import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { PageQuery, SearchPage, Sight } from '../records.types.ts';
import type { Search, SearchIn } from '../search/compile.ts';
import { readCursor, writeCursor } from '../search/cursor.ts';
import { includesOf } from '../search/include.ts';
import { readSortPlace, writeSortPlace } from '../search/sort.ts';
import type { Schema } from '../write/put.sql.ts';
import type { Seeing } from './seeing.ts';
import { understoodFor } from './understood-for.store.ts';
import { joinedWith } from './sight-includes.store.ts';
import { counted, orderedRows, sortedRows, type SightPage } from './sight-rows.sql.ts';
import type { SortedRow } from './sorted.sql.ts';
import { statement, type Run } from './statement.ts';
import { itemFor, type StoredRow } from './stored-row.ts';

export type PageNeeds = { readonly run: Run; readonly schema: Schema; readonly context: () => SearchIn };

type PageRow = StoredRow & { readonly n: number };

/**
 * Pages of many patients in one statement, and one more for each thing that has to be found out first, counted, or
 * included. The sight's predicate and the search are part of each of them.
 */
export const pagesOf =
  ({ run, schema, context }: PageNeeds) =>
  async (
    sights: readonly Sight[],
    { type, query = '', first, after }: PageQuery,
  ): Promise<readonly SearchPage[] | Failure> => {
    const seeing: Seeing = { run, schema, sights, within: context() };
    const search = await understoodFor(seeing, { type, query });
    if (isFailure(search)) return search;
    const includes = includesOf(seeing.within, type, query);
    if (isFailure(includes)) return includes;
    if (after !== undefined && sights.length !== 1)
      return invalid('A cursor goes on with the page of one patient.', 'after');
    // A cursor answers one question about one patient; the page's size may change on the way.
    const questionOf = ({ patient }: Sight): string => `${schema}/${type}?${query} ${patient}`;
    const page = { schema, sights, search, first };
    const rowsWanted = wanted(page, after, sights[0] === undefined ? '' : questionOf(sights[0]));
    if (isFailure(rowsWanted)) return rowsWanted;
    if (sights.length === 0) return [];
    const [rows, totals] = await Promise.all([
      run<PageRow>(rowsWanted.text, rowsWanted.values),
      search.total ? totalsOf(run, page) : undefined,
    ]);
    const bySight = new Map<number, PageRow[]>();
    for (const row of rows) {
      const own = bySight.get(row.n);
      if (own === undefined) bySight.set(row.n, [row]);
      else own.push(row);
    }
    const pages = sights.map((sight, index) => {
      const own = bySight.get(index + 1) ?? [];
      const shown = own.slice(0, first);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => itemFor(sight, type, row)),
        ...(own.length > first && last !== undefined ? { next: cursorOf(search, questionOf(sight), last) } : {}),
        ...(totals === undefined ? {} : { total: totals[index] ?? 0 }),
        ignored: search.ignored,
      };
    });
    if (includes.length === 0) return pages;
    const joined = await joinedWith(
      seeing,
      pages.map(({ items }) => items),
      includes,
    );
    return pages.map((one, index) => ({ ...one, ...joined[index] }));
  };

type Text = { readonly text: string; readonly values: readonly unknown[] };

const wanted = (page: SightPage, after: string | undefined, question: string): Text | Failure => {
  const { order, sort } = page.search;
  const { bind, values } = statement();
  if (sort !== undefined) {
    const place = after === undefined ? undefined : readSortPlace(question, sort, after);
    return isFailure(place) ? place : { text: sortedRows({ ...page, sort, place }, bind), values };
  }
  const cursor = after === undefined ? undefined : readCursor(question, order, after);
  return isFailure(cursor) ? cursor : { text: orderedRows({ ...page, cursor }, bind), values };
};

const cursorOf = ({ sort }: Search, question: string, last: StoredRow): string =>
  sort === undefined
    ? writeCursor(question, last)
    : writeSortPlace(question, {
        keys: sort.map((_, index) => (last as SortedRow)[`k${index}`] ?? null),
        rid: last.rid,
      });

const totalsOf = async (run: Run, page: SightPage): Promise<readonly number[]> => {
  const { bind, values } = statement();
  return (await run<{ total: number }>(counted(page, bind), values)).map(({ total }) => total);
};
