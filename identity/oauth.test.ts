import * as oauth from 'oauth4webapi';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { people } from '../prisma/demo.ts';
import {
  askFor,
  confidentialApp,
  consent,
  decide,
  discover,
  exchange,
  led,
  plainHttp,
  publicApp,
  redirectUri,
  refresh,
  refreshed,
  refusal,
  signedIn,
  tokensFor,
  tokensOf,
  type App,
} from '../test/app.ts';
import { browser, type Browser } from '../test/browser.ts';
import { inOneProcess, type Wiring } from '../test/wiring.ts';
import { introspectOverHttp, internalSecret, type Introspect } from './index.ts';

// Apps, driven by a third party's strict client against the whole system on a real port.

let system: Wiring;
let server: oauth.AuthorizationServer;
let pulse: App;
let wardround: App;
let alice: Browser;
/** A process that remembers nothing between two tests. */
const holderOf: Introspect = (token) =>
  introspectOverHttp({
    issuer: `${system.base}/oauth`,
    client: 'gateway',
    secret: internalSecret(system.keys, 'gateway'),
  })(token);

beforeAll(async () => {
  system = await inOneProcess();
  server = await discover(system.base);
  pulse = publicApp(server, 'pulse');
  wardround = confidentialApp(server, 'wardround');
  alice = await signedIn(system.base, 'alice');
});
afterAll(() => system.stop());
afterEach(() => {
  vi.useRealTimers();
});

const later = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
};

describe('an app that a person lets act for them', () => {
  it('gets tokens for the scope that it asked for', async () => {
    const tokens = await tokensFor(alice, pulse, { scope: 'PATIENT' });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'PATIENT' });
    expect(await holderOf(tokens.access_token)).toMatchObject({
      client: 'pulse',
      kind: 'USER',
      person: people.alice.id,
      scopes: ['PATIENT'],
    });
  });

  it('asks for all that it may ask for when it names no scope', async () => {
    const tokens = await tokensFor(alice, wardround);
    expect(tokens.scope).toBe('PATIENT CLINICIAN TEAMCOORD');
  });

  it('may leave out the redirect address, having registered one', async () => {
    const { reply, verifier } = await askFor(alice, pulse, { redirect_uri: '' });
    const back = await decide(alice, led(reply), 'allow');
    expect(back.href).toMatch(redirectUri);
    const body = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '' };
    const answer = await post('/token', { ...body, code_verifier: verifier, client_id: 'pulse' });
    expect(answer.status).toBe(200);
  });

  it('may append parameters to the redirect address', async () => {
    const redirect = `${redirectUri}?page=7`;
    const consented = await consent(alice, pulse, { redirect_uri: redirect });
    expect(consented.back.searchParams.get('page')).toBe('7');
    expect((await exchange(pulse, consented, redirect)).status).toBe(200);
  });

  it('learns who the person is when it asks for that, and when they signed in', async () => {
    const consented = await consent(alice, wardround, { scope: 'openid PATIENT', nonce: 'a-nonce', max_age: '3600' });
    const response = await exchange(wardround, consented);
    const tokens = await oauth.processAuthorizationCodeResponse(server, wardround.client, response, {
      expectedNonce: 'a-nonce',
      maxAge: 3_600,
      requireIdToken: true,
    });
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ sub: people.alice.id, aud: 'wardround' });
  });

  it('can prove itself with a key of its own', async () => {
    const { client, auth } = await keyedApp('keyed');
    const tokens = await tokensFor(alice, { server, client, auth });
    expect(await holderOf(tokens.access_token)).toMatchObject({ client: 'keyed', person: people.alice.id });
  });

  it('is sent back with an error when the person does not allow it', async () => {
    const { reply } = await askFor(alice, pulse, {});
    const back = await decide(alice, led(reply), 'deny');
    expect(() => oauth.validateAuthResponse(server, pulse.client, back, 'a-state')).toThrow(
      expect.objectContaining({ error: 'access_denied' }),
    );
    expect(back.searchParams.get('state')).toBe('a-state');
  });
});

