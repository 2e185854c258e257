import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { SnapshotItem } from '../records.types.ts';
import { compileSearch, type SearchIn } from '../search/compile.ts';
import { allOf, anyOf, type Condition, type SqlType } from '../search/criterion.ts';
import { readQuery } from '../search/query.ts';
import { soughtColumns } from '../write/columns.ts';
import { rowOf } from '../write/row.ts';
import { statement, type Run } from './statement.ts';
import { countOf, rowsFrom, valuesIn } from '../write/rows-from.ts';

/** Searches of which any has to find an item; what is found out from other resources, of another moment, is refused. */
export const filterOf = (within: SearchIn, type: string, queries: readonly string[]): Condition | Failure => {
  const conditions: Condition[] = [];
  for (const query of queries) {
    const shaping = readQuery(query).find(({ name }) => shapes.has(name));
    if (shaping !== undefined) return invalid(`${shaping.name} is about a page of a search.`, shaping.name);
    const search = compileSearch(within, type, query);
    if (isFailure(search)) return search;
    const [unknown] = search.ignored;
    if (unknown !== undefined) return invalid(`${type} has no parameter ${unknown}.`, unknown);
    if (search.criteria.length === 0) return invalid(`This asks nothing of ${type}.`, 'filters');
    conditions.push(allOf(search.criteria.map(({ condition }) => condition)));
  }
  return anyOf(conditions);
};

/** They say what a page looks like, and not what is found. */
const shapes: ReadonlySet<string> = new Set(['_count', '_sort', '_total']);

type Needs = { readonly run: Run; readonly within: SearchIn; readonly type: string };

/**
 * Which of these fulfil the condition. They are versions that have been replaced, so that their rows are gone: what each
 * would be found by is worked out again, and the same condition asked of it.
 */
export const fulfilling = async (
  { run, within, type }: Needs,
  condition: Condition,
  versions: readonly SnapshotItem[],
): Promise<ReadonlySet<string>> => {
  if (versions.length === 0) return new Set();
  const rows = versions.map(({ id, lastUpdated, text }) => {
    const resource = JSON.parse(text) as object;
    const nobodys = { type, patient: null, label: 'UNSET' as const, sources: [], order: '', origin: '' };
    const row = rowOf(within, { ...nobodys, id, entered: lastUpdated, resource, text: '{}' }, id);
    if (isFailure(row)) throw new Error(row.message);
    return row;
  });
  const { bind, values } = statement();
  const given = valuesIn(rows, soughtColumns);
  let next = 0;
  const parameter = (of: SqlType): string => bind(given[next++], of);
  const found = await run<{ id: string }>(
    `select r.id from (select x.*, x.entered as updated from (${rowsFrom(countOf(rows), soughtColumns, parameter)}) x) r
where ${condition(bind)}`,
    values,
  );
  return new Set(found.map(({ id }) => id));
};
