import { hashOf } from '../extract/hash.ts';
import type { Sql } from '../../kit/sql.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex } from '../extract/type-index.ts';
import { typeNumber } from '../fhir/tables.ts';
import type { ItemName, StoredItem } from '../records.types.ts';
import { bigints } from '../search/criterion.ts';
import type { Include } from '../search/include.ts';
import type { SearchIn } from '../search/compile.ts';
import { readManyOwned, versionColumns, type OwnedNeeds } from './owned.store.ts';
import { statement } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';

type Needs = OwnedNeeds & { readonly sql: Sql | undefined };
type Page = { readonly items: readonly StoredItem[]; readonly includes: readonly Include[] };

/** A page with all that belongs to it stays a page. */
const most = 1000;
const levels = 10;

/**
 * What comes with a page, each resource once and none that is on the page: first of the page itself, then, as far as
 * `:iterate` goes, of what has been included. Two statements for each level.
 */
export const includedWith = async (
  needs: Needs,
  within: Pick<SearchIn, 'version' | 'store' | 'base'>,
  { items, includes }: Page,
): Promise<readonly StoredItem[]> => {
  const seen = new Set(items.map(nameOf));
  const included: StoredItem[] = [];
  let latest = items;
  for (let level = 0; latest.length > 0 && level < levels && included.length < most; level += 1) {
    const now = includes.filter(({ iterate }) => level === 0 || iterate);
    const wanted = new Map<string, ItemName>();
    for (const { type, codes, target } of now.filter(({ direction }) => direction === 'to')) {
      const referencesOf = referencesBy({ ...within, type }, codes);
      for (const item of latest)
        if (item.type === type)
          for (const name of referencesOf(JSON.parse(item.text))) {
            const [of = '', id, ...more] = name.split('/');
            if (id !== undefined && more.length === 0 && (target ?? of) === of && !seen.has(name))
              wanted.set(name, { type: of, id });
          }
    }
    const sources = now.filter(({ direction }) => direction === 'from');
    const found = [
      ...(await readManyOwned(needs)([...wanted.values()].slice(0, most), needs.sql)),
      ...(await referring(needs, within, { items: latest, includes: sources })),
    ];
    latest = found.filter((item) => {
      const isNew = !seen.has(nameOf(item));
      seen.add(nameOf(item));
      return isNew;
    });
    included.push(...latest);
  }
  return included.slice(0, most);
};

const nameOf = ({ type, id }: ItemName): string => `${type}/${id}`;

/** The resources that refer to these. */
const referring = async (
  { run, schema, store, sql }: Needs,
  { version }: Pick<SearchIn, 'version' | 'store'>,
  { items, includes }: Page,
): Promise<readonly StoredItem[]> => {
  const found: StoredItem[] = [];
  for (const { type, codes, target } of includes) {
    const parameters = typeIndex(version, store, type)?.parameters;
    const places = codes.flatMap((code) => parameters?.get(code)?.terminals.map(({ place }) => place) ?? []);
    const names = items.filter((item) => (target ?? item.type) === item.type).map(nameOf);
    const hashes = places.flatMap((place) => names.map((name) => hashOf(place.value, name)));
    if (hashes.length === 0) continue;
    const { bind, values } = statement();
    // Fenced off before the limit: see `whole.store.ts`.
    const text = `with m as materialized (
  select r.rid, r.id, r.ver from ${schema}.res r where r.store + 0 = ${bind(store, 'int2')} and r.store > 0
    and r.type + 0 = ${bind(typeNumber(type) ?? 0, 'int2')} and not r.deleted and r.toks && ${bind(bigints(hashes), 'bigint[]')})
select ${versionColumns} from (select * from m order by rid limit ${String(most)}) r
cross join lateral (select * from ${schema}.ver v where v.rid = r.rid and v.ver = r.ver limit 1) v`;
    found.push(...(await run<StoredRow>(text, values, sql)).map((row) => itemOf(type, row)));
  }
  return found;
};
