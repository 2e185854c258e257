import type { JsonWebKey } from 'node:crypto';
import type { Configuration, IssuedToken, Provider, ProviderContext, RegisteredClient } from 'oidc-provider';
import type { Clock } from '../kernel/clock.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { artifactAdapter } from './artifacts.ts';
import { extraMetadata, scopes } from './client.ts';
import { errorPage } from './error-page.ts';
import type { IdentityStore } from './identity.store.ts';
import { fingerprint } from './introspection.ts';
import { cookieKeys } from './keys.ts';
import {
  accessTokenLifetime,
  codeLifetime,
  consentLifetime,
  interactionLifetime,
  tetherLifetime,
} from './lifetimes.ts';
import { oidc } from './oidc.ts';
import { signInEachTime } from './prompts.ts';
import { applySeams } from './seams.ts';
import type { TetherStore } from './tether.store.ts';

export type ProviderNeeds = {
  /** `BASE_URL/oauth`; every address in the discovery document begins with it. */
  readonly issuer: string;
  readonly store: IdentityStore;
  readonly tethers: TetherStore;
  readonly keys: KeyRing;
  readonly signingKeys: readonly JsonWebKey[];
  readonly clock: Clock;
};

/** The authorisation server. What RFC 6749, 7009, 7662, 8414 and OpenID Connect ask is oidc-provider's; below is our policy. */
export const authorisationServer = (needs: ProviderNeeds): Provider => {
  const provider = new oidc.Provider(needs.issuer, configuration(needs));
  applySeams(provider, needs);
  return provider;
};

const configuration = (needs: ProviderNeeds): Configuration => ({
  adapter: artifactAdapter(needs),
  jwks: { keys: needs.signingKeys },
  cookies: { keys: cookieKeys(needs.keys) },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  // No HMAC: our secrets are stored hashed. No `none`, ever. RFC 8725 §3.1
  enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'RS512', 'PS256', 'ES256', 'EdDSA'] },
  // A client's clock and ours may disagree by a minute.
  clockTolerance: 60,
  extraClientMetadata: { properties: [...extraMetadata] },
  responseTypes: ['code'],
  scopes: ['openid', ...scopes],
  claims: { openid: ['sub'] },
  pkce: { required: (_: ProviderContext, client: RegisteredClient) => client['tokenEndpointAuthMethod'] === 'none' },
  allowOmittingSingleRegisteredRedirectUri: true,
  interactions: {
    url: (_: ProviderContext, { uid }: { readonly uid: string }) =>
      `${new URL(needs.issuer).pathname}/interaction/${uid}`,
    policy: signInEachTime(),
  },
  findAccount: (_: ProviderContext, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  loadExistingGrant: ({ oidc: { provider, result } }: InFlight) =>
    result?.consent?.grantId === undefined ? undefined : provider.Grant.find(result.consent.grantId),
  issueRefreshToken: (_: ProviderContext, client: RegisteredClient) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  expiresWithSession: () => false,
  revokeGrantPolicy: () => true,
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
  ttl: {
    ClientCredentials: accessTokenLifetime,
    AccessToken: accessTokenLifetime,
    AuthorizationCode: codeLifetime,
    IdToken: accessTokenLifetime,
    Interaction: interactionLifetime,
    Grant: consentLifetime,
    // However often it rotates, it ends with the consent that it stands on.
    RefreshToken: ({ oidc: { entities } }: InFlight) =>
      entities.Grant?.exp === undefined
        ? tetherLifetime
        : Math.max(1, entities.Grant.exp - Math.floor(needs.clock.now().getTime() / 1_000)),
    Session: 1,
  },
  clientBasedCORS: () => false,
  renderError: errorPage,
});

type InFlight = ProviderContext & {
  readonly oidc: {
    readonly provider: Provider;
    readonly result?: { readonly consent?: { readonly grantId?: string } };
    readonly entities: { readonly Grant?: { readonly exp?: number } };
  };
};

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

/**
 * RFC 7009 §2.1: a client revokes its own tokens; about another's it learns nothing, not even that it exists. An access
 * token goes alone. The provider would take the whole grant with it, and a partner that tidies up would have cut its tether.
 */
const mayRevoke = async (_: ProviderContext, caller: RegisteredClient, token: IssuedToken): Promise<boolean> => {
  if (caller.clientId !== token.clientId) return false;
  if (token.kind !== 'AccessToken') return true;
  await token.destroy();
  return false;
};
