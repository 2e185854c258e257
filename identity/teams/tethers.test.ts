import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisations, people, teams } from '../../prisma/demo.ts';
import { confidentialApp, discover, refresh, refreshed, refusal, signedIn, type App } from '../../test/app.ts';
import { browser, hiddenFields, type Browser } from '../../test/browser.ts';
import { session } from '../../test/callers.ts';
import * as outside from '../../test/outside.ts';
import { inOneProcess, type Wiring } from '../../test/wiring.ts';

const path = '/account/teams';
const team = teams['riverside-diabetes'];

let system: Wiring;
let apptly: App;
let coco: Browser;
let diaz: Browser;
beforeAll(async () => {
  system = await inOneProcess({ REMEMBER_SECONDS: '0' });
  apptly = confidentialApp(await discover(system.base), 'apptly');
  coco = await signedIn(system.base, 'coco');
  diaz = await signedIn(system.base, 'diaz');
});
beforeEach(() => system.database.pool.query('delete from identity.tether; delete from identity.act'));
afterAll(() => system.stop());

type Fields = Readonly<Record<string, string>>;

const tie = (from: Browser, fields: Fields = {}): Promise<outside.Reply> =>
  from.submit(path, path, { client: 'apptly', label: 'Booking', ...fields });
const tokenIn = ({ text }: outside.Reply): string => /<code>([\w-]{43})<\/code>/.exec(text)?.[1] ?? '';
const errorIn = ({ text }: outside.Reply): string | undefined => /role="alert".*?<p>(.*?)<\/p>/s.exec(text)?.[1];
const status = async (token: string): Promise<number> =>
  (await outside.postGraph(system.base, `Bearer ${token}`, { query: '{ patients(first: 1) { items { id } } }' }))
    .status;
const held = async (): Promise<unknown[]> => {
  const { rows } = await system.database.pool.query<{ label: string }>(
    'select label from identity.tether where revoked_at is null order by id',
  );
  return rows.map(({ label }) => label);
};
const actsSeenBy = async (name: string): Promise<unknown> => {
  const query = `{ clientActs(organisation: "${organisations.riverside.id}", first: 20) {
    items { kind actor clientId teamId details } } }`;
  const reply = await outside.postGraphWith(system.base, await session(system.base, name), { query });
  return outside.graphAnswer(reply);
};

