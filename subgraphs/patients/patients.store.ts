import { defineBatch } from '../kit/batch.ts';
import { groupCommit } from '../kit/group-commit.ts';
import type { Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';
import type { AccessLogEntry } from './access-log.types.ts';
import type { Address, Gender, Identifier, PatientStatus, PrimaryCare, Team } from './patients.types.ts';

/** Whom the facts are gathered for. */
export type Viewer = {
  readonly organisation: string | null;
  readonly user: string | null;
  readonly teams: readonly string[];
  /** The viewer's own record. */
  readonly self: string | null;
};

/** A record with all that the decision about it needs. */
export type PatientFacts = {
  readonly id: string;
  readonly version: number;
  readonly last_updated: Date;
  readonly title: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly middle_names: string | null;
  readonly date_of_birth: string | null;
  readonly gender: Gender;
  readonly deceased: boolean;
  readonly deceased_at: Date | null;
  readonly language: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
  readonly primary_care: PrimaryCare | null;
  readonly status: PatientStatus;
  readonly sharing_disabled: boolean;
  readonly access_frozen: boolean;
  readonly identifiers: readonly Identifier[];
  readonly emails: readonly string[];
  readonly teams: readonly Team[];
  readonly consented: readonly Label[];
  readonly as_carer: boolean;
  readonly has_consent: boolean;
  readonly linked: boolean;
  readonly viewer_frozen: boolean;
};

export type Page = { readonly first: number; readonly after: string | null };

export type LogRow = Omit<AccessLogEntry, 'organisationId'> & {
  readonly patient: string;
  readonly organisation: string | null;
};

/** One viewer's question for one record. */
type Asked = { readonly viewer: Viewer; readonly id: string };

export type PatientsStore = ReturnType<typeof patientsStore>;

/** For whom the facts are asked: one row `w` for a list, or one for each record asked for. */
const oneViewer = `(select $1::uuid as organisation, $2::uuid as person, $3::uuid[] as teams, $4::uuid as self) w`;

const viewerValues = ({ organisation, user, teams, self }: Viewer): readonly unknown[] => [
  organisation,
  user,
  teams,
  self,
];

const consentHolds =
  'c.patient_id = p.id and (c.organisation_id = w.organisation or c.grantee_id = w.person or c.grantee_id = any(w.teams))';
const linkHolds = 'l.patient_id = p.id and (l.organisation_id = w.organisation or l.team_id = any(w.teams))';

/** Only records that the viewer stands in some relation to are read at all: self, consent or link. */
const isRelated = `(p.id = w.self or c.has_consent or c.linked)`;

const facts = `
  p.id, p.version, p.last_updated, p.title, p.family_name, p.given_name, p.middle_names, p.date_of_birth::text, p.gender,
  p.deceased, p.deceased_at, p.language, p.phone, p.address, p.primary_care, p.status, p.sharing_disabled, p.access_frozen,
  coalesce((select jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value, 'verification', i.verification) order by i.system, i.value)
     from patients.identifier i where i.patient_id = p.id), '[]') as identifiers,
  coalesce((select array_agg(e.address order by e.is_primary desc, e.address) from patients.email e where e.patient_id = p.id), '{}') as emails,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'alias', t.alias, 'defaultLabels', t.default_labels) order by t.alias)
     from patients.team_link l join patients.team t on t.id = l.team_id where ${linkHolds}), '[]') as teams,
  c.consented, c.as_carer, c.has_consent, c.linked,
  coalesce((select v.access_frozen from patients.patient v where v.id = w.self), false) as viewer_frozen`;

const relations = `
  cross join lateral (
    select coalesce(array_agg(distinct label) filter (where label is not null), '{}') as consented,
      coalesce(bool_or(c.grantee_kind = 'CARER'), false) as as_carer, count(c.grantee_id) > 0 as has_consent,
      exists (select from patients.team_link l where ${linkHolds}) as linked
    from patients.consent c left join lateral unnest(c.labels) label on true where ${consentHolds}) c`;

/** Records by id for many viewers at once: each row is one viewer's question, and is decided by that row alone. */
const byIds = `
  select w.n::int, ${facts}
  from (select x.id, x.organisation, x.person, x.teams::uuid[] as teams, x.self, x.n
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[]) with ordinality x(id, organisation, person, teams, self, n)) w
  join patients.patient p on p.id = w.id ${relations} where ${isRelated}`;

const byIdentifiers = `select ${facts} from ${oneViewer} cross join patients.patient p ${relations}
  where p.id in (select i.patient_id from unnest($7::text[], $8::text[]) a(system, value) join patients.identifier i using (system, value))
    and ${isRelated} and ($5::uuid is null or p.id > $5) order by p.id limit $6`;

/** The keys of all relations first, in order and cut to the page; then the facts of that page alone. */
const all = `
  with related as (
    (select distinct l.patient_id from patients.team_link l where l.organisation_id = $1 and ($5::uuid is null or l.patient_id > $5) order by 1 limit $6)
    union (select distinct l.patient_id from patients.team_link l where l.team_id = any($3::uuid[]) and ($5::uuid is null or l.patient_id > $5) order by 1 limit $6)
    union (select distinct c.patient_id from patients.consent c where c.organisation_id = $1 and ($5::uuid is null or c.patient_id > $5) order by 1 limit $6)
    union (select distinct c.patient_id from patients.consent c where (c.grantee_id = $2 or c.grantee_id = any($3::uuid[])) and ($5::uuid is null or c.patient_id > $5) order by 1 limit $6)
    union select $4::uuid where $4::uuid is not null and ($5::uuid is null or $4 > $5)),
  page as (select patient_id from related order by 1 limit $6)
  select ${facts} from ${oneViewer} cross join page join patients.patient p on p.id = page.patient_id ${relations} order by p.id`;

const insertLog = `insert into patients.access_log (patient_id, id, at, actor, organisation_id, via, reading, basis)
  select patient_id, id, at, actor, organisation_id, via, string_to_array(reading, ','), basis
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[])
    t(patient_id, id, at, actor, organisation_id, via, reading, basis)`;

const readLog = `select id, at, actor, organisation_id as "organisationId", via, reading, basis from patients.access_log
  where patient_id = $1 and ($2::uuid is null or id < $2) and ($3 or basis <> 'SELF') order by id desc limit $4`;

export const patientsStore = (sql: Sql) => ({
  /** The facts about one record for one viewer; null where it is missing or none of the viewer's business. */
  facts: defineBatch<Asked, PatientFacts | null>(async (asked) => {
    const rows = await sql.query<PatientFacts & { readonly n: number }>('patients.facts', byIds, [
      asked.map(({ id }) => id),
      asked.map(({ viewer }) => viewer.organisation),
      asked.map(({ viewer }) => viewer.user),
      asked.map(({ viewer }) => `{${viewer.teams.join(',')}}`),
      asked.map(({ viewer }) => viewer.self),
    ]);
    const byRow = new Map(rows.map((row) => [row.n, row]));
    return asked.map((_, index) => byRow.get(index + 1) ?? null);
  }),

  page: (viewer: Viewer, { first, after }: Page): Promise<PatientFacts[]> =>
    sql.query('patients.page', all, [...viewerValues(viewer), after, first + 1]),

  withIdentifiers: (
    viewer: Viewer,
    page: Page & { readonly identifiers: readonly Pick<Identifier, 'system' | 'value'>[] },
  ): Promise<PatientFacts[]> =>
    sql.query('patients.identifiers', byIdentifiers, [
      ...viewerValues(viewer),
      page.after,
      page.first + 1,
      page.identifiers.map(({ system }) => system),
      page.identifiers.map(({ value }) => value),
    ]),

  /** Durable when it resolves; concurrent readers share one commit. */
  log: groupCommit<LogRow>(async (rows) => {
    await sql.query('patients.log', insertLog, [
      rows.map(({ patient }) => patient),
      rows.map(({ id }) => id),
      rows.map(({ at }) => at),
      rows.map(({ actor }) => actor),
      rows.map(({ organisation }) => organisation),
      rows.map(({ via }) => via),
      rows.map(({ reading }) => reading.join(',')),
      rows.map(({ basis }) => basis),
    ]);
  }),

  accessLog: (patient: string, query: Page & { readonly includeOwn: boolean }): Promise<AccessLogEntry[]> =>
    sql.query('patients.access-log', readLog, [patient, query.after, query.includeOwn, query.first + 1]),
});
