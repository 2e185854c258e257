import { announcing } from '../../kit/announce.ts';

/** A wrong date of birth so often, and the token is locked: whoever finds a letter does not guess. Domain reference §7.3 */
const mostMisses = 3;

/** Token `r` of team `t` and the record `p` that it leads to now: it can be used at the moment `now`. */
const isUsable = (now: string): string =>
  `r.used_at is null and r.misses < ${mostMisses} and r.expires_at > ${now}::timestamptz
    and not p.deceased and not p.access_frozen and p.status <> 'REGISTERED'`;

/** $1 code, $2 hash of the token, $3 alias of the team, $4 now */
const there = `
  from patients.registration_token r join patients.team t on t.id = r.team_id
    join patients.patient x on x.id = r.patient_id join patients.patient p on p.id = coalesce(x.merged_into, x.id)
  where r.code = $1 and r.token_hash = $2 and t.alias = $3`;
const usable = `${there} and ${isUsable('$4')}`;

/** And $5 person: to whom the record is open already the letter leads there, whatever has become of it. */
export const seen = `
  select s.* from (
    select t.name as team, (select o.name from patients.organisation o where o.id = t.organisation_id) as organisation,
      exists (select from patients.person o where o.id = $5::uuid and o.patient_id = p.id) as "isOwn", ${isUsable('$4')} as usable ${there}) s
  where s.usable or s."isOwn"`;

/** The record before the token, in the order in which everybody holds them. */
export const holdRecord = `select p.id from patients.patient p where p.id = (
    select coalesce(x.merged_into, x.id) from patients.registration_token r join patients.patient x on x.id = r.patient_id where r.code = $1)
  for update of p`;

export const holdToken = `
  select r.id, p.id as patient, p.date_of_birth::text as "dateOfBirth", r.organisation_id as organisation, r.team_id as team,
    concat_ws(' ', p.given_name, p.family_name) as name
  ${usable} for update of r`;

export const miss = 'update patients.registration_token set misses = misses + 1 where id = $1';

/** $1 person, $2 e-mail address, $3 name, $4 patient: whoever is there already keeps what they have. */
export const insertPerson = `insert into patients.person (id, email, name, patient_id) values ($1, $2, $3, $4)
  on conflict do nothing returning id`;

export const takeRecord = `update patients.person set patient_id = $2 where id = $1 and patient_id is null
  and not exists (select from patients.person o where o.patient_id = $2) returning id`;

export const person = 'select id, patient_id as patient from patients.person where id = $1';

export const useUp = 'update patients.registration_token set used_at = $2, used_by = $3 where id = $1';

/** $1 patient, $2 address: nobody has shown yet that it is theirs. */
export const addEmail = `insert into patients.email (address, patient_id, is_primary, confirmed)
  select $2, $1, not exists (select from patients.email e where e.patient_id = $1), false on conflict do nothing`;

/** $1 patient, $2 at. A version of its own, like every change; and every organisation that holds the record is told. */
export const register = `
  with p as (
    update patients.patient set status = 'REGISTERED', registered_at = $2::timestamptz, version = version + 1, last_updated = $2::timestamptz
    where id = $1 returning id, version),
  history as (
    insert into patients.patient_version (patient_id, version, at, origin, content)
    select id, version, $2::timestamptz, 'letter', '{"status": "REGISTERED"}' from p),
  told as (${announcing(`
    select distinct 'patient.registered', l.organisation_id, p.id, null::text, null::uuid[],
      jsonb_build_object('registeredAt', to_char($2::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from p join patients.team_link l on l.patient_id = p.id`)})
  select id from p`;
