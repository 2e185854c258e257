import { defineBatch } from '../../kit/batch.ts';
import type { Sql } from '../../kit/sql.ts';
import type { Team } from '../patients.types.ts';
import type { Role } from '../standing.types.ts';
import type { Membership, Organisation } from './roles.types.ts';

/** A page of what belongs to one team or organisation. */
export type Slot = { readonly limit: number; readonly after: string | null };

/** What somebody sees of a team: all where it is theirs, or their organisation's. */
type TeamAsked = {
  readonly team: string;
  readonly ofTeams: readonly string[];
  readonly ofOrganisations: readonly string[];
};

export type OwnedTeam = Team & { readonly organisationId: string };

export type RolesStore = ReturnType<typeof rolesStore>;

export const rolesStore = (sql: Sql) => ({
  organisation: defineBatch<string, Organisation | null>(async (ids) =>
    byPlace(ids, await sql.query<Nth<{ found: Organisation }>>('patients.organisation', organisations, [ids])).map(
      ([row]) => row?.found ?? null,
    ),
  ),

  /** Null where it is missing, or nothing to the one who asks. */
  team: defineBatch<TeamAsked, OwnedTeam | null>(async (asked) =>
    byPlace(
      asked,
      await sql.query<Nth<{ found: OwnedTeam }>>('patients.team', teams, [
        asked.map(({ team }) => team),
        asked.map(({ ofTeams }) => `{${ofTeams.join(',')}}`),
        asked.map(({ ofOrganisations }) => `{${ofOrganisations.join(',')}}`),
      ]),
    ).map(([row]) => row?.found ?? null),
  ),

  teamsOf: defineBatch<string, readonly Team[], Slot>(async (ids, { limit, after }) =>
    byPlace(ids, await sql.query<Nth<Team>>('patients.organisation-teams', teamsOf, [ids, after, limit])),
  ),

  membersOf: defineBatch<string, readonly Membership[], Slot>(async (ids, { limit, after }) =>
    byPlace(ids, await sql.query<Nth<Membership>>('patients.team-members', membersOf, [ids, after, limit])),
  ),

  holdersIn: defineBatch<string, readonly Membership[], Slot & { readonly role: Role }>(
    async (ids, { limit, after, role }) =>
      byPlace(ids, await sql.query<Nth<Membership>>('patients.holders', holdersIn, [ids, after, limit, role])),
  ),
});

/** The number of the question that a row answers. */
export type Nth<Row> = Row & { readonly n: number };

/** The rows of each question, in the order of the questions. */
export const byPlace = <Row>(
  asked: readonly unknown[],
  rows: readonly Nth<Row>[],
): readonly (readonly Nth<Row>[])[] => {
  const found: Nth<Row>[][] = asked.map(() => []);
  for (const row of rows) found[row.n - 1]?.push(row);
  return found;
};

const organisations = `
  select w.n::int, jsonb_build_object('id', o.id, 'name', o.name, 'alias', o.alias, 'odsCode', o.ods_code) as found
  from unnest($1::uuid[]) with ordinality w(id, n) join patients.organisation o on o.id = w.id`;

const teams = `
  select w.n::int, jsonb_build_object('id', t.id, 'name', t.name, 'alias', t.alias, 'defaultLabels', t.default_labels,
    'organisationId', t.organisation_id) as found
  from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality w(id, teams, organisations, n)
    join patients.team t on t.id = w.id
  where t.id = any(w.teams::uuid[]) or t.organisation_id = any(w.organisations::uuid[])`;

const teamsOf = `
  select w.n::int, t.* from unnest($1::uuid[]) with ordinality w(id, n) cross join lateral (
    select t.id, t.name, t.alias, t.default_labels as "defaultLabels" from patients.team t
    where t.organisation_id = w.id and ($2::uuid is null or t.id > $2) order by t.id limit $3) t
  order by w.n, t.id`;

export const membershipColumns = `m.id, m.person_id as "personId", p.name, m.role, m.organisation_id as "organisationId",
  m.team_id as "teamId", m.since, m.ended_at as "endedAt"`;

const holders = (which: string): string => `
  select w.n::int, m.* from unnest($1::uuid[]) with ordinality w(id, n) cross join lateral (
    select ${membershipColumns} from patients.membership m join patients.person p on p.id = m.person_id
    where ${which} and m.ended_at is null and ($2::uuid is null or m.id > $2) order by m.id limit $3) m
  order by w.n, m.id`;

const membersOf = holders('m.team_id = w.id');
const holdersIn = holders('m.organisation_id = w.id and m.team_id is null and m.role = $4');
