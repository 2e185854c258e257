import type { NewId, PatientId, TeamId, UserId } from '../../../kernel/id.ts';
import type { Label } from '../../kit/label.ts';
import type { Sql } from '../../kit/sql.ts';
import { announce, type Announcement } from '../../kit/announce.ts';
import { actsIn } from '../act.store.ts';
import { endedAt, goesOnAt } from '../consent.sql.ts';
import type { KeptConsent } from './consent.rules.ts';
import { oneConsent } from './consent.store.ts';
import type { ConsentBasis, ConsentKind } from './sharing.types.ts';

/** A record as sharing knows it, held until the transaction ends. */
export type HeldRecord = {
  readonly sharingDisabled: boolean;
  readonly accessFrozen: boolean;
  /** Whose record it is, where they can sign in. */
  /** Who signs in to it: two, where two registered records were merged. */
  readonly owners: readonly string[];
  /** The organisations of the teams that hold the record. */
  readonly organisations: readonly string[];
  /** How many teams and persons were ever shared with. */
  readonly parties: number;
};

export type SharingTeam = {
  readonly id: TeamId;
  readonly organisation: string;
  readonly defaultLabels: readonly Label[];
};

export type NewConsent = {
  readonly patient: PatientId;
  readonly party: string;
  readonly kind: ConsentKind;
  readonly organisation: string | null;
  readonly labels: readonly Label[];
  readonly basis: ConsentBasis;
  readonly at: Date;
  readonly until: Date | null;
  readonly by: UserId | null;
  readonly keptPastAge: number | null;
};

export type SharingStore = ReturnType<typeof sharingStore>;
export type SharingStatements = ReturnType<typeof statementsOn>;

/** Whoever changes sharing holds the record: what a privacy officer disables at the same instant is disabled. */
export const sharingStore = (sql: Sql, newId: NewId) => ({
  alone: <Result>(work: (statements: SharingStatements) => Promise<Result>): Promise<Result> =>
    sql.transaction((transaction) => work(statementsOn(transaction, newId))),
});

const statementsOn = (sql: Sql, newId: NewId) => ({
  ...actsIn(sql, newId),

  hold: async (patient: PatientId): Promise<HeldRecord | undefined> =>
    (await sql.query<HeldRecord>('patients.hold-sharing', holdRecord, [patient]))[0],

  team: async (team: TeamId): Promise<SharingTeam | undefined> =>
    (await sql.query<SharingTeam>('patients.sharing-team', findTeam, [team]))[0],

  /** Those of the teams in which the person has a role still: what the edge knows is seconds old. */
  teamsOf: async (person: UserId, teams: readonly TeamId[]): Promise<readonly TeamId[]> =>
    (await sql.query<{ team: TeamId }>('patients.sharing-roles', rolesIn, [person, teams])).map(({ team }) => team),

  /** Undefined: no such person. */
  person: async (person: UserId): Promise<{ readonly isProfessional: boolean } | undefined> =>
    (await sql.query<{ isProfessional: boolean }>('patients.sharing-person', findPerson, [person]))[0],

  consent: async (patient: PatientId, party: string): Promise<KeptConsent | undefined> =>
    (await sql.query<KeptConsent>('patients.consent', oneConsent, [patient, party]))[0],

  share: async (consent: NewConsent): Promise<void> => {
    const { patient, party, kind, organisation, labels, basis, at, until, by, keptPastAge } = consent;
    const values = [patient, party, kind, organisation, labels, basis, at, until, by, keptPastAge];
    await sql.query('patients.share', putConsent, values);
    if (organisation !== null) await sql.query('patients.share-link', putLink, [patient, party, organisation, at]);
  },

  end: async (patient: PatientId, party: string, { at, basis }: Pick<NewConsent, 'at' | 'basis'>): Promise<void> => {
    await sql.query('patients.unshare', endConsent, [patient, party, at, basis]);
  },

  announce: (announcement: Announcement): Promise<void> => announce(sql, [announcement]),

  keep: async (patient: PatientId, carer: UserId, pastAge: number): Promise<void> => {
    await sql.query('patients.keep-carer', keepCarer, [patient, carer, pastAge]);
  },

  /** Those of the teams with which something is shared. */
  sharedWith: async (patient: PatientId, teams: readonly TeamId[], at: Date): Promise<readonly TeamId[]> =>
    (await sql.query<{ team: TeamId }>('patients.shared-with', sharedWith, [patient, teams, at])).map(
      ({ team }) => team,
    ),
});

const holdRecord = `
  select p.sharing_disabled as "sharingDisabled", p.access_frozen as "accessFrozen",
    array(select v.id::text from patients.person v where v.patient_id = any(p.id || p.formerly)) as owners,
    coalesce((select array_agg(distinct l.organisation_id::text) from patients.team_link l where l.patient_id = p.id), '{}') as organisations,
    (select count(*)::int from patients.consent c where c.patient_id = p.id) as parties
  from patients.patient p where p.id = $1 for no key update of p`;

const findTeam = `select id, organisation_id as organisation, default_labels as "defaultLabels" from patients.team where id = $1`;

const rolesIn = `select distinct m.team_id as team from patients.membership m
  where m.person_id = $1 and m.team_id = any($2::uuid[]) and m.role in ('PROFESSIONAL', 'COORDINATOR') and m.ended_at is null`;

const findPerson = `select exists (select from patients.membership m
    where m.person_id = v.id and m.role = 'PROFESSIONAL' and m.ended_at is null) as "isProfessional"
  from patients.person v where v.id = $1`;

const putConsent = `
  insert into patients.consent (patient_id, grantee_id, grantee_kind, organisation_id, labels, basis, since, until, given_by, kept_past_age)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (patient_id, grantee_id) do update set (grantee_kind, labels, basis, since, until, given_by, kept_past_age)
    = (excluded.grantee_kind, excluded.labels, excluded.basis, excluded.since, excluded.until, excluded.given_by, excluded.kept_past_age)`;

const putLink = `insert into patients.team_link (patient_id, team_id, organisation_id, since) values ($1, $2, $3, $4) on conflict do nothing`;

const endConsent = `update patients.consent set ${endedAt('$3')}, basis = $4 where patient_id = $1 and grantee_id = $2`;

const keepCarer = `update patients.consent set kept_past_age = $3 where patient_id = $1 and grantee_id = $2`;

const sharedWith = `select c.grantee_id as team from patients.consent c
  where c.patient_id = $1 and c.grantee_id = any($2::uuid[]) and c.grantee_kind = 'TEAM' and ${goesOnAt('$3')}
  order by 1`;
