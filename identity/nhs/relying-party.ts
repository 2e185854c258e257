import { createPrivateKey } from 'node:crypto';
import * as openid from 'openid-client';
import type { NhsLogin } from '../../kernel/config.ts';
import type { Attempt } from './attempt.ts';
import { acceptedVectors, levelOf, type Level } from './level.rules.ts';

/** Whom NHS login has signed in. */
export type Subject = {
  readonly issuer: string;
  readonly subject: string;
  readonly level: Level;
  readonly idToken?: string;
  /** With P9, where NHS login says it all. */
  readonly identity?: { readonly nhsNumber: string; readonly dateOfBirth: string; readonly familyName: string };
};

/** Why nobody is signed in: `refused` carries the code that NHS login sent (`login_required`, `access_denied`). */
export type Fault =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'not ours'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

export type RelyingParty = {
  readonly address: (attempt: Attempt, asserted?: string) => Promise<URL | Fault>;
  /** Exchanges the code for who that is. `search` is the query with which the browser came back. */
  readonly complete: (attempt: Attempt, search: string) => Promise<Subject | Fault>;
  /** Where the browser ends its session at the provider, where that offers it. */
  readonly endSession: (back: string) => Promise<URL | undefined>;
};

type Needs = {
  /** Asked for once, when somebody first comes: the stand-in's keys are drawn then. */
  readonly settings: () => Promise<NhsLogin>;
  readonly redirectUri: string;
  /** The stand-in on a development machine has no https. */
  readonly insecure: boolean;
};

/**
 * Our side of NHS login: authorization code with PKCE, state and nonce, and a signed assertion instead of a client
 * secret (private_key_jwt, RS512). The ID token's signature is checked although it comes over TLS. OpenID Connect Core §3.1
 */
export const relyingParty = (needs: Needs): RelyingParty => {
  const { redirectUri } = needs;
  let discovered: Promise<openid.Configuration> | undefined;
  const configuration = (): Promise<openid.Configuration> => {
    discovered ??= discover(needs).catch((error: unknown) => {
      // It may answer next time.
      discovered = undefined;
      throw error;
    });
    return discovered;
  };

  return {
    address: (attempt, asserted) =>
      orFault(async () =>
        openid.buildAuthorizationUrl(await configuration(), {
          redirect_uri: redirectUri,
          scope: 'openid profile email',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          vtr: JSON.stringify(acceptedVectors),
          ...(attempt.silent ? { prompt: 'none' } : {}),
          ...(asserted === undefined ? {} : { asserted_login_identity: asserted }),
        }),
      ),

    complete: (attempt, search) =>
      orFault(async () => {
        const client = await configuration();
        const tokens = await openid.authorizationCodeGrant(client, new URL(`${redirectUri}${search}`), {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return { kind: 'not ours', reason: 'there is no ID token' } as const;
        const user = await openid.fetchUserInfo(client, tokens.access_token, claims.sub);
        return subjectOf(claims, user);
      }),

    endSession: async (back) => {
      const client = await configuration().catch(() => undefined);
      if (client?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return openid.buildEndSessionUrl(client, { post_logout_redirect_uri: back });
    },
  };
};

const discover = async ({ settings, redirectUri, insecure }: Needs): Promise<openid.Configuration> => {
  const { issuer, clientId, privateKey } = await settings();
  const key = await crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
    false,
    ['sign'],
  );
  const metadata = { redirect_uris: [redirectUri], id_token_signed_response_alg: 'RS512' };
  return openid.discovery(new URL(issuer), clientId, metadata, openid.PrivateKeyJwt(key), {
    timeout: 10,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out: the stand-in alone has no https
    execute: [openid.enableNonRepudiationChecks, ...(insecure ? [openid.allowInsecureRequests] : [])],
  });
};

const subjectOf = (claims: openid.IDToken, user: openid.UserInfoResponse): Subject | Fault => {
  // The ID token is signed; UserInfo is only added to it.
  const said: Readonly<Record<string, unknown>> = { ...user, ...claims };
  const level = levelOf(said);
  if (level === undefined) return { kind: 'not ours', reason: `vot ${JSON.stringify(said['vot'])} was not asked for` };
  const { nhs_number: nhsNumber, birthdate: dateOfBirth, family_name: familyName } = said;
  const known = typeof nhsNumber === 'string' && typeof dateOfBirth === 'string' && typeof familyName === 'string';
  return {
    issuer: claims.iss,
    subject: claims.sub,
    level,
    ...(typeof claims.jti === 'string' ? { idToken: claims.jti } : {}),
    ...(level === 'P9' && known ? { identity: { nhsNumber, dateOfBirth, familyName } } : {}),
  };
};

/** What goes wrong with NHS login is expected: it, the browser and the network are not ours. */
const orFault = async <Value>(work: () => Promise<Value>): Promise<Value | Fault> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof openid.AuthorizationResponseError) return { kind: 'refused', code: error.error };
    if (error instanceof openid.ResponseBodyError && error.status < 500)
      return { kind: 'not ours', reason: error.error };
    if (error instanceof openid.ClientError && error.code !== 'OAUTH_TIMEOUT')
      return { kind: 'not ours', reason: `${error.code ?? 'unknown'}: ${error.message}` };
    return { kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) };
  }
};
