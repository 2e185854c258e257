import { announcing } from '../../kit/announce.ts';

/** Takes turns in which there is something to do: $1 now, $2 the holder, $3 until, $4 how many turns. */
export const claim = `
with free as materialized (
  select t.turn from clinical.aggregation_turn t
  cross join lateral (select o.seq from clinical.outbox o where o.turn = t.turn order by o.seq limit 1) o
  where t.until <= $1 order by o.seq limit $4 for update of t skip locked)
update clinical.aggregation_turn t set holder = $2, until = $3 from free where t.turn = free.turn returning t.turn`;

/**
 * What has changed in the turns of a holder: $1 the holder, $2 now, $3 how many changes. A statement of its own after
 * `claim`, so that it sees all that those who had these turns before have settled.
 *
 * What is taken is resources, not their versions: several writes of one are one change, and its current version is what
 * goes into the record. All that is about one patient is in one turn. A resource that has changed its patient, or was
 * deleted, waits in two: while somebody else holds one of them, it stays with them.
 */
export const take = `
with work as materialized (
  select o.rid, max(o.seq) as seq from clinical.aggregation_turn t
  cross join lateral (
    select o.rid, o.seq from clinical.outbox o
    where o.turn = t.turn and not exists (
      select from clinical.outbox other join clinical.aggregation_turn elsewhere on elsewhere.turn = other.turn
      where other.rid = o.rid and elsewhere.holder <> $1 and elsewhere.until > $2)
    order by o.seq limit $3) o
  where t.holder = $1 group by o.rid order by min(o.seq) limit $3),
strays as (
  delete from clinical.outbox o using work w
  where o.rid = w.rid and not exists (
    select from clinical.res r join clinical.customer_feed f using (store) where r.rid = w.rid))
select w.rid::text as item, w.seq::text as seen, f.name as feed, f.organisation_id as organisation, f.version as "fhirVersion",
  r.store, r.id, r.ver as version, r.updated as "writtenAt", r.deleted, v.content, a.patient as home,
  array(select d.patient from clinical.aggregation_doubt d where d.rid = w.rid) as doubts, coalesce(a.attempts, 0) as attempts
from work w
join clinical.res r on r.rid = w.rid
join clinical.customer_feed f on f.store = r.store
join clinical.ver v on v.rid = r.rid and v.ver = r.ver
left join clinical.aggregation a on a.rid = r.rid
order by w.seq`;

/** $1 the holder */
export const release = `
update clinical.aggregation_turn set holder = null, until = '-infinity' where holder = $1`;

/**
 * Where resources are about to be put, so that they are found there whatever happens: $1 the holder, $2 now, $3 items,
 * $4 patients. Nothing where the turn has passed to somebody else.
 */
export const doubt = `
with held as materialized (
  select t.turn from clinical.aggregation_turn t where t.holder = $1 and t.until > $2 limit 1),
noted as (
  insert into clinical.aggregation_doubt (rid, patient)
  select x.rid, x.patient from unnest($3::bigint[], $4::uuid[]) x(rid, patient) where exists (select from held)
  on conflict do nothing)
select exists (select from held) as held`;

/** Patients of customers' stores as they are now: $1 stores, $2 ids, $3 the number of the type. */
export const subjects = `
select f.name as feed, r.id, r.ver as version, r.updated as "writtenAt", v.content as resource
from (select distinct * from unnest($1::int2[], $2::text[]) x(store, id)) x
cross join lateral (select * from clinical.res r where r.store = x.store and r.type = $3::int2 and r.id = x.id and not r.deleted limit 1) r
join clinical.customer_feed f on f.store = r.store
join clinical.ver v on v.rid = r.rid and v.ver = r.ver`;

/** Those whose time has come are looked at again, as if they had been written: $1 now, $2 how many. */
export const wakeByTime = `
with due as materialized (
  select a.rid from clinical.aggregation a where a.retry_at <= $1 order by a.retry_at limit $2 for update skip locked),
woken as (update clinical.aggregation a set retry_at = null from due where a.rid = due.rid)
insert into clinical.outbox (rid, ver, turn)
select r.rid, r.ver, coalesce(get_byte(uuid_send(r.patient), 15), (r.rid % 16)::int) % 16
from due join clinical.res r on r.rid = due.rid`;

/**
 * Ends a turn: $1 its holder, $2 now, $3 the outcomes as JSON, $4 the number of the type Patient, $5 the types' names.
 * Nothing where the turn has passed to somebody else meanwhile, who does it all again. Each resource is looked up by itself
 * (`limit 1`): planned while the tables are small, a join would go on reading all of them.
 *
 * A Patient that was settled wakes what is about it and lies elsewhere, or nowhere; and what was settled without the
 * Patient that is there now is looked at again: one of the two has seen the other. Ids are ordered by bytes in `res` and as text
 * in `aggregation`: without its collation an id does not find the index.
 */
