import type { OauthClient, Prisma, PrismaClient } from '../prisma/client/client.ts';

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

export type RegistryStore = {
  /** Undefined where the id is taken, by a client that has ended too. */
  readonly register: (client: NewClient) => Promise<KnownClient | undefined>;
  readonly find: (id: string) => Promise<KnownClient | undefined>;
  /** In the order of their ids, after one of them; ended ones included, our own processes not. */
  readonly page: (page: { readonly after: string | null; readonly limit: number }) => Promise<KnownClient[]>;
  /** Undefined where there is none with a secret that has not ended. */
  readonly rotate: (id: string, secretHash: string, at: Date) => Promise<KnownClient | undefined>;
  /** Ends those that have not ended; answers how many. */
  readonly end: (which: { readonly id: string } | { readonly partner: string }, at: Date) => Promise<number>;
};

const external = { kind: { not: 'INTERNAL' } } as const satisfies Prisma.OauthClientWhereInput;

export const registryStore = ({ oauthClient }: Pick<PrismaClient, 'oauthClient'>): RegistryStore => ({
  register: async ({ jwks, redirectUris, scopes, ...client }) => {
    const keys = jwks === undefined ? {} : { jwks: { keys: [...jwks.keys] } };
    const [created] = await oauthClient.createManyAndReturn({
      data: [{ ...client, ...keys, redirectUris: [...redirectUris], scopes: [...scopes] }],
      skipDuplicates: true,
    });
    return created && known(created);
  },

  find: async (id) => {
    const found = await oauthClient.findFirst({ where: { ...external, id } });
    return found === null ? undefined : known(found);
  },

  page: async ({ after, limit }) => {
    const where = after === null ? external : { ...external, id: { gt: after } };
    return (await oauthClient.findMany({ where, orderBy: { id: 'asc' }, take: limit })).map(known);
  },

  rotate: async (id, secretHash, at) => {
    const [changed] = await oauthClient.updateManyAndReturn({
      where: { ...external, id, disabledAt: null, secretHash: { not: null } },
      data: { secretHash, rotatedAt: at },
    });
    return changed && known(changed);
  },

  end: async (which, at) => {
    const { count } = await oauthClient.updateMany({
      where: { ...external, ...which, disabledAt: null },
      data: { disabledAt: at },
    });
    return count;
  },
});

const known = ({ secretHash, jwks, ...client }: OauthClient): KnownClient => ({
  ...client,
  proof: jwks !== null ? 'KEY' : secretHash !== null ? 'SECRET' : 'NONE',
});
