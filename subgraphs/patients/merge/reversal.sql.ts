// The way back. $1 is the survivor, $2 the record that was merged into it.

/** Those that were merged into $2 before, by merges that still hold, belong to it again. */
export const release = `
  with recursive below as (
    select m.merged_id as id from patients.merge m where m.survivor_id = $2 and m.reversed_at is null
    union select m.merged_id from patients.merge m join below b on b.id = m.survivor_id where m.reversed_at is null),
  led as (update patients.patient set merged_into = $2 where id in (select id from below)),
  released as (
    update patients.patient set merged_into = null, version = version + 1, last_updated = $3,
      formerly = array(select id from below order by id)
    where id = $2 returning id, version)
  insert into patients.patient_version (patient_id, version, at, origin, content)
  select id, version, $3, $4, jsonb_build_object('releasedFrom', $1::text) from released`;

/** What has gone to nobody else meanwhile; $3 systems, $4 values */
export const giveIdentifiers = `
  update patients.identifier i set patient_id = $2 from unnest($3::text[], $4::text[]) x(system, value)
  where i.patient_id = $1 and i.system = x.system and i.value = x.value`;

/** $3 addresses, $4 which of them were the first */
export const giveEmails = `
  update patients.email e set patient_id = $2, is_primary = x.is_primary from unnest($3::text[], $4::bool[]) x(address, is_primary)
  where e.patient_id = $1 and e.address = x.address`;

/** $2 the teams that held the survivor by the merge alone */
export const dropLinks = 'delete from patients.team_link where patient_id = $1 and team_id = any($2::uuid[])';

export const giveLinks = `insert into patients.team_link
  select * from jsonb_populate_recordset(null::patients.team_link, $1::jsonb) on conflict do nothing`;

/** As they were: the merge itself had ended those of the survivor, where there are any here. */
export const giveConsents = `insert into patients.consent
  select * from jsonb_populate_recordset(null::patients.consent, $1::jsonb)
  on conflict (patient_id, grantee_id) do update set labels = excluded.labels, until = excluded.until`;

/** Those that the merge withdrew, and nobody else. $2 when it did */
export const reinvite = `update patients.invitation set withdrawn_at = null
  where id = any($1::uuid[]) and withdrawn_at = $2 and accepted_at is null`;

/** A privacy officer who has stopped the record again, or let it go on, has the last word. $2 kinds of act, $3 since when */
export const actedSince = `select from patients.act where patient_id = $1 and kind = any($2::text[]) and at >= $3 limit 1`;

export const flagsOf = `select sharing_disabled as "sharingDisabled", access_frozen as "accessFrozen"
  from patients.patient where id = $1`;

export const closeMerge = `update patients.merge set reversed_at = $2, reversed_by = $3 where id = $1 and reversed_at is null`;