describe('the page that asks', () => {
  it('is there after signing in, for whoever is not signed in', async () => {
    const stranger = browser(system.base);
    const { reply } = await askFor(stranger, pulse, {});
    const login = led(await stranger.get(led(reply)));
    expect(login).toMatch(/^\/login\?return=%2Foauth%2Finteraction%2F[\w-]+$/);
    const back = led(await stranger.submit(login, '/login', { email: 'bob@demo.example', password: 'demo-bob' }));
    const app = await decide(stranger, back, 'allow');
    expect(app.searchParams.has('code')).toBe(true);
  });

  it('says in plain words who asks, for what, and until when', async () => {
    const { reply } = await askFor(alice, wardround, { prompt: 'consent' });
    const page = await alice.get(led(reply));
    for (const words of ['Ward Round', 'Your own health record', 'The records of your patients', 'take this back'])
      expect(page.text).toContain(words);
    expect(page.text).toContain(String(new Date().getFullYear() + 1));
  });

  it('can be framed by nobody, runs no script and is not kept', async () => {
    const { reply } = await askFor(alice, pulse, {});
    const { headers, text } = await alice.get(led(reply));
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/);
  });

  it('shows a name as text, whatever is in it', async () => {
    await addClient({ id: 'marked-up', name: '<script>alert(1)</script>' });
    const { reply } = await askFor(alice, publicApp(server, 'marked-up'), {});
    const { text } = await alice.get(led(reply));
    expect(text).not.toContain('<script');
    expect(text).toContain('&#60;script&#62;');
  });

  it('asks a public app’s person each time, and a confidential app’s once', async () => {
    const bob = await signedIn(system.base, 'bob');
    await consent(bob, wardround, { scope: 'CLINICIAN' });
    const again = led(await bob.get(led((await askFor(bob, wardround, { scope: 'CLINICIAN' })).reply)));
    expect(again).toMatch(/\/oauth\/authorize\/[\w-]+$/);
    expect(new URL(led(await bob.get(again))).searchParams.has('code')).toBe(true);
    const wider = await askFor(bob, wardround, { scope: 'CLINICIAN PATIENT' });
    expect((await bob.get(led(wider.reply))).status).toBe(200);
    await consent(bob, pulse);
    expect((await bob.get(led((await askFor(bob, pulse, {})).reply))).status).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another site, by its own word', { 'sec-fetch-site': 'cross-site' }],
    ['a page of no site', { origin: 'null' }],
  ])('takes no answer from %s', async (_, headers) => {
    const { reply } = await askFor(alice, pulse, {});
    const page = led(reply);
    const form = /name="form" value="([^"]*)"/.exec((await alice.get(page)).text)?.[1] ?? '';
    const answer = await alice.post(page, new URLSearchParams({ form, answer: 'allow' }), headers);
    expect([answer.status, answer.headers.get('location')]).toEqual([403, null]);
  });

  it('takes no answer without the form’s own field', async () => {
    const { reply } = await askFor(alice, pulse, {});
    const answer = await alice.post(led(reply), new URLSearchParams({ answer: 'allow' }));
    expect(answer.status).toBe(403);
  });

  it('is of no use in a browser in which the request was not begun', async () => {
    const { reply } = await askFor(alice, pulse, {});
    const bob = await signedIn(system.base, 'bob');
    const answer = await bob.get(led(reply));
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('has ended')]);
  });

  it('is of no use for another request than the one that it is about', async () => {
    const first = led((await askFor(alice, pulse, {})).reply);
    await askFor(alice, pulse, {});
    expect((await alice.get(first)).status).toBe(400);
  });

  it.each([{ prompt: 'login' }, { max_age: '60' }])('asks the person to sign in again for %j', async (asked) => {
    const diaz = await signedIn(system.base, 'diaz');
    later(120);
    const { reply } = await askFor(diaz, wardround, { scope: 'openid', ...asked });
    const login = led(await diaz.get(led(reply)));
    expect(login).toMatch(/^\/login/);
    const back = led(await diaz.submit(login, '/login', { email: 'diaz@demo.example', password: 'demo-diaz' }));
    expect((await diaz.get(back)).status).not.toBe(400);
  });

  it('cannot be passed by an app that asks for no page', async () => {
    const { reply } = await askFor(alice, wardround, { scope: 'openid PATIENT', prompt: 'none' });
    expect(new URL(led(reply)).searchParams.get('error')).toBe('login_required');
  });

  it('opens to no NHS login that has not fully checked who the person is', async () => {
    const petra = await signedIn(system.base, 'petra');
    await system.database.pool.query(`update identity.session set via = 'NHS_LOGIN', level = 'P5' where person = $1`, [
      people.petra.id,
    ]);
    later(60);
    const page = led((await askFor(petra, pulse, {})).reply);
    expect((await petra.get(page)).text).toContain('do not know you well enough');
    const { pathname } = new URL(page, system.base);
    expect(led(await petra.submit(page, pathname, { answer: 'allow' }))).toBe(pathname);
    expect((await decide(petra, page, 'deny')).searchParams.get('error')).toBe('access_denied');
  });
});

