import { fastify } from 'fastify';
import type { NhsLoginSetting } from '../identity/nhs/index.ts';
import { openPeople, type People, type PeopleNeeds } from '../identity/people/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PrismaClient } from '../prisma/client/client.ts';
import { seedAccounts } from '../prisma/seed-accounts.ts';
import { browser, type Browser } from './browser.ts';
import { testKeys } from './calls.ts';
import { prismaOn } from './clients.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import type { Reply } from './outside.ts';

/** A process in which people sign in; X-Forwarded-For says from where a request comes. */
export type SignInProcess = {
  readonly base: string;
  readonly people: People;
  /** A browser at this address. */
  readonly at: (address: string) => Browser;
  /** Who is signed in in a browser. */
  readonly personIn: (from: Browser) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly publicUrl?: string;
  readonly nhsLogin?: NhsLoginSetting | undefined;
  readonly invitations?: PeopleNeeds['invitations'];
  readonly joining?: PeopleNeeds['joining'];
};

export type SignInWorld = {
  readonly database: TestDatabase;
  readonly prisma: PrismaClient;
  readonly open: (options?: Options) => Promise<SignInProcess>;
  readonly drop: () => Promise<void>;
};

/** The demo world's accounts on a database of their own, for as many processes as a test opens. */
export const signInWorld = async (clock: Clock): Promise<SignInWorld> => {
  const database = await testDatabase();
  const prisma = prismaOn(database.url);
  await seedAccounts(prisma);
  return {
    database,
    prisma,
    open: async ({ publicUrl, nhsLogin, invitations, joining } = {}) => {
      const port = await freePort();
      const base = `http://127.0.0.1:${port}`;
      const people = openPeople({
        baseUrl: publicUrl ?? base,
        prisma,
        sql: database.sql,
        keys: testKeys,
        clock,
        nhsLogin,
        invitations,
        joining,
      });
      const server = fastify({ trustProxy: true });
      await server.register(people.plugin);
      await server.listen({ port, host: '127.0.0.1' });
      return {
        base,
        people,
        at: (address) => browser(base, { headers: { 'x-forwarded-for': address } }),
        personIn: async (from) => (await people.sessionOf(cookieOf(from)))?.person,
        close: async () => {
          await server.close();
          people.close();
        },
      };
    },
    drop: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
};

/** Signs in one of the demo world's people. Contract §3 */
export const signIn = (from: Browser, name: string, password = `demo-${name}`): Promise<Reply> =>
  from.submit('/login', '/login', { email: `${name}@demo.example`, password });

export const cookieOf = ({ cookies }: Browser): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
