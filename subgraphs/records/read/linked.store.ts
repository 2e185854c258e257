import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { hashOf } from '../extract/hash.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex, type Parameter } from '../extract/type-index.ts';
import type { Search, SearchIn } from '../search/compile.ts';
import { anyToken, type Criterion } from '../search/criterion.ts';
import { innerQuery, linkOf, type Link } from '../search/linked.ts';
import { nameOf, type QueryParameter } from '../search/query.ts';
import { matching } from './matching.store.ts';
import type { Asked, Solving, Through } from './solving.ts';

type Within = Pick<SearchIn, 'version' | 'store'>;

/**
 * Finds out what goes through other resources, the innermost first: which of them match, and so which references or ids
 * the outer search is about. A step is one statement.
 */
export const linked = (solving: Solving, asked: Asked, link: Link): Promise<Criterion | Failure> =>
  link.kind === 'chain' ? chain(solving, asked, link) : reverse(solving, asked, link);

const chain = (
  solving: Solving,
  { type, parameter }: Asked,
  { reference, type: target, inner }: Extract<Link, { readonly kind: 'chain' }>,
): Promise<Criterion | Failure> =>
  through(solving, { type, reference, target, field: nameOf(parameter), inner: nameOf(inner) }, async (candidate) =>
    isSearchedBy(solving.within, candidate, inner) ? solving.understand(candidate, innerQuery(inner)) : undefined,
  );

/** The resources that refer to what `searchOf` finds; it gives undefined for a type that cannot be asked so. */
export const through = async (
  solving: Solving,
  { type, reference: code, target, field, inner }: Through,
  searchOf: (candidate: string) => Promise<Search | Failure | undefined>,
): Promise<Criterion | Failure> => {
  const { within } = solving;
  const reference = referenceOf(within, type, code);
  if (reference === undefined) return invalid(`${type} has no reference parameter ${code}.`, field);
  const candidates = (target === undefined ? reference.targets : [target]) ?? [];
  const hashes: string[] = [];
  let isAsked = false;
  for (const candidate of candidates) {
    const search = await searchOf(candidate);
    if (search === undefined) continue;
    if (isFailure(search)) return search;
    isAsked = true;
    const found = await matching(solving, search, { field });
    if (isFailure(found)) return found;
    for (const { id } of found)
      for (const { place } of reference.terminals) hashes.push(hashOf(place.value, `${candidate}/${id}`));
  }
  if (!isAsked) return invalid(`Nothing that ${type}.${code} may refer to is searched by ${inner}.`, field);
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, content: true };
};

const reverse = async (
  solving: Solving,
  { type, parameter }: Asked,
  link: Extract<Link, { readonly kind: 'has' }>,
): Promise<Criterion | Failure> => {
  const field = nameOf(parameter);
  const { within } = solving;
  if (referenceOf(within, link.type, link.reference) === undefined)
    return invalid(`${link.type} has no reference parameter ${link.reference}.`, field);
  if (!isSearchedBy(within, link.type, link.inner))
    return invalid(`${link.type} is not searched by ${nameOf(link.inner)}.`, field);
  const search = await solving.understand(link.type, innerQuery(link.inner));
  if (isFailure(search)) return search;
  const found = await matching(solving, search, { field, withContent: true });
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
  if (link === undefined || link.kind === 'has') return index.parameters.has(inner.name) || everywhere.has(inner.name);
  return index.parameters.has(link.reference) || index.parameters.has(inner.name);
};

/** What every type can be asked for, beside its parameters. */
const everywhere: ReadonlySet<string> = new Set([
  '_id',
  '_lastUpdated',
  '_has',
  '_list',
  '_text',
  '_content',
  '_filter',
]);
