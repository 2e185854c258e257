import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { patients, people } from '../prisma/demo.ts';
import { confidentialApp, discover, publicApp, refresh, refusal, signedIn, tokensFor, type App } from '../test/app.ts';
import { browser, hiddenFields, type Browser } from '../test/browser.ts';
import { session } from '../test/callers.ts';
import * as outside from '../test/outside.ts';
import { inOneProcess, type Wiring } from '../test/wiring.ts';

const path = '/account/apps';

let system: Wiring;
let pulse: App;
let wardround: App;
let alice: Browser;
let diaz: Browser;
beforeAll(async () => {
  system = await inOneProcess();
  const server = await discover(system.base);
  pulse = publicApp(server, 'pulse');
  wardround = confidentialApp(server, 'wardround');
  alice = await signedIn(system.base, 'alice');
  diaz = await signedIn(system.base, 'diaz');
});
beforeEach(() => system.database.pool.query('update identity.app_grant set revoked_at = now()'));
afterAll(() => system.stop());

/** How the graph answers an app. */
const status = async (token: string): Promise<number> =>
  (
    await outside.postGraph(system.base, `Bearer ${token}`, {
      query: `{ patient(id: "${patients.alice.id}") { id } }`,
    })
  ).status;

/** Presses the button of one app. */
const takeBack = async (from: Browser, client: string): Promise<outside.Reply> => {
  const { text } = await from.get(path);
  return from.post(path, new URLSearchParams({ ...hiddenFields(text, path), client }));
};

describe('the page of apps', () => {
  it('is led to from the account, and says when there is none', async () => {
    expect((await alice.get('/account')).text).toContain(`href="${path}"`);
    const { status: found, text } = await alice.get(path);
    expect(found).toBe(200);
    expect(text).toContain('You let no app act for you.');
    expect(text).not.toContain('<form');
  });

  it('lists each app with what it may do, since when and until when', async () => {
    await tokensFor(alice, pulse, { scope: 'PATIENT' });
    await tokensFor(diaz, wardround, { scope: 'CLINICIAN TEAMCOORD' });
    const { text } = await alice.get(path);
    expect(text).toContain('<h2>Pulse</h2>');
    expect(text).toContain('See everything in your record that you can see yourself');
    const year = new Date().getUTCFullYear();
    expect(text).toMatch(new RegExp(`Allowed on <strong>\\d+ \\w+ ${year}</strong>, until \\d+ \\w+ ${year + 1}\\.`));
    expect(text).not.toContain('Ward Round');
    const theirs = (await diaz.get(path)).text;
    expect(theirs).toContain('<h2>Ward Round</h2>');
    expect(theirs).toContain('Manage the patients and members of the teams that you coordinate');
    expect(theirs).not.toContain('Pulse');
  });

  it('shows a name as text, whatever is in it', async () => {
    await system.database.pool.query(`update identity.client set name = '<img src=x>"' where id = 'wardround'`);
    await tokensFor(diaz, wardround, { scope: 'CLINICIAN' });
    const { text, headers } = await diaz.get(path);
    await system.database.pool.query(`update identity.client set name = 'Ward Round' where id = 'wardround'`);
    expect(text).toContain('&#60;img src=x&#62;&#34;');
    expect(text).not.toContain('<img');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('asks who is not signed in to sign in first, and leads back', async () => {
    const { status: led, headers } = await browser(system.base).get(path);
    expect([led, headers.get('location')]).toEqual([303, `/login?return=${path}`]);
  });
});

describe('an app that is taken back on the page', () => {
  it('is refused at once, gets no new token, and is listed no longer', async () => {
    const tokens = await tokensFor(alice, pulse, { scope: 'PATIENT' });
    expect(await status(tokens.access_token)).toBe(200);
    const reply = await takeBack(alice, 'pulse');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${path}?done`]);
    expect(await status(tokens.access_token)).toBe(401);
    expect(await refusal(await refresh(pulse, tokens.refresh_token))).toEqual([400, 'invalid_grant']);
    const { text } = await alice.get(`${path}?done`);
    expect(text).toContain('You have taken that back');
    expect(text).toContain('You let no app act for you.');
  });

  it('is that person’s alone: others keep theirs', async () => {
    const theirs = await tokensFor(diaz, wardround, { scope: 'CLINICIAN' });
    await tokensFor(alice, pulse, { scope: 'PATIENT' });
    const reply = await takeBack(alice, 'wardround');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, path]);
    expect(await status(theirs.access_token)).toBe(200);
    expect((await diaz.get(path)).text).toContain('Ward Round');
    expect((await alice.get(path)).text).toContain('Pulse');
  });

  it.each(['', 'nobody', 'pul\0se', "'; --", 'x'.repeat(10_000)])('is none by the name of %j', async (client) => {
    await tokensFor(alice, pulse, { scope: 'PATIENT' });
    const reply = await takeBack(alice, client);
    expect([reply.status, reply.headers.get('location')]).toEqual([303, path]);
    expect((await alice.get(path)).text).toContain('Pulse');
  });

  it('is so in the graph, too', async () => {
    await tokensFor(alice, pulse, { scope: 'PATIENT' });
    await takeBack(alice, 'pulse');
    const reply = await outside.postGraphWith(system.base, await session(system.base, 'alice'), {
      query: '{ apps { client } }',
    });
    expect(outside.graphAnswer(reply)).toEqual({ data: { apps: [] } });
  });
});

describe('nobody but our own page takes an app back', () => {
  const attempts: Readonly<Record<string, (fields: Readonly<Record<string, string>>) => Promise<outside.Reply>>> = {
    'a form without our token': () => alice.post(path, new URLSearchParams({ client: 'pulse' })),
    'a form from another site': (fields) =>
      alice.post(path, new URLSearchParams(fields), { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
    'a token of another browser': async () => {
      await tokensFor(diaz, wardround, { scope: 'CLINICIAN' });
      const theirs = hiddenFields((await diaz.get(path)).text, path);
      return alice.post(path, new URLSearchParams({ ...theirs, client: 'pulse' }));
    },
    'another kind of body': (fields) => alice.post(path, JSON.stringify(fields), { 'content-type': 'text/plain' }),
    'a link that is merely followed': () => alice.get(`${path}?client=pulse&done`),
  };

  it.each(Object.entries(attempts))('not %s', async (_name, attempt) => {
    const tokens = await tokensFor(alice, pulse, { scope: 'PATIENT' });
    const reply = await attempt(hiddenFields((await alice.get(path)).text, path));
    expect([200, 403, 415]).toContain(reply.status);
    expect(await status(tokens.access_token)).toBe(200);
    const { rows } = await system.database.pool.query(
      'select client_id from identity.app_grant where person_id = $1 and revoked_at is null',
      [people.alice.id],
    );
    expect(rows).toEqual([{ client_id: 'pulse' }]);
  });

  it('not a browser in which nobody is signed in any more', async () => {
    const away = await signedIn(system.base, 'carol');
    await tokensFor(away, pulse, { scope: 'PATIENT' });
    const fields = hiddenFields((await away.get(path)).text, path);
    await away.submit('/account', '/logout');
    const reply = await away.post(path, new URLSearchParams(fields));
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `/login?return=${path}`]);
    const { rowCount } = await system.database.pool.query(
      'select from identity.app_grant where person_id = $1 and revoked_at is null',
      [people.carol.id],
    );
    expect(rowCount).toBe(1);
  });
});
