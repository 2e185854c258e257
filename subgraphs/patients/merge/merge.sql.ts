import { endedGlass, withdrawnInvitations } from '../flags/flags.sql.ts';

// Merging takes from one record all by which anybody could reach it, keeps that as it was, and lets it lead to another.
// $1 is the survivor and $2 the merged record throughout; rows are taken in the order of their ids.

/** Whoever would link, share or register one of them waits, and then finds what has become of it. */
export const holdBoth = `
  select p.id, p.status = 'REGISTERED' or exists (select from patients.person x where x.patient_id = p.id) as registered,
    p.sharing_disabled as "sharingDisabled", p.access_frozen as "accessFrozen"
  from patients.patient p where p.id = any($1::uuid[]) order by p.id for update`;

/** The record that an id leads to. */
export const rootOf = 'select coalesce(merged_into, id) as id from patients.patient where id = $1';

export const nationalNumbersDiffer = `
  select exists (select from patients.identifier a join patients.identifier b on b.system = a.system
    where a.patient_id = $1 and b.patient_id = $2
      and exists (select from patients.identifier_type t where t.system = a.system and t.kind in ('NHS', 'CHI', 'HC'))) as differ`;

export const takeIdentifiers = `update patients.identifier set patient_id = $1 where patient_id = $2 returning system, value`;

/** The survivor's own addresses stay the first ones. */
export const takeEmails = `
  with was as (select e.* from patients.email e where e.patient_id = $2),
  taken as (update patients.email set patient_id = $1, is_primary = false where patient_id = $2)
  select address, is_primary as "isPrimary" from was`;

/** Who held the merged record holds the survivor: its demographics, and what the team itself put in. No more. */
export const takeLinks = `
  with was as (delete from patients.team_link where patient_id = $2 returning *),
  added as (insert into patients.team_link (patient_id, team_id, organisation_id, since)
    select $1, team_id, organisation_id, $3 from was on conflict do nothing returning team_id)
  select to_jsonb(was) as link, added.team_id is not null as added from was left join added using (team_id)`;

/** The survivor's consents decide; these wait for a reversal. */
export const suspendConsents = `delete from patients.consent c where c.patient_id = $1 returning to_jsonb(c) as consent`;

export const consentsOf = `select to_jsonb(c) as consent from patients.consent c where c.patient_id = $1`;

/** $1 patient, $2 moment */
export const closeGlass = endedGlass;
export const withdraw = withdrawnInvitations;

export const lead = `
  with merged as (
    update patients.patient set merged_into = $1, version = version + case when id = $2 then 1 else 0 end,
      last_updated = case when id = $2 then $3 else last_updated end, formerly = '{}'
    where id = $2 or merged_into = $2 returning id, version)
  insert into patients.patient_version (patient_id, version, at, origin, content)
  select id, version, $3, $4, jsonb_build_object('mergedInto', $1::text) from merged where id = $2`;

/** $2 sharing disabled, $3 access frozen, $4 at, $5 origin, $6 content of the new version */
export const follow = `
  with survivor as (
    update patients.patient p set version = version + 1, last_updated = $4, sharing_disabled = $2, access_frozen = $3,
      formerly = array(select m.id from patients.patient m where m.merged_into = $1 order by m.id)
    where p.id = $1 returning id, version)
  insert into patients.patient_version (patient_id, version, at, origin, content)
  select id, version, $4, $5, $6::jsonb from survivor`;

export const insertMerge = `
  insert into patients.merge (id, survivor_id, merged_id, organisation_id, actor, person_id, message_id, note, merged_at, before)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`;