describe('a mistaken request of an app', () => {
  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, 'invalid_redirect_uri'],
    ['a longer path', { redirect_uri: `${redirectUri}/more` }, 'invalid_redirect_uri'],
    ['another port', { redirect_uri: 'http://localhost:4001/demo/callback' }, 'invalid_redirect_uri'],
    ['a fragment', { redirect_uri: `${redirectUri}#a` }, 'invalid_redirect_uri'],
    ['a line end in the address', { redirect_uri: `${redirectUri}?a=\r\nSet-Cookie: b=c` }, 'invalid_redirect_uri'],
    ['a scope that is not its own', { scope: 'CLINICIAN' }, 'invalid_scope'],
    ['a scope of other clients', { scope: 'SITE' }, 'invalid_scope'],
    ['a scope that nobody knows', { scope: 'everything' }, 'invalid_scope'],
    ['a scope with a line end', { scope: 'PATIENT\r\nX: y' }, 'invalid_scope'],
    ['no proof key', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['a plain proof key', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a request by reference', { request_uri: 'https://evil.example/' }, 'request_uri_not_supported'],
  ])('is shown to the person and goes nowhere: %s', async (_, params, error) => {
    const { reply } = await askFor(alice, pulse, params);
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
    expect(reply.headers.get('set-cookie') ?? '').not.toContain('b=c');
    expect(reply.text).toContain(error);
  });

  it('is refused of clients that are no apps', async () => {
    for (const client_id of ['postbridge', 'riverside-customer', 'apptly', 'gateway']) {
      const { reply } = await askFor(alice, pulse, { client_id, redirect_uri: '' });
      expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
    }
  });
});

describe('a code', () => {
  it('is of no use without the verifier that it was asked for with', async () => {
    const consented = await consent(alice, pulse);
    const wrong = { ...consented, verifier: oauth.generateRandomCodeVerifier() };
    expect(await refusal(await exchange(pulse, wrong))).toEqual([400, 'invalid_grant']);
  });

  it('is of no use with another redirect address', async () => {
    const answer = await exchange(pulse, await consent(alice, pulse), `${redirectUri}?a=b`);
    expect(await refusal(answer)).toEqual([400, 'invalid_grant']);
  });

  it('is of no use to another client', async () => {
    const { back, verifier } = await consent(alice, pulse);
    const answer = await exchange(wardround, { back, verifier });
    expect(await refusal(answer)).toEqual([400, 'invalid_grant']);
  });

  it('lasts a minute', async () => {
    const consented = await consent(alice, pulse);
    later(61);
    expect(await refusal(await exchange(pulse, consented))).toEqual([400, 'invalid_grant']);
  });

  it('that comes twice ends all that the first gave', async () => {
    const consented = await consent(alice, pulse);
    const { access_token, refresh_token = '' } = await tokensOf(pulse, await exchange(pulse, consented));
    expect(await holderOf(access_token)).toBeDefined();
    expect(await refusal(await exchange(pulse, consented))).toEqual([400, 'invalid_grant']);
    expect(await holderOf(access_token)).toBeUndefined();
    expect(await refusal(await refresh(pulse, refresh_token))).toEqual([400, 'invalid_grant']);
  });

  it('that comes many times at once gives tokens once at most', async () => {
    const consented = await consent(alice, pulse);
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(pulse, consented)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true);
  });
});

