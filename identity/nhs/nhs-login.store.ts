import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Level } from './level.rules.ts';

type Seen = { readonly issuer: string; readonly subject: string; readonly level: Level };

export type NhsLoginStore = {
  /** As whom somebody is signed in whom we have not met a record of. The same whenever they come. */
  readonly guest: (seen: Seen, now: Date) => Promise<string>;
  /** Ties them to a person for good, and answers whether they are: not where they are tied to another. */
  readonly link: (seen: Seen, person: string, now: Date) => Promise<boolean>;
};

export const nhsLoginStore = (db: Pick<PrismaClient, 'nhsLogin'>, newId: () => string): NhsLoginStore => {
  const see = async ({ issuer, subject, level }: Seen, now: Date): Promise<string> => {
    const { guest } = await db.nhsLogin.upsert({
      where: { issuer_subject: { issuer, subject } },
      create: { issuer, subject, level, guest: newId(), firstAt: now, lastAt: now },
      update: { level, lastAt: now },
    });
    return guest;
  };
  return {
    guest: see,
    link: async (seen, person, now) => {
      await see(seen, now);
      const { issuer, subject } = seen;
      await db.nhsLogin.updateMany({ where: { issuer, subject, person: null }, data: { person, linkedAt: now } });
      return (await db.nhsLogin.count({ where: { issuer, subject, person } })) === 1;
    },
  };
};
