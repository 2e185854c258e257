import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { people } from '../../prisma/demo.ts';
import { hiddenFields, type Browser } from '../../test/browser.ts';
import { testKeys } from '../../test/calls.ts';
import { ask, type Reply } from '../../test/outside.ts';
import { cookieOf, signIn, signInWorld, type SignInProcess, type SignInWorld } from '../../test/people.ts';
import { sessionOverHttp, type People } from './index.ts';

const clock = fixedClock('2026-06-01T12:00:00Z');
const after = (seconds: number): Date => new Date(Date.parse('2026-06-01T12:00:00Z') + seconds * 1_000);

let world: SignInWorld;
let here: SignInProcess;
let signIns: People;
let base: string;

const at = (address: string): Browser => here.at(address);
const personIn = (from: Browser): Promise<string | undefined> => here.personIn(from);

beforeAll(async () => {
  world = await signInWorld(clock);
  here = await world.open();
  ({ people: signIns, base } = here);
});
afterAll(async () => {
  await here.close();
  await world.drop();
});
beforeEach(async () => {
  clock.set(after(0));
  await world.database.pool.query('delete from identity.sign_in_lane; delete from identity.familiar_place');
});

describe('signing in', () => {
  it('makes a session for the person of the account', async () => {
    const alice = at('192.0.2.1');
    const reply = await signIn(alice, 'alice');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/account']);
    expect(await signIns.sessionOf(cookieOf(alice))).toMatchObject({
      person: people.alice.id,
      startedAt: after(0),
      via: { kind: 'PASSWORD' },
    });
  });

  it('does not mind how the e-mail address is written', async () => {
    const alice = at('192.0.2.1');
    await alice.submit('/login', '/login', { email: ' Alice@DEMO.example ', password: 'demo-alice' });
    expect(await personIn(alice)).toBe(people.alice.id);
  });

  it('says the same of a wrong password, of an unknown e-mail address and of a disabled account', async () => {
    await world.prisma.account.update({ where: { person: people.bob.id }, data: { disabledAt: after(-1) } });
    const replies = [
      await signIn(at('192.0.2.1'), 'alice', 'wrong'),
      await signIn(at('192.0.2.1'), 'nobody', 'wrong'),
      await signIn(at('192.0.2.1'), 'bob'),
    ];
    await world.prisma.account.update({ where: { person: people.bob.id }, data: { disabledAt: null } });
    const seen = replies.map(({ status, text }) => [status, /role="alert".*?<p>(.*?)<\/p>/s.exec(text)?.[1]]);
    expect(new Set(seen.map(String)).size).toBe(1);
    expect(seen[0]).toEqual([401, 'The e-mail address or the password is not right.']);
  });

  it('does as much work for an e-mail address that nobody has', async () => {
    // Time of the processor, not of the clock: whatever else the machine does is not in it.
    const took = async (email: string): Promise<number> => {
      const from = at('192.0.2.9');
      await from.get('/login');
      const before = process.cpuUsage();
      await from.submit('/login', '/login', { email, password: 'wrong' });
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    await took('warm@up.example');
    const unknown = Math.min(await took('a@b.example'), await took('c@d.example'), await took('e@f.example'));
    // argon2id with 19 MiB takes more than anything else here; without it the answer comes in a few milliseconds.
    const hashing = Math.min(await took('alice@demo.example'), await took('carol@demo.example'));
    expect(unknown).toBeGreaterThan(hashing / 5);
  });

  it('gives a browser that came with a session another one, and ends the first', async () => {
    const first = at('192.0.2.1');
    await signIn(first, 'alice');
    const planted = cookieOf(first);
    await signIn(first, 'carol');
    expect(await personIn(first)).toBe(people.carol.id);
    expect(await signIns.sessionOf(planted)).toBeUndefined();
  });

  it('never takes over a session id that the browser came with', async () => {
    const victim = at('192.0.2.1');
    victim.cookies.set('tributary', 'A'.repeat(43));
    await signIn(victim, 'alice');
    expect(victim.cookies.get('tributary')).not.toBe('A'.repeat(43));
    expect(await signIns.sessionOf(`tributary=${'A'.repeat(43)}`)).toBeUndefined();
  });

  it('keeps nothing in the database that could be presented as the cookie', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    const { rows } = await world.database.pool.query<{ all: string }>(
      'select (select string_agg(s::text, $1) from identity.session s) || (select string_agg(f::text, $1) from identity.familiar_place f) as all',
      ['|'],
    );
    for (const value of alice.cookies.values()) expect(rows[0]?.all).not.toContain(value);
  });
});

