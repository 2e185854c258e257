import { defineBatch } from '../kit/batch.ts';
import type { Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';
import { gatheredLookup, holdingLookup, ofCrowds, type FeedLookup, type Sender } from './feed-lookup.store.ts';
import { demographicColumns, type Demographics } from './feed.rules.ts';
import type { PatientStatus } from './patients.types.ts';
import { holdsIn } from './review/hold.store.ts';

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
  /** The organisation that says it (null: none, it is the patient’s own word), and of which elements: kept with the version. ADR 29 */
  readonly by: string | null;
  readonly said: readonly string[];
  readonly links: readonly Link[];
  readonly unlink: readonly string[];
};

export type Link = { readonly team: string; readonly organisation: string; readonly labels: readonly Label[] };

export type FeedStore = FeedStatements & {
  /** Works in one transaction that holds the record it reads: others who want to change it wait their turn. */
  alone<Result>(work: (statements: FeedStatements) => Promise<Result>): Promise<Result>;
};

export type FeedStatements = FeedLookup & ReturnType<typeof writesTo> & ReturnType<typeof holdsIn>;

/** Whom teams granted, and not the organisation, sends for these teams alone. */
const teams = `
  select t.id as team, t.organisation_id as organisation, t.default_labels as labels, t.alias from patients.team t
  where t.organisation_id = $1 and t.alias = any($2)
    and (t.id in (select g.team_id from patients.partner_grant g where g.partner = $3 and g.by_team and g.revoked_at is null)
      or not exists (select from patients.partner_grant g
        where g.partner = $3 and g.alias = $4 and g.by_team and g.revoked_at is null))`;

const columns = demographicColumns.join(', ');
const populated = demographicColumns.map((column) => `d.${column}`).join(', ');

/** $1 id, $2 version, $3 at, $4 entered at, $5 entered by, $6 status, $7 demographics */
const insertPatient = `
  insert into patients.patient (id, version, last_updated, entered_at, entered_by, status, sharing_disabled, access_frozen, ${columns})
  select $1, $2, $3, $4, $5, $6, false, false, ${populated}
  from jsonb_populate_record(null::patients.patient, $7::jsonb) d returning id, status`;

const updatePatient = `
  update patients.patient p set (version, last_updated, entered_at, entered_by, status, ${columns})
    = (select $2::int, $3::timestamptz, $4::timestamptz, $5, $6, ${populated} from jsonb_populate_record(null::patients.patient, $7::jsonb) d)
  where p.id = $1 and p.version = $2::int - 1 returning id, status`;

/** The version hangs on the patient's row: where that was not written, nothing is. */
const withHistory = (patient: string): string => `
  with p as (${patient}),
  history as (insert into patients.patient_version (patient_id, version, at, origin, content)
    select id, $2, $3, $8, $9::jsonb from p)`;

/**
 * Until somebody has made the record their own, an address is what a feed has said last: the one before may be a stranger's.
 * It gives way first, since a record has one primary address at every moment.
 */
const givesWay = `e.is_primary and not e.confirmed and p.status = 'INVITED'`;

