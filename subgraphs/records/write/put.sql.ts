import { announcing } from '../../kit/announce.ts';
import { typeNumber } from '../fhir/tables.ts';
import type { Row } from './row.ts';

/** PostgreSQL schemas that hold a record store; names in statements come from here alone. */
export const schemas = ['clinical', 'appointments'] as const;
export type Schema = (typeof schemas)[number];

/** A column of rows as they travel, next to `content`: its name in statements, its type, and what a row has in it. */
export type Column = readonly [name: string, type: string, value: (row: Row) => unknown];

export const columns: readonly Column[] = [
  ['type', 'int2', ({ type }) => type],
  ['id', 'text', ({ id }) => id],
  ['patient', 'uuid', ({ patient }) => patient],
  ['key', 'uuid', ({ key }) => key],
  ['label', 'text', ({ label }) => label],
  ['label_stands', 'boolean', ({ labelStands }) => labelStands],
  ['sources', 'text', ({ sources }) => sources],
  ['entered', 'timestamptz', ({ entered }) => entered],
  ['entered_order', 'text', ({ order }) => order],
  ['at', 'timestamptz', ({ at }) => at],
  ['visible_from', 'timestamptz', ({ visibleFrom }) => visibleFrom],
  ['origin', 'text', ({ origin }) => origin],
  ['deleted', 'boolean', ({ deleted }) => deleted],
  ['toks', 'text', ({ tokens }) => tokens],
  ['num_ph', 'text', ({ ranges }) => ranges[0]],
  ['num_lo', 'text', ({ ranges }) => ranges[1]],
  ['num_hi', 'text', ({ ranges }) => ranges[2]],
  ['str_ph', 'text', ({ strings }) => strings[0]],
  ['str_val', 'text', ({ strings }) => strings[1]],
  ['ordered', 'text', ({ ordered }) => ordered],
  ['ways', 'int4', ({ ways }) => ways],
  ['str_ways', 'int4', ({ stringWays }) => stringWays],
];

/** In the patients' record a write may say which version it follows. */
const recordColumns: readonly Column[] = [...columns, ['seen', 'int4', ({ seen }) => seen ?? null]];

/** What travels for a put into the patients' record, and into a customer's store (`withWays`). */
export const columnsOfPut = (withWays: boolean): readonly Column[] => (withWays ? columns : recordColumns);

/**
 * One row comes as itself, several as arrays. The planner does not see how long these are (`(select $1)`): for each
 * length it would make another plan, which takes longer than to run it. The contents of several are one value, their
 * bytes one after the other: in an array each would be escaped, and read again character by character.
 */
export const rowsFrom = (count: 'one' | 'many', of = columns): string => {
  const next = of.length + 2;
  if (count === 'one')
    return `select ${of.map(([name, type], index) => `$${String(index + 2)}::${type} as ${name}`).join(', ')}, $${String(next)}::text as content`;
  const arrays = [...of.map(([, type]) => type), 'int', 'int'];
  const names = of.map(([name]) => name).join(', ');
  return `select ${names}, convert_from(substr($${String(next + 2)}::bytea, start, length), 'UTF8') as content
    from unnest(${arrays.map((type, index) => `(select $${String(index + 2)}::${type}[])`).join(', ')}) as x(${names}, start, length)`;
};

/** The values of one row, or of several as one array for each column. */
export const valuesIn = (rows: readonly Row[], of = columns): readonly unknown[] => {
  const [first, ...others] = rows;
  if (first === undefined) return [];
  if (others.length === 0) return [...of.map(([, , value]) => value(first)), first.content];
  const contents = rows.map(({ content }) => Buffer.from(content));
  // PostgreSQL counts from 1.
  let next = 1;
  const starts = contents.map(({ length }) => (next += length) - length);
  return [
    ...of.map(([, , value]) => rows.map((row) => value(row))),
    starts,
    contents.map(({ length }) => length),
    Buffer.concat(contents),
  ];
};

/**
 * Writes rows: $1 is the store, $2… are the columns, sorted by id so that two writers never wait for each other. All or
 * nothing: where a key is another item's, nothing is written. Nor is anything where a row says which version it follows
 * (`seen`, 0 for none), and another one stands, or the row would not be taken.
 *
 * A row that is there already is replaced by a later message, or by another of the same instant (ADR 0008), but for a
 * label that a person chose: it goes only where the sender names one (ADR 0014). The
 * rows that this returns are those that were written. What the statement reads of `res` itself is the state before it: hence `old`.
 */
export const putStatement = (
  schema: Schema,
  { count, withWays }: { count: 'one' | 'many'; withWays: boolean },
): string => `
with x as materialized (${rowsFrom(count, columnsOfPut(withWays))}),
blocked as materialized (${withWays ? clashing(schema) : `(${clashing(schema)}) union all (${overtaken(schema)})`}),
w as (
  insert into ${schema}.res as r(store, type, id, patient, key, label, label_stands, sources, entered, entered_order, at,
    visible_from, origin, deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val, ver, updated)
  select $1::int2, type, id, patient, key, label, label_stands, sources::uuid[], entered, entered_order, at, visible_from, origin,
    deleted, toks::bigint[], num_ph::bigint[], num_lo::float8[], num_hi::float8[], str_ph::bigint[], str_val::text[],
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
  select w.rid, ${withWays ? 'w.ver' : 'coalesce(x.seen + 1, w.ver)'}, w.updated, $1::int2, w.type, x.deleted, w.label, x.origin, x.sources::uuid[], x.visible_from, x.content
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

const clashing = (schema: Schema): string => `
  select from x cross join lateral (
    select from ${schema}.res k where k.store = $1::int2 and k.type = x.type and k.key = x.key and k.id <> x.id limit 1) k limit 1`;

const overtaken = (schema: Schema): string => `
  select from x left join lateral (
    select r.ver, r.entered, r.entered_order from ${schema}.res r where r.store = $1::int2 and r.type = x.type and r.id = x.id limit 1) r on true
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
  select '${kind}', (x.sources::uuid[])[1], x.patient, w.label, x.sources::uuid[], jsonb_build_object(${about})
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
  select w.rid, w.ver, w.at, x.ways, x.ordered::bigint[] as ordered, x.num_ph::bigint[] as num_ph, x.num_lo::float8[] as num_lo,
    x.num_hi::float8[] as num_hi, x.str_ph::bigint[] as str_ph, x.str_val::text[] as str_val
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
  exists (select from ${schema}.res k where k.store = $1::int2 and k.type = x.type and k.key = x.key and k.id <> x.id) as clash,
  (x.entered, x.entered_order) = (r.entered, r.entered_order) as same
from unnest($2::int2[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[]) with ordinality as x(type, id, key, entered, entered_order, n)
left join lateral (select * from ${schema}.res r where r.store = $1::int2 and r.type = x.type and r.id = x.id limit 1) r on true`;
