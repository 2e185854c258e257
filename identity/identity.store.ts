import type { OauthArtifact, OauthClient, Prisma, PrismaClient } from '../prisma/client/client.ts';
import { isFailure } from '../kernel/failure.ts';
import { parseOrganisationId, type OrganisationId } from '../kernel/id.ts';
import type { Client } from './client.ts';
import type { TokenHolder } from './introspection.ts';
import type { SigningKeyStore } from './keys.ts';

/** What oidc-provider keeps under a model and an id, with the columns by which it looks things up. */
export type Artifact = {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly clientId?: string;
  readonly grantId?: string;
  readonly uid?: string;
  readonly expiresAt?: Date;
  readonly consumedAt?: Date;
};

export type IdentityStore = SigningKeyStore & {
  /** Undefined for a disabled client too: to the outside it does not exist. */
  readonly client: (id: string) => Promise<Client | undefined>;
  /** Adds the clients that are not there yet; those that are stay as they are. */
  readonly add: (clients: readonly Client[]) => Promise<void>;
  readonly disable: (client: string, at: Date) => Promise<void>;

  readonly keep: (model: string, id: string, artifact: Artifact) => Promise<void>;
  readonly find: (model: string, id: string) => Promise<Artifact | undefined>;
  readonly findByUid: (model: string, uid: string) => Promise<Artifact | undefined>;
  readonly consume: (model: string, id: string, at: Date) => Promise<void>;
  readonly remove: (model: string, id: string) => Promise<void>;
  readonly removeGrant: (grantId: string) => Promise<void>;
  /** Deletes what has expired; answers how many rows. */
  readonly sweep: (now: Date) => Promise<number>;

  /** Who holds the client-credentials token kept under `id`, where it and its client are good at `now`. */
  readonly holder: (id: string, now: Date) => Promise<TokenHolder | undefined>;
};

type Db = Pick<PrismaClient, 'oauthClient' | 'oauthArtifact' | 'oauthSigningKey'>;

export const identityStore = (db: Db): IdentityStore => ({
  client: async (id) => {
    const row = await db.oauthClient.findUnique({ where: { id, disabledAt: null } });
    return row === null ? undefined : clientOf(row);
  },

  add: async (clients) => {
    const data = clients.map((client) => ({
      ...client,
      redirectUris: [...client.redirectUris],
      scopes: [...client.scopes],
    }));
    await db.oauthClient.createMany({ data, skipDuplicates: true });
  },

  disable: async (id, at) => {
    await db.oauthClient.updateMany({ where: { id }, data: { disabledAt: at } });
  },

  keep: async (model, id, { payload, ...columns }) => {
    const row = {
      payload: payload as Prisma.InputJsonObject,
      clientId: columns.clientId ?? null,
      grantId: columns.grantId ?? null,
      uid: columns.uid ?? null,
      expiresAt: columns.expiresAt ?? null,
      consumedAt: columns.consumedAt ?? null,
    };
    await db.oauthArtifact.upsert({
      where: { model_id: { model, id } },
      create: { model, id, ...row },
      update: row,
    });
  },

  find: async (model, id) => {
    const row = await db.oauthArtifact.findUnique({ where: { model_id: { model, id } } });
    return row === null ? undefined : artifactOf(row);
  },

  findByUid: async (model, uid) => {
    const row = await db.oauthArtifact.findFirst({ where: { model, uid } });
    return row === null ? undefined : artifactOf(row);
  },

  consume: async (model, id, at) => {
    await db.oauthArtifact.updateMany({ where: { model, id, consumedAt: null }, data: { consumedAt: at } });
  },

  remove: async (model, id) => {
    await db.oauthArtifact.deleteMany({ where: { model, id } });
  },

  removeGrant: async (grantId) => {
    await db.oauthArtifact.deleteMany({ where: { grantId } });
  },

  sweep: async (now) => {
    const { count } = await db.oauthArtifact.deleteMany({ where: { expiresAt: { lte: now } } });
    return count;
  },

  holder: async (id, now) => {
    // A token of a user will name a person, not a client alone: only what stands for the client itself is read here.
    const row = await db.oauthArtifact.findUnique({
      where: {
        model_id: { model: 'ClientCredentials', id },
        expiresAt: { gt: now },
        client: { disabledAt: null },
      },
      include: { client: true },
    });
    if (!row?.client || !row.expiresAt) return undefined;
    const { id: client, kind, organisation, partner } = clientOf(row.client);
    return {
      client,
      kind,
      ...(organisation === undefined ? {} : { organisation }),
      ...(partner === undefined ? {} : { partner }),
      scope: scopeOf(row.payload),
      expires: row.expiresAt,
    };
  },

  signingKeys: async () => db.oauthSigningKey.findMany({ select: { ringKey: true, sealed: true } }),

  addSigningKey: async (ringKey, sealed) => {
    await db.oauthSigningKey.createMany({ data: [{ ringKey, sealed }], skipDuplicates: true });
  },
});

const clientOf = (row: OauthClient): Client => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  ...(row.organisation === null ? {} : { organisation: organisationOf(row.organisation) }),
  ...(row.partner === null ? {} : { partner: row.partner }),
  ...(row.secretHash === null ? {} : { secretHash: row.secretHash }),
  redirectUris: row.redirectUris,
  scopes: row.scopes,
});

const organisationOf = (uuid: string): OrganisationId => {
  const id = parseOrganisationId(uuid);
  if (isFailure(id)) throw new Error(`identity.client holds an organisation that is no UUID: ${uuid}`);
  return id;
};

const artifactOf = (row: OauthArtifact): Artifact => ({
  payload: membersOf(row.payload),
  ...(row.consumedAt === null ? {} : { consumedAt: row.consumedAt }),
});

const scopeOf = (payload: Prisma.JsonValue): readonly string[] => {
  const { scope } = membersOf(payload);
  return typeof scope === 'string' ? scope.split(' ') : [];
};

const membersOf = (payload: Prisma.JsonValue): Prisma.JsonObject => {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
    throw new Error('identity.artifact holds a payload that is no JSON object.');
  }
  return payload;
};
