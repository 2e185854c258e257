import { announcing } from '../../kit/announce.ts';
import { typeNumber } from '../fhir/tables.ts';
import { columnsOfPut } from './columns.ts';
import { rowsFrom, type Count } from './rows-from.ts';

/** PostgreSQL schemas that hold a record store; names in statements come from here alone. */
export const schemas = ['clinical', 'appointments'] as const;
export type Schema = (typeof schemas)[number];

/**
 * Writes rows: $1 is the store, $2… are the rows (`rows-from.ts`), sorted by id so that two writers never wait for each
 * other. All or nothing: where a key is another item's, nothing is written. Nor is anything where a row says which version
 * it follows (`seen`, 0 for none), and another one stands, or the row would not be taken.
 *
 * A row that is there already is replaced by a later message, or by another of the same instant (ADR 0008), but for a
 * label that a person chose: it goes only where the sender names one (ADR 0014). The
 * rows that this returns are those that were written. What the statement reads of `res` itself is the state before it: hence `old`.
 */
export const putStatement = (schema: Schema, { count, withWays }: { count: Count; withWays: boolean }): string => `
with x as materialized (${rowsFrom(count, columnsOfPut(withWays))}),
blocked as materialized (${withWays ? clashing(schema) : `(${clashing(schema)}) union all (${overtaken(schema)})`}),
w as (
  insert into ${schema}.res as r(store, type, id, patient, key, label, label_stands, sources, entered, entered_order, at,
    visible_from, origin, deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val, ver, updated)
  select $1::int2, type, id, patient, key, label, label_stands, sources, entered, entered_order, at, visible_from, origin,
    deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val,
    1, date_trunc('milliseconds', now())
  from x where not exists (select from blocked)
  on conflict (store, type, id) do update set
    label = case when excluded.label_stands then excluded.label else coalesce(r.chosen_label, excluded.label) end,
    label_stands = excluded.label_stands, sources = excluded.sources, entered = excluded.entered, entered_order = excluded.entered_order,
    at = excluded.at, visible_from = excluded.visible_from, origin = excluded.origin, deleted = excluded.deleted,
    toks = excluded.toks, num_ph = excluded.num_ph, num_lo = excluded.num_lo, num_hi = excluded.num_hi,
    str_ph = excluded.str_ph, str_val = excluded.str_val, key = coalesce(r.key, excluded.key),
    patient = excluded.patient, ver = r.ver + 1, updated = greatest(excluded.updated, r.updated)
  where ${isNewer('excluded')}
  returning rid, type, id, ver, at, updated, label),
v as (
  insert into ${schema}.ver(rid, ver, updated, store, type, deleted, label, origin, sources, visible_from, content)
  select w.rid, ${withWays ? 'w.ver' : 'coalesce(x.seen + 1, w.ver)'}, w.updated, $1::int2, w.type, x.deleted, w.label, x.origin, x.sources, x.visible_from, x.content
  from ${withWays ? joined : orSeen})${withWays ? ways(schema) : told(schema)}
select w.type, w.id, w.ver from w`;

const joined = 'w join x on x.id = w.id and x.type = w.type';

/**
 * Who is overtaken while the statement runs has a version that is there already (23505), or no row at all (23502): the
 * statement fails, and with it all that it has written.
 */
const orSeen = `x left join w on x.id = w.id and x.type = w.type
  where w.rid is not null or x.seen is not null and not exists (select from blocked)`;

/** A later message, or another of the same instant. ADR 8 */
const isNewer = (row: string): string =>
  `(r.entered < ${row}.entered or (r.entered = ${row}.entered and r.entered_order <> ${row}.entered_order))`;

/**
 * Of which store $1 says, where an item is looked up. A planner that saw a 0 would take the index of what a patient has
 * (see `patientsRecord`).
 */
export const hiddenStore = '(select $1::int2)';

const clashing = (schema: Schema): string => `
  select from x cross join lateral (
    select from ${schema}.res k where k.store = ${hiddenStore} and k.type = x.type and k.key = x.key and k.id <> x.id limit 1) k limit 1`;

const overtaken = (schema: Schema): string => `
  select from x left join lateral (
    select r.ver, r.entered, r.entered_order from ${schema}.res r where r.store = ${hiddenStore} and r.type = x.type and r.id = x.id limit 1) r on true
  where x.seen is not null and not (coalesce(r.ver, 0) = x.seen and (r.ver is null or ${isNewer('x')})) limit 1`;