describe('where signing in leads', () => {
  it.each(['/oauth/authorize?client_id=pulse&state=a%20b', '/account/password', '/'])(
    'to %s, a path of ours',
    async (path) => {
      const reply = await at('192.0.2.1').submit(`/login?return=${encodeURIComponent(path)}`, '/login', {
        email: 'alice@demo.example',
        password: 'demo-alice',
      });
      expect(reply.headers.get('location')).toBe(path);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/..//evil.example/',
    '/./\\evil.example',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:a=b\r\nX: y',
    'evil.example',
    '',
  ])('never to %j', async (path) => {
    for (const page of [`/login?return=${encodeURIComponent(path)}`, '/login']) {
      const reply = await at('192.0.2.1').submit(page, '/login', {
        email: 'alice@demo.example',
        password: 'demo-alice',
        return: path,
      });
      expect(reply.headers.get('location')).toBe('/account');
    }
  });
});

describe('a form that another site sends', () => {
  const fields = { email: 'alice@demo.example', password: 'demo-alice' };

  it('is refused without the token', async () => {
    const alice = at('192.0.2.1');
    await alice.get('/login');
    expect((await alice.post('/login', new URLSearchParams(fields))).status).toBe(403);
  });

  it('is refused with the token of another browser', async () => {
    const attacker = at('192.0.2.66');
    const { text } = await attacker.get('/login');
    const alice = at('192.0.2.1');
    await alice.get('/login');
    const stolen = new URLSearchParams({ ...hiddenFields(text, '/login'), ...fields });
    expect((await alice.post('/login', stolen)).status).toBe(403);
  });

  it.each([
    ['an Origin of another site', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused with %s', async (_what, headers) => {
    const alice = at('192.0.2.1');
    const { text } = await alice.get('/login');
    const reply = await alice.post(
      '/login',
      new URLSearchParams({ ...hiddenFields(text, '/login'), ...fields }),
      headers,
    );
    expect(reply.status).toBe(403);
    expect(await personIn(alice)).toBeUndefined();
  });

  it('does not sign anybody out', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    expect((await alice.post('/logout', '')).status).toBe(403);
    expect((await alice.get('/logout')).status).toBe(404);
    expect(await personIn(alice)).toBe(people.alice.id);
  });
});

describe('a session', () => {
  it('is over at once when its owner signs out, for whoever has the cookie', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    const copied = cookieOf(alice);
    expect(await signIns.sessionOf(copied)).toBeDefined();
    const reply = await alice.submit('/account', '/logout');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/login']);
    expect(await signIns.sessionOf(copied)).toBeUndefined();
    expect(alice.cookies.has('tributary')).toBe(false);
  });

  it('is over in another process within ten seconds', async () => {
    const elsewhere = sessionOverHttp({ baseUrl: base, identityUrl: base, keys: testKeys, clock });
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    const copied = cookieOf(alice);
    expect(await elsewhere(copied)).toMatchObject({ person: people.alice.id, startedAt: after(0) });
    await alice.submit('/account', '/logout');
    clock.set(after(10));
    expect(await elsewhere(copied)).toBeUndefined();
  });

  it('is told to no process that is not ours', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    const body = JSON.stringify({ session: alice.cookies.get('tributary') });
    const json = { 'content-type': 'application/json' };
    const replies = [
      await ask(`${base}/internal/session`, 'POST', { headers: json, body }),
      await ask(`${base}/internal/session`, 'POST', { headers: { ...json, authorization: 'Bearer guess' }, body }),
      await ask(`${base}/internal/nothing`, 'POST', { headers: json, body }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('does not survive a change of a single character of its cookie', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    const value = alice.cookies.get('tributary') ?? '';
    for (const place of [0, 21, 42]) {
      const changed = value.slice(0, place) + (value[place] === 'x' ? 'y' : 'x') + value.slice(place + 1);
      expect(await signIns.sessionOf(`tributary=${changed}`)).toBeUndefined();
    }
    expect(await signIns.sessionOf(`tributary=${value}; tributary=${value}`)).toBeUndefined();
    expect(await signIns.sessionOf(`tributary=${value}`)).toBeDefined();
  });

  it('ends after half an hour without a request, and lives on with one', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    for (const minute of [25, 50, 75]) {
      clock.set(after(minute * 60));
      expect(await personIn(alice)).toBe(people.alice.id);
    }
    clock.set(after(106 * 60));
    expect(await personIn(alice)).toBeUndefined();
  });

  it('ends after twelve hours, however busy', async () => {
    const alice = at('192.0.2.1');
    await signIn(alice, 'alice');
    for (let minute = 20; minute < 12 * 60; minute += 20) {
      clock.set(after(minute * 60));
      expect(await personIn(alice)).toBe(people.alice.id);
    }
    clock.set(after(12 * 3_600));
    expect(await personIn(alice)).toBeUndefined();
  });

  it('ends within ten seconds when its account is disabled', async () => {
    const bob = at('192.0.2.1');
    await signIn(bob, 'bob');
    expect(await personIn(bob)).toBe(people.bob.id);
    await world.prisma.account.update({ where: { person: people.bob.id }, data: { disabledAt: after(1) } });
    clock.set(after(10));
    const found = await personIn(bob);
    await world.prisma.account.update({ where: { person: people.bob.id }, data: { disabledAt: null } });
    expect(found).toBeUndefined();
  });

  it('has a cookie that scripts and other sites cannot use', async () => {
    const alice = at('192.0.2.1');
    const reply = await signIn(alice, 'alice');
    const line = reply.headers.getSetCookie().find((cookie) => cookie.startsWith('tributary='));
    expect(line?.split('; ').slice(1)).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax']);
  });

  it('has a cookie of this host alone on https', async () => {
    const secure = await world.open({ publicUrl: 'https://record.example' });
    const cookie = await secure.people.startSession(people.alice.id, { kind: 'PASSWORD' }, undefined);
    await secure.close();
    expect(cookie).toMatch(/^__Host-tributary=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });
});

describe('a changed password', () => {
  const chosen = 'three random words';
  const change = (from: Browser, old: string, wanted = chosen): Promise<Reply> =>
    from.submit('/account/password', '/account/password', { old, chosen: wanted });

  it('ends all other sessions, and works from now on', async () => {
    const [mine, there] = [at('192.0.2.1'), at('192.0.2.2')];
    await signIn(mine, 'hall');
    await signIn(there, 'hall');
    expect((await change(mine, 'demo-hall')).status).toBe(303);
    expect([await personIn(mine), await personIn(there)]).toEqual([people.hall.id, undefined]);
    expect((await signIn(at('192.0.2.3'), 'hall')).status).toBe(401);
    expect((await signIn(at('192.0.2.3'), 'hall', chosen)).status).toBe(303);
  });

  it.each([
    ['without the old one', 'wrong', chosen, 'not your current password'],
    ['to a short one', 'demo-oscar', 'short', 'at least 12'],
    ['to an endless one', 'demo-oscar', 'long '.repeat(60), 'at most 256'],
    ['to one that is one letter', 'demo-oscar', 'aaaaaaaaaaaaaaa', 'more different characters'],
    ['to the e-mail address', 'demo-oscar', 'oscar@demo.example!', 'e-mail address'],
  ])('is not changed %s', async (_how, old, wanted, reason) => {
    const oscar = at('192.0.2.1');
    await signIn(oscar, 'oscar');
    const reply = await change(oscar, old, wanted);
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(reason)]);
    expect((await signIn(at('192.0.2.4'), 'oscar')).status).toBe(303);
  });
});

