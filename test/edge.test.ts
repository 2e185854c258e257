import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerHeader, sealCaller } from '../kernel/caller.ts';
import { organisations, patients } from '../prisma/demo.ts';
import { session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Whatever is sent as credentials: the standard's own refusal, never a fault of ours, and nothing opened by it.

let system: Wiring;
let token: string;
let partner: string;
let signedIn: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  token = (await outside.bearer(system.base, 'riverside-customer')).slice('Bearer '.length);
  partner = await outside.bearer(system.base, 'postbridge');
  signedIn = await session(system.base, 'alice');
});
afterAll(() => system.stop());

const familyName = { query: `{ patient(id: "${patients.alice.id}") { familyName } }` };
const post = (headers: Headers) => outside.postGraphWith(system.base, headers, familyName);
const said = (reply: outside.Reply) => {
  const { data, errors } = outside.graphAnswer<object>(reply);
  return [reply.status, data ?? null, errors?.map(({ extensions }) => extensions?.['code'])];
};
const opened = [200, { patient: { familyName: 'Archer' } }, undefined];
const unauthenticated = [401, null, ['UNAUTHENTICATED']];

/** The status of the answer to bytes as no client library would send them; headers are whole lines. */
const raw = async (path: string, lines: readonly string[]): Promise<number> => {
  const { hostname, port } = new URL(system.base);
  const body = JSON.stringify(familyName);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that has read enough hangs up while we still write.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(
    [
      `POST ${path} HTTP/1.1`,
      `host: ${hostname}`,
      `content-type: ${path === '/graphql' ? 'application/json' : 'application/hl7-v2'}`,
      `content-length: ${body.length}`,
      'connection: close',
      ...lines,
      '',
      body,
    ].join('\r\n'),
  );
  await closed;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(Buffer.concat(chunks).toString())?.[1]);
};

describe('an Authorization header', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEARER'])('may be called %s', async (scheme) => {
    expect(said(await post({ authorization: `${scheme} ${token}` }))).toEqual(opened);
  });

  it.each([
    ['a token that is a JWT without a signature', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.'],
    ['a token and more', 'Bearer {token} x'],
    ['a token cut short', 'Bearer {token-}'],
    ['a token in the wrong case', 'Bearer {TOKEN}'],
    ['no token', 'Bearer'],
    ['no scheme', '{token}'],
    ['a client’s secret', outside.basic('riverside-customer')],
    ['SQL', "Bearer ' or 1=1 --"],
  ])('with %s is none, and says so as RFC 6750 does', async (_what, template) => {
    const authorization = template
      .replace('{token}', token)
      .replace('{token-}', token.slice(0, -1))
      .replace('{TOKEN}', token.toUpperCase() === token ? token.toLowerCase() : token.toUpperCase());
    const reply = await post({ authorization });
    expect(said(reply)).toEqual(unauthenticated);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="tributary", error="invalid_token"');
  });

  it('that is missing is asked for', async () => {
    const reply = await post({});
    expect(said(reply)).toEqual(unauthenticated);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="tributary"');
  });

  it('that stands there twice is none, whichever of them is good', async () => {
    const good = `authorization: Bearer ${token}`;
    expect(await raw('/graphql', [good])).toBe(200);
    for (const lines of [
      [good, 'Authorization: Bearer x'],
      ['authorization: Bearer x', good],
      [good, good],
    ])
      expect(await raw('/graphql', lines)).toBe(401);
    const feed = `authorization: ${outside.basic('riverside-hl7')}`;
    expect(await raw('/services/hl7', [feed])).toBe(200);
    expect(await raw('/services/hl7', [feed, good])).toBe(401);
  });

  it.each([
    ['of 1 MB', `authorization: Bearer ${'x'.repeat(1_048_576)}`, 431],
    ['of 1 MB in Basic', `authorization: Basic ${'x'.repeat(1_048_576)}`, 431],
    ['of 8 KB', `authorization: Bearer ${'x'.repeat(8_000)}`, 401],
    ['with a line feed', 'authorization: Bearer x\ny', 400],
    ['with a carriage return', 'authorization: Bearer x\ry', 400],
    ['with a NUL', 'authorization: Bearer x\0y', 400],
    ['with a folded line', 'authorization: Bearer x\r\n y', 400],
    ['in Latin-1', 'authorization: Bearer é', 401],
    ['with a name that is none', 'authori zation: Bearer x', 400],
  ])('%s is refused by HTTP', async (_what, line, status) => {
    expect(await raw('/graphql', [line])).toBe(status);
  });

  it('of one interface is refused at another as insufficient', async () => {
    const feed = await post({ authorization: outside.basic('riverside-hl7') });
    expect(said(feed)).toEqual([403, null, ['FORBIDDEN']]);
    expect(feed.headers.get('www-authenticate')).toBe('Bearer realm="tributary", error="insufficient_scope"');
    const fhir = await outside.ask(`${system.base}/fhir/aggregated/Patient/${patients.alice.id}`, 'GET', {
      headers: { authorization: partner },
    });
    expect([fhir.status, JSON.parse(fhir.text)]).toMatchObject([403, { resourceType: 'OperationOutcome' }]);
    expect(fhir.headers.get('www-authenticate')).toBe('Bearer realm="fhir", error="insufficient_scope"');
  });
});

