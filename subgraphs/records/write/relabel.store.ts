import { forbidden, notFound, type Failure } from '../../../kernel/failure.ts';
import { amend, overtaken } from '../../kit/amend.ts';
import type { Sql } from '../../kit/sql.ts';
import { typeNumber } from '../fhir/tables.ts';
import type { LabelChange, PutResult, RecordStore, StoredItem } from '../records.types.ts';
import { rowNamed, sightsTable, visibleTo } from '../read/sights.sql.ts';
import { statement } from '../read/statement.ts';
import type { Schema } from './put.sql.ts';

type Needs = { readonly sql: Sql; readonly schema: Schema; readonly read: RecordStore['read'] };

/** Looks at the item through the caller's sight, asks whether this change is allowed, and makes it of that very version. */
export const relabelItem =
  ({ sql, schema, read }: Needs): RecordStore['relabel'] =>
  async (change: LabelChange, allows: (item: StoredItem) => boolean): Promise<PutResult | Failure> =>
    amend(
      sql,
      async () => (await read([change]))[0],
      async (item, transaction) => {
        if (item === undefined) return notFound('There is no such item that you can see.', 'id');
        if (!allows(item)) return forbidden('You may not give this item this label.', 'label');
        const [written] = await relabelled({ sql: transaction, schema }, change, item.version);
        if (written === undefined) return overtaken;
        const outcome = written.ver === item.version ? 'unchanged' : 'updated';
        return { id: item.id, version: written.ver, outcome };
      },
    );

/**
 * The new version has the text of the one before. `entered` and its order stay: whatever the sender says next is newer
 * still. Whoever chooses the label that the item has already makes no version, but the choice is kept.
 */
const relabelled = (
  { sql, schema }: Pick<Needs, 'sql' | 'schema'>,
  { sight, type, id, label, by }: LabelChange,
  version: number,
): Promise<{ readonly ver: number }[]> => {
  const { bind, values } = statement();
  const chosen = bind(label, 'text');
  const named = { type: bind(typeNumber(type) ?? 0, 'int2'), id: bind(id, 'text') };
  const text = `with p as materialized (${sightsTable([sight], bind)}),
old as materialized (select r.rid, r.ver from p cross join lateral (select r.* from ${rowNamed(schema, named)} r
  where r.ver = ${bind(version, 'int')} and ${visibleTo([sight])}) r),
w as (
  update ${schema}.res r set label = ${chosen}, chosen_label = ${chosen},
    ver = r.ver + (r.label <> ${chosen})::int, updated = case when r.label = ${chosen} then r.updated
      else greatest(date_trunc('milliseconds', now()), r.updated) end
  from old where r.rid = old.rid and r.ver = old.ver
  returning r.rid, r.ver, r.updated, r.store, r.type, r.sources, r.visible_from, old.ver as seen),
v as (
  insert into ${schema}.ver(rid, ver, updated, store, type, deleted, label, origin, sources, visible_from, content)
  select w.rid, w.ver, w.updated, w.store, w.type, false, ${chosen}, ${bind(by, 'text')}, w.sources, w.visible_from, v.content
  from w join ${schema}.ver v on v.rid = w.rid and v.ver = w.seen where w.ver > w.seen)
select w.ver from w`;
  const name = `records.${schema}.relabel${sight.formerly === undefined ? '' : '.merged'}`;
  return sql.query(name, text, values);
};
