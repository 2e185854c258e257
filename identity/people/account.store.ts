import type { Account, PrismaClient } from '../../prisma/client/client.ts';

export type NewAccount = { readonly person: string; readonly email: string; readonly passwordHash: string };

export type AccountStore = {
  readonly byEmail: (email: string) => Promise<Account | undefined>;
  readonly byPerson: (person: string) => Promise<Account | undefined>;
  /** Whether it was added: not where the person or the e-mail address has one already. */
  readonly add: (account: NewAccount, now: Date) => Promise<boolean>;
  /** Only for an account that has come to nothing. */
  readonly remove: (person: string) => Promise<void>;
  readonly setPassword: (person: string, passwordHash: string, now: Date) => Promise<void>;
  /** Those of the places where the person has signed in before. */
  readonly familiar: (person: string, places: readonly string[]) => Promise<readonly string[]>;
  readonly makeFamiliar: (person: string, places: readonly string[], now: Date) => Promise<void>;
  readonly forgetPlaces: (person: string) => Promise<void>;
  readonly sweep: (seenBefore: Date) => Promise<void>;
};

/** E-mail addresses come in lower case. */
export const accountStore = (db: Pick<PrismaClient, 'account' | 'familiarPlace'>): AccountStore => ({
  byEmail: async (email) => (await db.account.findUnique({ where: { email } })) ?? undefined,
  byPerson: async (person) => (await db.account.findUnique({ where: { person } })) ?? undefined,

  add: async (account, now) => {
    const data = [{ ...account, createdAt: now, passwordChangedAt: now }];
    const { count } = await db.account.createMany({ data, skipDuplicates: true });
    return count === 1;
  },

  remove: async (person) => {
    await db.account.deleteMany({ where: { person } });
  },

  setPassword: async (person, passwordHash, now) => {
    await db.account.update({ where: { person }, data: { passwordHash, passwordChangedAt: now } });
  },

  familiar: async (person, places) => {
    const found = await db.familiarPlace.findMany({ where: { person, place: { in: [...places] } } });
    return found.map(({ place }) => place);
  },

  makeFamiliar: async (person, places, seenAt) => {
    await db.familiarPlace.createMany({
      data: places.map((place) => ({ person, place, seenAt })),
      skipDuplicates: true,
    });
    await db.familiarPlace.updateMany({ where: { person, place: { in: [...places] } }, data: { seenAt } });
  },

  forgetPlaces: async (person) => {
    await db.familiarPlace.deleteMany({ where: { person } });
  },

  sweep: async (seenBefore) => {
    await db.familiarPlace.deleteMany({ where: { seenAt: { lt: seenBefore } } });
  },
});