describe('an adapter’s word for its caller', () => {
  const feed = { authorization: outside.basic('riverside-hl7') };
  const told = { authorization: undefined, address: '127.0.0.1', through: 'hl7' } as const;
  const question = { query: '{ messages(first: 1) { items { id } } }' };

  it('is believed under our seal alone, and for half a minute', async () => {
    const statusOf = async (sealed: string) =>
      (await outside.postGraphWith(system.base, { ...feed, [callerHeader]: sealed }, question)).status;
    expect(await statusOf(sealCaller(system.keys, told, new Date()))).toBe(200);
    expect(await statusOf(sealCaller(system.keys, told, new Date(Date.now() - 31_000)))).toBe(403);
    expect(await statusOf(sealCaller([{ id: 'test', secret: Buffer.alloc(32) }], told, new Date()))).toBe(403);
    expect(await statusOf(JSON.stringify(told))).toBe(403);
  });
});

describe('X-Org-Public-Id', () => {
  const naming = (organisation: string) => post({ authorization: partner, 'x-org-public-id': organisation });

  it('names an organisation that has granted', async () => {
    expect(said(await naming(organisations.riverside.id))).toEqual(opened);
    expect(said(await naming('riverside'))).toEqual(opened);
  });

  it.each(['', 'river side', `${organisations.riverside.id}'`, '-riverside', 'x'.repeat(64), '%00'])(
    'is an alias or a UUID, and %j is told so',
    async (organisation) => {
      const reply = await naming(organisation);
      expect(said(reply)).toEqual([400, null, ['BAD_USER_INPUT']]);
      expect(reply.text).toContain('X-Org-Public-Id');
    },
  );

  it('has to be there', async () => {
    expect(said(await post({ authorization: partner }))).toEqual([400, null, ['BAD_USER_INPUT']]);
  });

  it('that names nobody is not found', async () => {
    for (const nobody of ['00000000-0000-4000-8000-00000000dead', '00000000-0000-4000-8000-00000000000', 'nowhere'])
      expect(said(await naming(nobody))).toEqual([404, null, ['NOT_FOUND']]);
  });

  it('that names an organisation which has granted nothing is refused, to whomever', async () => {
    const replies = await Promise.all([
      naming(organisations.hillside.id),
      naming('hillside'),
      post({
        authorization: await outside.bearer(system.base, 'stranger'),
        'x-org-public-id': organisations.riverside.id,
      }),
    ]);
    expect(replies.map(said)).toEqual(replies.map(() => [403, null, ['FORBIDDEN']]));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });

  it('that stands there twice names nobody', async () => {
    const lines = [organisations.riverside.id, organisations.riverside.id].map((id) => `x-org-public-id: ${id}`);
    expect(await raw('/graphql', [`authorization: ${partner}`, ...lines])).toBe(400);
  });

  it('changes nothing for a customer', async () => {
    expect(said(await post({ authorization: `Bearer ${token}`, 'x-org-public-id': 'nonsense' }))).toEqual(opened);
  });
});

describe('a session', () => {
  const change = (name: string, value: string | undefined): Headers =>
    Object.fromEntries(
      Object.entries({ ...signedIn, [name]: value }).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );

  it('opens the graph to our own pages', async () => {
    expect(said(await post(signedIn))).toEqual(opened);
    expect(said(await post(change('sec-fetch-site', undefined)))).toEqual(opened);
  });

  it.each([
    ['a page of another site', 'sec-fetch-site', 'cross-site'],
    ['a neighbour’s page', 'sec-fetch-site', 'same-site'],
  ])('does not open it to %s', async (_what, name, value) => {
    expect(said(await post(change(name, value)))).toEqual(unauthenticated);
  });

  it('does not open it to a page of another origin, in a browser that says no more than that', async () => {
    for (const origin of ['https://evil.example', 'null', `${system.base}.evil.example`, undefined]) {
      const { 'sec-fetch-site': _, ...headers } = change('origin', origin);
      expect(said(await post(headers))).toEqual(unauthenticated);
    }
  });

  it('does not count for a GET, nor for a form', async () => {
    const query = `?query=${encodeURIComponent(familyName.query)}`;
    const got = await outside.ask(`${system.base}/graphql${query}`, 'GET', {
      headers: { ...signedIn, 'apollo-require-preflight': 'yes' },
    });
    expect(got.status).toBe(401);
    const form = await outside.ask(`${system.base}/graphql`, 'POST', {
      headers: { ...signedIn, 'content-type': 'text/plain' },
      body: JSON.stringify(familyName),
    });
    expect([400, 401, 415]).toContain(form.status);
    expect(form.text).not.toContain('Archer');
  });

  it('is over for a cookie that was tampered with, doubled, cut or filled with rubbish', async () => {
    const cookie = signedIn['cookie'] ?? '';
    const [name = '', value = ''] = (cookie.split('; ').find((pair) => pair.startsWith('tributary=')) ?? '').split('=');
    expect(value).not.toBe('');
    const other = value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`;
    for (const bad of [
      `${name}=${other}`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${value}x`,
      `${name}=${value}; ${name}=${value}`,
      `${name}="${value}"`,
      `${name}=${'x'.repeat(8_000)}`,
      `${name}=%00`,
      `${name}=' or 1=1`,
      `${name}=`,
      ';;;===',
    ])
      expect(said(await post(change('cookie', bad))), bad.slice(0, 60)).toEqual(unauthenticated);
  });

  it('gives way to a token, good or bad', async () => {
    expect(said(await post({ ...signedIn, authorization: 'Bearer nonsense' }))).toEqual(unauthenticated);
    expect(said(await post({ ...signedIn, authorization: `Bearer ${token}` }))).toEqual(opened);
  });

  it('opens no interface but the graph', async () => {
    const fhir = await outside.ask(`${system.base}/fhir/aggregated/Patient/${patients.alice.id}`, 'GET', {
      headers: signedIn,
    });
    expect(fhir.status).toBe(401);
  });
});
