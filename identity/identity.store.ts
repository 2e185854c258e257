import type { OauthClient, Prisma, PrismaClient } from '../prisma/client/client.ts';
import { isFailure } from '../kernel/failure.ts';
import { parseOrganisationId, type OrganisationId } from '../kernel/id.ts';
import { artifactStore, membersOf, type ArtifactDb, type ArtifactStore } from './artifact.store.ts';
import type { Client } from './client.ts';
import type { TokenHolder } from './introspection.ts';
import type { SigningKeyStore } from './keys.ts';

export type IdentityStore = SigningKeyStore &
  ArtifactStore & {
    /** Undefined for a disabled client too: to the outside it does not exist. */
    readonly client: (id: string) => Promise<Client | undefined>;
    /** Adds the clients that are not there yet; those that are stay as they are. */
    readonly add: (clients: readonly Client[]) => Promise<void>;
    readonly disable: (client: string, at: Date) => Promise<void>;

    /** Who holds the access token kept under `id`, where it, its client and what it was granted are good at `now`. */
    readonly holder: (id: string, now: Date) => Promise<TokenHolder | undefined>;
  };

type Db = ArtifactDb & Pick<PrismaClient, 'oauthClient' | 'oauthSigningKey' | '$queryRaw'>;

export const identityStore = (db: Db): IdentityStore => ({
  ...artifactStore(db),

  client: async (id) => {
    const row = await db.oauthClient.findUnique({ where: { id, disabledAt: null } });
    return row === null ? undefined : clientOf(row);
  },

  add: async (clients) => {
    const data = clients.map(({ jwks, ...client }) => ({
      ...client,
      redirectUris: [...client.redirectUris],
      scopes: [...client.scopes],
      ...(jwks === undefined ? {} : { jwks: jwks as Prisma.InputJsonObject }),
    }));
    await db.oauthClient.createMany({ data, skipDuplicates: true });
  },

  disable: async (id, at) => {
    await db.oauthClient.updateMany({ where: { id }, data: { disabledAt: at } });
  },

  holder: async (id, now) => {
    const [row] = await db.$queryRaw<HolderRow[]>`
      select a.payload, a.expires_at, c.id, c.kind::text, c.organisation, c.partner,
        g.person_id, t.organisation_id, t.team_id
      from identity.artifact a
      join identity.client c on c.id = a.client_id and c.disabled_at is null
      left join identity.app_grant g on g.id = a.grant_id and g.client_id = a.client_id
        and g.revoked_at is null and g.ends_at > ${now}
      left join identity.tether t on t.id = a.grant_id and t.client_id = a.client_id and t.revoked_at is null
      where a.id = ${id} and a.model in ('ClientCredentials', 'AccessToken') and a.expires_at > ${now}
        and case a.model when 'ClientCredentials' then true else g.id is not null or t.id is not null end`;
    return row && holderOf(row);
  },

  signingKeys: async () => db.oauthSigningKey.findMany({ select: { ringKey: true, sealed: true } }),

  addSigningKey: async (ringKey, sealed) => {
    await db.oauthSigningKey.createMany({ data: [{ ringKey, sealed }], skipDuplicates: true });
  },
});

type HolderRow = {
  readonly payload: Prisma.JsonValue;
  readonly expires_at: Date;
  readonly id: string;
  readonly kind: Client['kind'];
  readonly organisation: string | null;
  readonly partner: string | null;
  readonly person_id: string | null;
  readonly organisation_id: string | null;
  readonly team_id: string | null;
};

const holderOf = (row: HolderRow): TokenHolder => ({
  client: row.id,
  kind: row.kind,
  ...(row.organisation === null ? {} : { organisation: organisationOf(row.organisation) }),
  ...(row.partner === null ? {} : { partner: row.partner }),
  ...(row.person_id === null ? {} : { person: row.person_id }),
  ...(row.organisation_id === null || row.team_id === null
    ? {}
    : { tether: { organisation: organisationOf(row.organisation_id), team: row.team_id } }),
  scopes: scopesOf(row.payload),
  expires: row.expires_at,
});

const clientOf = (row: OauthClient): Client => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  ...(row.organisation === null ? {} : { organisation: organisationOf(row.organisation) }),
  ...(row.partner === null ? {} : { partner: row.partner }),
  ...(row.secretHash === null ? {} : { secretHash: row.secretHash }),
  ...(row.jwks === null ? {} : { jwks: membersOf(row.jwks) }),
  redirectUris: row.redirectUris,
  scopes: row.scopes,
});

const organisationOf = (uuid: string): OrganisationId => {
  const id = parseOrganisationId(uuid);
  if (isFailure(id)) throw new Error(`identity.client holds an organisation that is no UUID: ${uuid}`);
  return id;
};

const scopesOf = (payload: Prisma.JsonValue): readonly string[] => {
  const { scope } = membersOf(payload);
  return typeof scope === 'string' ? scope.split(' ') : [];
};
