import type { FastifyPluginAsync } from 'fastify';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { Sql } from '../../subgraphs/kit/sql.ts';
import { openNhsLogin, type NhsLoginDoor, type NhsLoginSetting } from '../nhs/index.ts';
import { accountStore } from './account.store.ts';
import { openAccounts, type Accounts } from './accounts.ts';
import { cookiesOn } from './cookies.ts';
import { openForms } from './forms.ts';
import { sessionIntrospection, sessionOverHttp as overHttp, type ResolveSession } from './introspection.http.ts';
import { invitationRoutes } from './invitation.http.ts';
import { invitationsFrom, type Invitations } from './invitations.ts';
import { joinRoutes } from './join.http.ts';
import { joiningFrom, type Joining } from './joining.ts';
import { openPasswords } from './password.ts';
import { isUnproven, sessionStore, type SignedIn, type Via } from './session.store.ts';
import { openSessions } from './session.ts';
import type { TeamsOf } from '../teams/coordinated.ts';
import { signInRoutes } from './sign-in.http.ts';
import { throttleStore } from './throttle.store.ts';

export { invitationsFrom, isUnproven, joiningFrom };
export type { ResolveSession, SignedIn, Via };

export type PeopleNeeds = {
  /** Where browsers find us. On https, cookies are Secure. */
  readonly baseUrl: string;
  readonly prisma: Pick<PrismaClient, 'account' | 'familiarPlace' | 'nhsLogin'>;
  readonly sql: Sql;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Absent: people sign in with passwords alone. */
  readonly nhsLogin?: NhsLoginSetting | undefined;
  /** Absent: nobody can accept an invitation here. */
  readonly invitations?: Invitations | undefined;
  /** Absent: nobody can register here with a letter. */
  readonly joining?: Joining | undefined;
  /** Absent: no account leads to a page of teams. */
  readonly teamsOf?: TeamsOf | undefined;
  /** For how many seconds a session is remembered: ten, or less. */
  readonly remember?: number;
};

export type People = {
  /** `/login`, `/logout`, `/account`, `/invitation`, `/join`, and what our own processes ask about sessions. Register it without a prefix. */
  readonly plugin: FastifyPluginAsync;
  /** Who is signed in, by the Cookie header of a request. */
  readonly sessionOf: ResolveSession;
  /** Signs a person in and ends the session that the browser had before; answers a Set-Cookie header. */
  readonly startSession: (person: string, via: Via, cookieHeader: string | undefined) => Promise<string>;
  /** See `NhsLoginDoor.onward`; without NHS login, the address as it is. */
  readonly onward: NhsLoginDoor['onward'];
  /** Lets a person sign in with a password: for whoever has checked an invitation. */
  readonly createAccount: Accounts['create'];
  readonly close: () => void;
};

/** How people sign in: accounts, sessions and their pages. */
export const openPeople = ({
  nhsLogin: setting,
  invitations,
  joining,
  teamsOf,
  remember,
  ...needs
}: PeopleNeeds): People => {
  const { baseUrl, prisma, sql, keys, clock } = needs;
  const throttle = throttleStore(sql);
  const cookies = cookiesOn(baseUrl);
  const sessions = openSessions({ store: sessionStore(sql), cookies, clock, remember });
  const accounts = openAccounts({
    store: accountStore(prisma),
    throttle,
    passwords: openPasswords(),
    clock,
  });
  const forms = openForms(baseUrl, cookies, keys);

  const nhsLogin = setting && openNhsLogin({ ...setting, baseUrl, prisma, sessions, forms, cookies, keys, clock });

  // A sweep that fails is made good by the next: what has expired is of no use to anybody meanwhile.
  const sweeping = setInterval(() => {
    void Promise.all([sessions.sweep(), accounts.sweep()]).catch(() => undefined);
  }, 600_000).unref();
  return {
    plugin: async (app) => {
      await app.register(signInRoutes({ accounts, sessions, forms, cookies, clock, nhsLogin, teamsOf }));
      if (invitations !== undefined)
        await app.register(invitationRoutes({ invitations, accounts, throttle, sessions, forms, clock }));
      if (joining !== undefined) {
        const hasNhsLogin = nhsLogin !== undefined;
        await app.register(joinRoutes({ joining, accounts, throttle, sessions, forms, clock, nhsLogin: hasNhsLogin }));
      }
      if (nhsLogin !== undefined) await app.register(nhsLogin.plugin);
      await app.register(sessionIntrospection(sessions, keys));
    },
    sessionOf: sessions.of,
    startSession: sessions.start,
    onward: nhsLogin?.onward ?? ((address) => Promise.resolve(address)),
    createAccount: accounts.create,
    close: () => {
      clearInterval(sweeping);
    },
  };
};

/** Sessions for a process that identity does not run in. */
export const sessionOverHttp = (needs: {
  readonly baseUrl: string;
  readonly identityUrl: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly remember?: number;
}): ResolveSession => overHttp({ ...needs, cookies: cookiesOn(needs.baseUrl) });

type DemoAccount = { readonly person: string; readonly email: string; readonly password: string };

/** Adds accounts with passwords that everybody knows, where they are missing. Call it only when DEMO. */
export const seedAccounts = async (
  prisma: Pick<PrismaClient, 'account' | 'familiarPlace'>,
  accounts: readonly DemoAccount[],
  now: Date,
): Promise<void> => {
  const store = accountStore(prisma);
  const passwords = openPasswords();
  for (const { person, email, password } of accounts) {
    if ((await store.byPerson(person)) !== undefined) continue;
    const passwordHash: string | Failure = await passwords.hash(password);
    if (isFailure(passwordHash)) throw new Error(passwordHash.message);
    await store.add({ person, email, passwordHash }, now);
  }
};
