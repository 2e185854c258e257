import { randomUUID } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import {
  askFor,
  confidentialApp,
  consent,
  exchange,
  led,
  plainHttp,
  publicApp,
  redirectUri,
  refresh,
  refreshed,
  refusal,
  tokensFor,
  tokensOf,
} from '../test/app.ts';
import { later, openApps } from './apps.fixture.ts';

// Apps, driven by a third party's strict client against the whole system on a real port: what they get, and who gets nothing.

const { system, server, pulse, wardround, alice, ...apps } = await openApps();
const { holderOf, post, revoke, introspected, addClient, keyedApp } = apps;

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
    ['ten kilobytes of a secret', () => confidentialApp(server, 'wardround', 'x'.repeat(10_000))],
  ])('is refused: %s', async (_, app) => {
    expect(await refusal(await refresh(app(), 'x'))).toEqual([401, 'invalid_client']);
  });

  it.each([
    ['has expired', { exp: -61 }, 401],
    ['has expired within the minute by which clocks may differ', { exp: -50 }, 200],
    ['is from the future, by less than a minute', { nbf: 50, iat: 50 }, 200],
    ['is from the future', { nbf: 70 }, 401],
  ])('is judged by its assertion, which %s', async (_, skew, status) => {
    later(0);
    const { client, key } = await keyedApp(`skewed-${randomUUID()}`, 'SYSTEM');
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
    const claims = { iss: 'forged', sub: 'forged', aud: server.issuer, jti: randomUUID(), exp: now + 60 };
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
    const answer = await fetch(`${server.issuer}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
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
});

describe('an access token that is sent', () => {
  it('is taken as Bearer however that is written', async () => {
    const { access_token: token } = (await (await post('/token', customer)).json()) as { access_token: string };
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

const customer = {
  grant_type: 'client_credentials',
  client_id: 'riverside-customer',
  client_secret: 'demo-riverside-customer',
};
