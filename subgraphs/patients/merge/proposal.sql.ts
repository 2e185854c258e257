import { carerHoldsSql } from '../carer.rules.ts';
import { goesOnAt } from '../consent.sql.ts';

const columns = `q.id, q.organisation_id as "organisationId", o.name as organisation, q.survivor_id as "survivorId",
  q.merged_id as "mergedId", q.proposed_by as "proposedBy", q.note, q.proposed_at as "proposedAt", q.expires_at as "expiresAt",
  q.survivor_agreed_at as "survivorAgreedAt", q.merged_agreed_at as "mergedAgreedAt", q.declined_at as "declinedAt",
  q.merge_id as "mergeId", coalesce(s.merged_into, s.id) as "survivorRoot", coalesce(m.merged_into, m.id) as "mergedRoot"`;

const proposals = `patients.merge_proposal q join patients.organisation o on o.id = q.organisation_id
  join patients.patient s on s.id = q.survivor_id join patients.patient m on m.id = q.merged_id`;

export const proposal = `select ${columns} from ${proposals} where q.id = $1`;

/** That one of two records ($1) is to become one with the other, at a moment ($2). */
export const openFor = `select id from patients.merge_proposal
  where survivor_id = any($1::uuid[]) and merged_id = any($1::uuid[])
    and declined_at is null and merge_id is null and expires_at > $2 limit 1`;

export const insertProposal = `
  insert into patients.merge_proposal (id, organisation_id, survivor_id, merged_id, proposed_by, note, proposed_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/**
 * Who has to hear of it ($1 the two records, $2 when): whoever signs in to either, also by one that was merged into it, and
 * carers who may see it.
 */
export const told = `
  select 'MERGE_PROPOSED' as kind, v.email as to from patients.patient p join patients.person v on v.patient_id = p.id
  where coalesce(p.merged_into, p.id) = any($1::uuid[]) and v.email is not null and not p.access_frozen
  union
  select 'CARED_FOR_MERGE_PROPOSED', v.email from patients.patient p
    join patients.consent c on c.patient_id = p.id and c.grantee_kind = 'CARER' cross join (select $2::timestamptz as at) w
    join patients.person v on v.id = c.grantee_id
  where p.id = any($1::uuid[]) and v.email is not null and not p.access_frozen and ${goesOnAt('w.at')} and ${carerHoldsSql}`;

/** $2 whether the survivor's user does */
export const agree = `update patients.merge_proposal set
    survivor_agreed_at = case when $2::bool then coalesce(survivor_agreed_at, $3) else survivor_agreed_at end,
    merged_agreed_at = case when $2::bool then merged_agreed_at else coalesce(merged_agreed_at, $3) end
  where id = $1`;

export const decline = 'update patients.merge_proposal set declined_at = $2 where id = $1';

export const done = 'update patients.merge_proposal set merge_id = $2 where id = $1';

const pageWhere = (condition: string): string => `select ${columns} from ${proposals}
  where (${condition}) and ($2::uuid is null or q.id < $2) order by q.id desc limit $3`;

export const ofOrganisation = pageWhere('q.organisation_id = $1');

const led = 'array(select id from patients.patient where id = $1 or merged_into = $1)';

export const ofRecord = pageWhere(`q.survivor_id = any(${led}) or q.merged_id = any(${led})`);
