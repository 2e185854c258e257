import { isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { typeNumber } from '../fhir/tables.ts';
import { isId } from '../item-id.ts';
import type { ItemName, ItemPage, Paging, Sight, StoredItem } from '../records.types.ts';
import { readCursor, writeCursor } from '../search/cursor.ts';
import type { Schema } from '../write/put.sql.ts';
import { rowNamed, sightsTable, visibleTo } from './sights.sql.ts';
import { statement, type Run } from './statement.ts';
import { inTheNameOf, itemFor, itemOf, type StoredRow } from './stored-row.ts';

type Needs = { readonly run: Run; readonly schema: Schema };
type WantedItem = ItemName & { readonly sight: Sight };

/** Items by id, each through its own sight, in one statement. */
export const readItems =
  ({ run, schema }: Needs) =>
  async (wanted: readonly WantedItem[]): Promise<readonly (StoredItem | undefined)[]> => {
    if (wanted.length === 0) return [];
    const { bind, values } = statement();
    const sights = wanted.map(({ sight }) => sight);
    const table = sightsTable(sights, bind);
    const types = bind(
      wanted.map(({ type }) => typeNumber(type) ?? 0),
      'int2[]',
    );
    const ids = bind(
      wanted.map(({ id }) => (isId(id) ? id : '')),
      'text[]',
    );
    const text = `with p as materialized (select p.*, w.type, w.id from (${table}) p
  join unnest(${types}, ${ids}) with ordinality as w(type, id, n) on w.n = p.n)
select p.n, t.rid, t.id, t.ver, t.updated, t.label, t.sources, t.origin, false as deleted, t.visible_from, '' as key,
  (select v.content from ${schema}.ver v where v.rid = t.rid and v.ver = t.ver) as content
from p cross join lateral (
  select r.* from ${rowNamed(schema, { type: 'p.type', id: 'p.id' })} r where ${visibleTo(sights)}) t`;
    const rows = new Map((await run<StoredRow & { n: number }>(text, values)).map((row) => [row.n, row]));
    return wanted.map(({ sight, type }, index) => {
      const row = rows.get(index + 1);
      return row === undefined ? undefined : itemFor(sight, type, row);
    });
  };

/**
 * Versions of an item, newest first. The item as it is now must be visible, and so must each version by what it was
 * then: neither a label given later nor one taken away opens anything.
 */
export const historyOfItem =
  ({ run, schema }: Needs) =>
  async (sight: Sight, { type, id }: ItemName, { first, after }: Paging): Promise<ItemPage | Failure> => {
    const question = `${schema}/${type}/${id}/_history`;
    const cursor = after === undefined ? undefined : readCursor(question, versions, after);
    if (isFailure(cursor)) return cursor;
    const { bind, values } = statement();
    const named = { type: bind(typeNumber(type) ?? 0, 'int2'), id: bind(isId(id) ? id : '', 'text') };
    const text = `with p as materialized (${sightsTable([sight], bind)}),
i as materialized (select r.rid, r.id, p.labels, p.sources as seen from p cross join lateral (
  select r.* from ${rowNamed(schema, named)} r where ${visibleTo([sight])}) r)
select i.id, r.rid, r.ver, r.updated, r.label, r.sources, r.origin, r.deleted, r.visible_from, r.content, r.updated::text as key
from i cross join lateral (
  select v.* from ${schema}.ver v where v.rid = i.rid and not v.deleted and (v.label = any(i.labels) or v.sources && i.seen)
  ) r ${cursor === undefined ? '' : `where r.ver < ${bind(cursor.rid, 'bigint')}`}
order by r.ver desc limit ${bind(first + 1, 'int')}`;
    const rows = await run<StoredRow>(text, values);
    if (rows.length === 0 && after === undefined) return notFound(`There is no ${type} of this id.`, 'id');
    const page = pageOf(type, rows, { first, question });
    return { ...page, items: page.items.map((item) => inTheNameOf(sight, item)) };
  };

/** Versions are in the order of their numbers; a cursor keeps the last one's number. */
const versions = { by: 'updated', descending: true } as const;

const pageOf = (
  type: string,
  rows: readonly StoredRow[],
  { first, question }: { first: number; question: string },
): ItemPage => {
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  const next =
    rows.length > first && last !== undefined
      ? { next: writeCursor(question, { key: last.key, rid: String(last.ver) }) }
      : {};
  return { items: shown.map((row) => itemOf(type, row)), ...next };
};
