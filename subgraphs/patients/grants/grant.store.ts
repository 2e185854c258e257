import type { NewId, OrganisationId, TeamId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn, type ActKind } from '../act.store.ts';
import type { PartnerGrant } from './grant.types.ts';
import type { Partner } from './partner.types.ts';

/** Who grants: an organisation for all of its teams, or one team for itself. */
export type Grantor = { readonly organisation: OrganisationId; readonly team: TeamId | null };

export type NewGrant = Grantor & { readonly partner: string; readonly alias: string | null };

export type NotGranted = 'noPartner' | 'noDefaultTeam' | 'granted' | 'aliasTaken';

type Asked = {
  readonly organisation: OrganisationId;
  /** The teams of which grants of their own are wanted. */
  readonly teams: readonly TeamId[] | 'all';
  readonly after: string | null;
  readonly limit: number;
};

export type GrantStore = {
  /** The latest first, revoked ones included. */
  page(asked: Asked): Promise<PartnerGrant[]>;
  find(id: string): Promise<PartnerGrant | undefined>;
  organisationOf(team: TeamId): Promise<OrganisationId | undefined>;
  grant(context: Context, grant: NewGrant): Promise<PartnerGrant | NotGranted>;
  /** Undefined where it does not hold any more. */
  revoke(context: Context, id: string): Promise<PartnerGrant | undefined>;
};

export const grantStore = (sql: Sql, newId: NewId): GrantStore => {
  /** The grant as it is now, with the act that made it so. */
  const written = async (transaction: Sql, context: Context, { kind, id }: Done): Promise<PartnerGrant> => {
    const [grant] = (await transaction.query<Row>('patients.find-grant', find, [id])).map(grantOf);
    if (grant === undefined) throw new Error('A grant that was just written is not there.');
    await actsIn(transaction, newId).record(context, {
      kind,
      organisation: grant.organisationId,
      team: grant.teamId ?? null,
      details: { grant: grant.id, partner: grant.partner.id, alias: grant.alias ?? null },
    });
    return grant;
  };

  return {
    page: async ({ organisation, teams, after, limit }) =>
      (await sql.query<Row>('patients.grants', page, [organisation, teams === 'all' ? null : teams, after, limit])).map(
        grantOf,
      ),

    find: async (id) => (await sql.query<Row>('patients.find-grant', find, [id])).map(grantOf)[0],

    organisationOf: async (team) =>
      (await sql.query<{ readonly id: OrganisationId }>('patients.team-organisation', organisationOf, [team]))[0]?.id,

    grant: (context, { organisation, team, partner, alias }) =>
      sql.transaction(async (transaction) => {
        const [held] = await transaction.query('patients.grant-hold', hold, [partner]);
        if (held === undefined) return 'noPartner';
        const [now] = await transaction.query<Standing>('patients.grant-look', look, [
          organisation,
          team,
          partner,
          alias,
        ]);
        if (now?.landing == null) return 'noDefaultTeam';
        if (now.granted) return 'granted';
        if (now.aliasTaken) return 'aliasTaken';
        const id = newId();
        const [inserted] = await transaction.query('patients.grant-insert', insert, [
          id,
          partner,
          alias,
          organisation,
          now.landing,
          team !== null,
          context.clock.now(),
          context.principal.kind === 'person' ? context.principal.user : null,
        ]);
        return inserted === undefined ? 'aliasTaken' : written(transaction, context, { kind: 'PARTNER_GRANTED', id });
      }),

    revoke: (context, id) =>
      sql.transaction(async (transaction) => {
        const by = context.principal.kind === 'person' ? context.principal.user : null;
        const [revoked] = await transaction.query('patients.grant-revoke', revoke, [id, context.clock.now(), by]);
        return revoked === undefined ? undefined : written(transaction, context, { kind: 'GRANT_REVOKED', id });
      }),
  };
};

type Done = { readonly kind: ActKind; readonly id: string };

type Row = Omit<PartnerGrant, 'partner'> & {
  readonly [Name in keyof Partner as `partner.${Name}`]-?: Exclude<Partner[Name], undefined>;
};

const grantOf = ({
  'partner.id': id,
  'partner.name': name,
  'partner.registeredAt': registeredAt,
  'partner.endedAt': endedAt,
  ...grant
}: Row): PartnerGrant => ({ ...grant, partner: { id, name, registeredAt, endedAt } });

type Standing = { readonly landing: string | null; readonly granted: boolean; readonly aliasTaken: boolean };

const grants = `select g.id, g.organisation_id as "organisationId", case when g.by_team then g.team_id end as "teamId", g.alias,
    g.granted_at as since, g.granted_by as "grantedBy", g.revoked_at as "revokedAt", g.revoked_by as "revokedBy",
    p.id as "partner.id", p.name as "partner.name", p.registered_at as "partner.registeredAt", p.ended_at as "partner.endedAt"
  from patients.partner_grant g join patients.partner p on p.id = g.partner`;

const page = `${grants}
  where g.organisation_id = $1 and ($2::uuid[] is null or not g.by_team or g.team_id = any($2)) and ($3::uuid is null or g.id < $3)
  order by g.id desc limit $4`;

const find = `${grants} where g.id = $1`;

const organisationOf = `select organisation_id as id from patients.team where id = $1`;

/** Grants of one partner are made one after the other, and none once it has ended. */
const hold = `select id from patients.partner where id = $1 and ended_at is null for update`;

/**
 * What an organisation's partner sends lands in its default team. An alias that names another party would take the feed
 * of that party away from it: the feed refuses what is addressed to somebody else.
 */
const look = `select coalesce($2::uuid, o.default_team_id) as landing,
    exists (select from patients.partner_grant g where g.partner = $3 and g.organisation_id = o.id and g.revoked_at is null
      and case when g.by_team then g.team_id end is not distinct from $2::uuid) as granted,
    exists (select from patients.organisation x where lower($4::text) in (lower(x.alias), lower(x.ods_code)))
      or exists (select from patients.team x where x.alias = lower($4::text)) as "aliasTaken"
  from patients.organisation o where o.id = $1`;

const insert = `insert into patients.partner_grant (id, partner, alias, organisation_id, team_id, by_team, granted_at, granted_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (alias) where revoked_at is null do nothing returning id`;

const revoke = `update patients.partner_grant set revoked_at = $2, revoked_by = $3
  where id = $1 and revoked_at is null returning id`;
