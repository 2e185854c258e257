import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { hashOf } from '../extract/hash.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex, type Parameter } from '../extract/type-index.ts';
import { liesIn } from '../home-types.ts';
import type { Search } from '../search/compile.ts';
import type { Criterion } from '../search/criterion.ts';
import { innerQuery, linkOf, type Link } from '../search/linked.ts';
import { nameOf, type QueryParameter } from '../search/query.ts';
import { anyIdOfEach, anyTokenOfEach } from './each-sight.ts';
import { found } from './found.sql.ts';
import { sightsTable } from './sights.sql.ts';
import type { Seeing, SeeingMore } from './seeing.ts';
import type { Through } from './solving.ts';
import { statement } from './statement.ts';

type Linked<Kind extends Link['kind']> = {
  readonly type: string;
  readonly parameter: QueryParameter;
  readonly link: Extract<Link, { readonly kind: Kind }>;
};

/** Items that refer to what the inner search finds. */
export const chain = (seeing: SeeingMore, { type, parameter, link }: Linked<'chain'>): Promise<Criterion | Failure> => {
  const { reference, type: target, inner } = link;
  return through(
    seeing,
    { type, reference, target, field: nameOf(parameter), inner: nameOf(inner) },
    async (candidate) =>
      isSearchedBy(seeing, candidate, inner) ? seeing.understand(candidate, innerQuery(inner)) : undefined,
  );
};

/** Items that refer to what `searchOf` finds; it gives undefined for a type that cannot be asked so. */
export const through = async (
  seeing: SeeingMore,
  { type, reference: code, target, field }: Through,
  searchOf: (candidate: string) => Promise<Search | Failure | undefined>,
): Promise<Criterion | Failure> => {
  const reference = referenceOf(seeing, type, code);
  if (reference === undefined) return invalid(`${type} has no reference parameter ${code}.`, field);
  const candidates = (target === undefined ? (reference.targets ?? []) : [target]).filter((candidate) =>
    liesIn(seeing.schema, candidate),
  );
  const hashes: string[][] = seeing.sights.map(() => []);
  let isAsked = false;
  for (const candidate of candidates) {
    const search = await searchOf(candidate);
    if (search === undefined) continue;
    if (isFailure(search)) return search;
    isAsked = true;
    const matches = await matching(seeing, search, { field });
    if (isFailure(matches)) return matches;
    for (const { n, id } of matches)
      for (const { place } of reference.terminals) hashes[n - 1]?.push(hashOf(place.value, `${candidate}/${id}`));
  }
  if (!isAsked)
    return unsupported(`No item of the record that ${type}.${code} may refer to is searched by that here.`, field);
  return { condition: anyTokenOfEach(hashes), content: true };
};

/** Items that what the inner search finds refers to. */
export const reverse = async (
  seeing: SeeingMore,
  { type, parameter, link }: Linked<'has'>,
): Promise<Criterion | Failure> => {
  const field = nameOf(parameter);
  if (referenceOf(seeing, link.type, link.reference) === undefined)
    return invalid(`${link.type} has no reference parameter ${link.reference}.`, field);
  if (!liesIn(seeing.schema, link.type) || !isSearchedBy(seeing, link.type, link.inner))
    return unsupported(`${link.type} is not searched by ${nameOf(link.inner)} on the way to ${type} here.`, field);
  const search = await seeing.understand(link.type, innerQuery(link.inner));
  if (isFailure(search)) return search;
  const matches = await matching(seeing, search, { field, withContent: true });
  if (isFailure(matches)) return matches;
  const referencesOf = referencesBy({ ...seeing.within, type: link.type }, [link.reference]);
  const ids = seeing.sights.map(() => new Set<string>());
  for (const { n, content } of matches)
    for (const target of referencesOf(JSON.parse(content)))
      if (target.startsWith(`${type}/`)) ids[n - 1]?.add(target.slice(type.length + 1));
  return { condition: anyIdOfEach(ids.map((own) => [...own])), content: true };
};

/** So many items of one patient may stand between. */
const most = 10_000;

type Match = { readonly n: number; readonly id: string; readonly content: string };

/** The items that an inner search finds for each sight; with their content, which then has to be open. */
const matching = async (
  { run, schema, sights }: Seeing,
  search: Search,
  { field, withContent = false }: { readonly field: string; readonly withContent?: boolean },
): Promise<readonly Match[] | Failure> => {
  const { bind, values } = statement();
  const content = withContent ? `(select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver)` : `''`;
  const matches = await run<Match>(
    `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.id, ${content} as content from p cross join lateral (
  select r.rid, r.ver, r.id from ${schema}.res r where ${found(sights, search, { bind, isOpen: withContent })} limit ${String(most + 1)}) t`,
    values,
  );
  const counts = new Map<number, number>();
  for (const { n } of matches) counts.set(n, (counts.get(n) ?? 0) + 1);
  return [...counts.values()].some((count) => count > most)
    ? unsupported(`More than ${String(most)} of ${search.typeName} match that part of the search: narrow it.`, field)
    : matches;
};

const referenceOf = ({ within }: Seeing, type: string, code: string): Parameter | undefined => {
  const parameter = typeIndex(within.version, within.store, type)?.parameters.get(code);
  return parameter?.kind === 'reference' ? parameter : undefined;
};

const isSearchedBy = ({ within }: Seeing, type: string, inner: QueryParameter): boolean => {
  const parameters = typeIndex(within.version, within.store, type)?.parameters;
  const code = linkOf(inner)?.kind === 'chain' ? (linkOf(inner)?.reference ?? '') : inner.name;
  return parameters?.has(code) === true || everywhere.has(code);
};

/** What every type can be asked for, beside its parameters. */
const everywhere: ReadonlySet<string> = new Set(['_id', '_lastUpdated', '_has', '_text', '_content', '_filter']);
