import { PrismaPg } from '@prisma/adapter-pg';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { createServer, type AddressInfo } from 'node:net';
import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyRing } from '../kernel/seal.ts';
import { PrismaClient } from '../prisma/client/client.ts';
import { testDatabase, type TestDatabase } from '../test/database.ts';
import { introspectOverHttp, internalSecret, openIdentity, seedIdentity, type Identity } from './index.ts';

const key = (id: string): KeyRing[0] => ({ id, secret: Buffer.alloc(32, id) });
const oldRing: KeyRing = [key('old')];
const ring: KeyRing = [key('new'), ...oldRing];

const form = 'application/x-www-form-urlencoded';
const tokenRequest = 'grant_type=client_credentials';

let database: TestDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  database = await testDatabase();
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  await seedIdentity(prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

describe('the token endpoint', () => {
  const server = runningServer();

  it('gives a customer system an opaque token for ten minutes, by HTTP Basic', async () => {
    const answer = await server.token('riverside-customer', 'demo-riverside-customer');
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600, scope: 'customer' } });
    expect(answer.body['access_token']).toMatch(/^[\w-]{43}$/);
  });

  it('takes the credentials in the body, too', async () => {
    const answer = await server.post('/token', {
      grant_type: 'client_credentials',
      client_id: 'postbridge',
      client_secret: 'demo-postbridge',
    });
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'none' } });
  });

  it('may not be cached', async () => {
    const { headers } = await server.token('postbridge', 'demo-postbridge');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('refuses a wrong secret', async () => {
    const answer = await server.token('riverside-customer', 'demo-hillside-customer');
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  });

  it('answers an unknown client as it answers a wrong secret', async () => {
    const unknown = await server.token('nobody', 'demo-nobody');
    const wrong = await server.token('postbridge', 'wrong');
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
  });

  it('refuses a disabled client', async () => {
    await inTheMeantimeDisabled('stranger', async () => {
      const answer = await server.token('stranger', 'demo-stranger');
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    });
  });

  it('refuses a grant that nobody offers', async () => {
    const answer = await server.post('/token', { grant_type: 'password' }, basic('postbridge', 'demo-postbridge'));
    expect(answer).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });

  it.each([
    ['apptly', 'demo-apptly'],
    ['gateway', internalSecret(ring, 'gateway')],
  ])('gives no client-credentials token to %s, whose kind has another way', async (client, secret) => {
    const answer = await server.token(client, secret);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('gives no client-credentials token to a public client', async () => {
    const answer = await server.post('/token', { grant_type: 'client_credentials', client_id: 'pulse' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('refuses a scope that the client is not registered for', async () => {
    const answer = await server.token('postbridge', 'demo-postbridge', { scope: 'customer' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  it('does not take over a scope that nobody has defined', async () => {
    const answer = await server.token('postbridge', 'demo-postbridge', { scope: 'everything' });
    expect(answer).toMatchObject({ status: 200, body: { scope: 'none' } });
  });
});

describe('what is wrong with a request', () => {
  const server = runningServer();
  const bodies = ['%', '%00', 'grant_type', 'grant_type=%ff%fe', '&&&==', '{"a":1}'];

  it.each(bodies.flatMap((body) => ['/token', '/introspect', '/revoke'].map((path) => [path, body])))(
    'is the fault of the caller: %s with %j',
    async (path, body) => {
      const response = await server.fetch(path, { method: 'POST', body, headers: { 'content-type': form } });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    },
  );

  it.each(['/token', '/introspect', '/revoke'])('is the fault of the caller: %s with a NUL in it', async (path) => {
    const answer = await server.post(path, { client_id: 'a\0', client_secret: 'b\0', token: '\0' });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('is never the fault of the server, whatever the body', () =>
    fc.assert(
      fc.asyncProperty(strangeBody, fc.constantFrom('/token', '/introspect', '/revoke'), async (body, path) => {
        const answer = await server.post(path, body, basic('postbridge', 'demo-postbridge'));
        expect([200, 400, 401]).toContain(answer.status);
      }),
    ));

  it.each([
    ['another media type', { 'content-type': 'application/json' }, '{}'],
    ['no media type that can be read', { 'content-type': ';;;' }, 'x'],
    ['a body beyond all measure', { 'content-type': form }, 'a'.repeat(100_000)],
    ['credentials that are not base64', { 'content-type': form, authorization: 'Basic %%%' }, tokenRequest],
    ['a NUL in the client id', { 'content-type': form, authorization: basic('a%00', 'b') }, tokenRequest],
    ['another scheme', { 'content-type': form, authorization: 'Bearer x' }, tokenRequest],
  ])('is the fault of the caller: %s', async (_, headers, body) => {
    const response = await server.fetch('/token', { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('is told without internals when the fault is ours', async () => {
    await database.pool.query('alter table identity.client rename to away');
    try {
      const answer = await server.token('postbridge', 'demo-postbridge');
      expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } });
      expectBland(JSON.stringify(answer.body));
    } finally {
      await database.pool.query('alter table identity.away rename to client');
    }
  });

  it('is shown to a person as a page that repeats nothing unescaped', async () => {
    const query = new URLSearchParams({ client_id: '<script>alert(1)</script>', response_type: '<b>' });
    const response = await server.fetch(`/authorize?${query.toString()}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/<script|<b>/);
  });

  it('is no reason to fall over for a path that does not exist', async () => {
    const response = await server.fetch('/nothing/here');
    expect(response.status).toBe(404);
    expectBland(await response.text());
  });
});

describe('introspection', () => {
  const server = runningServer();

  it('names the organisation of a customer system', async () => {
    const token = await server.accessToken('riverside-customer');
    expect(await server.identity.introspect(token)).toEqual({
      client: 'riverside-customer',
      kind: 'CUSTOMER_SYSTEM',
      organisation: '00000000-0000-4000-8000-000000000001',
      scopes: ['customer'],
      expires: expect.any(Date) as Date,
    });
  });

  it('names the partner of a system client', async () => {
    const token = await server.accessToken('postbridge');
    expect(await server.identity.introspect(token)).toMatchObject({ kind: 'SYSTEM', partner: 'postbridge' });
  });

  it('says the same over HTTP', async () => {
    const tokens = await Promise.all(['riverside-customer', 'postbridge'].map((client) => server.accessToken(client)));
    const overHttp = introspectOverHttp({ ...server.gateway, issuer: server.issuer });
    const near = await Promise.all(tokens.map((token) => server.identity.introspect(token)));
    const far = await Promise.all(tokens.map((token) => overHttp(token)));
    expect(far).toEqual(near.map((holder) => ({ ...holder, expires: toTheSecond(holder?.expires) })));
  });

  it.each(['', 'nonsense', '\0', 'a'.repeat(5_000)])(
    'knows nothing of a token that was never issued',
    async (token) => {
      expect(await server.identity.introspect(token)).toBeUndefined();
    },
  );

  it('knows nothing over HTTP of a token that was never issued', async () => {
    const overHttp = introspectOverHttp({ ...server.gateway, issuer: server.issuer });
    expect(await overHttp('nonsense')).toBeUndefined();
  });

  it('throws over HTTP when identity refuses the question, which says nothing of the token', async () => {
    const overHttp = introspectOverHttp({ issuer: server.issuer, client: 'gateway', secret: 'wrong' });
    await expect(overHttp('nonsense')).rejects.toThrow('401');
  });

  it('tells a client of its own tokens, without what is between us', async () => {
    const token = await server.accessToken('postbridge');
    const { body } = await server.post('/introspect', { token }, basic('postbridge', 'demo-postbridge'));
    expect(body).toMatchObject({ active: true, client_id: 'postbridge' });
    expect(body).not.toHaveProperty('partner');
  });

  it('tells a client nothing of the tokens of others', async () => {
    const token = await server.accessToken('riverside-customer');
    const answer = await server.post('/introspect', { token }, basic('postbridge', 'demo-postbridge'));
    expect(answer).toMatchObject({ status: 200, body: { active: false } });
  });

  it('finds no token of a disabled client', async () => {
    const token = await server.accessToken('stranger');
    await inTheMeantimeDisabled('stranger', async () => {
      const overHttp = introspectOverHttp({ ...server.gateway, issuer: server.issuer });
      expect(await server.identity.introspect(token)).toBeUndefined();
      expect(await overHttp(token)).toBeUndefined();
    });
  });

  it('accepts the internal secret of every key in the ring, so that a ring can change while processes run', async () => {
    const { body } = await server.post(
      '/introspect',
      { token: 'x' },
      basic('gateway', internalSecret(oldRing, 'gateway')),
    );
    expect(body).toEqual({ active: false });
  });
});

describe('a token', () => {
  const server = runningServer();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is good until its ten minutes are over, and no longer', async () => {
    const token = await server.accessToken('postbridge');
    const { secondsLater } = fromNow();
    secondsLater(598);
    expect(await server.identity.introspect(token)).toBeDefined();
    secondsLater(601);
    expect(await server.identity.introspect(token)).toBeUndefined();
  });

  it('is over at the endpoint, too', async () => {
    const token = await server.accessToken('postbridge');
    fromNow().secondsLater(601);
    const { body } = await server.post('/introspect', { token }, basic('postbridge', 'demo-postbridge'));
    expect(body).toEqual({ active: false });
  });

  it('is dead at once in the process where it is revoked', async () => {
    const token = await server.accessToken('postbridge');
    expect(await server.identity.introspect(token)).toBeDefined();
    await server.revoke(token, 'postbridge');
    expect(await server.identity.introspect(token)).toBeUndefined();
  });

  it('is dead in every other process within thirty seconds of its revocation', async () => {
    const token = await server.accessToken('postbridge');
    const overHttp = introspectOverHttp({ ...server.gateway, issuer: server.issuer });
    const { secondsLater } = fromNow();
    expect(await overHttp(token)).toBeDefined();
    await server.revoke(token, 'postbridge');
    secondsLater(30);
    expect(await overHttp(token)).toBeUndefined();
  });

  it('is not revoked by another client', async () => {
    const token = await server.accessToken('postbridge');
    const answer = await server.revoke(token, 'stranger');
    expect(answer.status).toBe(200);
    expect(await server.identity.introspect(token)).toBeDefined();
  });

  it('dies within thirty seconds when its client is disabled', async () => {
    const token = await server.accessToken('stranger');
    const { secondsLater } = fromNow();
    expect(await server.identity.introspect(token)).toBeDefined();
    await inTheMeantimeDisabled('stranger', async () => {
      secondsLater(30);
      expect(await server.identity.introspect(token)).toBeUndefined();
    });
  });
});

describe('a restart', () => {
  it('keeps tokens and signing keys', async () => {
    const before = await start(ring);
    const token = await before.accessToken('postbridge');
    const keys = await before.json('/jwks');
    await before.stop();

    const after = await start(ring);
    expect(await after.identity.introspect(token)).toMatchObject({ client: 'postbridge' });
    expect(await after.json('/jwks')).toEqual(keys);
    await after.stop();
  });
});

describe('the discovery document', () => {
  const server = runningServer();

  it('names the endpoints of the contract', async () => {
    const at = (path: string): string => `${server.issuer}${path}`;
    expect(await server.json('/.well-known/openid-configuration')).toMatchObject({
      issuer: server.issuer,
      authorization_endpoint: at('/authorize'),
      token_endpoint: at('/token'),
      introspection_endpoint: at('/introspect'),
      revocation_endpoint: at('/revoke'),
      jwks_uri: at('/jwks'),
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });

  it('does not believe the Host header', async () => {
    const { port } = new URL(server.issuer);
    const answer = await server.app.inject({
      url: '/oauth/.well-known/openid-configuration',
      headers: { host: `evil.example:${port}`, 'x-forwarded-host': 'evil.example' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('evil.example');
  });

  it('publishes no private part of a key', async () => {
    const { keys } = (await server.json('/jwks')) as { keys: object[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('is enough for openid-client to get, introspect and revoke a token', async () => {
    const client = await oauth.discovery(new URL(server.issuer), 'postbridge', 'demo-postbridge', undefined, {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the test server speaks plain HTTP
      execute: [oauth.allowInsecureRequests],
    });
    const { access_token } = await oauth.clientCredentialsGrant(client);
    expect(await oauth.tokenIntrospection(client, access_token)).toMatchObject({ active: true });
    await oauth.tokenRevocation(client, access_token);
    expect(await oauth.tokenIntrospection(client, access_token)).toEqual({ active: false });
  });
});

describe('the tables', () => {
  const server = runningServer();

  it('hold neither a secret nor a token nor a private key', async () => {
    const token = await server.accessToken('postbridge');
    const tables = ['client', 'artifact', 'signing_key'];
    const dumps = await Promise.all(
      tables.map((table) => database.pool.query<{ row: string }>(`select t::text as row from identity.${table} t`)),
    );
    for (const { rows } of dumps) expect(rows.length).toBeGreaterThan(0);
    const everything = dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
    for (const secret of ['demo-', token, '"kty"', internalSecret(ring, 'gateway')]) {
      expect(everything).not.toContain(secret);
    }
  });

  it('are seeded only where something is missing', async () => {
    const clients = (): Promise<unknown> => prisma.oauthClient.findMany({ orderBy: { id: 'asc' } });
    const before = await clients();
    await seedIdentity(prisma);
    expect(await clients()).toEqual(before);
  });
});

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> };

type Server = {
  readonly app: FastifyInstance;
  readonly identity: Identity;
  readonly issuer: string;
  readonly gateway: { readonly client: string; readonly secret: string };
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly json: (path: string) => Promise<unknown>;
  readonly post: (path: string, body: Record<string, string>, authorization?: string) => Promise<Answer>;
  readonly token: (client: string, secret: string, more?: Record<string, string>) => Promise<Answer>;
  readonly accessToken: (client: string) => Promise<string>;
  readonly revoke: (token: string, client: string) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

/** A server for all tests of a `describe`; its members are there once they run. */
function runningServer(): Server {
  const server = {} as Server;
  beforeAll(async () => {
    Object.assign(server, await start(ring));
  });
  afterAll(() => server.stop());
  return server;
}

async function start(keys: KeyRing): Promise<Server> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port.toString()}/oauth`;
  const identity = await openIdentity({ issuer, prisma, keys, sessionOf: () => Promise.resolve(undefined) });
  const app = Fastify();
  await app.register(identity.plugin);
  await app.listen({ port, host: '127.0.0.1' });

  const ask: Server['fetch'] = (path, init) => fetch(`${issuer}${path}`, init);
  const post: Server['post'] = async (path, body, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await ask(path, { method: 'POST', headers, body: new URLSearchParams(body) });
    const text = await response.text();
    const members = text === '' ? {} : (JSON.parse(text) as Answer['body']);
    return { status: response.status, headers: response.headers, body: members };
  };
  const token: Server['token'] = (client, secret, more) =>
    post('/token', { grant_type: 'client_credentials', ...more }, basic(client, secret));

  return {
    app,
    identity,
    issuer,
    gateway: { client: 'gateway', secret: internalSecret(keys, 'gateway') },
    fetch: ask,
    json: async (path) => (await ask(path)).json(),
    post,
    token,
    accessToken: async (client) => {
      const { body } = await token(client, `demo-${client}`);
      expect(body).toHaveProperty('access_token');
      return String(body['access_token']);
    },
    revoke: (value, client) => post('/revoke', { token: value }, basic(client, `demo-${client}`)),
    stop: async () => {
      identity.close();
      await app.close();
    },
  };
}

/** The issuer names the port, so the port must be known before the server is there. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });

function basic(client: string, secret: string): string {
  return `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;
}

const inTheMeantimeDisabled = async (id: string, check: () => Promise<void>): Promise<void> => {
  await prisma.oauthClient.update({ where: { id }, data: { disabledAt: new Date() } });
  try {
    await check();
  } finally {
    await prisma.oauthClient.update({ where: { id }, data: { disabledAt: null } });
  }
};

const fromNow = (): { secondsLater: (seconds: number) => void } => {
  const now = Date.now();
  return {
    secondsLater: (seconds) => {
      vi.setSystemTime(now + seconds * 1_000);
    },
  };
};

const toTheSecond = (at: Date | undefined): Date => new Date(Math.floor((at?.getTime() ?? 0) / 1_000) * 1_000);

const strangeBody = fc.dictionary(
  fc.constantFrom('grant_type', 'scope', 'token', 'token_type_hint', 'client_id', 'resource', 'x'),
  fc.oneof(
    fc.constantFrom('client_credentials', 'authorization_code', 'refresh_token', 'implicit', 'postbridge', 'none', ''),
    fc.string({ unit: 'binary' }),
  ),
);

const expectBland = (body: string): void => {
  expect(body).not.toMatch(/at .*\.[jt]s:|node_modules|prisma|postgres|select|relation/i);
};
