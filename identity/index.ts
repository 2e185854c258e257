import type { FastifyPluginAsync } from 'fastify';
import type { PrismaClient } from '../prisma/client/client.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { appGrantStore } from './app-grant.store.ts';
import { appRoutes } from './apps.http.ts';
import { demoTokenRoutes } from './demo-token.http.ts';
import { demoTokens, type DemoWorld } from './demo-token.ts';
import { identityService } from './graph/identity.service.ts';
import { identityStore } from './identity.store.ts';
import { fingerprint, rememberingIntrospection, type Introspect } from './introspection.ts';
import { interactions } from './interaction.ts';
import { internalSecret, openSigningKeys } from './keys.ts';
import { cookiesOn } from './people/cookies.ts';
import { openForms } from './people/forms.ts';
import type { ResolveSession } from './people/index.ts';
import { mounted } from './plugin.ts';
import { authorisationServer } from './provider.ts';
import { seedClients } from './seed.ts';
import type { TeamsOf } from './teams/coordinated.ts';
import { tetherRoutes } from './teams/tethers.http.ts';
import { tetherStore } from './tether.store.ts';

export { teamsFrom } from './teams/coordinated.ts';
export { introspectOverHttp } from './introspection.http.ts';
export { internalSecret };
export type { Introspect };

export type IdentityNeeds = {
  /** `BASE_URL/oauth`. */
  readonly issuer: string;
  readonly prisma: PrismaClient;
  readonly keys: KeyRing;
  /** Who is signed in, by the Cookie header of a request. */
  readonly sessionOf: ResolveSession;
  /** Absent: nobody finds a page of their teams here. */
  readonly teamsOf?: TeamsOf | undefined;
  readonly clock?: Clock;
  /** Whether a trusted proxy stands in front and says by which protocol the caller came. */
  readonly proxy?: boolean;
  /** For how many seconds the holder of a token is remembered. */
  readonly remember?: number;
  /** The demo world, where it may be there: for it anybody gets tokens. */
  readonly demo?: DemoWorld | undefined;
};

export type Identity = {
  /** Serves the issuer's path on a Fastify; register it without a prefix. */
  readonly plugin: FastifyPluginAsync;
  /** Who holds a token, for a gateway in the same process. */
  readonly introspect: Introspect;
  /** Makes what a person or a coordinator takes back in this process bite at once. */
  readonly forgetGrants: () => void;
  /** Stops the sweeping of expired rows. The database client stays open: it is the caller's. */
  readonly close: () => void;
};

/** The authorisation server on its tables: needs migrated ones, brings its own signing keys. */
export const openIdentity = async (needs: IdentityNeeds): Promise<Identity> => {
  const { issuer, prisma, keys, sessionOf, teamsOf, clock = systemClock, proxy = false, remember, demo } = needs;
  const store = identityStore(prisma);
  const signingKeys = await openSigningKeys(store, keys);
  const tethers = tetherStore(prisma, uuid7);
  const provider = authorisationServer({
    issuer,
    store,
    tethers,
    keys,
    signingKeys,
    clock,
  });
  provider.proxy = proxy;

  const { introspect, forget, forgetAll } = rememberingIntrospection(
    (token) => store.holder(fingerprint(token), clock.now()),
    clock,
    remember,
  );
  for (const event of ['client_credentials.destroyed', 'access_token.destroyed'] as const)
    provider.on(event, ({ jti }) => {
      forget(jti);
    });
  provider.on('grant.revoked', forgetAll);

  // A sweep that fails is made good by the next; expired rows are refused by everyone meanwhile.
  const sweeping = setInterval(() => void store.sweep(clock.now()).catch(() => 0), 60_000).unref();
  return {
    plugin: async (app) => {
      await app.register(mounted(provider, issuer));
      const grants = appGrantStore(prisma);
      const forms = openForms(issuer, cookiesOn(issuer), keys);
      await app.register(interactions({ provider, path: new URL(issuer).pathname, sessionOf, grants, forms, clock }));
      await app.register(appRoutes({ sessionOf, grants, forms, clock, forgetGrants: forgetAll }));
      if (demo !== undefined) {
        const tokens = demoTokens({ world: demo, store, grants, tethers, clock, newId: uuid7 });
        await app.register(demoTokenRoutes({ path: new URL(issuer).pathname, tokens }));
      }
      if (teamsOf === undefined) return;
      const { client } = store;
      const identity = identityService({ client, grants, tethers, newId: uuid7, forgetGrants: forgetAll });
      await app.register(tetherRoutes({ sessionOf, teamsOf, tethers, identity, forms, clock, keys }));
    },
    introspect,
    forgetGrants: forgetAll,
    close: () => {
      clearInterval(sweeping);
    },
  };
};

/** Adds the demo world's clients (contract §3) where they are missing. Their secrets are public: call it only when DEMO. */
export const seedIdentity = (prisma: PrismaClient): Promise<void> => seedClients(identityStore(prisma));
