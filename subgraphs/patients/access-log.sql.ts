const look = `a.id, a.at, case when a.allowed then 'LOOK' else 'REFUSED_LOOK' end as kind, a.allowed, a.reading, a.via, a.basis, a.client,
        a.partner, a.actor, a.person_id, a.organisation_id, a.team_id, null::text as details`;

/** While a record was merged, whoever looked at the other one looked at it too: its patient goes on seeing who that was. */
const whileMerged = `
    select l.* from patients.act r
      join patients.merge m on m.id = (r.details->>'merge')::uuid and m.merged_id = r.patient_id and m.survivor_id <> all($1::uuid[])
      cross join lateral (
        select ${look} from patients.access_log a
        where a.patient_id = m.survivor_id and a.at >= m.merged_at and a.at < m.reversed_at and ($2::uuid is null or a.id < $2)
        order by a.id desc limit $3) l
    where r.patient_id = any($1::uuid[]) and r.kind = 'MERGE_REVERSED'`;

/**
 * Looks and sharing changes of one patient in one order of time, after $2, at most $3; $1 are the ids of the patient, of
 * whom there are several where records were merged.
 */
const pageOf = (looks: string): string => `
  select e.id, e.at, e.kind, e.allowed, e.reading, e.via, e.client, e.details,
    case when e.basis <> 'NONE' then e.basis end as basis,
    e.person_id as "personId", coalesce(e.organisation_id, t.organisation_id) as "organisationId", o.name as organisation,
    e.team_id as "teamId", t.name as team, coalesce(person.name, partner.name, t.name, o.name, e.actor) as actor
  from (
    (select l.* from unnest($1::uuid[]) p(id) cross join lateral (
      select ${look}
      from patients.access_log a where a.patient_id = p.id and ($2::uuid is null or a.id < $2) ${looks}
      order by a.id desc limit $3) l)
    union all
    (select l.* from unnest($1::uuid[]) p(id) cross join lateral (
      select c.id, c.at, c.kind, true, '{}'::text[], null::text, null::text, null::text, null::text, c.actor, c.person_id, c.organisation_id,
        c.team_id, c.details::text
      from patients.act c where c.patient_id = p.id and ($2::uuid is null or c.id < $2) order by c.id desc limit $3) l)
    union all
    (${whileMerged})
    order by id desc limit $3) e
  left join patients.person person on person.id = e.person_id
  left join patients.partner partner on partner.id = e.partner
  left join patients.team t on t.id = e.team_id
  left join patients.organisation o on o.id = coalesce(e.organisation_id, t.organisation_id)
  order by e.id desc`;

/** The patient's own looks are hidden by default: an index of its own knows the others. */
export const accessLogPage = pageOf(`and a.basis <> 'SELF'`);
export const accessLogPageWithOwn = pageOf('');
