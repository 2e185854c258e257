import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

type Multiplied = {
  /** What the ids of what is copied begin with. */
  readonly prefix: string;
  /** How often each is there afterwards. */
  readonly times: number;
};

/**
 * Copies resources of a customer's store within the database, with all that they are found by. Each copy is about a
 * patient of its own: what few resources have in common (a subject, an identifier) is another's in each copy, and what
 * many do (a code) is the same. What a copy says is the original's text: nobody reads it.
 */
export const multiplyStore = async (databaseUrl: string, { prefix, times }: Multiplied): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await untilAggregated(client);
  await client.query(
    'create temporary table base as select * from clinical.res where store > 0 and starts_with(id, $1)',
    [prefix],
  );
  await client.query(shares);
  for (const way of ['ord', 'num', 'str'])
    await client.query(
      `create temporary table base_${way} as select w.* from clinical.${way} w where w.rid in (select rid from base)`,
    );
  await client.query('analyze base; analyze base_ord; analyze base_num; analyze base_str; analyze shares');
  for (let copy = 1; copy < times; copy += 1) await client.query(copied, [copy]);
  for (const table of ['res', 'ver', 'ord', 'num', 'str']) await client.query(`vacuum analyze clinical.${table}`);
  await client.query('checkpoint');
  await client.end();
};

/** Else the aggregator would be at work while reading is measured. */
const untilAggregated = async (client: pg.Client): Promise<void> => {
  for (;;) {
    const { rows } = await client.query('select from clinical.outbox limit 1');
    if (rows.length === 0) return;
    await wait(500);
  }
};

/** A hundred observations have one patient; more share what is the same everywhere. */
const shares = `create temporary table shares as
  select b.rid, coalesce(array_agg(u.t) filter (where c.n > 110), '{}') as common,
    coalesce(array_agg(u.t) filter (where c.n <= 110), '{}') as own
  from base b cross join lateral unnest(b.toks) u(t)
  join (select t, count(*) as n from base, unnest(toks) t group by t) c on c.t = u.t
  group by b.rid`;

/** $1 the number of the copy, which its ids end with. */
const copied = `
with c as materialized (
  select nextval('clinical.res_rid') as new_rid, b.*, s.common, s.own from base b join shares s using (rid)),
r as (
  insert into clinical.res(rid, store, type, id, patient, label, sources, entered, entered_order, at,
    origin, deleted, toks, num_ph, num_lo, num_hi, str_ph, str_val, ver, updated)
  select new_rid, store, type, id || '-' || $1::int, md5(patient::text || $1::int)::uuid, label, sources, entered, entered_order, at,
    origin, deleted, common || array(select t # ($1::bigint * 1000003) from unnest(own) t), num_ph, num_lo, num_hi, str_ph, str_val, ver, updated
  from c),
v as (
  insert into clinical.ver(rid, ver, updated, store, type, deleted, label, origin, sources, content)
  select c.new_rid, v.ver, v.updated, v.store, v.type, v.deleted, v.label, v.origin, v.sources, v.content
  from c join clinical.ver v using (rid)),
o as (insert into clinical.ord(h, at, rid) select o.h, o.at, c.new_rid from base_ord o join c using (rid)),
n as (insert into clinical.num(ph, lo, hi, rid) select n.ph, n.lo, n.hi, c.new_rid from base_num n join c using (rid))
insert into clinical.str(ph, val, rid) select s.ph, s.val, c.new_rid from base_str s join c using (rid)`;
