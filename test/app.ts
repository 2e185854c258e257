import * as oauth from 'oauth4webapi';
import { browser, type Browser } from './browser.ts';
import type { Reply } from './outside.ts';

export const redirectUri = 'http://localhost:4000/demo/callback';

/** The demo's authorisation server speaks plain HTTP here; a real one never does. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out
export const plainHttp = { [oauth.allowInsecureRequests]: true } as const;

/** What a strict third party learns of the authorisation server, and what an app is to it. */
export type App = {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly auth: oauth.ClientAuth;
};

export const discover = async (base: string): Promise<oauth.AuthorizationServer> => {
  const issuer = new URL(`${base}/oauth`);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, plainHttp));
};

export const publicApp = (server: oauth.AuthorizationServer, id: string): App => ({
  server,
  client: { client_id: id },
  auth: oauth.None(),
});

export const confidentialApp = (server: oauth.AuthorizationServer, id: string, secret = `demo-${id}`): App => ({
  server,
  client: { client_id: id },
  auth: oauth.ClientSecretBasic(secret),
});

/** A browser in which somebody of the demo world is signed in. */
export const signedIn = async (base: string, name: string): Promise<Browser> => {
  const theirs = browser(base);
  const reply = await theirs.submit('/login', '/login', { email: `${name}@demo.example`, password: `demo-${name}` });
  if (reply.status !== 303) throw new Error(`${name} could not sign in: ${reply.status} ${reply.text}`);
  return theirs;
};

export type Asking = Readonly<Record<string, string>>;

/** Sends the browser to us as an app does. */
export const askFor = async (
  theirs: Browser,
  { server, client }: App,
  params: Asking,
): Promise<{ readonly reply: Reply; readonly verifier: string }> => {
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 'a-state',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...params,
  }).toString();
  return { reply: await theirs.get(url.href), verifier };
};

/** Where an answer leads. */
export const led = (reply: Reply): string => reply.headers.get('location') ?? `nowhere: ${reply.status} ${reply.text}`;

/** Answers the page that asks, and follows up to the address at which the app waits. */
export const decide = async (theirs: Browser, page: string, answer: 'allow' | 'deny'): Promise<URL> => {
  const { pathname } = new URL(page, 'http://any.invalid');
  const answered = await theirs.submit(page, pathname, { answer });
  return new URL(led(await theirs.get(led(answered))));
};

/** A person lets an app act: what the app is sent back with. */
export const consent = async (
  theirs: Browser,
  app: App,
  params: Asking = {},
): Promise<{ readonly back: URL; readonly verifier: string }> => {
  const { reply, verifier } = await askFor(theirs, app, params);
  return { back: await decide(theirs, led(reply), 'allow'), verifier };
};

export const exchange = async (
  { server, client, auth }: App,
  { back, verifier }: { readonly back: URL; readonly verifier: string },
  redirect = redirectUri,
): Promise<Response> => {
  const params = oauth.validateAuthResponse(server, client, back, 'a-state');
  return oauth.authorizationCodeGrantRequest(server, client, auth, params, redirect, verifier, plainHttp);
};

/** The tokens, as strict a reader as can be sees them. */
export const tokensOf = (app: App, response: Response): Promise<oauth.TokenEndpointResponse> =>
  oauth.processAuthorizationCodeResponse(app.server, app.client, response);

export const tokensFor = async (theirs: Browser, app: App, params: Asking = {}): Promise<Tokens> => {
  const {
    access_token,
    refresh_token = '',
    ...rest
  } = await tokensOf(app, await exchange(app, await consent(theirs, app, params)));
  return { ...rest, access_token, refresh_token };
};
type Tokens = oauth.TokenEndpointResponse & { readonly refresh_token: string };

export const refresh = ({ server, client, auth }: App, token: string, scope?: string): Promise<Response> =>
  oauth.refreshTokenGrantRequest(server, client, auth, token, {
    ...plainHttp,
    ...(scope === undefined ? {} : { additionalParameters: { scope } }),
  });

export const refreshed = async (app: App, token: string): Promise<Tokens> => {
  const { refresh_token = '', ...rest } = await oauth.processRefreshTokenResponse(
    app.server,
    app.client,
    await refresh(app, token),
  );
  return { ...rest, refresh_token };
};

/** The error that the standard has for it. RFC 6749 §5.2 */
export const refusal = async (response: Response): Promise<readonly [number, string]> => {
  const { error } = (await response.json()) as { readonly error: string };
  return [response.status, error];
};
