import * as oauth from 'oauth4webapi';
import { afterAll, afterEach, vi } from 'vitest';
import { confidentialApp, discover, plainHttp, publicApp, redirectUri, signedIn, type App } from '../test/app.ts';
import { inOneProcess, type Wiring } from '../test/wiring.ts';
import { introspectOverHttp, internalSecret, type Introspect } from './index.ts';

type NewClient = {
  readonly id: string;
  readonly name: string;
  readonly kind?: 'USER' | 'SYSTEM';
  readonly jwks?: object;
};

/** Whose a token is, as a gateway learns it that remembers nothing between two tests. */
export const holderIn =
  ({ base, keys }: Pick<Wiring, 'base' | 'keys'>): Introspect =>
  (token) =>
    introspectOverHttp({ issuer: `${base}/oauth`, client: 'gateway', secret: internalSecret(keys, 'gateway') })(token);

/** For tests: the whole system on a real port, two apps of it, and Alice in her browser. The clock runs again after each test. */
export const openApps = async () => {
  const system = await inOneProcess();
  afterAll(() => system.stop());
  afterEach(() => {
    vi.useRealTimers();
  });
  const server = await discover(system.base);

  const holderOf = holderIn(system);

  const post = (path: string, body: Record<string, string>): Promise<Response> =>
    fetch(`${server.issuer}${path}`, { method: 'POST', body: new URLSearchParams(body) });

  const revoke = async ({ client, auth }: App, token: string): Promise<void> => {
    await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, auth, token, plainHttp));
  };

  const introspected = async ({ client, auth }: App, token: string): Promise<oauth.IntrospectionResponse> =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, auth, token, plainHttp),
    );

  const addClient = async ({ id, name, kind = 'USER', jwks }: NewClient): Promise<void> => {
    await system.database.pool.query(
      `insert into identity.client (id, kind, name, partner, redirect_uris, scopes, jwks)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [
        id,
        kind,
        name,
        kind === 'SYSTEM' ? id : null,
        kind === 'USER' ? [redirectUri] : [],
        kind === 'USER' ? ['PATIENT'] : ['none'],
        jwks === undefined ? null : JSON.stringify(jwks),
      ],
    );
  };

  /** A client that proves itself with a key. */
  const keyedApp = async (id: string, kind: 'USER' | 'SYSTEM' = 'USER') => {
    const { privateKey: key, publicKey } = await oauth.generateKeyPair('RS256', { extractable: true });
    await addClient({ id, name: id, kind, jwks: { keys: [await crypto.subtle.exportKey('jwk', publicKey)] } });
    return { client: { client_id: id } satisfies oauth.Client, auth: oauth.PrivateKeyJwt(key), key };
  };

  return {
    ...{ system, server, holderOf, post, revoke, introspected, addClient, keyedApp },
    pulse: publicApp(server, 'pulse'),
    wardround: confidentialApp(server, 'wardround'),
    alice: await signedIn(system.base, 'alice'),
  };
};

/** The clock stands still, so many seconds from now. */
export const later = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
};
