import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { defineBatch } from '../kit/batch.ts';
import type { Sql } from '../kit/sql.ts';
import type { Credential } from './credential.store.ts';

export type ActKind = 'CREATED' | 'ROTATED' | 'DISABLED' | 'ADDRESSES_SET';

/** Who does something about a credential, what, and what is worth knowing later; never a secret or its hash. */
export type NewAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly personId: string | null;
  readonly kind: ActKind;
  readonly details: { readonly allowed?: readonly string[]; readonly was?: readonly string[]; readonly until?: string };
};

export type StoredAct = Omit<NewAct, 'personId'> & { readonly credentialId: string };

export type NewCredential = Pick<Credential, 'id' | 'secretHash' | 'organisationId' | 'partner' | 'allowed'>;

/** What an act changes; a field that is left out stays as it is. */
export type Change = Partial<
  Pick<
    Credential,
    'secretHash' | 'generation' | 'previousHash' | 'previousUntil' | 'rotatedAt' | 'disabledAt' | 'allowed'
  >
>;

export type CredentialKeeping = {
  /** Those of one holder, in the order of their names, after one of them. */
  page(holder: Holder, page: { readonly after: string | null; readonly limit: number }): Promise<Credential[]>;
  create(credential: NewCredential, act: NewAct): Promise<Credential>;
  /** Undefined where it is not any more as it was seen: of two at the same moment, one looks again. */
  change(seen: Credential, change: Change, act: NewAct): Promise<Credential | undefined>;
  /** The latest acts about a credential, newest first. */
  acts(credential: string): Promise<readonly StoredAct[]>;
};

export type Holder = { readonly organisationId: string } | { readonly partner: string };

type Tables = Pick<PrismaClient, 'feedCredential' | 'feedAct' | '$transaction'>;

/** Each change and the act that tells of it are one transaction. */
export const credentialKeeping = (prisma: Tables, sql: Sql): CredentialKeeping => {
  const acts = defineBatch<string, readonly StoredAct[]>(async (credentials) => {
    const rows = await sql.query<StoredAct & { readonly n: number }>('exchange.acts', latestActs, [credentials]);
    return credentials.map((_, nth) => rows.filter(({ n }) => n === nth + 1));
  });
  return {
    page: (holder, { after, limit }) =>
      prisma.feedCredential.findMany({
        where: { ...holder, ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
      }),

    create: ({ allowed, ...credential }, act) =>
      prisma.$transaction(async (transaction) => {
        const data = { ...credential, allowed: [...allowed], createdAt: act.at };
        const created = await transaction.feedCredential.create({ data });
        await transaction.feedAct.create({ data: actOf(created, act) });
        return created;
      }),

    change: ({ id, generation, allowed }, { allowed: allow, ...change }, act) =>
      prisma.$transaction(async (transaction) => {
        const [changed] = await transaction.feedCredential.updateManyAndReturn({
          where: { id, generation, disabledAt: null, allowed: { equals: [...allowed] } },
          data: { ...change, ...(allow === undefined ? {} : { allowed: [...allow] }) },
        });
        if (changed !== undefined) await transaction.feedAct.create({ data: actOf(changed, act) });
        return changed;
      }),

    acts: (credential) => acts(credential, undefined),
  };
};

const latestActs = `select c.n::int, a.id, a.at, a.actor, a.kind, a.details, a.credential_id as "credentialId"
  from unnest($1::text[]) with ordinality c(id, n)
  cross join lateral (select * from exchange.act a where a.credential_id = c.id order by a.id desc limit 50) a
  order by c.n, a.id desc`;

const actOf = (
  { id: credentialId, organisationId }: Credential,
  { details, ...act }: NewAct,
): Prisma.FeedActUncheckedCreateInput => ({
  ...act,
  credentialId,
  organisationId,
  details,
});
