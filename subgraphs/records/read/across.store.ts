import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { typeNames, typeNumber } from '../fhir/tables.ts';
import type { SearchPage, WholeQuery } from '../records.types.ts';
import type { SearchIn } from '../search/compile.ts';
import { readCursor, writeCursor } from '../search/cursor.ts';
import { includesOf, type Include } from '../search/include.ts';
import { typesInCompartment } from '../search/compartment.ts';
import { typesOf } from '../search/known.ts';
import { nameOf, readQuery } from '../search/query.ts';
import type { Schema } from '../write/put.sql.ts';
import { acrossPage, acrossTotal, type TypedRow } from './across.sql.ts';
import { includedWith } from './include.store.ts';
import { statement, type Run } from './statement.ts';
import { itemOf } from './stored-row.ts';
import { understood } from './understood.store.ts';
import { planOf } from './way.ts';
import type { From } from './whole-rows.sql.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly sql: Sql | undefined };
type Question = Pick<WholeQuery, 'compartment' | 'first' | 'after'> & { readonly query: string };

/**
 * Searches several types at once: those that `_type` names, of a compartment those that can be in it, else all. They are
 * one list in one order, and one statement. FHIR R4 §3.1.1.1.2
 */
export const searchAcross = async (
  needs: Needs,
  within: SearchIn,
  { query, compartment, first, after }: Question,
): Promise<SearchPage | Failure> => {
  const named = typesNamed(within, query);
  if (isFailure(named)) return named;
  const members = compartment === undefined ? undefined : typesInCompartment(within.version, compartment.type);
  const asked = named?.filter((type) => members?.includes(type) ?? true) ?? members;
  const types = named === undefined ? await presentTypes(needs, within.store, asked) : (asked ?? []);
  const shared = sharedPart(query, named !== undefined);
  const searched = await searchesOf(needs, within, { types, query: shared.query, compartment });
  if (isFailure(searched)) return searched;
  const { froms, ignored, includes } = searched;
  const page = { items: [], ignored: [...shared.ignored, ...ignored], selective: true };
  const order = froms[0]?.search.order;
  if (order === undefined) return page;
  if (froms.some(({ search }) => search.sort !== undefined || search.order.by !== order.by))
    return unsupported('Several types are sorted together by _lastUpdated, _id or date.', '_sort');

  const { schema, run, sql } = needs;
  const question = `${schema}/${String(within.store)}/${JSON.stringify(compartment)}/${named?.join(',') ?? '*'}?${query}`;
  const cursor = after === undefined ? undefined : readCursor(question, order, after);
  if (isFailure(cursor)) return cursor;
  const { bind, values } = statement();
  const text = acrossPage(froms, { order, first, cursor }, bind);
  const rows = await run<TypedRow>(text, values, sql);
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  const items = shown.map((row) => itemOf(typeNames()[row.type - 1] ?? '', row));
  const included =
    includes.length === 0 ? [] : await includedWith({ ...needs, store: within.store }, within, { items, includes });
  const count = statement();
  const totals = froms[0]?.search.total === true ? acrossTotal(froms, count.bind) : undefined;
  const [total] = totals === undefined ? [] : await run<{ total: number }>(totals, count.values, sql);
  return {
    ...page,
    items,
    ...(included.length === 0 ? {} : { included }),
    ...(rows.length > first && last !== undefined ? { next: writeCursor(question, last) } : {}),
    ...(total === undefined ? {} : { total: total.total }),
  };
};

/** The types that `_type` names; undefined where it is not there. */
const typesNamed = ({ version }: SearchIn, query: string): readonly string[] | undefined | Failure => {
  const parameters = readQuery(query).filter(({ name }) => name === '_type');
  if (parameters.length === 0) return undefined;
  const types = [...new Set(parameters.flatMap(({ values }) => values))];
  const unknown = types.find((type) => !typesOf(version).includes(type));
  return unknown === undefined
    ? types
    : invalid(`${JSON.stringify(unknown)} is not a resource type of FHIR ${version}.`, '_type');
};

/** Those of the types, or of all, that the store holds anything of. */
const presentTypes = async (
  { run, schema, sql }: Needs,
  store: number,
  among: readonly string[] | undefined,
): Promise<readonly string[]> => {
  const { bind, values } = statement();
  const numbers = (among ?? typeNames()).flatMap((type) => typeNumber(type) ?? []);
  const rows = await run<{ type: number }>(
    `select t.type from unnest(${bind(numbers, 'int2[]')}) t(type) where exists (
  select from ${schema}.res r where r.store = ${bind(store, 'int2')} and r.store > 0 and r.type = t.type and not r.deleted)`,
    values,
    sql,
  );
  return rows.flatMap(({ type }) => typeNames()[type - 1] ?? []);
};

/**
 * Without `_type` only what every resource has can be asked for, whatever types the store happens to hold; `_type`
 * itself has been read.
 */
const sharedPart = (query: string, isNamed: boolean): { query: string; ignored: readonly string[] } => {
  const parameters = readQuery(query);
  const ignored = isNamed ? [] : parameters.filter(({ name }) => !name.startsWith('_')).map(nameOf);
  return { query: without(query, ['_type', ...ignored]), ignored };
};

const without = (query: string, names: readonly string[]): string =>
  new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => !names.includes(name))).toString();

type Searched = {
  readonly froms: readonly From[];
  readonly ignored: readonly string[];
  readonly includes: readonly Include[];
};

/** "Only parameters that are common to all of the types": what one of them does not know is passed over for all. */
const searchesOf = async (
  needs: Needs,
  within: SearchIn,
  asked: { readonly types: readonly string[]; readonly query: string; readonly compartment: Question['compartment'] },
): Promise<Searched | Failure> => {
  const { types, query, compartment } = asked;
  const froms: From[] = [];
  const ignored = new Set<string>();
  const includes = new Map<string, Include>();
  for (const type of types) {
    const search = await understood(needs, within, { type, query, compartment });
    if (isFailure(search)) return search;
    for (const name of search.ignored) ignored.add(name);
    froms.push({ schema: needs.schema, store: within.store, search, plan: planOf(search) });
    const own = includesOf(within, type, query);
    if (isFailure(own)) return own;
    for (const include of own) includes.set(JSON.stringify(include), include);
  }
  if (ignored.size === 0) return { froms, ignored: [], includes: [...includes.values()] };
  const again = await searchesOf(needs, within, { ...asked, query: without(query, [...ignored]) });
  return isFailure(again) ? again : { ...again, ignored: [...ignored, ...again.ignored] };
};
