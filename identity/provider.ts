import type { Configuration, IssuedToken, Provider, ProviderContext, RegisteredClient } from 'oidc-provider';
import type { JsonWebKey } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { rememberingVerifier } from '../kernel/secret.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { artifactAdapter } from './artifacts.ts';
import { extraMetadata, scopes } from './client.ts';
import { errorPage } from './error-page.ts';
import type { IdentityStore } from './identity.store.ts';
import { cookieKeys, isInternalSecret } from './keys.ts';
import { fingerprint, type TokenHolder } from './introspection.ts';
import { oidc } from './oidc.ts';

export type ProviderNeeds = {
  /** `BASE_URL/oauth`; every address in the discovery document begins with it. */
  readonly issuer: string;
  readonly store: IdentityStore;
  readonly keys: KeyRing;
  readonly signingKeys: readonly JsonWebKey[];
  readonly clock: Clock;
};

/** The authorisation server. What RFC 6749, 7009, 7662, 8414 and OpenID Connect ask is oidc-provider's; below is our policy. */
export const authorisationServer = (needs: ProviderNeeds): Provider => {
  const provider = new oidc.Provider(needs.issuer, configuration(needs));
  addressFromIssuer(provider);
  compareHashedSecrets(provider, needs);
  grantRegisteredScopes(provider);
  introduceHolders(provider);
  return provider;
};

/** Seconds. Domain reference §6: short enough that a forgotten token dies by itself. */
const accessTokenLifetime = 600;

const configuration = (needs: ProviderNeeds): Configuration => ({
  adapter: artifactAdapter(needs.store, needs.clock),
  jwks: { keys: needs.signingKeys },
  cookies: { keys: cookieKeys(needs.keys) },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  extraClientMetadata: { properties: [...extraMetadata] },
  // No client may start a flow in the browser yet, so the discovery document promises none.
  responseTypes: [],
  scopes: ['openid', ...scopes],
  routes: {
    authorization: '/authorize',
    token: '/token',
    introspection: '/introspect',
    revocation: '/revoke',
    jwks: '/jwks',
  },
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: mayIntrospect(needs) },
    revocation: { enabled: true, allowedPolicy: mayRevoke },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  },
  ttl: { ClientCredentials: accessTokenLifetime, AccessToken: accessTokenLifetime },
  clientBasedCORS: () => false,
  renderError: errorPage,
});

/**
 * RFC 7662 §2.1: one of our own processes may ask about any access token, a client only about its own tokens. Ours are
 * told by the store, as a gateway in this process is: there is one truth about who holds a token.
 */
const mayIntrospect =
  ({ store, clock }: ProviderNeeds) =>
  async (context: ProviderContext, caller: RegisteredClient, token: IssuedToken): Promise<boolean> => {
    if (caller['kind'] !== 'INTERNAL') return caller.clientId === token.clientId;
    const holder = await store.holder(fingerprint(token.jti), clock.now());
    context.state['holder'] = holder;
    return holder !== undefined;
  };

/** RFC 7009 §2.1: a client revokes its own tokens; about another's it learns nothing, not even that it exists. */
const mayRevoke = (_: ProviderContext, caller: RegisteredClient, token: { readonly clientId: string }): boolean =>
  caller.clientId === token.clientId;

/** The provider would build addresses from the Host header, which is the caller's to choose. The issuer is ours. */
const addressFromIssuer = (provider: Provider): void => {
  provider.OIDCContext.prototype.urlFor = (route, options) => provider.urlFor(route, options);
};

/** The provider compares plain secrets; ours are hashed, or, for our own processes, derived from the key ring. */
const compareHashedSecrets = (provider: Provider, { keys, clock }: ProviderNeeds): void => {
  const verify = rememberingVerifier(clock);
  provider.Client.prototype.compareClientSecret = async function (this: RegisteredClient, secret: string) {
    if (this['kind'] === 'INTERNAL') return isInternalSecret(keys, this.clientId, secret);
    return verify(secret, this.clientSecret ?? '');
  };
};

/**
 * A token carries the scopes that were asked for and are the client's, or else all of the client's: a system client asks
 * for none and gets `none`. The provider would take over a scope that nobody has defined. RFC 6749 §3.3
 */
const grantRegisteredScopes = (provider: Provider): void => {
  const { save } = provider.ClientCredentials.prototype;
  provider.ClientCredentials.prototype.save = function (this: IssuedToken) {
    const registered = this.client?.scope?.split(' ') ?? [];
    const asked = this.scope?.split(' ').filter((scope) => registered.includes(scope)) ?? [];
    this.scope = (asked.length > 0 ? asked : registered).join(' ') || undefined;
    return save.call(this);
  };
};

/** Our own processes also learn who the holder is: read at the time of asking, not written into the token. RFC 7662 §2.2 */
const introduceHolders = (provider: Provider): void => {
  provider.use(async (context, next) => {
    await next();
    const holder = context.state['holder'] as TokenHolder | undefined;
    if (holder === undefined || context.status !== 200) return;
    const { kind, organisation, partner, person, tether } = holder;
    context.body = { ...(context.body as object), kind, organisation, partner, person, tether };
  });
};
