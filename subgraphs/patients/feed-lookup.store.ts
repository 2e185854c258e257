import { defineBatch } from '../kit/batch.ts';
import type { Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';
import { demographicColumns, type Demographics } from './feed.rules.ts';
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

/** The credential's holder, and the alias of MSH-4. */
export type SenderQuestion = {
  readonly by: { readonly organisation: string } | { readonly partner: string };
  readonly alias: string | null;
};

export type MatchQuestion = {
  readonly organisation: string;
  readonly identifiers: readonly { readonly authority: string; readonly typeCode: string; readonly value: string }[];
};

/** What has to be known of a message before anything is written. */
export type FeedLookup = {
  /** Undefined where the alias names somebody else, or a grant is missing. */
  sender(question: SenderQuestion): Promise<Sender | undefined>;
  match(question: MatchQuestion): Promise<readonly IdentifierMatch[]>;
  current(patient: string): Promise<CurrentRecord | undefined>;
};

/** The look-ups of many messages at the same time are one statement of each kind. */
export const gatheredLookup = (sql: Sql): FeedLookup => {
  const { senders, matches, current } = questionsTo(sql);
  const sender = defineBatch(senders);
  const match = defineBatch(matches);
  const record = defineBatch((patients: readonly string[]) => current('patients.current', currentRecord, patients));
  return {
    sender: (question) => sender(question, undefined),
    match: (question) => match(question, undefined),
    current: (patient) => record(patient, undefined),
  };
};

/** The look-ups of one message within its transaction, which holds the record it finds. */
export const holdingLookup = (transaction: Sql): FeedLookup => {
  const { senders, matches, current } = questionsTo(transaction);
  return {
    sender: async (question) => (await senders([question]))[0],
    match: async (question) => (await matches([question]))[0] ?? [],
    current: async (patient) => (await current('patients.hold', `${currentRecord} for update of p`, [patient]))[0],
  };
};

const questionsTo = (sql: Sql) => ({
  senders: async (asked: readonly SenderQuestion[]): Promise<readonly (Sender | undefined)[]> => {
    const rows = await sql.query<Sender & { readonly n: number; readonly foreign: boolean }>(
      'patients.sender',
      sender,
      [
        asked.map(({ by }) => ('organisation' in by ? by.organisation : null)),
        asked.map(({ by }) => ('partner' in by ? by.partner : null)),
        asked.map(({ alias }) => alias),
      ],
    );
    const found = new Map(rows.filter((row) => !row.foreign).map((row) => [row.n, row]));
    return asked.map((_, nth) => found.get(nth + 1));
  },

  matches: async (asked: readonly MatchQuestion[]): Promise<readonly (readonly IdentifierMatch[])[]> => {
    const all = asked.flatMap(({ organisation, identifiers }, question) =>
      identifiers.map((identifier, index) => ({ ...identifier, organisation, question, index })),
    );
    const rows = await sql.query<IdentifierMatch & { readonly question: number }>('patients.match', match, [
      all.map(({ question }) => question),
      all.map(({ index }) => index),
      all.map(({ organisation }) => organisation),
      all.map(({ authority }) => authority),
      all.map(({ typeCode }) => typeCode),
      all.map(({ value }) => value),
    ]);
    const answers: IdentifierMatch[][] = asked.map(() => []);
    for (const { question, ...found } of rows) answers[question]?.push(found);
    return answers;
  },

  current: async (
    name: string,
    text: string,
    patients: readonly string[],
  ): Promise<readonly (CurrentRecord | undefined)[]> => {
    const found = new Map(
      (await sql.query<CurrentRecord>(name, text, [patients])).map((record) => [record.id, record]),
    );
    return patients.map((patient) => found.get(patient));
  },
});

/** An alias that names another party: the message is not ours to take. */
const isForeign = `(
  exists (select from patients.team x where x.alias = w.alias and x.organisation_id <> o.id)
  or exists (select from patients.organisation x where x.id <> o.id and w.alias in (x.alias, x.ods_code))
  or exists (select from patients.partner_grant g where g.alias = w.alias))`;

const sender = `
  select w.n::int, s.organisation, s.team, s.labels as "defaultLabels", s.foreign
  from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality w(organisation, partner, alias, n)
  cross join lateral (
    select o.id as organisation, coalesce(own.id, o.default_team_id) as team,
      coalesce(own.default_labels, fallback.default_labels) as labels, own.id is null and ${isForeign} as foreign
    from patients.organisation o
      left join patients.team own on own.organisation_id = o.id and own.alias = w.alias
      left join patients.team fallback on fallback.id = o.default_team_id
    where o.id = w.organisation
    union all
    select g.organisation_id, g.team_id, t.default_labels, false
    from patients.partner_grant g join patients.team t on t.id = g.team_id
    where g.partner = w.partner and g.alias = w.alias and g.revoked_at is null) s`;

/** The organisation's own identifier types come before the national ones, an exact authority before a wildcard. */
const match = `
  select a.question, a.index, k.kind, k.system,
    coalesce(x.patient_id, (select p.id from patients.patient p where k.kind = 'PUBLIC' and p.id::text = lower(a.value))) as patient
  from unnest($1::int[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[]) a(question, index, organisation, authority, type_code, value)
  left join lateral (
    select k.kind, k.system from patients.identifier_type k
    where k.type_code = a.type_code and k.authority in (a.authority, '*')
      and (k.organisation_id = a.organisation or k.organisation_id is null)
    order by k.organisation_id nulls last, k.authority = '*' limit 1) k on true
  left join patients.identifier x on x.system = k.system
    and x.value = case when k.kind = 'LOCAL' then btrim(a.value) else lower(regexp_replace(a.value, '[\\s-]', '', 'g')) end
  order by a.question, a.index`;

const currentRecord = `
  select p.id, p.version, p.entered_at, p.entered_by, p.status, p.sharing_disabled,
    (select to_jsonb(d) from (select ${demographicColumns.map((column) => `p.${column}`).join(', ')}) d) as demographics,
    coalesce((select jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value)) from patients.identifier i where i.patient_id = p.id), '[]') as identifiers,
    coalesce((select array_agg(e.address) from patients.email e where e.patient_id = p.id), '{}') as emails,
    coalesce((select array_agg(l.team_id::text) from patients.team_link l where l.patient_id = p.id), '{}') as teams
  from patients.patient p where p.id = any($1::uuid[])`;
