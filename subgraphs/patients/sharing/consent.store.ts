import { defineBatch } from '../../kit/batch.ts';
import type { Sql } from '../../kit/sql.ts';
import type { KeptConsent } from './consent.rules.ts';

/** All that was ever shared of a record, and whether sharing is disabled. */
export type Sharing = { readonly isDisabled: boolean; readonly consents: readonly KeptConsent[] };

export type ConsentStore = ReturnType<typeof consentStore>;

export const consentStore = (sql: Sql) => ({
  /** One statement for all records that are asked for at the same time. */
  sharingOf: defineBatch<string, Sharing>(async (patients) => {
    const rows = await sql.query<KeptConsent & { readonly isDisabled: boolean }>('patients.consents', ofPatients, [
      patients,
    ]);
    return patients.map((patient) => {
      const consents = rows.filter((row) => row.patient === patient);
      return { consents, isDisabled: consents.some(({ isDisabled }) => isDisabled) };
    });
  }),
});

const consents = `
  select c.patient_id as patient, c.grantee_kind as kind, c.grantee_id as "partyId", coalesce(t.name, v.name) as name,
    o.id as "organisationId", o.name as organisation, c.labels, c.basis, c.since, c.until,
    coalesce(t.default_labels, '{}') as tags, c.kept_past_age as "keptPastAge", p.date_of_birth::text as "patientBorn",
    p.sharing_disabled as "isDisabled"
  from patients.consent c
    join patients.patient p on p.id = c.patient_id
    left join patients.team t on t.id = c.grantee_id
    left join patients.organisation o on o.id = t.organisation_id
    left join patients.person v on v.id = c.grantee_id`;

const ofPatients = `${consents} where c.patient_id = any($1::uuid[]) and coalesce(t.id, v.id) is not null order by c.since, c.grantee_id`;

export const oneConsent = `${consents} where c.patient_id = $1 and c.grantee_id = $2`;
