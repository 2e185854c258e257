/** An invitation `i` that nobody has used or withdrawn, at the moment `now`. */
const isOpen = (now: string): string =>
  `i.accepted_at is null and i.withdrawn_at is null and i.expires_at > ${now}::timestamptz`;

/**
 * Whether who asked may still ask: an invitation is worth what its sender could give today. Whoever leaves a team must
 * not come back by an invitation that they have sent to themselves. The operator asks in nobody's name.
 */
const isBacked = `case when i.invited_by is null then i.patient_id is null when i.patient_id is null then exists (
    select from patients.membership b where b.person_id = i.invited_by and b.ended_at is null
      and (b.role = 'ADMINISTRATOR' and b.organisation_id = i.organisation_id
        or b.role = 'COORDINATOR' and b.team_id = i.team_id))
  else exists (
    select from patients.person a join patients.patient own on own.id = a.patient_id
      join patients.patient x on x.id = coalesce(own.merged_into, own.id)
    where a.id = i.invited_by and x.id = i.patient_id and not x.deceased and not x.access_frozen and not x.sharing_disabled) end`;

/** Whether person `p` has the address of invitation `i`: their account's, or a confirmed one of their own record. */
const isAddressee = `(coalesce(lower(p.email) = i.email, false) or exists (
    select from patients.email e where e.patient_id = p.patient_id and e.confirmed and lower(e.address) = i.email))`;

const columns = `i.id, i.role, i.email, i.organisation_id as "organisationId", i.team_id as "teamId",
  i.patient_id as "patientId", i.labels, i.invited_by as "invitedBy", i.invited_at as "invitedAt",
  i.expires_at as "expiresAt", i.withdrawn_at as "withdrawnAt"`;

/** $1 whose, $2 at which moments, $3 after, $4 limit */
export const openOf = (owner: 'team_id' | 'organisation_id' | 'patient_id'): string => `
  select w.n::int, i.* from unnest($1::uuid[], $2::timestamptz[]) with ordinality w(id, at, n) cross join lateral (
    select ${columns} from patients.invitation i
    where i.${owner} = w.id and ${isOpen('w.at')} and ($3::uuid is null or i.id > $3) order by i.id limit $4) i
  order by w.n, i.id`;

export const findInvitation = `select ${columns}, i.accepted_at as "acceptedAt" from patients.invitation i where i.id = $1`;

/** $1 hash, $2 now, $3 person */
export const seenInvitation = `
  select i.role, i.email, i.labels, i.expires_at as "expiresAt", coalesce(a.name, 'The operator of this service') as by, t.name as team, o.name as organisation,
    (select ${isAddressee} from patients.person p where p.id = $3) as "isForPerson"
  from patients.invitation i left join patients.person a on a.id = i.invited_by
    left join patients.team t on t.id = i.team_id left join patients.organisation o on o.id = i.organisation_id
  where i.token_hash = $1 and ${isOpen('$2')} and ${isBacked}`;

/**
 * $1 hash. The record before the invitation, in the order in which its patient holds them while asking; until this ends
 * nobody disables its sharing.
 */
export const holdInvitedRecord = `select from patients.patient p
  where p.id = (select i.patient_id from patients.invitation i where i.token_hash = $1) for share of p`;

/** $1 hash, $2 now. Held: of two who accept at the same time the second finds it used. */
export const holdInvitation = `select ${columns} from patients.invitation i
  where i.token_hash = $1 and ${isOpen('$2')} and ${isBacked} for update of i`;

/** $1 person, $2 invitation */
export const addressee = `select ${isAddressee} as "isTheirs", coalesce(coalesce(own.merged_into, own.id) = i.patient_id, false) as "isOwnRecord"
  from patients.person p left join patients.patient own on own.id = p.patient_id cross join patients.invitation i where p.id = $1 and i.id = $2 for share of p`;

/** Who is asked again for the same post is asked by the new invitation alone. */
export const withdrawSame = `update patients.invitation i set withdrawn_at = $1
  where i.accepted_at is null and i.withdrawn_at is null and i.email = $2 and i.role = $3
    and i.organisation_id is not distinct from $4 and i.team_id is not distinct from $5 and i.patient_id is not distinct from $6`;

export const countOpen = `select count(*)::int as open from patients.invitation i
  where ${isOpen('$1')} and (i.patient_id = $2 or i.organisation_id = $3)`;

export const insertInvitation = `insert into patients.invitation as i
    (id, role, email, token_hash, organisation_id, team_id, patient_id, labels, invited_by, invited_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${columns}`;

export const withdraw = `update patients.invitation i set withdrawn_at = $2
  where i.id = $1 and i.accepted_at is null and i.withdrawn_at is null returning ${columns}`;

export const useUp = 'update patients.invitation set accepted_at = $2, accepted_by = $3 where id = $1';

/** What is held already stays as it is. */
export const insertMembership = `insert into patients.membership (id, person_id, role, organisation_id, team_id, since)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (person_id, role, organisation_id, team_id) where ended_at is null do nothing returning id`;

/** What the patient has chosen for this person since they asked counts for more than the invitation. */
export const insertConsent = `insert into patients.consent as c
    (patient_id, grantee_id, grantee_kind, labels, basis, since, given_by)
  values ($1, $2, $3, $4, 'PATIENT', $5, $6)
  on conflict (patient_id, grantee_id) do update
    set grantee_kind = excluded.grantee_kind, labels = excluded.labels, basis = excluded.basis, since = excluded.since,
      given_by = excluded.given_by, until = null, kept_past_age = null
    where c.since <= $7 and not (c.labels = '{}' and coalesce(c.until > $7, false)) returning grantee_id`;

export const insertPerson = `insert into patients.person (id, email, name, date_of_birth) values ($1, $2, $3, $4::date)
  on conflict do nothing returning id`;
