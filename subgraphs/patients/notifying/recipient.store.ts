import type { Sql } from '../../kit/sql.ts';
import type { Recipient } from './recipient.types.ts';

export type RecipientStore = ReturnType<typeof recipientStore>;

export const recipientStore = (sql: Sql) => ({
  /** Whom one can write to about these records; who has died, and who has no address, is left out. */
  of: (patients: readonly string[]): Promise<Recipient[]> =>
    sql.query<Recipient>('patients.recipients', recipients, [patients]),
});

/** The address with which somebody signs in; before that, the one that was said to be the patient's. A merged record is its survivor's. */
const recipients = `
  select w.id as "patientId", coalesce(v.email, e.address) as email, v.id is not null as registered
  from unnest($1::uuid[]) w(id)
  join patients.patient a on a.id = w.id
  join patients.patient p on p.id = coalesce(a.merged_into, a.id)
  left join patients.person v on v.patient_id = p.id
  left join patients.email e on e.patient_id = p.id and e.is_primary and p.status = 'INVITED'
  where not p.deceased and coalesce(v.email, e.address) is not null`;