/**
 * What of the patients' record is announced: appointments to organisations and, as all of `toPatients`, to patients. In
 * the statement that writes them it costs no round trip. ADR 32
 */
const told = (schema: Schema): string => {
  const [kind, about] =
    schema === 'appointments'
      ? ['appointment.changed', `'appointmentId', w.id, 'version', w.ver`]
      : ['record.changed', `'type', case w.type ${toldTypes.clinical.map(nameWhen).join(' ')} end`];
  return `,
told as (${announcing(`
  select '${kind}', x.sources[1], x.patient, w.label, x.sources, jsonb_build_object(${about})
  from w join x on x.id = w.id and x.type = w.type where w.type in (${toldTypes[schema].map(typeNumber).join(', ')})`)})`;
};

const nameWhen = (type: string): string => `when ${String(typeNumber(type))} then '${type}'`;

/** Of these types a patient is told that something is new. Domain reference §3.1, Notifications */
const toldTypes: Readonly<Record<Schema, readonly string[]>> = {
  appointments: ['Appointment'],
  clinical: [
    'DocumentReference',
    'DiagnosticReport',
    'AllergyIntolerance',
    'Condition',
    'MedicationStatement',
    'CarePlan',
  ],
};

/**
 * The ways into a customer store. They may lag behind a concurrent writer: a search checks each row they lead to. `str`
 * keeps what a btree can hold.
 */
export const ways = (schema: Schema): string => `,
y as materialized (
  select w.rid, w.ver, w.at, x.ways, x.ordered, x.num_ph, x.num_lo,
    x.num_hi, x.str_ph, x.str_val
  from w join x on x.id = w.id and x.type = w.type),
old as materialized (
  select o.rid, o.at, o.toks, o.num_ph, o.num_lo, o.num_hi, o.str_ph, o.str_val, y.at as new_at, y.ordered as new_ordered,
    y.num_ph as new_ph, y.num_lo as new_lo, y.num_hi as new_hi, y.str_ph as new_sph, y.str_val as new_val
  from y cross join lateral (select * from ${schema}.res o where o.rid = y.rid) o where y.ver > 1),
oi as (insert into ${schema}.ord(h, at, rid) select u.h, y.at, y.rid from y, unnest(y.ordered) u(h) on conflict do nothing),
ni as (insert into ${schema}.num(ph, lo, hi, rid)
  select n.ph, n.lo, coalesce(n.hi, n.lo), y.rid from y, unnest(y.num_ph, y.num_lo, y.num_hi) with ordinality n(ph, lo, hi, n) where n.n <= y.ways on conflict do nothing),
si as (insert into ${schema}.str(ph, val, rid)
  select s.ph, left(s.val, 200), y.rid from y, unnest(y.str_ph, y.str_val) s(ph, val) on conflict do nothing),
od as (delete from ${schema}.ord o using old, unnest(old.toks) u(h) where o.h = u.h and o.at = old.at and o.rid = old.rid
  and not (o.at = old.new_at and o.h = any(old.new_ordered))),
nd as (delete from ${schema}.num o using old, unnest(old.num_ph, old.num_lo, old.num_hi) n(ph, lo, hi)
  where o.ph = n.ph and o.lo = n.lo and o.hi = coalesce(n.hi, n.lo) and o.rid = old.rid
  and not exists (select from unnest(old.new_ph, old.new_lo, old.new_hi) m(ph, lo, hi) where m.ph = n.ph and m.lo = n.lo and coalesce(m.hi, m.lo) = o.hi)),
sd as (delete from ${schema}.str o using old, unnest(old.str_ph, old.str_val) s(ph, val)
  where o.ph = s.ph and o.val = left(s.val, 200) and o.rid = old.rid
  and not exists (select from unnest(old.new_sph, old.new_val) m(ph, val) where m.ph = s.ph and left(m.val, 200) = o.val))`;

/** Why rows were not written: $1 store, $2… type, id, key, entered and order of each. */
export const standingStatement = (schema: Schema): string => `
select x.n::int as n, r.ver,
  exists (select from ${schema}.res k where k.store = ${hiddenStore} and k.type = x.type and k.key = x.key and k.id <> x.id) as clash,
  (x.entered, x.entered_order) = (r.entered, r.entered_order) as same
from unnest($2::int2[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[]) with ordinality as x(type, id, key, entered, entered_order, n)
left join lateral (select * from ${schema}.res r where r.store = ${hiddenStore} and r.type = x.type and r.id = x.id limit 1) r on true`;
