import type { Backlog } from '../../kernel/operations.ts';
import type { Sql } from './sql.ts';

/**
 * Work that a slice has in the background, by its name: a statement that selects, for each piece of it that is left, since
 * when it waits.
 */
export type Works = Readonly<Record<string, string>>;

/** What these slices have yet to do, for whoever watches over them: none of it should grow old. */
export const backlogOf = (sql: Sql, slices: readonly { readonly works: Works }[]): Backlog => {
  const works = slices.flatMap((slice) => Object.entries(slice.works));
  if (works.length === 0) return () => Promise.resolve([]);
  return () => sql.query('backlog', works.map(count).join(' union all '), []);
};

const count = ([work, left]: readonly [string, string]): string =>
  `select '${work}' as work, count(*)::int as waiting, coalesce(extract(epoch from now() - min(since)), 0)::float8 as seconds
  from (${left}) l(since)`;