describe('a refresh token', () => {
  it('is replaced each time, and gives the same scopes or fewer', async () => {
    const first = await tokensFor(alice, wardround, { prompt: 'consent' });
    const second = await refreshed(wardround, first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.scope).toBe(first.scope);
    const narrow = await refresh(wardround, second.refresh_token, 'PATIENT');
    expect(await narrow.json()).toMatchObject({ scope: 'PATIENT' });
  });

  it('does not give more than was allowed', async () => {
    const { refresh_token } = await tokensFor(alice, wardround, { scope: 'PATIENT', prompt: 'consent' });
    const answer = await refresh(wardround, refresh_token, 'PATIENT CLINICIAN');
    expect(await refusal(answer)).toEqual([400, 'invalid_scope']);
  });

  it('that comes again after it was replaced ends everything', async () => {
    const first = await tokensFor(alice, pulse);
    const second = await refreshed(pulse, first.refresh_token);
    expect(await refusal(await refresh(pulse, first.refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await refusal(await refresh(pulse, second.refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await holderOf(second.access_token)).toBeUndefined();
  });

  it('that comes many times at once is exchanged once at most', async () => {
    const { refresh_token } = await tokensFor(alice, pulse);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(pulse, refresh_token)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });

  it('is of no use to another client, nor as an access token', async () => {
    const { refresh_token } = await tokensFor(alice, pulse);
    expect(await refusal(await refresh(wardround, refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await holderOf(refresh_token)).toBeUndefined();
  });

  it('ends twelve months after the consent, however often it is replaced', async () => {
    let { refresh_token } = await tokensFor(alice, pulse);
    for (const days of [180, 180]) {
      later(days * 86_400);
      ({ refresh_token } = await refreshed(pulse, refresh_token));
    }
    later(6 * 86_400);
    expect(await refusal(await refresh(pulse, refresh_token))).toEqual([400, 'invalid_grant']);
  });
});

describe('an access token of an app', () => {
  it('dies with the grant of the person, though it has not ended', async () => {
    const { access_token } = await tokensFor(alice, pulse);
    await system.database.pool.query(`update identity.app_grant set revoked_at = now() where client_id = 'pulse'`);
    expect(await holderOf(access_token)).toBeUndefined();
  });

  it('dies with its client', async () => {
    await addClient({ id: 'short-lived', name: 'Short' });
    const { access_token } = await tokensFor(alice, publicApp(server, 'short-lived'));
    expect(await holderOf(access_token)).toBeDefined();
    await system.database.pool.query(`update identity.client set disabled_at = now() where id = 'short-lived'`);
    expect(await holderOf(access_token)).toBeUndefined();
  });

  it('is revoked alone, a refresh token with everything', async () => {
    const first = await tokensFor(alice, wardround, { prompt: 'consent' });
    await revoke(wardround, first.access_token);
    expect(await holderOf(first.access_token)).toBeUndefined();
    const second = await refreshed(wardround, first.refresh_token);
    await revoke(wardround, second.refresh_token);
    expect(await holderOf(second.access_token)).toBeUndefined();
  });

  it('is known to its own client alone', async () => {
    const { access_token } = await tokensFor(alice, wardround, { prompt: 'consent' });
    expect(await introspected(wardround, access_token)).toMatchObject({ active: true, client_id: 'wardround' });
    expect(await introspected(confidentialApp(server, 'postbridge'), access_token)).toEqual({ active: false });
    await revoke(confidentialApp(server, 'postbridge'), access_token);
    expect(await introspected(wardround, access_token)).toMatchObject({ active: true });
  });
});

describe('a client that is not who it says', () => {
  it.each([
    ['a wrong secret', () => confidentialApp(server, 'wardround', 'wrong')],
    ['an unknown client', () => confidentialApp(server, 'nobody')],
    ['no secret where there is one', () => publicApp(server, 'wardround')],
    ['a secret where there is none', () => confidentialApp(server, 'pulse')],
    ['ten megabytes of a secret', () => confidentialApp(server, 'wardround', 'x'.repeat(10_000))],
  ])('is refused: %s', async (_, app) => {
    expect(await refusal(await refresh(app(), 'x'))).toEqual([401, 'invalid_client']);
  });

  it.each([
    ['has expired', { exp: -61 }, 401],
    ['has expired within the minute by which clocks may differ', { exp: -50 }, 200],
    ['is from the future, by less than a minute', { nbf: 50, iat: 50 }, 200],
    ['is from the future', { nbf: 70 }, 401],
  ])('is judged by its assertion, which %s', async (_, skew, status) => {
    const { client, key } = await keyedApp(`skewed-${Math.random().toString(36).slice(2)}`, 'SYSTEM');
    const now = Math.floor(Date.now() / 1_000);
    const times = Object.fromEntries(Object.entries(skew).map(([claim, seconds]) => [claim, now + seconds]));
    const auth = oauth.PrivateKeyJwt(key, {
      [oauth.modifyAssertion]: (_header, payload) => {
        Object.assign(payload, times);
      },
    });
    const response = await oauth.clientCredentialsGrantRequest(server, client, auth, {}, plainHttp);
    expect(response.status).toBe(status);
  });

  it('is refused for an assertion that comes again', async () => {
    const { client, key } = await keyedApp('replaying', 'SYSTEM');
    const auth = oauth.PrivateKeyJwt(key, {
      [oauth.modifyAssertion]: (_header, payload) => {
        payload['jti'] = 'always-the-same';
      },
    });
    const ask = () => oauth.clientCredentialsGrantRequest(server, client, auth, {}, plainHttp);
    expect((await ask()).status).toBe(200);
    expect(await refusal(await ask())).toEqual([401, 'invalid_client']);
  });

  it.each([
    ['signed with nothing', { alg: 'none' }, ''],
    ['signed with our published key as a secret', { alg: 'HS256' }, 'c2lnbmF0dXJl'],
    ['with a signature that is none', { alg: 'RS256' }, 'c2lnbmF0dXJl'],
    ['that names a key elsewhere', { alg: 'RS256', jku: 'https://evil.example/' }, 'c2lnbmF0dXJl'],
  ])('is refused for an assertion %s', async (_, header, signature) => {
    await keyedApp('forged', 'SYSTEM');
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: 'forged', sub: 'forged', aud: server.issuer, jti: String(Math.random()), exp: now + 60 };
    const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const answer = await post('/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: [...parts, signature].join('.'),
    });
    expect(await refusal(answer)).toEqual([401, 'invalid_client']);
  });

  it('is refused for an assertion by another’s key', async () => {
    const { client } = await keyedApp('robbed', 'SYSTEM');
    const { key } = await keyedApp('robber', 'SYSTEM');
    const answer = await oauth.clientCredentialsGrantRequest(server, client, oauth.PrivateKeyJwt(key), {}, plainHttp);
    expect(await refusal(answer)).toEqual([401, 'invalid_client']);
  });
});

describe('what nobody should send', () => {
  it.each(['/token', '/introspect', '/revoke', '/authorize'])('is refused at %s: ten megabytes', async (path) => {
    const body = `grant_type=refresh_token&refresh_token=${'x'.repeat(10_000_000)}`;
    const answer = await fetch(`${server.issuer}${path}`, { method: 'POST', body, headers: { 'content-type': form } })
      // A server may close the door while the body is still coming.
      .catch(() => new Response(null, { status: 413 }));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it.each(['', 'x', '\0', 'a b', '%', '€', 'x'.repeat(5_000), '{"a":1}', 'a.b.c'])(
    'is refused as a code, a refresh token and a token to ask about: %j',
    async (value) => {
      const client = { client_id: 'pulse' };
      const answers = await Promise.all([
        post('/token', { ...client, grant_type: 'refresh_token', refresh_token: value }),
        post('/token', { ...client, grant_type: 'authorization_code', code: value, redirect_uri: redirectUri }),
        post('/revoke', { ...client, token: value }),
      ]);
      for (const { status } of answers) expect([200, 400]).toContain(status);
      expect(answers[0].status).toBe(400);
      expect(answers[1].status).toBe(400);
    },
  );

  it.each(['/interaction/x', '/interaction/%00', '/interaction/..%2f', '/authorize/x', '/authorize/%00'])(
    'is refused as a page: %s',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${server.issuer}${path}`, { method });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }
    },
  );

  it('is refused as a cookie', async () => {
    const { reply } = await askFor(alice, pulse, {});
    const page = led(reply);
    for (const cookie of ['_interaction=forged', '_interaction=forged; _interaction.sig=forged', '_interaction=\x80']) {
      const answer = await fetch(new URL(page, system.base), { headers: { cookie } });
      expect(answer.status).toBe(400);
    }
  });

  it('takes Bearer however it is written', async () => {
    const { body } = { body: await (await post('/token', customer)).json() };
    const { access_token: token } = body as { access_token: string };
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
      const answer = await fetch(`${system.base}/graphql`, {
        method: 'POST',
        headers: { authorization: `${scheme} ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ patients { items { id } } }' }),
      });
      expect(answer.status).toBe(200);
    }
  });
});

describe('the discovery document', () => {
  it('promises what is there, and no more', () => {
    expect(server).toMatchObject({
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types_supported: ['code'],
      response_modes_supported: expect.arrayContaining(['query']) as unknown,
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['openid', 'PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE', 'none', 'customer'],
      authorization_response_iss_parameter_supported: true,
      claims_parameter_supported: false,
    });
    for (const absent of [
      'userinfo_endpoint',
      'registration_endpoint',
      'end_session_endpoint',
      'device_authorization_endpoint',
    ])
      expect(server).not.toHaveProperty(absent);
  });
});

const form = 'application/x-www-form-urlencoded';

const customer = {
  grant_type: 'client_credentials',
  client_id: 'riverside-customer',
  client_secret: 'demo-riverside-customer',
};

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

type NewClient = {
  readonly id: string;
  readonly name: string;
  readonly kind?: 'USER' | 'SYSTEM';
  readonly jwks?: object;
};

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
