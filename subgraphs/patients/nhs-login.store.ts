import { announcing } from '../kit/announce.ts';
import type { Sql } from '../kit/sql.ts';
import type { Candidate } from './nhs-login.rules.ts';

export type NhsLoginStore = {
  /** Works in one transaction that holds the record which it finds. */
  readonly alone: <Result>(work: (statements: NhsLoginStatements) => Promise<Result>) => Promise<Result>;
};

type Found = Candidate & {
  readonly patient: string;
  readonly given_name: string | null;
  readonly status: string;
  readonly person: string | null;
};

export type NhsLoginStatements = {
  readonly find: (nhsNumber: string) => Promise<Found | undefined>;
  readonly addPerson: (person: { id: string; name: string; patient: string }) => Promise<void>;
  /** The record is its owner's from now on: a version of its own, like every change of it. */
  readonly register: (patient: string, at: Date) => Promise<void>;
  readonly log: (act: { id: string; at: Date; person: string; patient: string }) => Promise<void>;
};

export const nhsLoginStore = (sql: Sql): NhsLoginStore => ({
  alone: (work) => sql.transaction((held) => work(statementsOn(held))),
});

const statementsOn = (sql: Sql): NhsLoginStatements => ({
  find: async (nhsNumber) => {
    const [found] = await sql.query<Omit<Found, 'person'>>('patients.nhs_login', find, [nhsNumber]);
    if (found === undefined) return undefined;
    // Only now: who held the record before us may have added its person, which our first statement could not see yet.
    const [owner] = await sql.query<{ id: string }>('patients.nhs_login_owner', owned, [found.patient]);
    return { ...found, person: owner?.id ?? null };
  },
  addPerson: async ({ id, name, patient }) => {
    await sql.query(
      'patients.nhs_login_person',
      'insert into patients.person (id, name, patient_id) values ($1, $2, $3)',
      [id, name, patient],
    );
  },
  register: async (patient, at) => {
    await sql.query('patients.nhs_login_register', register, [patient, at]);
  },
  log: async ({ id, at, person, patient }) => {
    await sql.query('patients.nhs_login_act', act, [id, at, `person ${person}`, person, patient]);
  },
});

/** An NHS number is on one record at most: the key of patients.identifier. */
const find = `select p.id as patient, i.verification, to_char(p.date_of_birth, 'YYYY-MM-DD') as date_of_birth,
    p.family_name, p.given_name, p.deceased, p.status
  from patients.identifier i join patients.patient p on p.id = i.patient_id
  where i.system = 'https://fhir.nhs.uk/Id/nhs-number' and i.value = $1
  for update of p`;

const owned = 'select id from patients.person where patient_id = $1';

const register = `with p as (
    update patients.patient set status = 'REGISTERED', registered_at = $2, version = version + 1, last_updated = $2
    where id = $1 returning id, version
  ), announced as (${announcing(`
    select 'patient.registered', o.organisation_id, $1::uuid, null, null, jsonb_build_object('registeredAt', $2::timestamptz)
    from (select distinct l.organisation_id from patients.team_link l where l.patient_id = $1) o`)})
  insert into patients.patient_version (patient_id, version, at, origin, content)
  select id, version, $2, 'NHS login', '{"status": "REGISTERED"}' from p`;

const act = `insert into patients.act (id, at, actor, person_id, patient_id, kind, details)
  values ($1, $2, $3, $4, $5, 'NHS_LOGIN_LINKED', '{}')`;