/** And so does the rest. */
const writeWith = (patient: string): string => `${withHistory(patient)},
  dropped as (delete from patients.identifier i using p, unnest($10::text[], $11::text[]) x(system, value)
    where i.patient_id = p.id and i.system = x.system and i.value = x.value),
  identifiers as (insert into patients.identifier (system, value, verification, patient_id)
    select x.system, x.value, x.verification, p.id from p, unnest($12::text[], $13::text[], $14::text[]) x(system, value, verification)),
  demoted as (update patients.email e set is_primary = false from p
    where e.patient_id = p.id and ${givesWay} and cardinality($15::text[]) > 0 returning e.address),
  emails as (insert into patients.email (address, patient_id, is_primary, confirmed)
    select x.address, p.id,
      x.n = 1 and not exists (select from patients.email e where e.patient_id = p.id and e.is_primary and not (${givesWay})), false
    from p cross join (select count(*) from demoted) first, unnest($15::text[]) with ordinality x(address, n)),
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

/**
 * Most updates change demographics alone, and need two of the nine parts of the statement: those of many messages at once
 * are one statement and one commit. Of two for the same record one is written, and the other finds it moved on.
 *
 * The planner expects few rows of the comparison with 'object', which all of them are: it then looks each record up by
 * its key, however few there were when the statement was planned.
 */
const amendRecords = `
  with asked as (
    select x.n, d.*, x.change ->> 'origin' as origin, x.change -> 'content' as content
    from jsonb_array_elements($1::jsonb) with ordinality x(change, n)
    cross join lateral jsonb_populate_record(null::patients.patient, x.change -> 'row') d
    where jsonb_typeof(x.change) = 'object'),
  amended as (
    update patients.patient p set (version, last_updated, entered_at, entered_by, status, ${columns})
      = (d.version, d.last_updated, d.entered_at, d.entered_by, d.status, ${populated})
    from asked d where p.id = d.id and p.version = d.version - 1 returning d.n),
  history as (insert into patients.patient_version (patient_id, version, at, origin, content)
    select d.id, d.version, d.last_updated, d.origin, d.content from amended join asked d using (n))
  select n::int from amended`;

/** Whoever merges the record meanwhile is waited for, and the record that it leads to then is the one that is held. */
const link = `insert into patients.team_link (patient_id, team_id, organisation_id, since)
  select coalesce(p.merged_into, p.id), $2::uuid, $3::uuid, $4::timestamptz from patients.patient p where p.id = $1 for key share on conflict do nothing`;

export const feedStore = (sql: Sql): FeedStore => {
  const amend = defineBatch(amendIn(sql), ofCrowds);
  return {
    ...gatheredLookup(sql),
    ...writesTo(sql, (change) => amend(change, undefined)),
    ...holdsIn(sql),
    alone: (work) =>
      sql.transaction((held) => {
        const amendHeld = async (change: RecordChange) => (await amendIn(held)([change]))[0] ?? false;
        return work({ ...holdingLookup(held), ...writesTo(held, amendHeld), ...holdsIn(held) });
      }),
  };
};

/** For each change whether it was written. */
const amendIn =
  (sql: Sql) =>
  async (changes: readonly RecordChange[]): Promise<readonly boolean[]> => {
    // Whoever writes several records takes them in the same order, so that nobody waits for each other in a circle.
    const sorted = changes.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
    const rows = await sql.query<{ n: number }>('patients.amend', amendRecords, [
      JSON.stringify(
        sorted.map((change) => ({
          row: {
            ...change.demographics,
            id: change.id,
            version: change.version,
            last_updated: change.at,
            entered_at: change.enteredAt,
            entered_by: change.enteredBy,
            status: change.status,
          },
          origin: change.origin,
          content: contentOf(change),
        })),
      ),
    ]);
    const written = new Set(rows.map(({ n }) => sorted[n - 1]));
    return changes.map((change) => written.has(change));
  };

/** What a version of the record holds. */
const contentOf = ({ demographics, addIdentifiers, dropIdentifiers, addEmails, by, said }: RecordChange): object => ({
  ...demographics,
  identifiers: addIdentifiers,
  dropped: dropIdentifiers,
  emails: addEmails,
  by,
  said,
});

const writesTo = (sql: Sql, amend: (change: RecordChange) => Promise<boolean>) => ({
  /** Those teams of the organisation that carry one of these aliases, and that its sender may name. */
  teams: (
    organisation: string,
    aliases: readonly string[],
    sentBy: { readonly partner: string | null; readonly alias: string | null },
  ): Promise<(Link & { alias: string })[]> =>
    sql.query('patients.teams', teams, [organisation, aliases, sentBy.partner, sentBy.alias]),

  /**
   * Writes the record, its version, identifiers, addresses and links: all or nothing, one round trip. False where the
   * record has moved on since it was read; throws the database's own unique violation where an identifier or address
   * was taken meanwhile.
   */
  write: async (change: RecordChange): Promise<boolean> => {
    if (change.version > 1 && isOfDemographicsAlone(change)) return amend(change);
    const demographics = [
      change.id,
      change.version,
      change.at,
      change.enteredAt,
      change.enteredBy,
      change.status,
      JSON.stringify(change.demographics),
      change.origin,
      JSON.stringify(contentOf(change)),
    ];
    const [name, text] =
      change.version === 1
        ? (['patients.create', createRecord] as const)
        : (['patients.update', updateRecord] as const);
    const written = await sql.query(name, text, [
      ...demographics,
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
  link: async (
    patient: string,
    { team, organisation }: Pick<Sender, 'team' | 'organisation'>,
    at: Date,
  ): Promise<void> => {
    await sql.query('patients.link', link, [patient, team, organisation, at]);
  },
});

const isOfDemographicsAlone = ({ addIdentifiers, dropIdentifiers, addEmails, links, unlink }: RecordChange): boolean =>
  [addIdentifiers, dropIdentifiers, addEmails, links, unlink].every(({ length }) => length === 0);

/** The constraint that a write broke, where it broke one. PostgreSQL error 23505, unique_violation */
export const brokenConstraint = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '23505') return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
};
