/** Of held messages $1 the columns of HeldMessage, with what was said and what the record says, to be compared. */
const heldColumns = `
  h.id, h.organisation_id as "organisationId", h.partner, h.type, h.control_id as "controlId", h.sent_at as "sentAt",
  h.held_at as "heldAt", h.reasons, h.patient_id as "patientId", h.candidates::text[] as candidates, h.state, h.decided_at as "decidedAt",
  by.name as "decidedBy", h.follows, h.note, h.settled_at as "settledAt", h.problem, h.said,
  case when p.id is not null then jsonb_build_object('familyName', p.family_name, 'givenName', p.given_name,
    'dateOfBirth', p.date_of_birth, 'gender', p.gender, 'identifiers', coalesce((
      select jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value, 'verification', i.verification) order by i.system, i.value)
      from patients.identifier i where i.patient_id = p.id), '[]')) end as recorded`;

const heldJoins = `
  left join patients.patient p on p.id = h.patient_id
  left join patients.person by on by.id = h.decided_by`;

/** $1 organisation, $2 state, $3 after, $4 at most */
export const page = `
  select ${heldColumns}
  from patients.held_message h ${heldJoins}
  where h.organisation_id = $1 and h.state = $2 and ($3::uuid is null or h.id > $3)
  order by h.id limit $4`;

/** $1 organisation, $2 now */
export const ages = `
  select count(*) filter (where h.held_at > $2::timestamptz - interval '1 day')::int as day,
    count(*) filter (where h.held_at <= $2::timestamptz - interval '1 day' and h.held_at > $2::timestamptz - interval '7 days')::int as week,
    count(*) filter (where h.held_at <= $2::timestamptz - interval '7 days' and h.held_at > $2::timestamptz - interval '30 days')::int as month,
    count(*) filter (where h.held_at <= $2::timestamptz - interval '30 days')::int as older
  from patients.held_message h where h.organisation_id = $1 and h.state = 'HELD'`;

/** $1 ids, $2 organisations */
export const hold = `
  select h.id, h.state, h.candidates::text[] as candidates, h.patient_id as "patientId", h.settled_at is not null as "isSettled"
  from patients.held_message h where h.id = any($1::uuid[]) and h.organisation_id = any($2::uuid[])
  order by h.id for update`;

/** $1 ids, $2 state, $3 at, $4 by, $5 note, $6 into, $7 kind of act, $8 ids of the acts, $9 actor */
export const decide = `
  with decided as (
    update patients.held_message h set state = $2, decided_at = $3, decided_by = $4, note = $5, into_patient_id = $6,
      follows = null, settled_at = null, taken_until = null, attempts = 0, problem = null
    where h.id = any($1::uuid[]) returning h.*),
  acts as (
    insert into patients.act (id, at, actor, person_id, organisation_id, patient_id, kind, details)
    select x.act, $3, $9, $4, d.organisation_id, coalesce($6, d.patient_id), $7,
      jsonb_build_object('message', d.id, 'controlId', d.control_id, 'type', d.type, 'reasons', d.reasons, 'note', $5::text)
    from decided d join unnest($1::uuid[], $8::uuid[]) x(id, act) using (id))
  select ${heldColumns} from decided h ${heldJoins} order by h.id`;
