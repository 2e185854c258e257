import type { PrismaClient } from '../prisma/client/client.ts';

/** A person lets an app act for them. The id is also that of the provider's grant, by which its tokens are found. */
export type AppGrant = {
  readonly id: string;
  readonly person: string;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
  readonly endsAt: Date;
};

/** An app that a person lets act for them, however often they have said so. */
export type GrantedApp = Omit<AppGrant, 'id' | 'person'> & { readonly name: string };

export type AppGrantStore = {
  readonly add: (grant: AppGrant) => Promise<void>;
  /** A grant that holds and covers all of `scopes`. */
  readonly covering: (asked: Pick<AppGrant, 'person' | 'client' | 'scopes'>, now: Date) => Promise<string | undefined>;
  readonly appsOf: (person: string, now: Date) => Promise<readonly GrantedApp[]>;
  /** Takes back everything that a person has granted an app, tokens included; answers whether there was anything. */
  readonly revoke: (person: string, client: string, now: Date) => Promise<boolean>;
};

type Db = Pick<PrismaClient, 'appGrant' | '$queryRaw'>;

export const appGrantStore = (db: Db): AppGrantStore => ({
  add: async ({ id, person, client, scopes, grantedAt, endsAt }) => {
    await db.appGrant.create({
      data: { id, personId: person, clientId: client, scopes: [...scopes], grantedAt, endsAt },
    });
  },

  covering: async ({ person, client, scopes }, now) => {
    const row = await db.appGrant.findFirst({
      where: {
        personId: person,
        clientId: client,
        revokedAt: null,
        endsAt: { gt: now },
        scopes: { hasEvery: [...scopes] },
      },
      orderBy: { grantedAt: 'desc' },
      select: { id: true },
    });
    return row?.id;
  },

  appsOf: (person, now) => db.$queryRaw<GrantedApp[]>`
    select c.id as client, c.name, min(g.granted_at) as "grantedAt", max(g.ends_at) as "endsAt",
      array_agg(distinct scope order by scope) as scopes
    from identity.app_grant g
    join identity.client c on c.id = g.client_id
    cross join unnest(g.scopes) as scope
    where g.person_id = ${person}::uuid and g.revoked_at is null and g.ends_at > ${now}
    group by c.id
    order by c.name, c.id`,

  revoke: async (person, client, now) => {
    const [row] = await db.$queryRaw<{ count: bigint }[]>`
      with revoked as (
        update identity.app_grant set revoked_at = ${now}
        where person_id = ${person}::uuid and client_id = ${client} and revoked_at is null
        returning id
      ), removed as (
        delete from identity.artifact a using revoked
        where a.grant_id = revoked.id or (a.model = 'Grant' and a.id = revoked.id)
      )
      select count(*) as count from revoked`;
    return (row?.count ?? 0n) > 0n;
  },
});
