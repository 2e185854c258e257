import type { Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';
import type { Demographics } from './feed.rules.ts';
import type { IdentifierKind } from './identifier.rules.ts';
import type { PatientStatus } from './patients.types.ts';

/** As whom a message is sent: the organisation, its team, and what that team gets when it links a patient. */
export type Sender = { readonly organisation: string; readonly team: string; readonly defaultLabels: readonly Label[] };

/** One identifier of a message: unknown to us (no kind), or known and perhaps carried by a record already. */
export type IdentifierMatch = {
  readonly index: number;
  readonly kind: IdentifierKind | null;
  readonly system: string | null;
  readonly patient: string | null;
};

/** A record as the feed finds it. */
export type CurrentRecord = {
  readonly id: string;
  readonly version: number;
  readonly entered_at: Date;
  readonly entered_by: string;
  readonly status: PatientStatus;
  readonly sharing_disabled: boolean;
  readonly demographics: Demographics;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly emails: readonly string[];
  readonly teams: readonly string[];
};

/** All that one message changes, written in one statement. */
export type RecordChange = {
  readonly id: string;
  /** The version this change makes; 1 creates. */
  readonly version: number;
  readonly at: Date;
  readonly enteredAt: Date;
  readonly enteredBy: string;
  readonly origin: string;
  readonly status: PatientStatus;
  readonly demographics: Demographics;
  readonly addIdentifiers: readonly {
    readonly system: string;
    readonly value: string;
    readonly verification: string | null;
  }[];
  /** National numbers that the sender has replaced; they stay in the older versions. */
  readonly dropIdentifiers: readonly { readonly system: string; readonly value: string }[];
  readonly addEmails: readonly string[];
  readonly links: readonly Link[];
  readonly unlink: readonly string[];
};

export type Link = { readonly team: string; readonly organisation: string; readonly labels: readonly Label[] };

export type FeedStore = FeedStatements & {
  /** Works in one transaction that holds the record it reads: others who want to change it wait their turn. */
  alone<Result>(work: (statements: FeedStatements) => Promise<Result>): Promise<Result>;
};

export type FeedStatements = ReturnType<typeof statementsOn>;

/** An alias that names another party: the message is not ours to take. */
const isForeign = `(
  exists (select from patients.team x where x.alias = $2 and x.organisation_id <> o.id)
  or exists (select from patients.organisation x where x.id <> o.id and $2 in (x.alias, x.ods_code))
  or exists (select from patients.partner_grant g where g.alias = $2))`;

const organisationSender = `
  select o.id as organisation, coalesce(own.id, o.default_team_id) as team,
    coalesce(own.default_labels, fallback.default_labels) as "defaultLabels", own.id is null and ${isForeign} as foreign
  from patients.organisation o
    left join patients.team own on own.organisation_id = o.id and own.alias = $2
    left join patients.team fallback on fallback.id = o.default_team_id
  where o.id = $1`;

const partnerSender = `
  select g.organisation_id as organisation, g.team_id as team, t.default_labels as "defaultLabels", false as foreign
  from patients.partner_grant g join patients.team t on t.id = g.team_id
  where g.partner = $1 and g.alias = $2 and g.revoked_at is null`;

/** The organisation's own identifier types come before the national ones, an exact authority before a wildcard. */
const match = `
  with asked as (
    select i.n::int - 1 as index, i.value, k.kind, k.system
    from unnest($2::text[], $3::text[], $4::text[]) with ordinality i(authority, type_code, value, n)
    left join lateral (
      select k.kind, k.system from patients.identifier_type k
      where k.type_code = i.type_code and k.authority in (i.authority, '*') and (k.organisation_id = $1 or k.organisation_id is null)
      order by k.organisation_id nulls last, k.authority = '*' limit 1) k on true)
  select a.index, a.kind, a.system,
    coalesce(x.patient_id, (select p.id from patients.patient p where a.kind = 'PUBLIC' and p.id::text = lower(a.value))) as patient
  from asked a
  left join patients.identifier x on x.system = a.system
    and x.value = case when a.kind = 'LOCAL' then btrim(a.value) else lower(regexp_replace(a.value, '[\\s-]', '', 'g')) end
  order by a.index`;

const demographicColumns =
  'title, family_name, given_name, middle_names, date_of_birth, gender, deceased, deceased_at, language, phone, address, primary_care';

const current = `
  select p.id, p.version, p.entered_at, p.entered_by, p.status, p.sharing_disabled,
    (select to_jsonb(d) from (select ${demographicColumns.replaceAll(/\w+/g, 'p.$&')}) d) as demographics,
    coalesce((select jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value)) from patients.identifier i where i.patient_id = p.id), '[]') as identifiers,
    coalesce((select array_agg(e.address) from patients.email e where e.patient_id = p.id), '{}') as emails,
    coalesce((select array_agg(l.team_id::text) from patients.team_link l where l.patient_id = p.id), '{}') as teams
  from patients.patient p where p.id = $1`;

const teams = `select id as team, organisation_id as organisation, default_labels as labels, alias from patients.team
  where organisation_id = $1 and alias = any($2)`;

/** $1 id, $2 version, $3 at, $4 entered at, $5 entered by, $6 status, $7 demographics */
const insertPatient = `
  insert into patients.patient (id, version, last_updated, entered_at, entered_by, status, sharing_disabled, access_frozen, ${demographicColumns})
  select $1, $2, $3, $4, $5, $6, false, false, ${demographicColumns.replaceAll(/\w+/g, 'd.$&')}
  from jsonb_populate_record(null::patients.patient, $7::jsonb) d returning id`;

const updatePatient = `
  update patients.patient p set (version, last_updated, entered_at, entered_by, status, ${demographicColumns})
    = (select $2::int, $3::timestamptz, $4::timestamptz, $5, $6, ${demographicColumns.replaceAll(/\w+/g, 'd.$&')} from jsonb_populate_record(null::patients.patient, $7::jsonb) d)
  where p.id = $1 and p.version = $2::int - 1 returning id`;

/** The rest hangs on the patient's row: where that was not written, nothing is. */
const writeWith = (patient: string): string => `
  with p as (${patient}),
  history as (insert into patients.patient_version (patient_id, version, at, origin, content)
    select id, $2, $3, $8, $9::jsonb from p),
  dropped as (delete from patients.identifier i using p, unnest($10::text[], $11::text[]) x(system, value)
    where i.patient_id = p.id and i.system = x.system and i.value = x.value),
  identifiers as (insert into patients.identifier (system, value, verification, patient_id)
    select x.system, x.value, x.verification, p.id from p, unnest($12::text[], $13::text[], $14::text[]) x(system, value, verification)),
  emails as (insert into patients.email (address, patient_id, is_primary, confirmed)
    select x.address, p.id, x.n = 1 and not exists (select from patients.email e where e.patient_id = p.id), false
    from p, unnest($15::text[]) with ordinality x(address, n)),
  links as (insert into patients.team_link (patient_id, team_id, organisation_id, since)
    select p.id, x.team, x.organisation, $3 from p, unnest($16::uuid[], $17::uuid[]) x(team, organisation) on conflict do nothing),
  consents as (insert into patients.consent (patient_id, grantee_id, grantee_kind, organisation_id, labels, basis, since)
    select p.id, x.team, 'TEAM', x.organisation, string_to_array(x.labels, ','), 'FEED', $3
    from p, unnest($16::uuid[], $17::uuid[], $18::text[]) x(team, organisation, labels) where x.labels <> '' on conflict do nothing),
  unlinked as (delete from patients.team_link l using p where l.patient_id = p.id and l.team_id = any($19::uuid[])),
  unshared as (delete from patients.consent c using p where c.patient_id = p.id and c.grantee_id = any($19::uuid[]) and c.basis = 'FEED')
  select id from p`;

const createRecord = writeWith(insertPatient);
const updateRecord = writeWith(updatePatient);

const link = `insert into patients.team_link (patient_id, team_id, organisation_id, since) values ($1, $2, $3, $4) on conflict do nothing`;

export const feedStore = (sql: Sql): FeedStore => ({
  ...statementsOn(sql, false),
  alone: (work) => sql.transaction((transaction) => work(statementsOn(transaction, true))),
});

const statementsOn = (sql: Sql, holding: boolean) => ({
  /** The sender of a message with this alias; undefined where the alias names somebody else, or a grant is missing. */
  sender: async (
    by: { readonly organisation: string } | { readonly partner: string },
    alias: string | null,
  ): Promise<Sender | undefined> => {
    const rows =
      'organisation' in by
        ? await sql.query<Sender & { foreign: boolean }>('patients.sender', organisationSender, [
            by.organisation,
            alias,
          ])
        : await sql.query<Sender & { foreign: boolean }>('patients.partner', partnerSender, [by.partner, alias]);
    const [found] = rows;
    return found === undefined || found.foreign ? undefined : found;
  },

  match: (
    organisation: string,
    identifiers: readonly { readonly authority: string; readonly typeCode: string; readonly value: string }[],
  ): Promise<IdentifierMatch[]> =>
    sql.query('patients.match', match, [
      organisation,
      identifiers.map(({ authority }) => authority),
      identifiers.map(({ typeCode }) => typeCode),
      identifiers.map(({ value }) => value),
    ]),

  current: async (patient: string): Promise<CurrentRecord | undefined> =>
    (holding
      ? await sql.query<CurrentRecord>('patients.hold', `${current} for update of p`, [patient])
      : await sql.query<CurrentRecord>('patients.current', current, [patient]))[0],

  /** Those teams of the organisation that carry one of these aliases. */
  teams: (organisation: string, aliases: readonly string[]): Promise<(Link & { alias: string })[]> =>
    sql.query('patients.teams', teams, [organisation, aliases]),

  /**
   * Writes the record, its version, identifiers, addresses and links: all or nothing, one round trip. False where the
   * record has moved on since it was read; throws the database's own unique violation where an identifier or address
   * was taken meanwhile.
   */
  write: async (change: RecordChange): Promise<boolean> => {
    const [name, text] = change.version === 1 ? ['patients.create', createRecord] : ['patients.update', updateRecord];
    const written = await sql.query(name ?? '', text ?? '', [
      change.id,
      change.version,
      change.at,
      change.enteredAt,
      change.enteredBy,
      change.status,
      JSON.stringify(change.demographics),
      change.origin,
      JSON.stringify({
        ...change.demographics,
        identifiers: change.addIdentifiers,
        dropped: change.dropIdentifiers,
        emails: change.addEmails,
      }),
      change.dropIdentifiers.map(({ system }) => system),
      change.dropIdentifiers.map(({ value }) => value),
      change.addIdentifiers.map(({ system }) => system),
      change.addIdentifiers.map(({ value }) => value),
      change.addIdentifiers.map(({ verification }) => verification),
      change.addEmails,
      change.links.map(({ team }) => team),
      change.links.map(({ organisation }) => organisation),
      change.links.map(({ labels }) => labels.join(',')),
      change.unlink,
    ]);
    return written.length === 1;
  },

  /** The team holds the record from now on, if it did not already. */
  link: async (patient: string, { team, organisation }: Sender, at: Date): Promise<void> => {
    await sql.query('patients.link', link, [patient, team, organisation, at]);
  },
});

/** The constraint that a write broke, where it broke one. PostgreSQL error 23505, unique_violation */
export const brokenConstraint = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '23505') return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
};
