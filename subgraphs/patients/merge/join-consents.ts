import type { Sql } from '../../kit/sql.ts';

/** A consent of the survivor as a merge found it, null where there was none, and as the merge left it. */
export type JoinedConsent = { readonly was: unknown; readonly now: unknown };

/**
 * Both users have agreed, and each has said with whom to share: whoever has a consent of both sees what both shared, and
 * whoever has one keeps it. Nobody needs a consent to their own record. Domain reference §4.7
 */
export const joinConsents = (
  transaction: Sql,
  { survivor, merged, now }: { readonly survivor: string; readonly merged: string; readonly now: Date },
): Promise<readonly JoinedConsent[]> =>
  transaction.query<JoinedConsent>('patients.merge-join-consents', join, [survivor, merged, now]);

/** What somebody has said since the merge is newer than it, and stays. */
export const partConsents = async (
  transaction: Sql,
  survivor: string,
  joined: readonly JoinedConsent[],
): Promise<void> => {
  if (joined.length > 0)
    await transaction.query('patients.part-joined-consents', part, [survivor, JSON.stringify(joined)]);
};

const join = `
  with users as (select id from patients.person where patient_id in ($1, $2)),
  theirs as (select * from patients.consent where patient_id = $2 and grantee_id not in (select id from users)),
  ours as (select * from patients.consent where patient_id = $1),
  joined as (
    insert into patients.consent
      (patient_id, grantee_id, grantee_kind, organisation_id, labels, basis, since, given_by, kept_past_age, until)
    select $1, t.grantee_id, t.grantee_kind, t.organisation_id,
      case when o.grantee_id is null then t.labels
        else array(select unnest(o.labels) intersect select unnest(t.labels) order by 1) end,
      t.basis, t.since, t.given_by,
      case when o.grantee_id is null then t.kept_past_age
        when o.kept_past_age is not null and t.kept_past_age is not null then least(o.kept_past_age, t.kept_past_age) end,
      least(o.until, t.until)
    from theirs t left join ours o using (grantee_id)
    where o.grantee_id is not null or t.until is null or t.until > $3
    on conflict (patient_id, grantee_id) do update
      set labels = excluded.labels, kept_past_age = excluded.kept_past_age, until = excluded.until
    returning *)
  select to_jsonb(o) as was, to_jsonb(j) as now from joined j left join ours o using (grantee_id)`;

const part = `
  with unchanged as (
    select c.grantee_id, x.was from jsonb_to_recordset($2::jsonb) x(was jsonb, now jsonb)
    join patients.consent c on c.patient_id = $1 and c.grantee_id = (x.now->>'grantee_id')::uuid and to_jsonb(c) = x.now),
  added as (
    delete from patients.consent c using unchanged u
    where c.patient_id = $1 and c.grantee_id = u.grantee_id and u.was is null)
  update patients.consent c set labels = w.labels, kept_past_age = w.kept_past_age, until = w.until
  from unchanged u cross join lateral jsonb_populate_record(null::patients.consent, u.was) w
  where c.patient_id = $1 and c.grantee_id = u.grantee_id and u.was is not null`;
