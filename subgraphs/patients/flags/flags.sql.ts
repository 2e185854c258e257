import { endedAt, goesOnAt } from '../consent.sql.ts';

/**
 * Ends at $2 all that one patient ($1) shares, as when the patient ends it: teams and professionals keep what they put in
 * themselves, and carers are gone. Whose word it was stays, so that no team adds itself back in place of the patient's.
 */
export const endedSharing = `
  with was as (select c.patient_id, c.grantee_id, c.labels from patients.consent c
    where c.patient_id = $1 and ${goesOnAt('$2')} for update)
  update patients.consent c set ${endedAt('$2')} from was
    where c.patient_id = was.patient_id and c.grantee_id = was.grantee_id
  returning c.grantee_id as grantee, c.grantee_kind as kind, was.labels`;

export const endedGlass = `update patients.break_glass set ends_at = greatest(started_at, $2)
  where patient_id = $1 and ends_at > $2 returning id`;

export const withdrawnInvitations = `update patients.invitation set withdrawn_at = $2
  where patient_id = $1 and accepted_at is null and withdrawn_at is null returning id`;

/**
 * What was done about the sharing of one patient ($1), for the organisations $2 after $3: what they did, and of others only
 * that they stopped the record, or let it go on, and why. Whom else the patient shares with is not theirs to know.
 */
export const history = `
  select a.id, a.at, a.kind, coalesce(p.name, a.actor) as by, a.person_id as "personId",
    a.organisation_id as "organisationId", a.team_id as "teamId", t.name as team, a.patient_id as "patientId",
    case when a.organisation_id = any($2) and a.kind <> 'SHARING_DISABLED' then a.details
      else jsonb_strip_nulls(jsonb_build_object('reason', a.details->'reason')) end::text as details
  from patients.act a left join patients.person p on p.id = a.person_id left join patients.team t on t.id = a.team_id
  where a.patient_id = $1 and ($3::uuid is null or a.id < $3)
    and (a.organisation_id = any($2) or a.organisation_id is not null
      and a.kind in ('SHARING_DISABLED', 'SHARING_ENABLED', 'ACCESS_FROZEN', 'ACCESS_UNFROZEN'))
  order by a.id desc limit $4`;