describe('the page of a coordinator’s teams', () => {
  it('is led to from the account of whoever coordinates one, and of nobody else', async () => {
    expect((await coco.get('/account')).text).toContain(`href="${path}"`);
    expect((await diaz.get('/account')).text).not.toContain(path);
    expect((await diaz.get(path)).text).toContain('You coordinate no team.');
    expect((await diaz.get(path)).text).not.toContain('<form');
  });

  it('makes a token that the partner can use, and shows it this once', async () => {
    const made = await tie(coco);
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { access_token } = await refreshed(apptly, tokenIn(made));
    expect(await status(access_token)).toBe(200);
    const { text } = await coco.get(path);
    expect(text).toContain(`<h2>${team.name}, ${organisations.riverside.name}</h2>`);
    expect(text).toContain('<h3>Booking</h3>');
    expect(text).toMatch(/<strong>Apptly<\/strong> \(apptly\), since \d+ \w+ \d{4};\s+last used on \d+ \w+ \d{4}\./);
    expect(text).not.toContain(tokenIn(made));
  });

  it('ends what it has made, at once and with all its tokens', async () => {
    const { access_token, refresh_token } = await refreshed(apptly, tokenIn(await tie(coco)));
    const ended = await coco.submit(path, `${path}/untie`);
    expect([ended.status, ended.headers.get('location')]).toEqual([303, `${path}?done`]);
    expect(await status(access_token)).toBe(401);
    expect(await refusal(await refresh(apptly, refresh_token))).toEqual([400, 'invalid_grant']);
    const { text } = await coco.get(`${path}?done`);
    expect(text).toContain('It is untied');
    expect(text).toContain('No partner is tied to this team.');
    expect(text).toMatch(/<li>Booking: Apptly, until \d+ \w+ \d{4}<\/li>/);
  });

  it('is told of in acts that administrators and privacy officers see', async () => {
    await tie(coco);
    await coco.submit(path, `${path}/untie`);
    const act = { actor: `person/${people.coco.id}`, clientId: 'apptly', teamId: team.id };
    const details = expect.stringContaining('"label":"Booking"') as string;
    const items = ['TETHER_REVOKED', 'TETHER_MADE'].map((kind) => ({ kind, ...act, details }));
    expect(await actsSeenBy('oscar')).toEqual({ data: { clientActs: { items } } });
    expect(await actsSeenBy('petra')).toEqual({ data: { clientActs: { items } } });
    expect(await actsSeenBy('coco')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it.each<[Fields, string]>([
    [{ client: 'nobody' }, 'No partner has a client with this id that can be tied to a team.'],
    [{ client: 'postbridge' }, 'No partner has a client with this id that can be tied to a team.'],
    [{ client: 'ap\0ptly' }, 'No partner has a client with this id that can be tied to a team.'],
    [{ label: '' }, 'A label is 1 to 100 characters on one line.'],
    [{ label: 'x'.repeat(101) }, 'A label is 1 to 100 characters on one line.'],
    [{ team: teams['hillside-community'].id }, 'You coordinate no such team.'],
    [{ team: '__proto__' }, 'You coordinate no such team.'],
  ])('says what is wrong with %j, and makes nothing', async (fields, words) => {
    const reply = await tie(coco, fields);
    expect([reply.status, errorIn(reply)]).toEqual([400, words]);
    expect(await held()).toEqual([]);
  });

  it('shows what was typed as text, whatever is in it', async () => {
    const typed = '"><img src=x>';
    const mistaken = await tie(coco, { client: typed, label: typed });
    expect(mistaken.text).toContain('&#34;&#62;&#60;img src=x&#62;');
    await tie(coco, { label: typed });
    const { text, headers } = await coco.get(path);
    expect(text).toContain('<h3>&#34;&#62;&#60;img src=x&#62;</h3>');
    expect(`${mistaken.text}${text}`).not.toContain('<img');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('asks who is not signed in to sign in first, and leads back', async () => {
    const { status: led, headers } = await browser(system.base).get(path);
    expect([led, headers.get('location')]).toEqual([303, `/login?return=${path}`]);
  });
});

describe('nobody but our own page', () => {
  const attempts: Readonly<Record<string, (fields: Fields) => Promise<outside.Reply>>> = {
    'a form without our token': ({ form: _, ...fields }) => coco.post(path, new URLSearchParams(fields)),
    'a form from another site': (fields) =>
      coco.post(path, new URLSearchParams(fields), { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
    'another person’s browser': (fields) => diaz.post(path, new URLSearchParams(fields)),
    'another kind of body': (fields) => coco.post(path, JSON.stringify(fields), { 'content-type': 'text/plain' }),
    'a link that is merely followed': (fields) => coco.get(`${path}?${new URLSearchParams(fields).toString()}`),
  };

  it.each(Object.entries(attempts))('makes a token: not %s', async (_name, attempt) => {
    const fields = { ...hiddenFields((await coco.get(path)).text, path), client: 'apptly', label: 'Stolen' };
    const reply = await attempt(fields);
    expect([200, 403, 415]).toContain(reply.status);
    expect(tokenIn(reply)).toBe('');
    expect(await held()).toEqual([]);
  });

  it('ends a tether: not somebody who coordinates another team, or none', async () => {
    await tie(coco);
    const { tether = '' } = hiddenFields((await coco.get(path)).text, `${path}/untie`);
    await diaz.get('/account');
    const { form = '' } = hiddenFields((await diaz.get('/account')).text, '/logout');
    const reply = await diaz.post(`${path}/untie`, new URLSearchParams({ form, tether }));
    expect([reply.status, reply.headers.get('location')]).toEqual([303, path]);
    expect(await held()).toEqual(['Booking']);
  });

  it('lets somebody in who coordinates the team no longer', async () => {
    const fields = hiddenFields((await coco.get(path)).text, path);
    const role = `person_id = '${people.coco.id}' and role = 'COORDINATOR'`;
    await system.database.pool.query(`update patients.membership set ended_at = now() where ${role}`);
    const reply = await coco.post(path, new URLSearchParams({ ...fields, client: 'apptly', label: 'Late' }));
    await system.database.pool.query(`update patients.membership set ended_at = null where ${role}`);
    expect([reply.status, errorIn(reply)]).toEqual([400, 'You coordinate no such team.']);
    expect(await held()).toEqual([]);
  });
});
