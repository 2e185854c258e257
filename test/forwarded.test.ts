import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, ask, postGraph, type Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Where a feed calls from: the connection itself, or what our own proxies say of it. The demo's feeds may come from
// 127.0.0.0/8 and ::1, and this test comes from 127.0.0.1.

let direct: Wiring;
let behindProxy: Wiring;
beforeAll(async () => {
  direct = await inOneProcess();
  behindProxy = await inOneProcess({ TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8,::1' });
  for (const { database } of [direct, behindProxy])
    await database.pool.query(
      `update exchange.credential set allowed = '{192.0.2.0/24,2001:db8::/32}' where id = 'hillside-hl7'`,
    );
});
afterAll(async () => {
  await direct.stop();
  await behindProxy.stop();
});

const send = (base: string, forwarded: string | undefined, user: string): Promise<Reply> =>
  ask(`${base}/services/hl7`, 'POST', {
    headers: {
      authorization: basic(user),
      'content-type': 'application/hl7-v2',
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    },
    body: 'MSH|^~\\&|A|B|C|D|20260601120000||ADT^A28|1|P|2.4',
  });

describe('without a trusted proxy', () => {
  it.each([undefined, '192.0.2.7', '127.0.0.1', '2001:db8::1, 192.0.2.7', 'unknown', '%00', ','])(
    'X-Forwarded-For: %s changes nothing',
    async (forwarded) => {
      expect((await send(direct.base, forwarded, 'riverside-hl7')).status).toBe(200);
      expect((await send(direct.base, forwarded, 'hillside-hl7')).status).toBe(401);
    },
  );

  it('nor do its younger relations', async () => {
    const headers = { forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7', 'true-client-ip': '192.0.2.7' };
    const authorization = basic('hillside-hl7');
    const type = { 'content-type': 'application/hl7-v2' };
    const reply = await ask(`${direct.base}/services/hl7`, 'POST', {
      headers: { ...headers, ...type, authorization },
      body: 'MSH',
    });
    expect(reply.status).toBe(401);
  });
});

describe('behind a trusted proxy', () => {
  it.each([
    ['192.0.2.7', 200],
    ['::ffff:192.0.2.7', 200],
    ['2001:db8::7', 200],
    // Proxies in a row: the right-most address that is none of ours.
    ['192.0.2.7, 10.1.2.3', 200],
    ['192.0.2.7, 10.1.2.3, ::1', 200],
    // An empty element is none. RFC 9110 §5.6.1
    ['192.0.2.7, ', 200],
    // Whatever stands left of it was written by the caller.
    ['192.0.2.7, 203.0.113.9', 401],
    ['192.0.2.7, 203.0.113.9, 10.1.2.3', 401],
    ['203.0.113.9', 401],
    // What is no address is nobody's.
    ['192.0.2.7, unknown', 401],
    ['unknown', 401],
    ['192.0.2.7:443', 401],
    ['192.0.2.0/24', 401],
    // Only proxies of ours: the call comes from the first of them.
    ['10.1.2.3', 401],
    [undefined, 401],
  ])('X-Forwarded-For: %s gets %d', async (forwarded, status) => {
    expect((await send(behindProxy.base, forwarded, 'hillside-hl7')).status).toBe(status);
  });

  it('holds for the graph as it does for HL7', async () => {
    const reply = await postGraph(behindProxy.base, basic('hillside-hl7'), { query: '{ messages { items { id } } }' });
    expect(reply.status).toBe(401);
  });
});

describe('what somebody without a credential hears', () => {
  const attempts: readonly (readonly [string, string])[] = [
    ['an unknown user', basic('nobody', 'demo-riverside-hl7')],
    ['a wrong password', basic('riverside-hl7', 'wrong')],
    ['an address outside the list, with the right password', basic('hillside-hl7')],
    ['no password', basic('riverside-hl7', '')],
    ['a colon in the user name', basic('riverside-hl7:x')],
    ['SQL in the user name', basic("' or '1'='1")],
    ['no base64', 'Basic %%%'],
    ['nothing after the scheme', 'Basic'],
    ['bytes that are no text', `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`],
  ];

  it.each(attempts)('is the same with %s', async (_, authorization) => {
    const headers = { 'content-type': 'application/hl7-v2' };
    const post = (value: string) =>
      ask(`${direct.base}/services/hl7`, 'POST', { headers: { ...headers, authorization: value }, body: 'MSH' });
    const [reply, reference] = [await post(authorization), await post(basic('x', 'y'))];
    const told = ({ status, text, headers: said }: Reply) => [
      status,
      text,
      [...said].filter(([name]) => name !== 'date'),
    ];
    expect(told(reply)).toEqual(told(reference));
    expect(reply.status).toBe(401);
  });

  it('is 431 for an Authorization header of 10 MB, before anybody looks at it', async () => {
    const headers = { 'content-type': 'application/hl7-v2', authorization: `Basic ${'A'.repeat(10_000_000)}` };
    // The server answers and hangs up while the header is still being sent: the client may see either.
    const seen = await ask(`${direct.base}/services/hl7`, 'POST', { headers, body: 'MSH' }).then(
      ({ status }) => status,
      () => 'hung up',
    );
    expect([431, 'hung up']).toContain(seen);
    expect((await send(direct.base, undefined, 'riverside-hl7')).status).toBe(200);
  });
});
