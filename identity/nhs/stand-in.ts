import {
  createHash,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  randomUUID,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import type { Clock } from '../../kernel/clock.ts';
import type { NhsLogin } from '../../kernel/config.ts';
import { followedMeanwhile } from '../followed.ts';
import { oidc } from '../oidc.ts';
import { memoryAdapter } from './stand-in.memory.ts';

/** Somebody who can sign in at the stand-in, as NHS login would describe them. */
export type StandInUser = {
  readonly name: string;
  readonly label: string;
  readonly nhsNumber: string;
  /** `1985-04-12` */
  readonly born: string;
  readonly family: string;
  readonly email: string;
};

/** What the page of an interaction needs to know. */
export type Choice = { readonly uid: string; readonly vectors: readonly string[] };

export type StandIn = {
  /** Our own client at it, with a key that exists only in this process. */
  readonly client: NhsLogin;
  readonly respond: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly choice: (request: IncomingMessage, response: ServerResponse) => Promise<Choice>;
  /** Signs a user in, or nobody; answers where the browser goes on. */
  readonly choose: (
    request: IncomingMessage,
    response: ServerResponse,
    chosen: { readonly user: string; readonly vector: string } | undefined,
  ) => Promise<string>;
};

type Needs = {
  readonly issuer: string;
  readonly redirectUri: string;
  readonly afterLogout: string;
  readonly users: readonly StandInUser[];
  readonly clock: Clock;
};

const clientId = 'tributary';

/**
 * NHS login as a development machine and the tests have it: the same protocol, users of the demo world, and no proof of
 * anything. It forgets everything at the end of the process. NHS login: External interface specification
 */
export const openStandIn = async ({ issuer, redirectUri, afterLogout, users, clock }: Needs): Promise<StandIn> => {
  const [ours, its] = [await drawKey(), await drawKey()];
  /** Whom an ID token was about, by its jti: what an asserted login identity refers to. */
  const issued = new Map<string, SignIn>();

  const configuration = {
    adapter: memoryAdapter(),
    jwks: { keys: [{ ...its.export({ format: 'jwk' }), alg: 'RS512', use: 'sig' }] },
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [afterLogout],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'RS512',
        id_token_signed_response_alg: 'RS512',
        jwks: { keys: [{ ...createPublicKey(ours).export({ format: 'jwk' }), alg: 'RS512', use: 'sig' }] },
      },
    ],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS512'], idTokenSigningAlgValues: ['RS512'] },
    // The authorisation server beside it has cookies of the usual names.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'nhs_session', interaction: 'nhs_interaction', resume: 'nhs_resume' },
    },
    scopes: ['openid', 'profile', 'email'],
    claims: {
      openid: ['sub', 'jti', 'vot', 'vtm', 'identity_proofing_level'],
      profile: ['nhs_number', 'family_name', 'birthdate'],
      email: ['email', 'email_verified'],
    },
    // NHS login says it all in the ID token, too.
    conformIdTokenClaims: false,
    extraParams: { vtr: checkVectors, asserted_login_identity: null },
    routes: { authorization: '/authorize' },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: confirmLogout },
    },
    interactions: { url: (_: unknown, { uid }: Choice) => `${new URL(issuer).pathname}/choose/${uid}` },
    // The vector of trust travels as the `acr` of session and code.
    findAccount: (_: unknown, account: string, code?: { readonly acr?: string }) => ({
      accountId: account,
      claims: (use: string) => ({
        ...claimsOf(users, account),
        ...(use === 'id_token' && code?.acr !== undefined ? claimsOfSignIn(issued, account, code.acr) : {}),
      }),
    }),
    ttl: { Interaction: 3_600, Session: 3_600, Grant: 3_600, AuthorizationCode: 60, AccessToken: 600, IdToken: 600 },
    loadExistingGrant: agree,
  };
  const provider = new oidc.Provider(issuer, configuration) as unknown as StandInProvider;
  provider.OIDCContext.prototype.urlFor = (route, options) => provider.urlFor(route, options);
  believeAssertions(provider, { issued, key: createPublicKey(ours), clock });
  const respond = followedMeanwhile(provider.callback());

  return {
    client: { issuer, clientId, privateKey: ours.export({ type: 'pkcs8', format: 'pem' }) as string },
    respond,
    choice: async (request, response) => {
      const { uid, params } = await provider.interactionDetails(request, response);
      return { uid, vectors: vectorsOf(params.vtr) };
    },
    choose: async (request, response, chosen) => {
      const login = chosen && { accountId: accountOf(chosen.user), acr: chosen.vector };
      const result = login === undefined ? { error: 'access_denied', error_description: 'declined' } : { login };
      return provider.interactionResult(request, response, result, { mergeWithLastSubmission: false });
    },
  };
};

