import { createdColumns } from './columns.ts';
import type { Schema } from './put.sql.ts';
import { rowsFrom, type Count } from './rows-from.ts';

/**
 * Writes rows that nobody can have written before, because their ids have been made for them: $1 is the store, $2… are
 * their columns. What there could be is not asked for, nothing is compared with an earlier state, and nothing is told
 * but when it was: all are written, or the statement fails. Half of what `ownStatement` takes.
 */
export const createStatement = (schema: Schema, count: Count): string => `
with x as materialized (
  select nextval('${schema}.res_rid') as rid, c.* from (${rowsFrom(count, createdColumns)}) c),
r as (
  insert into ${schema}.res(rid, store, type, id, patient, label, sources, entered, entered_order, at,
    origin, deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val, ver, updated)
  select rid, $1::int2, type, id, patient, 'UNSET', sources, entered, '', at,
    origin, false, toks, num_ph, num_lo, num_hi, str_ph, str_val, 1, date_trunc('milliseconds', now())
  from x),
v as (
  insert into ${schema}.ver(rid, ver, updated, store, type, deleted, label, origin, sources, content)
  select rid, 1, date_trunc('milliseconds', now()), $1::int2, type, false, 'UNSET', origin, sources, content from x),
b as (
  insert into ${schema}.outbox(rid, ver, turn)
  select rid, 1, coalesce(get_byte(uuid_send(patient), 15), (rid % 16)::int) % 16 from x),
o as (
  insert into ${schema}.ord(h, at, rid) select u.h, x.at, x.rid from x, unnest(x.ordered) u(h)),
n as (
  insert into ${schema}.num(ph, lo, hi, rid)
  select n.ph, n.lo, coalesce(n.hi, n.lo), x.rid
  from x, unnest(x.num_ph[:x.ways], x.num_lo[:x.ways], x.num_hi[:x.ways]) n(ph, lo, hi)),
s as (
  insert into ${schema}.str(ph, val, rid)
  select s.ph, left(s.val, 200), x.rid from x, unnest(x.str_ph[:x.str_ways], x.str_val[:x.str_ways]) s(ph, val))
select date_trunc('milliseconds', now()) as updated`;
