/** Looks and sharing changes of one patient ($1) in one order of time, after $2, at most $3. */
const pageOf = (looks: string): string => `
  select e.id, e.at, e.kind, e.allowed, e.reading, e.via, e.client, e.details,
    case when e.basis <> 'NONE' then e.basis end as basis,
    e.person_id as "personId", coalesce(e.organisation_id, t.organisation_id) as "organisationId", o.name as organisation,
    e.team_id as "teamId", t.name as team, coalesce(person.name, partner.name, t.name, o.name, e.actor) as actor
  from (
    (select a.id, a.at, case when a.allowed then 'LOOK' else 'REFUSED_LOOK' end as kind, a.allowed, a.reading, a.via, a.basis, a.client,
        a.partner, a.actor, a.person_id, a.organisation_id, a.team_id, null::text as details
      from patients.access_log a where a.patient_id = $1 and ($2::uuid is null or a.id < $2) ${looks}
      order by a.id desc limit $3)
    union all
    (select c.id, c.at, c.kind, true, '{}', null, null, null, null, c.actor, c.person_id, c.organisation_id, c.team_id, c.details::text
      from patients.act c where c.patient_id = $1 and ($2::uuid is null or c.id < $2) order by c.id desc limit $3)
    order by id desc limit $3) e
  left join patients.person person on person.id = e.person_id
  left join patients.partner partner on partner.id = e.partner
  left join patients.team t on t.id = e.team_id
  left join patients.organisation o on o.id = coalesce(e.organisation_id, t.organisation_id)
  order by e.id desc`;

/** The patient's own looks are hidden by default: an index of its own knows the others. */
export const accessLogPage = pageOf(`and a.basis <> 'SELF'`);
export const accessLogPageWithOwn = pageOf('');
