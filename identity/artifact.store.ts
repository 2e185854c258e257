import type { OauthArtifact, Prisma, PrismaClient } from '../prisma/client/client.ts';

/** What oidc-provider keeps under a model and an id, with the columns by which it looks things up. */
export type Artifact = {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly clientId?: string;
  readonly grantId?: string;
  readonly uid?: string;
  readonly expiresAt?: Date;
  readonly consumedAt?: Date;
};

export type ArtifactStore = {
  readonly keep: (model: string, id: string, artifact: Artifact) => Promise<void>;
  readonly find: (model: string, id: string) => Promise<Artifact | undefined>;
  readonly findByUid: (model: string, uid: string) => Promise<Artifact | undefined>;
  /** Whether it was this call that used it up: of several at once, one. */
  readonly consume: (model: string, id: string, at: Date) => Promise<boolean>;
  readonly remove: (model: string, id: string) => Promise<void>;
  /** Ends what a person or a coordinator had granted, and all that was issued on it. */
  readonly removeGrant: (grantId: string, at: Date) => Promise<void>;
  /** Deletes what has expired; answers how many rows. */
  readonly sweep: (now: Date) => Promise<number>;
};

export type ArtifactDb = Pick<PrismaClient, 'oauthArtifact' | '$executeRaw'>;

export const artifactStore = (db: ArtifactDb): ArtifactStore => ({
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
    const { count } = await db.oauthArtifact.updateMany({
      where: { model, id, consumedAt: null },
      data: { consumedAt: at },
    });
    return count > 0;
  },

  remove: async (model, id) => {
    await db.oauthArtifact.deleteMany({ where: { model, id } });
  },

  removeGrant: async (grantId, at) => {
    await db.$executeRaw`
      with app_grant as (
        update identity.app_grant set revoked_at = ${at} where id = ${grantId} and revoked_at is null
      ), tether as (
        update identity.tether set revoked_at = ${at} where id = ${grantId} and revoked_at is null
      )
      delete from identity.artifact where grant_id = ${grantId} or (model = 'Grant' and id = ${grantId})`;
  },

  sweep: async (now) => {
    const { count } = await db.oauthArtifact.deleteMany({ where: { expiresAt: { lte: now } } });
    return count;
  },
});

const artifactOf = (row: OauthArtifact): Artifact => ({
  payload: membersOf(row.payload),
  ...(row.grantId === null ? {} : { grantId: row.grantId }),
  ...(row.consumedAt === null ? {} : { consumedAt: row.consumedAt }),
});

/** What the provider wrote is an object; anything else is not ours. */
export const membersOf = (payload: Prisma.JsonValue): Prisma.JsonObject => {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
    throw new Error('identity.artifact holds a payload that is no JSON object.');
  }
  return payload;
};
