import type { OrganisationId } from '../../../kernel/id.ts';
import type { Sql } from '../../kit/sql.ts';

/** What somebody sends for: the alias of the team that creates, and how the organisation's systems are called in feeds. */
export type Sending = {
  readonly organisation: OrganisationId;
  readonly alias: string;
  /** The teams that granted, each for itself alone; null: the organisation, for all of its teams. */
  readonly granted: readonly string[] | null;
  readonly types: readonly { readonly system: string; readonly authority: string; readonly typeCode: string }[];
};

export type ReceivedStore = ReturnType<typeof receivedStore>;

export const receivedStore = (sql: Sql) => ({
  /** Undefined where no grant holds. */
  sending: async (partner: string, organisation: string): Promise<Sending | undefined> =>
    (await sql.query<Sending>('patients.partner-sending', sending, [partner, organisation]))[0],

  /** Who coordinates a team sends for it alone. */
  sendingOf: async (team: string): Promise<Sending | undefined> =>
    (await sql.query<Sending>('patients.team-sending', sendingOf, [team]))[0],

  /** The same for who sends as the organisation, or as one team of it. */
  identifying: async (
    organisation: string,
    team: string | null,
  ): Promise<Pick<Sending, 'types'> & { readonly alias: string | null }> => {
    type Row = Pick<Sending, 'types'> & { readonly alias: string | null };
    const [row] = await sql.query<Row>('patients.identifying', identifying, [organisation, team]);
    if (row === undefined) throw new Error('A statement without a table has no row.');
    return row;
  },
});

/** How organisation `of` calls the systems of identifiers in its feeds: its own names before the national ones. */
const typesOf = (of: string): string => `coalesce((
      select jsonb_agg(jsonb_build_object('system', k.system, 'authority', k.authority, 'typeCode', k.type_code)
        order by k.organisation_id nulls last)
      from patients.identifier_type k where k.organisation_id = ${of} or k.organisation_id is null), '[]')`;

/** Where both the organisation and teams of it granted, the organisation's wins, as in `partnerStanding`. */
const sending = `
  select t.alias, g.organisation_id as organisation,
    case when g.by_team then (
      select array_agg(x.alias) from patients.partner_grant o join patients.team x on x.id = o.team_id
      where o.partner = $1 and o.organisation_id = $2::uuid and o.revoked_at is null) end as granted,
    ${typesOf('$2::uuid')} as types
  from patients.partner_grant g join patients.team t on t.id = g.team_id
  where g.partner = $1 and g.organisation_id = $2::uuid and g.revoked_at is null
  order by g.by_team, g.id limit 1`;

const sendingOf = `select t.alias, t.organisation_id as organisation, array[t.alias] as granted, ${typesOf('t.organisation_id')} as types
  from patients.team t where t.id = $1`;

/** $1 organisation, $2 team */
const identifying = `
  select (select t.alias from patients.team t where t.id = $2::uuid and t.organisation_id = $1::uuid) as alias, ${typesOf('$1::uuid')} as types`;
