import type { Criterion, Way } from '../search/criterion.ts';
import type { Search } from '../search/compile.ts';

/**
 * How a search through a whole store gets at its rows. The planner is not asked: without knowing the values it takes a
 * sequential scan for a token, walks half a million rows for a rare one, or joins two large sets (ADR 0003).
 *
 * - `gather` collects all rows that a way leads to, then sorts them: for ways that lead to few.
 * - `ordered` walks the rows of one code in the order of dates, and stops when the page is full.
 * - `walk` goes through the type in the order that is asked for, and stops when the page is full.
 */
export type Plan =
  | { readonly kind: 'gather'; readonly way: Way }
  | { readonly kind: 'ordered'; readonly hash: string }
  | { readonly kind: 'walk' };

export const planOf = ({ criteria, order }: Search): Plan => {
  const way = bestWay(criteria);
  if (way === undefined) return { kind: 'walk' };
  const [hash, ...others] = way.kind === 'tokens' && way.reach === 'ordered' ? way.hashes : [];
  if (hash !== undefined && others.length === 0 && order.by === 'at') return { kind: 'ordered', hash };
  return { kind: 'gather', way };
};

/** The way to the fewest rows for which all criteria may hold; undefined where walking is better. */
export const bestWay = (criteria: readonly Criterion[]): Way | undefined => {
  const ways = criteria.flatMap(({ way, content }) => (way === undefined ? [] : [{ way, content }]));
  const best = ways
    .map((candidate) => ({ ...candidate, rank: rankOf(candidate) }))
    .sort((one, other) => one.rank - other.rank)[0];
  return best === undefined || best.rank === ranks.never ? undefined : best.way;
};

const ranks = {
  ids: 0,
  fewTokens: 1,
  closedRange: 2,
  strings: 3,
  rows: 4,
  ordered: 5,
  openRange: 6,
  manyTokens: 7,
  never: 8,
} as const;

const rankOf = ({ way, content }: Pick<Criterion, 'content'> & { way: Way }): number => {
  switch (way.kind) {
    case 'ids':
      return ranks.ids;
    case 'rows':
      return ranks.rows;
    case 'strings':
      return way.prefix === '' ? ranks.never : ranks.strings;
    case 'tokens':
      return { few: ranks.fewTokens, ordered: ranks.ordered, many: ranks.manyTokens }[way.reach];
    case 'ranges':
      if (way.from > -Infinity && way.to < Infinity) return ranks.closedRange;
      // "Since 2020" of the clinical date is a walk through the newest rows, which are those that are wanted.
      return content ? ranks.openRange : ranks.never;
  }
};
