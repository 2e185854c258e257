import type { Prisma, PrismaClient } from '../prisma/client/client.ts';
import type { NewId } from '../kernel/id.ts';
import { recordActs, type Doing, type NewClientAct } from './act.store.ts';
import { fingerprint } from './introspection.ts';

/** A partner's client that a coordinator has tied to one team. The id is also that of the provider's grant. */
export type Tether = {
  readonly id: string;
  readonly client: string;
  readonly organisation: string;
  readonly team: string;
  readonly label: string;
  readonly madeBy: string;
  readonly madeAt: Date;
};

/** A tether as those see it who keep it. */
export type KnownTether = Tether & {
  readonly name: string;
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
};

export type TetherStore = {
  /** Keeps a new tether, with a refresh token for it that was drawn by the caller. */
  readonly add: (
    tether: Tether,
    token: { readonly value: string; readonly expiresAt: Date },
    doing: Doing,
  ) => Promise<void>;
  /** Newest first, revoked ones included. */
  readonly of: (team: string) => Promise<readonly KnownTether[]>;
  readonly find: (id: string) => Promise<KnownTether | undefined>;
  /** Whether a client that is not disabled is tied to the team by a tether that holds. */
  readonly holds: (tied: Pick<Tether, 'client' | 'team'>) => Promise<boolean>;
  /** Takes back a tether and all its tokens; answers whether it held. */
  readonly revoke: (tether: Tether, doing: Doing) => Promise<boolean>;

  /** Whether the refresh token kept under `key` is the one that its tether used last. */
  readonly usedLast: (id: string, key: string) => Promise<boolean>;
  /** Notes that a tether has used the refresh token kept under `key`; answers whether there is such a tether. */
  readonly used: (key: string, at: Date) => Promise<boolean>;
  /** Uses up all refresh tokens of a tether but the one kept under `key`; does nothing for other grants. */
  readonly supersede: (id: string, key: string, at: Date) => Promise<void>;
};

type Db = Pick<PrismaClient, 'tether' | 'oauthArtifact' | '$transaction' | '$executeRaw'>;

export const tetherStore = (db: Db, newId: NewId): TetherStore => ({
  add: (tether, token, doing) =>
    db.$transaction(async (transaction) => {
      await transaction.tether.create({
        data: {
          id: tether.id,
          clientId: tether.client,
          organisationId: tether.organisation,
          teamId: tether.team,
          label: tether.label,
          madeBy: tether.madeBy,
          madeAt: tether.madeAt,
        },
      });
      await transaction.oauthArtifact.createMany({ data: artifactsOf(tether, token) });
      await recordActs(transaction, [actOn(tether, 'TETHER_MADE')], { ...doing, newId });
    }),

  of: async (team) => {
    const rows = await db.tether.findMany({
      where: { teamId: team },
      include: { client: { select: { name: true } } },
      orderBy: { id: 'desc' },
    });
    return rows.map(knownOf);
  },

  find: async (id) => {
    const row = await db.tether.findUnique({ where: { id }, include: { client: { select: { name: true } } } });
    return row === null ? undefined : knownOf(row);
  },

  holds: async ({ client, team }) =>
    (await db.tether.count({
      where: { clientId: client, teamId: team, revokedAt: null, client: { disabledAt: null } },
    })) > 0,

  revoke: (tether, doing) =>
    db.$transaction(async (transaction) => {
      const { id } = tether;
      const { count } = await transaction.tether.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: doing.at, revokedBy: doing.person },
      });
      await transaction.oauthArtifact.deleteMany({ where: { OR: [{ grantId: id }, { model: 'Grant', id }] } });
      if (count > 0) await recordActs(transaction, [actOn(tether, 'TETHER_REVOKED')], { ...doing, newId });
      return count > 0;
    }),

  usedLast: async (id, key) => (await db.tether.count({ where: { id, lastUsedToken: key, revokedAt: null } })) > 0,

  used: async (key, at) => {
    const count = await db.$executeRaw`
      update identity.tether t set last_used_token = ${key}, last_used_at = ${at}
      from identity.artifact a
      where a.model = 'RefreshToken' and a.id = ${key} and t.id = a.grant_id and t.revoked_at is null`;
    return count > 0;
  },

  supersede: async (id, key, at) => {
    await db.$executeRaw`
      update identity.artifact set consumed_at = ${at}
      where grant_id = ${id} and model = 'RefreshToken' and id <> ${key} and consumed_at is null
        and exists (select from identity.tether t where t.id = ${id})`;
  },
});

const actOn = (
  { id, client, organisation, team, label }: Tether,
  kind: 'TETHER_MADE' | 'TETHER_REVOKED',
): NewClientAct => ({
  ...{ kind, client, organisation, team },
  details: { tether: id, label },
});

type Row = Prisma.TetherGetPayload<{ include: { client: { select: { name: true } } } }>;

const knownOf = (row: Row): KnownTether => ({
  id: row.id,
  client: row.clientId,
  name: row.client.name,
  organisation: row.organisationId,
  team: row.teamId,
  label: row.label,
  madeBy: row.madeBy,
  madeAt: row.madeAt,
  ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt }),
  ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
});

/** The grant and the refresh token as oidc-provider itself would have kept them, had a person walked through its pages. */
const artifactsOf = (
  { id, client, madeAt }: Tether,
  { value, expiresAt }: { readonly value: string; readonly expiresAt: Date },
): Prisma.OauthArtifactCreateManyInput[] => {
  const iat = Math.floor(madeAt.getTime() / 1_000);
  const shared = { iat, accountId: `tether:${id}`, clientId: client };
  const grant = { ...shared, kind: 'Grant', jti: id, openid: { scope: 'SITE' } };
  const token = {
    ...shared,
    kind: 'RefreshToken',
    exp: Math.floor(expiresAt.getTime() / 1_000),
    iiat: iat,
    grantId: id,
    gty: 'refresh_token',
    scope: 'SITE',
    rotations: 0,
    expiresWithSession: false,
  };
  return [
    { model: 'Grant', id, clientId: client, payload: grant },
    { model: 'RefreshToken', id: fingerprint(value), clientId: client, grantId: id, expiresAt, payload: token },
  ];
};
