import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { hashOf } from '../extract/hash.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex, type Parameter } from '../extract/type-index.ts';
import { compileSearch, type SearchIn } from '../search/compile.ts';
import { anyToken, type Criterion } from '../search/criterion.ts';
import { innerQuery, linkName, linkOf, type Link } from '../search/linked.ts';
import { nameOf, readQuery, type QueryParameter } from '../search/query.ts';
import type { Schema } from '../write/put.sql.ts';
import { statement, type Run } from './statement.ts';
import { planOf } from './way.ts';
import { rowsOf } from './whole-rows.sql.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly sql: Sql | undefined };
type Question = { readonly type: string; readonly query: string };
type Within = Pick<SearchIn, 'version' | 'store' | 'now'>;

/** So many resources may stand between: with more, the search costs more than anybody wants to wait for. */
const most = 10_000;

/**
 * Finds out what goes through other resources, the innermost first: which of them match, and so which references or ids
 * the outer search is about. A step is one statement.
 */
export const solveLinks = async (
  needs: Needs,
  within: Within,
  { type, query }: Question,
): Promise<ReadonlyMap<string, Criterion> | Failure> => {
  const solved = new Map<string, Criterion>();
  if (!query.includes('.') && !query.includes('_has')) return solved;
  const known = typeIndex(within.version, within.store, type)?.parameters;
  for (const parameter of readQuery(query)) {
    if (known?.has(parameter.name) === true && parameter.modifier?.includes('.') !== true) continue;
    const link = linkOf(parameter);
    if (link === undefined) continue;
    const criterion =
      link.kind === 'chain'
        ? await chain(needs, within, { type, parameter, link })
        : await reverse(needs, within, { type, parameter, link });
    if (isFailure(criterion)) return criterion;
    solved.set(linkName(parameter), criterion);
  }
  return solved;
};

type Asked<Kind extends Link['kind']> = {
  readonly type: string;
  readonly parameter: QueryParameter;
  readonly link: Extract<Link, { readonly kind: Kind }>;
};

const chain = async (
  needs: Needs,
  within: Within,
  { type, parameter, link }: Asked<'chain'>,
): Promise<Criterion | Failure> => {
  const reference = referenceOf(within, type, link.reference);
  const field = nameOf(parameter);
  if (reference === undefined) return invalid(`${type} has no reference parameter ${link.reference}.`, field);
  const candidates = (link.type === undefined ? reference.targets : [link.type]) ?? [];
  const types = candidates.filter((target) => isSearchedBy(within, target, link.inner));
  if (types.length === 0)
    return invalid(`Nothing that ${type}.${link.reference} may refer to is searched by ${nameOf(link.inner)}.`, field);
  const hashes: string[] = [];
  for (const target of types) {
    const found = await matching(needs, within, { type: target, query: innerQuery(link.inner), field });
    if (isFailure(found)) return found;
    for (const { id } of found)
      for (const { place } of reference.terminals) hashes.push(hashOf(place.value, `${target}/${id}`));
  }
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, content: true };
};

const reverse = async (
  needs: Needs,
  within: Within,
  { type, parameter, link }: Asked<'has'>,
): Promise<Criterion | Failure> => {
  const field = nameOf(parameter);
  if (referenceOf(within, link.type, link.reference) === undefined)
    return invalid(`${link.type} has no reference parameter ${link.reference}.`, field);
  if (!isSearchedBy(within, link.type, link.inner))
    return invalid(`${link.type} is not searched by ${nameOf(link.inner)}.`, field);
  const found = await matching(needs, within, {
    type: link.type,
    query: innerQuery(link.inner),
    field,
    withContent: true,
  });
  if (isFailure(found)) return found;
  const referencesOf = referencesBy({ ...within, type: link.type }, [link.reference]);
  const ids = new Set<string>();
  for (const { content } of found)
    for (const target of referencesOf(JSON.parse(content)))
      if (target.startsWith(`${type}/`)) ids.add(target.slice(type.length + 1));
  const wanted = [...ids];
  return {
    condition: (bind) => `r.id = any(${bind(wanted, 'text[]')})`,
    way: { kind: 'ids', ids: wanted },
    content: true,
  };
};

const referenceOf = ({ version, store }: Within, type: string, code: string): Parameter | undefined => {
  const parameter = typeIndex(version, store, type)?.parameters.get(code);
  return parameter?.kind === 'reference' ? parameter : undefined;
};

const isSearchedBy = ({ version, store }: Within, type: string, inner: QueryParameter): boolean => {
  const index = typeIndex(version, store, type);
  if (index === undefined) return false;
  const link = linkOf(inner);
  if (link === undefined || link.kind === 'has')
    return (
      index.parameters.has(inner.name) || inner.name === '_id' || inner.name === '_lastUpdated' || inner.name === '_has'
    );
  return index.parameters.has(link.reference) || index.parameters.has(inner.name);
};

type Inner = Question & { readonly field: string; readonly withContent?: boolean };

const matching = async (
  needs: Needs,
  within: Within,
  { type, query, field, withContent = false }: Inner,
): Promise<readonly { readonly id: string; readonly content: string }[] | Failure> => {
  const solved = await solveLinks(needs, within, { type, query });
  if (isFailure(solved)) return solved;
  const search = compileSearch({ ...within, solved }, type, query);
  if (isFailure(search)) return search;
  const { bind, values } = statement();
  const { run, schema, sql } = needs;
  const content = withContent ? `(select v.content from ${schema}.ver v where v.rid = m.rid and v.ver = m.ver)` : `''`;
  const rows = rowsOf({ schema, store: within.store, search, plan: planOf(search) }, bind);
  const found = await run<{ id: string; content: string }>(
    `with m as materialized (${rows}) select m.id, ${content} as content from m limit ${String(most + 1)}`,
    values,
    sql,
  );
  return found.length > most
    ? unsupported(`More than ${String(most)} of ${type} match ${query}: narrow that part of the search.`, field)
    : found;
};
