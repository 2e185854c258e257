import { defineBatch } from '../kit/batch.ts';
import type { Sql } from '../kit/sql.ts';
import type { CoordinatedTeam, PartnerStanding, PersonStanding } from './standing.types.ts';

type PartnerQuestion = { readonly partner: string } & ({ readonly id: string } | { readonly alias: string });

export type StandingStore = ReturnType<typeof standingStore>;

/** Somebody whose record was merged into another has that one: both of its users agreed to it. */
const people = `
  select w.n::int, coalesce(r.merged_into, p.patient_id) as "patientId", coalesce(
    jsonb_agg(jsonb_build_object('role', m.role, 'organisationId', m.organisation_id, 'teamId', m.team_id) order by m.id)
      filter (where m.id is not null), '[]') as memberships
  from unnest($1::uuid[]) with ordinality w(id, n)
    join patients.person p on p.id = w.id
    left join patients.patient r on r.id = p.patient_id
    left join patients.membership m on m.person_id = p.id and m.ended_at is null
  group by w.n, p.patient_id, r.merged_into`;

/** Where both the organisation and teams of it granted, the organisation's wins: it is the wider one. */
const partners = `
  select w.n::int, o.id as "organisationId", count(p.id) > 0 as granted,
    case when bool_and(g.by_team) filter (where p.id is not null) then array_agg(distinct g.team_id::text) filter (where p.id is not null) end as "teamIds"
  from unnest($1::text[], $2::uuid[], $3::text[]) with ordinality w(partner, id, alias, n)
    join patients.organisation o on o.id = w.id or o.alias = w.alias
    left join patients.partner_grant g on g.partner = w.partner and g.organisation_id = o.id and g.revoked_at is null
    left join patients.partner p on p.id = g.partner and p.ended_at is null
  group by w.n, o.id`;

const registered = `
  select w.n::int, p.id
  from unnest($1::text[]) with ordinality w(partner, n) join patients.partner p on p.id = w.partner and p.ended_at is null`;

const coordinated = `
  select t.id, t.name, o.id as "organisationId", o.name as organisation
  from patients.membership m join patients.team t on t.id = m.team_id join patients.organisation o on o.id = m.organisation_id
  where m.person_id = $1 and m.role = 'COORDINATOR' and m.ended_at is null
  order by t.name, t.id`;

/** Asked with every call that no edge remembers: all that are asked at the same time are one statement. */
export const standingStore = (sql: Sql) => ({
  person: defineBatch<string, PersonStanding | null>(async (ids) =>
    inOrder(ids, await sql.query<PersonStanding & Nth>('patients.person-standing', people, [ids])),
  ),

  partner: defineBatch<PartnerQuestion, PartnerStanding | null>(async (asked) =>
    inOrder(
      asked,
      await sql.query<PartnerStanding & Nth>('patients.partner-standing', partners, [
        asked.map(({ partner }) => partner),
        asked.map((one) => ('id' in one ? one.id : null)),
        asked.map((one) => ('alias' in one ? one.alias : null)),
      ]),
    ),
  ),

  coordinatedTeams: (person: string): Promise<readonly CoordinatedTeam[]> =>
    sql.query('patients.coordinated-teams', coordinated, [person]),

  registered: defineBatch<string, string | null>(async (partners) => {
    const rows = await sql.query<{ readonly id: string } & Nth>('patients.partner-registered', registered, [partners]);
    return inOrder(partners, rows).map((row) => row?.id ?? null);
  }),
});

/** The number of the question that a row answers. */
type Nth = { readonly n: number };

const inOrder = <Row extends Nth>(asked: readonly unknown[], rows: readonly Row[]): readonly (Row | null)[] => {
  const found = new Map(rows.map((row) => [row.n, row]));
  return asked.map((_, index) => found.get(index + 1) ?? null);
};