/** The subject identifier says nothing about whom it stands for. */
const accountOf = (name: string): string => createHash('sha256').update(`stand-in ${name}`).digest('hex').slice(0, 32);

const claimsOf = (users: readonly StandInUser[], account: string): object => {
  const user = users.find(({ name }) => accountOf(name) === account);
  if (user === undefined) throw new Error('The stand-in does not know this account.');
  return {
    sub: account,
    nhs_number: user.nhsNumber,
    birthdate: user.born,
    family_name: user.family,
    email: user.email,
    email_verified: true,
  };
};

const claimsOfSignIn = (issued: Map<string, SignIn>, account: string, vector: string): object => {
  const jti = randomUUID();
  issued.set(jti, { accountId: account, acr: vector });
  return {
    jti,
    vot: vector,
    vtm: 'https://auth.sandpit.signin.nhs.uk/trustmark/auth.sandpit.signin.nhs.uk',
    identity_proofing_level: vector.slice(0, 2),
  };
};

/** What the client asked for, as JSON in `vtr`; without it NHS login asks for the most. */
const vectorsOf = (vtr: string | undefined): readonly string[] => {
  if (vtr === undefined) return ['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'];
  const vectors = JSON.parse(vtr) as unknown;
  if (!Array.isArray(vectors) || vectors.length === 0) throw new Error('vtr is a list.');
  return vectors.map((vector) => {
    if (typeof vector !== 'string' || !/^P[059]\.(?:C[pdkm]\.)*C[pdkm]$/.test(vector))
      throw new Error('vtr is malformed.');
    return vector;
  });
};

const checkVectors = (_: unknown, vtr: string | undefined): void => {
  try {
    vectorsOf(vtr);
  } catch {
    const { errors } = oidc as unknown as { errors: { InvalidRequest: new (description: string) => Error } };
    throw new errors.InvalidRequest('vtr is a JSON list of vectors of trust');
  }
};

/** NHS login asks its users for their agreement on a page of its own; here everybody agrees. */
const agree = async (context: AgreeContext): Promise<unknown> => {
  const { client, session, provider, params } = context.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
};

/** Who signed in, and by which vector of trust. */
type SignIn = { readonly accountId: string; readonly acr: string };

type Known = { readonly issued: ReadonlyMap<string, SignIn>; readonly key: KeyObject; readonly clock: Clock };

/**
 * A good assertion stands for the session in which its ID token was made, without a cookie: that is what makes a single
 * sign-on of a deep link.
 */
const believeAssertions = (provider: StandInProvider, known: Known): void => {
  const get = provider.Session.get.bind(provider.Session);
  provider.Session.get = async (context) => {
    const session = await get(context);
    const asserted = context.query['asserted_login_identity'];
    const signIn = typeof asserted === 'string' ? assertedSignIn(asserted, known) : undefined;
    if (signIn !== undefined && context.path === '/authorize') {
      session.loginAccount(signIn);
      session.resetIdentifier();
    }
    return session;
  };
};

const assertedSignIn = (jwt: string, { issued, key, clock }: Known) => {
  const [header = '', body = '', signature = ''] = jwt.split('.');
  const signed = Buffer.from(`${header}.${body}`);
  if (!verify('RSA-SHA512', signed, key, Buffer.from(signature, 'base64url'))) return undefined;
  const { iss, code, exp } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const isFresh = typeof exp === 'number' && exp * 1_000 > clock.now().getTime();
  return iss === clientId && isFresh && typeof code === 'string' ? issued.get(code) : undefined;
};

const confirmLogout = (context: { body: unknown }, form: string): void => {
  context.body = `<!doctype html><html lang="en"><title>NHS login (stand-in)</title><h1>Sign out of NHS login?</h1>${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button></html>`;
};

const drawKey = async (): Promise<KeyObject> =>
  (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;

/** The part of oidc-provider that only the stand-in uses. */
type StandInProvider = {
  readonly OIDCContext: { readonly prototype: { urlFor: (route: string, options?: object) => string } };
  readonly Session: { get: (context: StandInContext) => Promise<StandInSession> };
  urlFor: (route: string, options?: object) => string;
  callback: () => (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  interactionDetails: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<{ readonly uid: string; readonly params: { readonly vtr?: string } }>;
  interactionResult: (
    ...answered: [IncomingMessage, ServerResponse, object, { readonly mergeWithLastSubmission: boolean }]
  ) => Promise<string>;
};
type StandInContext = { readonly path: string; readonly query: Readonly<Record<string, unknown>> };
type StandInSession = { loginAccount: (details: SignIn) => void; resetIdentifier: () => void };
type AgreeContext = {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly params: { readonly scope: string };
    readonly provider: {
      readonly Grant: new (of: { clientId: string; accountId: string }) => {
        addOIDCScope: (scope: string) => void;
        save: () => Promise<string>;
      };
    };
  };
};
