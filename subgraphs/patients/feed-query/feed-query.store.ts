import type { OrganisationId, TeamId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';
import { facts, oneViewer, relations } from '../facts.sql.ts';
import { isForeign } from '../feed-lookup.sql.ts';
import { viewerValues, type PatientFacts } from '../patients.store.ts';
import type { Viewer } from '../viewer.rules.ts';
import type { KnownType, SoughtNumber } from './feed-query.rules.ts';

/** For whom a feed asks: a whole organisation, or those of its teams that the credentials and the alias stand for. */
export type Asker = {
  readonly organisation: OrganisationId;
  readonly teams: readonly TeamId[] | null;
  readonly types: readonly KnownType[];
};

export type Wanted = {
  readonly viewer: Viewer;
  /** Undefined: whoever the number. */
  readonly sought: readonly SoughtNumber[] | undefined;
  /** Undefined: those without any number too. */
  readonly systems: readonly string[] | undefined;
  readonly changedFrom: Date | null;
  readonly changedBefore: Date | null;
  readonly limit: number;
};

export type FeedQueryStore = ReturnType<typeof feedQueryStore>;

export const feedQueryStore = (sql: Sql) => ({
  /** Undefined where the alias names somebody else, or a grant is missing. */
  asker: async (
    by: { readonly organisation: string } | { readonly partner: string },
    alias: string | null,
  ): Promise<Asker | undefined> => {
    const [found] = await sql.query<Asker & { readonly foreign: boolean }>('patients.asker', asker, [
      'organisation' in by ? by.organisation : null,
      'partner' in by ? by.partner : null,
      alias,
    ]);
    return found === undefined || found.foreign ? undefined : found;
  },

  /** The facts about the records that the viewer's teams hold, last changed first: one statement, however many they are. */
  newest: async ({ viewer, sought, systems, changedFrom, changedBefore, limit }: Wanted): Promise<PatientFacts[]> => {
    const values = [...viewerValues(viewer), limit, systems ?? null, changedFrom, changedBefore];
    if (sought !== undefined) {
      const numbers = [sought.map(({ system }) => system), sought.map(({ value }) => value)];
      return sql.query('patients.held-by-number', heldByNumber, [...values, ...numbers]);
    }
    const [held] = await sql.query<{ isMost: boolean }>('patients.held-share', holdsMost, [
      viewer.organisation,
      viewer.teams,
    ]);
    return held?.isMost === true
      ? sql.query('patients.held-newest-of-most', newestOfMost, values)
      : sql.query('patients.held-newest', newestHeld, values);
  },
});

/**
 * $1 organisation, $2 partner, $3 alias. A partner stands for the whole organisation where that granted, and for the one
 * team that granted for itself alone; an organisation's own feed for the team whose alias it gives.
 */
const asker = `
  select s.organisation, s.teams, s.foreign,
    (select coalesce(jsonb_agg(jsonb_build_object('authority', k.authority, 'typeCode', k.type_code, 'kind', k.kind,
        'system', k.system, 'own', k.organisation_id is not null) order by k.type_code, k.authority), '[]')
      from patients.identifier_type k where k.organisation_id = s.organisation or k.organisation_id is null) as types
  from (select $1::uuid as organisation, $2::text as partner, $3::text as alias) w
  cross join lateral (
    select o.id as organisation, case when own.id is not null then array[own.id::text] end as teams, own.id is null and ${isForeign} as foreign
    from patients.organisation o left join patients.team own on own.organisation_id = o.id and own.alias = w.alias
    where o.id = w.organisation
    union all
    select g.organisation_id, case when g.by_team then array[g.team_id::text] end, false
    from patients.partner_grant g join patients.partner p on p.id = g.partner and p.ended_at is null
    where g.partner = w.partner and g.alias = w.alias and g.revoked_at is null) s`;

const within = (moment: string): string =>
  `${moment} >= coalesce($11::timestamptz, '-infinity') and ${moment} < coalesce($12::timestamptz, 'infinity')`;

/**
 * $9 limit, $10 systems of numbers of which the record has one, $11 and $12 the window. With sharing disabled a record is
 * still found by whole organisations, and by no team. Domain reference §3.1
 */
const isWanted = `(w.organisation is not null or not p.sharing_disabled)
    and ($11::timestamptz is null and $12::timestamptz is null
      or (${within('p.last_updated')}) or (${within('p.registered_at')}))`;

/**
 * The keys first; then the facts of those alone. Numbers are looked at from the newest on, until there are enough: nearly
 * everybody has one, and `offset 0` keeps the planner from looking at all of them before it sorts.
 */
const factsOf = (candidates: string): string => `
  with page as materialized (
    select c.id from (
      select p.id from ${oneViewer} cross join ${candidates} and ${isWanted} order by p.last_updated desc, p.id desc offset 0) c
    where $10::text[] is null or exists (select from patients.identifier i where i.patient_id = c.id and i.system = any($10))
    limit $9)
  select ${facts.inDetail} from ${oneViewer} cross join page join patients.patient p on p.id = page.id ${relations}
  order by p.last_updated desc, p.id desc`;

const heldIds = `select l.patient_id as id from patients.team_link l where l.organisation_id = $1
      union select l.patient_id from patients.team_link l where l.team_id = any($3::uuid[])`;

/** From those whom the teams hold, however many others there are: each way, and each record, by an index. */
const newestHeld = factsOf(`(
      ${heldIds}) held
    cross join lateral (
      select p.id, p.last_updated, p.registered_at, p.sharing_disabled from patients.patient p where p.id = held.id limit 1) p
    where true`);

/** Where they are many of all there are, it is faster to read all of them once than each of them by itself. */
const newestOfMost = factsOf(`patients.patient p
    where p.id in (select l.patient_id from patients.team_link l where l.organisation_id = $1 or l.team_id = any($3::uuid[]))`);

/**
 * $1 organisation, $2 teams: they hold more than an eighth of all, and so many that it matters. 300 000 records of 330 000 took
 * 5 s one by one, and 0.3 s together. An index by the time of the last change would do as well, and make every message slower
 * that changes a record.
 */
const holdsMost = `
  select (select count(*) from (
    select from patients.team_link l where l.organisation_id = $1 or l.team_id = any($2::uuid[]) limit share.most + 1) held) > share.most as "isMost"
  from (select greatest(c.reltuples / 8, 2000)::bigint as most from pg_class c where c.oid = 'patients.patient'::regclass) share`;

/** $13 system and $14 value of each number */
const heldByNumber = factsOf(`patients.patient p
    where p.id in (select i.patient_id from unnest($13::text[], $14::text[]) a(system, value) join patients.identifier i using (system, value))
      and exists (select from patients.team_link l where l.patient_id = p.id
        and (l.organisation_id = w.organisation or l.team_id = any(w.teams)))`);
