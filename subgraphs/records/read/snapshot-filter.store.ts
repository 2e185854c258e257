import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { SnapshotItem } from '../records.types.ts';
import { compileSearch, type SearchIn } from '../search/compile.ts';
import { allOf, anyOf, type Condition } from '../search/criterion.ts';
import { readQuery } from '../search/query.ts';
import { rowOf, type Row } from '../write/row.ts';
import { statement, type Run } from './statement.ts';

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
  const column = (of: (row: Row) => unknown, type: 'text[]' | 'timestamptz[]'): string => bind(rows.map(of), type);
  const columns = [
    column(({ id }) => id, 'text[]'),
    column(({ at }) => at, 'timestamptz[]'),
    column(({ entered }) => entered, 'timestamptz[]'),
    column(({ tokens }) => tokens, 'text[]'),
    ...[0, 1, 2].map((n) => column(({ ranges }) => ranges[n], 'text[]')),
    ...[0, 1].map((n) => column(({ strings }) => strings[n], 'text[]')),
  ];
  const found = await run<{ id: string }>(
    `select r.id from (select x.id, x.at, x.updated, x.toks::bigint[] as toks, x.num_ph::bigint[] as num_ph, x.num_lo::float8[] as num_lo,
  x.num_hi::float8[] as num_hi, x.str_ph::bigint[] as str_ph, x.str_val::text[] as str_val
  from unnest(${columns.join(', ')}) as x(id, at, updated, toks, num_ph, num_lo, num_hi, str_ph, str_val)) r
where ${condition(bind)}`,
    values,
  );
  return new Set(found.map(({ id }) => id));
};
