import type { KeyRing } from '../../../kernel/seal.ts';
import { wantMails } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { agedOutSoonSql, carerHoldsSql } from '../carer.rules.ts';
import { goesOnAt } from '../consent.sql.ts';

/** So many carers are told at a time. */
const most = 200;

type Told = { readonly carers: number; readonly mails: readonly Mail[] };
type Mail = { readonly kind: 'CARE_ENDS' | 'CARER_LEAVES'; readonly to: string };

export type LeavingStore = ReturnType<typeof leavingStore>;

export const leavingStore = (sql: Sql) => ({
  /**
   * Has carers whom a birthday ends within three months, and their patients, written to: once for each birthday, and as
   * soon as it is known. How many carers those were. Domain reference §3.1, Carers of children
   */
  tell: (keys: KeyRing, now: Date): Promise<number> =>
    sql.transaction(async (transaction) => {
      const [told] = await transaction.query<Told>('patients.tell-leaving', tell, [now, most]);
      if (told === undefined) return 0;
      await wantMails(transaction, keys, told.mails);
      return told.carers;
    }),
});

const tell = `
  with leaving as (
    select c.patient_id, c.grantee_id, l.age
    from patients.consent c join patients.patient p on p.id = c.patient_id cross join (select $1::timestamptz as at) w
    cross join lateral (select ${agedOutSoonSql} as age) l
    where c.grantee_kind = 'CARER' and coalesce(c.told_of_age, 0) < l.age and ${goesOnAt('w.at')} and ${carerHoldsSql}
      and not p.deceased and not p.sharing_disabled and p.merged_into is null
    limit $2 for update of c skip locked),
  told as (
    update patients.consent c set told_of_age = l.age from leaving l
    where c.patient_id = l.patient_id and c.grantee_id = l.grantee_id returning c.patient_id, c.grantee_id),
  mails as (
    select 'CARE_ENDS' as kind, v.email as to from told join patients.person v on v.id = told.grantee_id
    union all
    select 'CARER_LEAVES', v.email from (select distinct patient_id from told) t join patients.person v on v.patient_id = t.patient_id)
  select (select count(*)::int from told) as carers,
    (select coalesce(json_agg(m), '[]') from mails m where m.to is not null) as mails`;