describe('an account for somebody who was invited', () => {
  const person = '00000000-0000-4000-8000-0000000000ff';

  it('is made once, with an e-mail address that nobody else has', async () => {
    expect(await signIns.createAccount(person, 'New@demo.example', 'three random words')).toBeUndefined();
    const again = await signIns.createAccount(person, 'other@demo.example', 'three random words');
    const taken = await signIns.createAccount(
      people.alice.id.replace('e1', 'fe'),
      'NEW@demo.example',
      'three random words',
    );
    expect([again, taken]).toMatchObject([{ kind: 'conflict' }, { kind: 'conflict' }]);
    expect((await signIn(at('192.0.2.1'), 'new', 'three random words')).status).toBe(303);
  });
});

describe('bad input', () => {
  it.each([
    ['10 MB of password', 'application/x-www-form-urlencoded', `password=${'x'.repeat(10_000_000)}`, 413],
    ['JSON', 'application/json', '{"email":"alice@demo.example"}', 415],
    ['nothing', 'application/x-www-form-urlencoded', '', 403],
    ['bytes that are no text', 'application/x-www-form-urlencoded', 'email=%ff%00&password=%00', 403],
  ])('%s is refused in words, on a page', async (_what, type, body, status) => {
    const alice = at('192.0.2.1');
    await alice.get('/login');
    const reply = await alice.post('/login', body, { 'content-type': type });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(reply.text).toContain('<h1>');
  });

  it.each(['\0', 'a\0b@demo.example', 'x'.repeat(5_000), "'; drop table identity.account; --", '\ud800@b.c'])(
    'an e-mail address %j is only wrong',
    async (email) => {
      const reply = await at('192.0.2.1').submit('/login', '/login', { email, password: '\0'.repeat(300) });
      expect(reply.status).toBe(401);
    },
  );

  it('shows what was typed as text, never as markup', async () => {
    const reply = await at('192.0.2.1').submit('/login', '/login', {
      email: '"><script>alert(1)</script>',
      password: 'x',
    });
    expect(reply.text).not.toContain('<script');
  });
});

it('gives pages that hold no script, may not be framed and are not kept', async () => {
  const { headers } = await at('192.0.2.1').get('/login');
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
});
