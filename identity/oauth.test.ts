import * as oauth from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { people } from '../prisma/demo.ts';
import { askFor, consent, decide, exchange, led, publicApp, redirectUri, signedIn, tokensFor } from '../test/app.ts';
import { browser } from '../test/browser.ts';
import { later, openApps } from './apps.fixture.ts';

// Apps, driven by a third party's strict client against the whole system on a real port: how they ask a person.

const { system, server, pulse, wardround, alice, holderOf, post, addClient, keyedApp } = await openApps();

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
