import type { FastifyPluginAsync } from 'fastify';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NhsLogin } from '../../kernel/config.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { Cookies } from '../people/cookies.ts';
import type { Forms } from '../people/forms.ts';
import type { Sessions } from '../people/session.ts';
import { assertedLoginIdentity, withAssertedLogin } from './asserted-login.ts';
import { nhsLoginRoutes } from './nhs-login.http.ts';
import { nhsLoginStore } from './nhs-login.store.ts';
import type { PersonOf } from './person.ts';
import { relyingParty } from './relying-party.ts';
import { standInRoutes } from './stand-in.http.ts';
import { openStandIn, type StandIn, type StandInUser } from './stand-in.ts';

export { personFrom, type PersonOf } from './person.ts';
export type { StandInUser };

export type NhsLoginSetting = {
  /** Our client at NHS login, or who can sign in at the stand-in that takes its place. */
  readonly at: NhsLogin | { readonly standIn: readonly StandInUser[] };
  readonly personOf: PersonOf;
};

type Needs = NhsLoginSetting & {
  readonly baseUrl: string;
  readonly prisma: Pick<PrismaClient, 'nhsLogin'>;
  readonly sessions: Sessions;
  readonly forms: Forms;
  readonly cookies: Cookies;
  readonly keys: KeyRing;
  readonly clock: Clock;
};

export type NhsLoginDoor = {
  readonly plugin: FastifyPluginAsync;
  /** Where a browser ends its session at NHS login after it has ended ours; undefined: there is no such place. */
  readonly endSession: () => Promise<URL | undefined>;
  /**
   * The address of another service of NHS login, with what lets this person in there without a prompt: a hospital's page
   * on which an appointment is changed.
   */
  readonly onward: (address: string, cookieHeader: string | undefined) => Promise<string>;
};

/** Signing in with NHS login, or with the stand-in. */
export const openNhsLogin = ({ at, baseUrl, personOf, prisma, ...needs }: Needs): NhsLoginDoor => {
  const { sessions, forms, clock } = needs;
  const redirectUri = `${baseUrl}/login/nhs/callback`;
  const afterLogout = `${baseUrl}/login`;
  const path = `${new URL(baseUrl).pathname.replace(/\/$/, '')}/demo/nhs-login`;
  const users = 'standIn' in at ? at.standIn : [];
  let opened: Promise<StandIn> | undefined;
  const standIn = (): Promise<StandIn> =>
    (opened ??= openStandIn({ issuer: `${baseUrl}/demo/nhs-login`, redirectUri, afterLogout, users, clock }));
  const settings = async (): Promise<NhsLogin> => ('standIn' in at ? (await standIn()).client : at);
  const party = relyingParty({ settings, redirectUri, insecure: 'standIn' in at });

  return {
    plugin: async (app) => {
      const store = nhsLoginStore(prisma, () => uuid7(clock.now().getTime()));
      await app.register(nhsLoginRoutes({ ...needs, relyingParty: party, personOf, store }));
      if ('standIn' in at) await app.register(standInRoutes({ path, standIn, users, forms }));
    },
    endSession: () => party.endSession(afterLogout),
    onward: async (address, cookieHeader) => {
      const via = (await sessions.of(cookieHeader))?.via;
      if (via?.kind !== 'NHS_LOGIN' || via.idToken === undefined) return address;
      const assertion = assertedLoginIdentity(await settings(), { idToken: via.idToken, now: clock.now() });
      return withAssertedLogin(address, assertion);
    },
  };
};
