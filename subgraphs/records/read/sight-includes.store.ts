import { hashOf } from '../extract/hash.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex } from '../extract/type-index.ts';
import { typeNumber } from '../fhir/tables.ts';
import { liesIn } from '../home-types.ts';
import type { ItemName, Sight, StoredItem } from '../records.types.ts';
import type { Include } from '../search/include.ts';
import { isClosed } from '../sight.ts';
import type { Seeing } from './seeing.ts';
import { anyTokenOfEach } from './each-sight.ts';
import { found } from './found.sql.ts';
import { readItems } from './items.store.ts';
import { sightsTable } from './sights.sql.ts';
import { statement } from './statement.ts';
import { itemFor, type StoredRow } from './stored-row.ts';

/** What comes with one sight's page: items of this slice, and the names of those that another has. */
export type Joined = { readonly included: readonly StoredItem[]; readonly beyond: readonly string[] };

/** A page with all that belongs to it stays a page. */
const most = 1000;
const levels = 10;

/**
 * What `_include` and `_revinclude` add to the pages of many sights, each item once and none that is on its page. An item
 * comes through the sight of its own page alone, whoever refers to it; and what a delayed item refers to is part of the
 * content that it keeps back. Two statements at most for each level of `:iterate` and each kind of reference to the page.
 */
export const joinedWith = async (
  seeing: Seeing,
  pages: readonly (readonly StoredItem[])[],
  includes: readonly Include[],
): Promise<readonly Joined[]> => {
  const gatherings = seeing.sights.map((sight, index) => new Gathering(seeing, sight, pages[index] ?? []));
  const read = readItems(seeing);
  for (let level = 0; level < levels && gatherings.some((one) => one.goesOn); level += 1) {
    const now = includes.filter(({ iterate }) => level === 0 || iterate);
    const wanted = gatherings.flatMap((one, index) => one.wanted(now).map((item) => ({ ...item, index })));
    const items = await read(wanted.map(({ type, id, index }) => ({ type, id, sight: sightAt(seeing, index) })));
    const latest: StoredItem[][] = seeing.sights.map(() => []);
    for (const [place, { index }] of wanted.entries()) {
      const item = items[place];
      if (item !== undefined) latest[index]?.push(item);
    }
    for (const include of now.filter(({ direction }) => direction === 'from'))
      for (const { index, item } of await referring(seeing, gatherings, include)) latest[index]?.push(item);
    for (const [index, one] of gatherings.entries()) one.take(latest[index] ?? []);
  }
  return gatherings.map(({ included, beyond }) => ({ included: included.slice(0, most), beyond: [...beyond] }));
};

const sightAt = ({ sights }: Seeing, index: number): Sight => {
  const sight = sights[index];
  if (sight === undefined) throw new Error('Every page has its sight.');
  return sight;
};

/** What has been gathered for one page, and what was added last, from which the next level goes on. */
class Gathering {
  readonly included: StoredItem[] = [];
  readonly beyond = new Set<string>();
  readonly #seeing: Seeing;
  readonly #sight: Sight;
  readonly #seen: Set<string>;
  #latest: readonly StoredItem[];

  constructor(seeing: Seeing, sight: Sight, page: readonly StoredItem[]) {
    this.#seeing = seeing;
    this.#sight = sight;
    this.#latest = page;
    this.#seen = new Set(page.map(nameOf));
  }

  get goesOn(): boolean {
    return this.#latest.length > 0 && this.included.length < most;
  }

  /** The items that the latest refer to, as far as they lie in this slice. */
  wanted(includes: readonly Include[]): readonly ItemName[] {
    const { within, schema } = this.#seeing;
    const names = new Map<string, ItemName>();
    for (const { type, codes, target, direction } of includes) {
      if (direction !== 'to') continue;
      const referencesOf = referencesBy({ ...within, type }, codes);
      for (const item of this.#latest.filter((one) => one.type === type && !isClosed(this.#sight, one)))
        for (const name of referencesOf(JSON.parse(item.text))) {
          const [of = '', id, ...more] = name.split('/');
          if (id === undefined || more.length > 0 || (target ?? of) !== of || this.#seen.has(name)) continue;
          if (liesIn(schema, of)) names.set(name, { type: of, id });
          else this.beyond.add(name);
        }
    }
    return [...names.values()].slice(0, most);
  }

  /** What items that refer to the latest are found by. */
  namesFor(target: string | undefined): readonly string[] {
    return this.#latest.filter(({ type }) => (target ?? type) === type).map(nameOf);
  }

  take(items: readonly StoredItem[]): void {
    this.#latest = items.filter((item) => {
      const isNew = !this.#seen.has(nameOf(item));
      this.#seen.add(nameOf(item));
      return isNew;
    });
    this.included.push(...this.#latest);
  }
}

const nameOf = ({ type, id }: ItemName): string => `${type}/${id}`;

/** The items that refer to the latest of each page, as far as the page's own sight shows and opens them. */
const referring = async (
  { run, schema, within, sights }: Seeing,
  gatherings: readonly Gathering[],
  { type, codes, target }: Include,
): Promise<readonly { readonly index: number; readonly item: StoredItem }[]> => {
  if (!liesIn(schema, type)) return [];
  const parameters = typeIndex(within.version, within.store, type)?.parameters;
  const places = codes.flatMap((code) => parameters?.get(code)?.terminals.map(({ place }) => place) ?? []);
  const hashes = gatherings.map((one) =>
    one.namesFor(target).flatMap((name) => places.map((place) => hashOf(place.value, name))),
  );
  if (hashes.every((own) => own.length === 0)) return [];
  const { bind, values } = statement();
  const search = { type: typeNumber(type) ?? 0, criteria: [{ condition: anyTokenOfEach(hashes), content: true }] };
  const text = `with p as materialized (${sightsTable(sights, bind)})
select p.n, t.rid, t.id, t.ver, t.updated, t.label, t.sources, t.origin, false as deleted, t.visible_from, '' as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from p cross join lateral (
  select * from ${schema}.res r where ${found(sights, search, { bind })} order by r.at desc, r.rid desc limit ${String(most)}) t
order by p.n, t.at desc, t.rid desc`;
  const rows = await run<StoredRow & { readonly n: number }>(text, values);
  return rows.flatMap((row) => {
    const sight = sights[row.n - 1];
    return sight === undefined ? [] : [{ index: row.n - 1, item: itemFor(sight, type, row) }];
  });
};
