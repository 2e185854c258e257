import { customerColumns } from './columns.ts';
import { hiddenStore, ways, type Schema } from './put.sql.ts';
import { rowsFrom, type Count } from './rows-from.ts';

/**
 * Writes rows into a customer's store, as HTTP has it and not by the sender's clock: $1 is the store, $2… are the rows
 * (`columns.ts`), each item once, sorted by id. `entered_order` says what has to be there: '' anything, '0' nothing, else this version.
 * A row that is not returned was not written.
 *
 * What has no clinical date stays where it was first entered: else whoever pages by the usual order would miss what is
 * written in the meantime.
 *
 * A deletion makes no item, and deletes none twice. `existed` is read from the state before the statement. In the outbox
 * all that is about one patient has the same turn (ADR 27).
 */
export const ownStatement = (schema: Schema, count: Count): string => `
with x as materialized (${rowsFrom(count, customerColumns)}),
w as (
  insert into ${schema}.res as r(store, type, id, patient, label, sources, entered, entered_order, at,
    origin, deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val, ver, updated)
  select $1::int2, type, id, patient, label, sources, entered, entered_order, at, origin,
    deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val,
    1, date_trunc('milliseconds', now())
  from x where (not x.deleted and x.entered_order in ('', '0'))
    or exists (select from ${schema}.res e where e.store = ${hiddenStore} and e.type = x.type and e.id = x.id)
  on conflict (store, type, id) do update set
    sources = excluded.sources, entered = excluded.entered, entered_order = excluded.entered_order,
    at = case when excluded.at = excluded.entered and not r.deleted then r.at else excluded.at end,
    origin = excluded.origin, deleted = excluded.deleted,
    toks = excluded.toks, num_ph = excluded.num_ph, num_lo = excluded.num_lo, num_hi = excluded.num_hi,
    str_ph = excluded.str_ph, str_val = excluded.str_val,
    patient = excluded.patient, ver = r.ver + 1, updated = greatest(excluded.updated, r.updated)
  where not (r.deleted and excluded.deleted)
    and (excluded.entered_order in ('', r.ver::text) or (excluded.entered_order = '0' and r.deleted))
  returning rid, type, id, ver, at, updated, deleted),
v as (
  insert into ${schema}.ver(rid, ver, updated, store, type, deleted, label, origin, sources, content)
  select w.rid, w.ver, w.updated, $1::int2, w.type, x.deleted, x.label, x.origin, x.sources, x.content
  from w join x on x.id = w.id and x.type = w.type),
b as (insert into ${schema}.outbox(rid, ver, turn)
  select w.rid, w.ver, coalesce(get_byte(uuid_send(x.patient), 15), (w.rid % 16)::int) % 16 from w join x on x.id = w.id and x.type = w.type)${ways(schema)}
select w.type, w.id, w.ver, w.updated, w.deleted, exists (
  select from ${schema}.res o where w.ver > 1 and o.rid = w.rid and not o.deleted) as existed
from w`;

/** What is there where nothing was written: $1 store, $2 types, $3 ids. */
export const presentStatement = (schema: Schema): string => `
select x.n::int as n, r.ver, r.updated, r.deleted
from unnest($2::int2[], $3::text[]) with ordinality as x(type, id, n)
cross join lateral (select * from ${schema}.res r where r.store = ${hiddenStore} and r.type = x.type and r.id = x.id limit 1) r`;
