import { demographicColumns } from './feed.rules.ts';

// What a message is asked about, in parts: together for all messages of a moment, or one after another for a message
// that holds its record. Each step from a few rows to a table is a lateral one, so that it can only be an index look-up,
// however many rows the planner believes there are. And it does not see how long the arrays are (`(select $1)`): for each
// length it would make another plan, which takes longer than to run it.

/** An alias that names another party: the message is not ours to take. */
export const isForeign = `w.alias is not null and (
  exists (select from patients.team x where x.alias = w.alias and x.organisation_id <> o.id)
  or exists (select from patients.organisation x where x.id <> o.id and w.alias in (x.alias, x.ods_code))
  or exists (select from patients.partner_grant g where g.alias = w.alias and g.revoked_at is null))`;

/** As whom the credential's holder sends under the alias `w.alias`. */
const senderOf = `
  select o.id as organisation, coalesce(own.id, o.default_team_id) as team,
    coalesce(own.default_labels, fallback.default_labels) as labels, own.id is null and ${isForeign} as foreign
  from patients.organisation o
    left join patients.team own on own.organisation_id = o.id and own.alias = w.alias
    left join patients.team fallback on fallback.id = o.default_team_id
  where o.id = w.organisation
  union all
  select g.organisation_id, g.team_id, t.default_labels, false
  from patients.partner_grant g
    join patients.partner p on p.id = g.partner and p.ended_at is null
    join patients.team t on t.id = g.team_id
  where g.partner = w.partner and g.alias = w.alias and g.revoked_at is null`;

/** The organisation's own identifier types come before the national ones, an exact authority before a wildcard. */
const typeOf = `
  select k.kind, k.system from patients.identifier_type k
  where k.type_code = a.type_code and k.authority in (a.authority, '*')
    and (k.organisation_id = a.organisation or k.organisation_id is null)
  order by k.organisation_id nulls last, k.authority = '*' limit 1`;

/** The record that carries identifier `a` of type `k`. */
const carrier = `coalesce(
    (select x.patient_id from patients.identifier x where x.system = k.system
      and x.value = case when k.kind = 'LOCAL' then btrim(a.value) else lower(regexp_replace(a.value, '[\\s-]', '', 'g')) end),
    (select coalesce(p.merged_into, p.id) from patients.patient p
      where p.id = case when k.kind = 'PUBLIC' and a.value ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.value::uuid end))`;

const recordColumns = `p.id, p.version, p.entered_at, p.entered_by, p.status, p.sharing_disabled,
    (select to_jsonb(d) from (select ${demographicColumns.map((column) => `p.${column}`).join(', ')}) d) as demographics,
    coalesce((select jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value)) from patients.identifier i where i.patient_id = p.id), '[]') as identifiers,
    coalesce((select array_agg(e.address) from patients.email e where e.patient_id = p.id), '{}') as emails,
    coalesce((select array_agg(l.team_id::text) from patients.team_link l where l.patient_id = p.id), '{}') as teams`;

/** The labels that the codes of organisation `s` lead to, as they travel in the placement; null where it has no map. */
const labelMaps = `(
  select jsonb_object_agg(m.kind, m.labels)
  from (select m.kind, jsonb_object_agg(m.system || '|' || m.code, m.label) as labels
    from patients.label_map m where m.organisation_id = s.organisation group by m.kind) m)`;

/** What organisation `s` wants its messages to be checked against; null where nothing. */
const checks = `(
  select jsonb_build_object('checksNhsStatus', c.checks_nhs_status, 'softMatch', c.soft_match, 'autoCreates', c.auto_creates)
  from patients.matching c where c.organisation_id = s.organisation)`;

/** Hardly any organisation has any, and then nothing more is asked. */
const holds = `exists (select from patients.held_message h where h.organisation_id = s.organisation and h.state = 'HELD')`;

/** $1 organisation, $2 partner, $3 alias */
export const sender = `
  select s.organisation, s.team, s.labels as "defaultLabels", s.foreign, ${labelMaps} as "labelMaps", ${checks} as checks, ${holds} as holds
  from unnest($1::uuid[], $2::text[], $3::text[]) w(organisation, partner, alias)
  cross join lateral (${senderOf}) s`;

/** $1 organisation, $2 authority, $3 type code, $4 value, of each identifier of one message */
export const match = `
  select a.n::int - 1 as index, k.kind, k.system, ${carrier} as patient
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality a(organisation, authority, type_code, value, n)
  left join lateral (${typeOf}) k on true
  order by a.n`;

/** The records that were merged into one, of which hardly any has such; and why its patient cannot read on a screen. */
const aboutOf = (patient: string): string =>
  `select nullif(x.formerly, '{}') as formerly,
      case when x.deceased then 'DECEASED' when x.access_frozen then 'NO_ACCESS' when x.status <> 'REGISTERED' then 'UNREGISTERED' end as paper
    from patients.patient x where x.id = ${patient} limit 1`;

export const about = aboutOf('$1');

export const recordToRead = `select ${recordColumns} from patients.patient p where p.id = $1`;
export const recordToHold = `${recordToRead} for update of p`;

/**
 * $1 to $3 as for `sender`, $4 wants the record; of each identifier $5 which message, $6 its place, $7 to $9 as for `match`
 *
 * Those who come together come mostly from one sender, with identifiers of the same types: each is looked up once.
 */
export const lookAtAll = `
  with asked as materialized (
    select * from unnest((select $1::uuid[]), (select $2::text[]), (select $3::text[]), (select $4::bool[])) with ordinality w(organisation, partner, alias, wants_record, n)),
  known as materialized (
    select w.organisation as by_organisation, w.partner, w.alias, s.*, ${labelMaps} as label_maps, ${checks} as checks, ${holds} as holds
    from (select distinct organisation, partner, alias from asked) w
    cross join lateral (${senderOf}) s where not s.foreign),
  senders as materialized (
    select a.n, a.wants_record, k.organisation, k.team, k.labels, k.label_maps, k.checks, k.holds
    from asked a join known k
      on (k.by_organisation, k.partner, k.alias) is not distinct from (a.organisation, a.partner, a.alias)),
  given as materialized (
    select i.*, s.organisation
    from unnest((select $5::int[]), (select $6::int[]), (select $7::text[]), (select $8::text[]), (select $9::text[])) i(n, index, authority, type_code, value) join senders s using (n)),
  types as materialized (
    select a.organisation, a.authority, a.type_code, k.kind, k.system
    from (select distinct organisation, authority, type_code from given) a cross join lateral (${typeOf}) k),
  matches as materialized (
    select a.n, array_agg(a.index) as indexes, array_agg(k.kind) as kinds, array_agg(k.system) as systems, array_agg(c.patient::text) as patients,
      (array_agg(c.patient) filter (where c.patient is not null))[1] as patient
    from given a
    left join types k using (organisation, authority, type_code)
    cross join lateral (select ${carrier} as patient offset 0) c
    group by a.n)
  select s.n::int, s.organisation, s.team, s.labels as "defaultLabels", s.label_maps as "labelMaps", s.checks, s.holds, m.indexes, m.kinds, m.systems, m.patients,
    l.patient_id is not null as "isLinked", f.formerly, f.paper, p.*
  from senders s
  left join matches m using (n)
  left join lateral (select l.patient_id from patients.team_link l where l.patient_id = m.patient and l.team_id = s.team limit 1) l on true
  left join lateral (${aboutOf('m.patient')}) f on true
  left join lateral (select ${recordColumns} from patients.patient p
    where (s.wants_record or s.checks -> 'softMatch' <> '[]') and p.id = m.patient limit 1) p on true`;
