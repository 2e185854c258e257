import { bigints, type Bind } from '../search/criterion.ts';
import type { Search } from '../search/compile.ts';
import type { Schema } from '../write/put.sql.ts';
import type { Plan } from './way.ts';

export type From = { readonly schema: Schema; readonly store: number; readonly search: Search; readonly plan: Plan };

/**
 * Tokens that the planner does not see when it plans. It would find those of a large store to be rarer than it assumes of
 * tokens that it does not know, and so plan anew at each call, which takes longer than the search. ADR 3
 */
const unseen =
  (bind: Bind): Bind =>
  (value, type) =>
    type === 'bigint[]' ? `(select ${bind(value, type)})::bigint[]` : bind(value, type);

const columns = 'r.rid, r.id, r.ver, r.at, r.updated, r.label, r.sources, r.origin, r.visible_from';

/** The rows of a search by its plan, always ending in a condition. */
export const rowsOf = ({ schema, store, search, plan }: From, openly: Bind): string => {
  const bind = plan.kind === 'gather' ? unseen(openly) : openly;
  const gathered = plan.kind === 'gather' ? plan.way : undefined;
  const checks = search.criteria.filter((one) => one.exact !== true || one.way !== gathered);
  const conditions = ['not r.deleted', ...checks.map(({ condition }) => condition(bind))].join(' and ');
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
        and (${(way.spans ?? [way])
          .map(({ from, to }) => `n.lo >= ${bind(from, 'float8')} and n.lo <= ${bind(to, 'float8')}`)
          .join(' or ')})) n
      cross join lateral (select * from ${schema}.res r where r.rid = n.rid and ${checked()} limit 1) r where ${conditions}`;
    case 'rows':
      return `select ${columns} from (select distinct rid from (${way.rows(bind)}) n) n
      cross join lateral (select * from ${schema}.res r where r.rid = n.rid and ${checked()} limit 1) r where ${conditions}`;
    case 'strings':
      return `select ${columns} from (select distinct rid from ${schema}.str s where s.ph = any(${bind(bigints(way.places), 'bigint[]')})
        and s.val >= ${bind(way.prefix.slice(0, 200), 'text')} and s.val < ${bind(`${way.prefix.slice(0, 200)}\u{10ffff}`, 'text')}) s
      cross join lateral (select * from ${schema}.res r where r.rid = s.rid and ${checked()} limit 1) r where ${conditions}`;
  }
};
