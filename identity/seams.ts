import type { Clock } from '../kernel/clock.ts';
import type { KeyRing } from '../kernel/seal.ts';
import type { IssuedToken, OAuthError, OidcContext, Provider, RegisteredClient } from 'oidc-provider';
import { rememberingVerifier } from '../kernel/secret.ts';
import { errorPage } from './error-page.ts';
import type { TokenHolder } from './introspection.ts';
import { isInternalSecret } from './keys.ts';
import { isRegisteredRedirect } from './redirect.rules.ts';

type SeamNeeds = { readonly keys: KeyRing; readonly clock: Clock };

/** What our policy needs and oidc-provider has no setting for, each one function. Its version is pinned for these. ADR 5 */
export const applySeams = (provider: Provider, needs: SeamNeeds): void => {
  addressFromIssuer(provider);
  compareHashedSecrets(provider, needs);
  grantRegisteredScopes(provider);
  askForAllScopes(provider);
  redirectToRegistered(provider);
  introduceHolders(provider);
  keepFaultsHere(provider);
};

/** The provider would build addresses from the Host header, which is the caller's to choose. The issuer is ours. */
const addressFromIssuer = (provider: Provider): void => {
  provider.OIDCContext.prototype.urlFor = (route, options) => provider.urlFor(route, options);
};

/** The provider compares plain secrets; ours are hashed, or, for our own processes, derived from the key ring. */
const compareHashedSecrets = (provider: Provider, { keys, clock }: SeamNeeds): void => {
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

/** An app that says no scope asks for all that it may ask for, `openid` excepted. Domain reference §6; RFC 6749 §3.3 */
const askForAllScopes = (provider: Provider): void => {
  const { entity } = provider.OIDCContext.prototype;
  provider.OIDCContext.prototype.entity = function (this: OidcContext, name: string, value: unknown) {
    entity.call(this, name, value);
    if (name !== 'Client' || this.route !== 'authorization' || this.params === undefined) return;
    const { scope = '' } = value as RegisteredClient;
    this.params.scope ??= scope
      .split(' ')
      .filter((one) => one !== 'openid')
      .join(' ');
  };
};

const redirectToRegistered = (provider: Provider): void => {
  provider.Client.prototype.redirectUriAllowed = function (this: RegisteredClient, asked: string) {
    return isRegisteredRedirect(this.redirectUris, asked);
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

/**
 * What is wrong with an app's request is shown to the person, not sent on to the app: whoever made a wrong request is not
 * to choose where our server sends a browser. Domain reference §6; RFC 9700 §4.11.2. What the person decides, and that
 * nobody could be asked, goes back to the app. RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6
 */
const keepFaultsHere = (provider: Provider): void => {
  provider.on('authorization.error', (context, error) => {
    const answers = ['login_required', 'consent_required', 'interaction_required', 'account_selection_required'];
    if (context.oidc?.route === 'authorization' && !answers.includes(error.error)) context.state['fault'] = error;
  });
  provider.use(async (context, next) => {
    await next();
    const fault = context.state['fault'] as OAuthError | undefined;
    if (fault === undefined || context.status !== 303) return;
    context.remove('Location');
    context.status = 400;
    errorPage(context, { error: fault.error, error_description: fault.error_description });
  });
};
