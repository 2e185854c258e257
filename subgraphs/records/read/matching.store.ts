import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Search } from '../search/compile.ts';
import type { Solving } from './solving.ts';
import { statement } from './statement.ts';
import { planOf } from './way.ts';
import { rowsOf } from './whole-rows.sql.ts';

/** So many resources may stand between: with more, the search costs more than anybody wants to wait for. */
const most = 10_000;

export type Match = { readonly id: string; readonly content: string };

/** All resources that an inner search finds; `content` is empty where it is not wanted. `field` is the outer parameter. */
export const matching = async (
  { run, schema, sql, within }: Solving,
  search: Search,
  { field, withContent = false }: { readonly field: string; readonly withContent?: boolean },
): Promise<readonly Match[] | Failure> => {
  const { bind, values } = statement();
  const content = withContent ? `(select v.content from ${schema}.ver v where v.rid = m.rid and v.ver = m.ver)` : `''`;
  const rows = rowsOf({ schema, store: within.store, search, plan: planOf(search) }, bind);
  const found = await run<Match>(
    `with m as materialized (${rows}) select m.id, ${content} as content from m limit ${String(most + 1)}`,
    values,
    sql,
  );
  return found.length > most
    ? unsupported(`More than ${String(most)} of ${search.typeName} match that part of the search: narrow it.`, field)
    : found;
};

/** The resources of a type that a query finds, with their texts. */
export const contentsOf = async (
  solving: Solving,
  type: string,
  { query, field }: { readonly query: Readonly<Record<string, string>>; readonly field: string },
): Promise<readonly Match[] | Failure> => {
  const search = await solving.understand(type, new URLSearchParams(query).toString());
  return isFailure(search) ? search : matching(solving, search, { field, withContent: true });
};
