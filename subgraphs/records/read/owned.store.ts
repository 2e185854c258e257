import { defineBatch } from '../../kit/batch.ts';
import type { Sql } from '../../kit/sql.ts';
import { typeNumber } from '../fhir/tables.ts';
import { isId } from '../item-id.ts';
import type { ItemName, StoredItem } from '../records.types.ts';
import type { Schema } from '../write/put.sql.ts';
import { statement, type Run } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';

export type OwnedNeeds = { readonly run: Run; readonly schema: Schema; readonly store: number };

export const versionColumns =
  'r.rid, r.id, v.ver, v.updated, v.label, v.sources, v.origin, v.deleted, v.visible_from, v.content, v.updated::text as key';

// Rows are found by their names through `res_id`. No `store > 0` here: with it, as long as nothing has been analysed, the
// planner likes the partial indexes as much and reads all of a type for one row.

/** One version of an item in a customer's store for its owner; without a version the current one, deleted or not. */
export const readOwned =
  ({ run, schema, store }: OwnedNeeds) =>
  async ({ type, id }: ItemName, version?: number, within?: Sql): Promise<StoredItem | undefined> => {
    const { bind, values } = statement();
    const text = `select ${versionColumns} from ${schema}.res r cross join lateral (
  select * from ${schema}.ver v where v.rid = r.rid and v.ver = ${version === undefined ? 'r.ver' : bind(version, 'int')} limit 1) v
where r.store = ${bind(store, 'int2')} and r.type = ${bind(typeNumber(type) ?? 0, 'int2')} and r.id = ${bind(isId(id) ? id : '', 'text')}`;
    const [row] = await run<StoredRow>(text, values, within);
    return row === undefined ? undefined : itemOf(type, row);
  };

/** Current versions for callers who ask for one item at a time, deleted or not: what is asked for at the same time is one statement. */
export const gatheredOwned = (needs: OwnedNeeds): ((item: ItemName) => Promise<StoredItem | undefined>) => {
  const one = readOwned(needs);
  const read = defineBatch<ItemName, StoredItem | undefined>(async (items) => {
    const [only, ...others] = items;
    return only !== undefined && others.length === 0 ? [await one(only)] : currentOf(needs, items);
  });
  return (item) => read(item, undefined);
};

/** In the order asked for. How many they are is hidden from the planner, which would plan anew for each number. ADR 3 */
const currentOf = async (
  { run, schema, store }: OwnedNeeds,
  items: readonly ItemName[],
): Promise<readonly (StoredItem | undefined)[]> => {
  const { bind, values } = statement();
  const types = bind(
    items.map(({ type }) => typeNumber(type) ?? 0),
    'int2[]',
  );
  const ids = bind(
    items.map(({ id }) => (isId(id) ? id : '')),
    'text[]',
  );
  const text = `select ${versionColumns}, x.n::int as n from unnest((select ${types}), (select ${ids})) with ordinality as x(type, id, n)
cross join lateral (select * from ${schema}.res r where r.store = ${bind(store, 'int2')} and r.type = x.type and r.id = x.id limit 1) r
cross join lateral (select * from ${schema}.ver v where v.rid = r.rid and v.ver = r.ver limit 1) v`;
  const rows = await run<StoredRow & { readonly n: number }>(text, values);
  const found = new Map(rows.map((row) => [row.n, row]));
  return items.map(({ type }, index) => {
    const row = found.get(index + 1);
    return row === undefined ? undefined : itemOf(type, row);
  });
};

/** Current versions of many items, deleted ones left out; in no order. One statement. */
export const readManyOwned =
  ({ run, schema, store }: OwnedNeeds) =>
  async (items: readonly ItemName[], within?: Sql): Promise<readonly StoredItem[]> => {
    const wanted = items.filter(({ type, id }) => typeNumber(type) !== undefined && isId(id));
    if (wanted.length === 0) return [];
    const { bind, values } = statement();
    const types = bind(
      wanted.map(({ type }) => typeNumber(type)),
      'int2[]',
    );
    const ids = bind(
      wanted.map(({ id }) => id),
      'text[]',
    );
    const text = `select ${versionColumns}, x.n::int as n from unnest(${types}, ${ids}) with ordinality as x(type, id, n)
cross join lateral (select * from ${schema}.res r where r.store = ${bind(store, 'int2')} and r.type = x.type and r.id = x.id and not r.deleted limit 1) r
cross join lateral (select * from ${schema}.ver v where v.rid = r.rid and v.ver = r.ver limit 1) v`;
    const rows = await run<StoredRow & { readonly n: number }>(text, values, within);
    return rows.flatMap((row) => {
      const item = wanted[row.n - 1];
      return item === undefined ? [] : [itemOf(item.type, row)];
    });
  };
