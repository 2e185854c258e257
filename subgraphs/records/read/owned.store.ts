import { isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { typeNumber } from '../fhir/tables.ts';
import { isId } from '../item-id.ts';
import type { ItemName, ItemPage, Paging, StoredItem } from '../records.types.ts';
import { readCursor } from '../search/cursor.ts';
import type { Schema } from '../write/put.sql.ts';
import { pageOf, versions } from './items.store.ts';
import { statement, type Run } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly store: number };
const columns =
  'r.rid, r.id, v.ver, v.updated, v.label, v.sources, v.origin, v.deleted, v.visible_from, v.content, v.updated::text as key';

/** One version of an item in a customer's store for its owner; without a version the current one, deleted or not. */
export const readOwned =
  ({ run, schema, store }: Needs) =>
  async ({ type, id }: ItemName, version?: number): Promise<StoredItem | undefined> => {
    const { bind, values } = statement();
    const text = `select ${columns} from ${schema}.res r cross join lateral (
  select * from ${schema}.ver v where v.rid = r.rid and v.ver = ${version === undefined ? 'r.ver' : bind(version, 'int')} limit 1) v
where r.store = ${bind(store, 'int2')} and r.store > 0 and r.type = ${bind(typeNumber(type) ?? 0, 'int2')} and r.id = ${bind(isId(id) ? id : '', 'text')}`;
    const [row] = await run<StoredRow>(text, values);
    return row === undefined ? undefined : itemOf(type, row);
  };

/** All versions of an item in a customer's store, newest first, deletions among them. FHIR R4 §3.1.0.9 (history) */
export const historyOfOwned =
  ({ run, schema, store }: Needs) =>
  async ({ type, id }: ItemName, { first, after }: Paging): Promise<ItemPage | Failure> => {
    const question = `${schema}/${String(store)}/${type}/${id}/_history`;
    const cursor = after === undefined ? undefined : readCursor(question, versions, after);
    if (isFailure(cursor)) return cursor;
    const { bind, values } = statement();
    const text = `select ${columns} from ${schema}.res r join ${schema}.ver v on v.rid = r.rid
where r.store = ${bind(store, 'int2')} and r.store > 0 and r.type = ${bind(typeNumber(type) ?? 0, 'int2')} and r.id = ${bind(isId(id) ? id : '', 'text')}
  ${cursor === undefined ? '' : `and v.ver < ${bind(cursor.rid, 'bigint')}`}
order by v.ver desc limit ${bind(first + 1, 'int')}`;
    const rows = await run<StoredRow>(text, values);
    if (rows.length === 0 && after === undefined) return notFound(`There is no ${type} of this id.`, 'id');
    return pageOf(type, rows, { first, question });
  };
