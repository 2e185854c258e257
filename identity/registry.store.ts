import type { NewId } from '../kernel/id.ts';
import type { OauthClient, Prisma, PrismaClient } from '../prisma/client/client.ts';
import { recordActs, type ClientActKind, type Doing, type NewClientAct } from './act.store.ts';

/** A client as its operator knows it: never its secret, nor the hash of it. */
export type KnownClient = Omit<OauthClient, 'secretHash' | 'jwks'> & {
  /** By what it proves itself. */
  readonly proof: 'SECRET' | 'KEY' | 'NONE';
};

export type NewClient = Pick<OauthClient, 'id' | 'name' | 'organisation' | 'partner' | 'secretHash' | 'createdAt'> & {
  readonly kind: OauthClient['kind'];
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly jwks: { readonly keys: readonly object[] } | undefined;
};

/** Each change with its act, in one transaction. */
export type RegistryStore = {
  /** Undefined where the id is taken, by a client that has ended too. */
  readonly register: (client: NewClient, doing: Doing) => Promise<KnownClient | undefined>;
  readonly find: (id: string) => Promise<KnownClient | undefined>;
  /** In the order of their ids, after one of them; ended ones included, our own processes not. */
  readonly page: (page: { readonly after: string | null; readonly limit: number }) => Promise<KnownClient[]>;
  /** Undefined where there is none with a secret that has not ended. */
  readonly rotate: (id: string, secretHash: string, doing: Doing) => Promise<KnownClient | undefined>;
  /** Ends those that have not ended; answers how many. */
  readonly end: (which: { readonly id: string } | { readonly partner: string }, doing: Doing) => Promise<number>;
};

const external = { kind: { not: 'INTERNAL' } } as const satisfies Prisma.OauthClientWhereInput;

type Db = Pick<PrismaClient, 'oauthClient' | '$transaction'>;

export const registryStore = (db: Db, newId: NewId): RegistryStore => ({
  register: ({ jwks, redirectUris, scopes, ...client }, doing) =>
    db.$transaction(async (transaction) => {
      const keys = jwks === undefined ? {} : { jwks: { keys: [...jwks.keys] } };
      const created = await transaction.oauthClient.createManyAndReturn({
        data: [{ ...client, ...keys, redirectUris: [...redirectUris], scopes: [...scopes] }],
        skipDuplicates: true,
      });
      await recordActs(transaction, created.map(actOn('CLIENT_REGISTERED')), { ...doing, newId });
      return created[0] && known(created[0]);
    }),

  find: async (id) => {
    const found = await db.oauthClient.findFirst({ where: { ...external, id } });
    return found === null ? undefined : known(found);
  },

  page: async ({ after, limit }) => {
    const where = after === null ? external : { ...external, id: { gt: after } };
    return (await db.oauthClient.findMany({ where, orderBy: { id: 'asc' }, take: limit })).map(known);
  },

  rotate: (id, secretHash, doing) =>
    db.$transaction(async (transaction) => {
      const changed = await transaction.oauthClient.updateManyAndReturn({
        where: { ...external, id, disabledAt: null, secretHash: { not: null } },
        data: { secretHash, rotatedAt: doing.at },
      });
      await recordActs(transaction, changed.map(actOn('SECRET_ROTATED')), { ...doing, newId });
      return changed[0] && known(changed[0]);
    }),

  end: (which, doing) =>
    db.$transaction(async (transaction) => {
      const ended = await transaction.oauthClient.updateManyAndReturn({
        where: { ...external, ...which, disabledAt: null },
        data: { disabledAt: doing.at },
      });
      await recordActs(transaction, ended.map(actOn('CLIENT_ENDED')), { ...doing, newId });
      return ended.length;
    }),
});

const actOn =
  (kind: ClientActKind) =>
  ({ id, name, organisation, partner, kind: of }: OauthClient): NewClientAct => ({
    ...{ kind, client: id, organisation },
    details: { name, kind: of, ...(partner === null ? {} : { partner }) },
  });

const known = ({ secretHash, jwks, ...client }: OauthClient): KnownClient => ({
  ...client,
  proof: jwks !== null ? 'KEY' : secretHash !== null ? 'SECRET' : 'NONE',
});