export const settle = `
with held as materialized (
  select t.turn from clinical.aggregation_turn t where t.holder = $1 and t.until > $2 for update),
x as materialized (
  select x.*, r.store, r.type, r.id collate "default" as id from jsonb_to_recordset($3::jsonb) x(item bigint, seen bigint, version int, gone boolean,
    reason text, detail text, patient uuid, subject text, "subjectVersion" int, "retryAt" timestamptz)
  cross join lateral (select * from clinical.res r where r.rid = x.item limit 1) r where exists (select from held)),
done as (
  delete from clinical.outbox o using x where o.rid = x.item and o.seq <= x.seen),
certain as (
  delete from clinical.aggregation_doubt d using x where d.rid = x.item and x.reason is distinct from 'FAILED'),
gone as (
  delete from clinical.aggregation a using x where x.gone and a.rid = x.item),
kept as (
  insert into clinical.aggregation as a (rid, store, version, state, reason, detail, subject, patient, at, retry_at, attempts)
  select x.item, x.store, x.version, case when x.reason is null then 'PLACED' else 'KEPT' end, x.reason, x.detail, x.subject, x.patient,
    $2, x."retryAt", case when x.reason is null then 0 else 1 end
  from x where not x.gone
  on conflict (rid) do update set version = excluded.version, state = excluded.state, reason = excluded.reason,
    detail = excluded.detail, subject = excluded.subject, patient = excluded.patient, at = excluded.at, retry_at = excluded.retry_at,
    attempts = case when excluded.reason is null then 0 else a.attempts + 1 end),
announced as (${announcing(`
    select 'aggregation.issue', f.organisation_id, null, null, null,
      jsonb_build_object('feed', f.name, 'resource', ($5::text[])[x.type] || '/' || x.id, 'reason', x.reason)
    from x join clinical.customer_feed f on f.store = x.store
    left join lateral (select * from clinical.aggregation a where a.rid = x.item limit 1) a on true
    where not x.gone and x.reason is not null and x.reason is distinct from a.reason`)}),
stirred as (
  select a.rid from x join clinical.aggregation a on a.store = x.store and a.subject = x.id and a.rid <> x.item
  where x.type = $4::int2 and not exists (select from x y where y.item = a.rid) and (a.state = 'KEPT' or x.gone or x.patient is null or a.patient is distinct from x.patient)
  union
  select x.item from x
  left join lateral (select r.ver from clinical.res r
    where r.store = x.store and r.type = $4::int2 and r.id = x.subject and not r.deleted limit 1) p on true
  where not x.gone and x.type <> $4::int2 and x.subject is not null and p.ver is distinct from x."subjectVersion"),
again as (
  insert into clinical.outbox (rid, ver, turn)
  select r.rid, r.ver, coalesce(get_byte(uuid_send(r.patient), 15), (r.rid % 16)::int) % 16
  from stirred s cross join lateral (select * from clinical.res r where r.rid = s.rid limit 1) r),
passed as (
  update clinical.aggregation_turn t set holder = null, until = '-infinity' from held where t.turn = held.turn)
select count(*)::int as settled from x`;

/** $1 feed */
export const report = `
select (select count(*)::int from clinical.aggregation a where a.store = f.store and a.state = 'PLACED') as placed,
  (select count(*)::int from clinical.outbox o join clinical.res r on r.rid = o.rid where r.store = f.store) as waiting,
  coalesce((select jsonb_agg(jsonb_build_object('reason', c.reason, 'resources', c.resources) order by c.reason) from (
    select a.reason, count(*) as resources from clinical.aggregation a where a.store = f.store and a.state = 'KEPT' group by a.reason) c), '[]') as counts
from clinical.customer_feed f where f.name = $1`;

/** $1 feed, $2 after which one, $3 reason or null, $4 how many */
export const kept = `
select a.rid::text as cursor, v.content, r.id, r.ver as version, a.reason, a.detail, a.at, a.retry_at as "retryAt"
from clinical.customer_feed f
join clinical.aggregation a on a.store = f.store and a.state = 'KEPT'
join clinical.res r on r.rid = a.rid
join clinical.ver v on v.rid = r.rid and v.ver = r.ver
where f.name = $1 and a.rid > $2::bigint and ($3::text is null or a.reason = $3)
order by a.rid limit $4`;

/** $1 feed, $2 after which one, $3 how many */
export const lossy = `
select a.rid::text as cursor, v.content, r.id, r.ver as version, a.detail
from clinical.customer_feed f
join clinical.aggregation a on a.store = f.store and a.state = 'PLACED' and a.detail is not null
join clinical.res r on r.rid = a.rid
join clinical.ver v on v.rid = r.rid and v.ver = r.ver
where f.name = $1 and a.rid > $2::bigint
order by a.rid limit $3`;

/** $1 feed, $2 the number of the type, $3 id: one resource, be it deleted, and what has become of it. */
export const fate = `
select r.ver as version, r.deleted, a.state, a.reason, a.detail, a.at, a.retry_at as "retryAt",
  exists (select from clinical.outbox o where o.rid = r.rid) as waiting
from clinical.customer_feed f
cross join lateral (select * from clinical.res r where r.store = f.store and r.type = $2::int2 and r.id = $3 limit 1) r
left join clinical.aggregation a on a.rid = r.rid
where f.name = $1`;

/** All of a feed, or of all feeds where $1 is null, is brought into the records anew. */
export const again = `
insert into clinical.outbox (rid, ver, turn)
select r.rid, r.ver, coalesce(get_byte(uuid_send(r.patient), 15), (r.rid % 16)::int) % 16
from clinical.customer_feed f join clinical.res r on r.store = f.store
where ($1::text is null or f.name = $1) order by r.rid`;
