import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcess } from '../../gateway/index.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import { patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { openPatients } from '../../subgraphs/patients/index.ts';
import { hiddenFields, type Browser } from '../../test/browser.ts';
import { person, testKeys } from '../../test/calls.ts';
import type { Reply } from '../../test/outside.ts';
import { signIn, signInWorld, type SignInProcess, type SignInWorld } from '../../test/people.ts';
import { asking, noon } from '../../test/slice.ts';
import { invitationsFrom } from './index.ts';

const clock = fixedClock(noon);
const after = (days: number): Date => new Date(Date.parse(noon) + days * 86_400_000);
let world: SignInWorld;
let here: SignInProcess;
let slice: ReturnType<typeof openPatients>;
beforeAll(async () => {
  world = await signInWorld(clock);
  await seedPatients(world.prisma);
  slice = openPatients({ sql: world.database.sql, newId: uuid7 });
  here = await world.open({ invitations: invitationsFrom(inProcess(slice, { clock, keys: testKeys })) });
});
afterAll(async () => {
  await here.close();
  await world.drop();
});
beforeEach(async () => {
  clock.set(new Date(noon));
  await world.database.pool.query('delete from identity.sign_in_lane; delete from patients.invitation');
});

const at = (address = '192.0.2.1'): Browser => here.at(address);
let guests = 0;
const newEmail = (): string => `guest-${++guests}@demo.example`;

/** Coco asks somebody into her team. */
const invited = async (email: string): Promise<string> => {
  const { data } = await asking(slice, person('coco'), clock).run(
    'mutation ($input: InviteMemberInput!) { i: inviteMember(input: $input) { ... on IssuedInvitation { token } } }',
    { input: { role: 'PROFESSIONAL', teamId: teams['riverside-diabetes'].id, email } },
  );
  return (data?.['i'] as { readonly token: string }).token;
};
const link = (token: string): string => `/invitation?token=${token}`;
const nina = { name: 'Nina New', born: '1990-02-28', chosen: 'three random words' };
const send = (from: Browser, token: string, fields: Readonly<Record<string, string>> = nina): Promise<Reply> =>
  from.submit(link(token), '/invitation', fields);
const errorIn = ({ text }: Reply): string | undefined => /role="alert".*?<p>(.*?)<\/p>/s.exec(text)?.[1];
const rolesOf = async (email: string): Promise<unknown> =>
  (await world.prisma.person.findFirst({ where: { email }, include: { memberships: true } }))?.memberships.map(
    ({ role, teamId }) => ({ role, teamId }),
  );
const inTheTeam = [{ role: 'PROFESSIONAL', teamId: teams['riverside-diabetes'].id }];

describe('Somebody without an account', () => {
  it('is told who asks, makes an account, and is signed in with the role', async () => {
    const email = newEmail();
    const token = await invited(email);
    const guest = at();
    const page = await guest.get(link(token));
    expect(page.status).toBe(200);
    for (const word of [
      people.coco.name,
      'Riverside Diabetes',
      'Riverside NHS Foundation Trust',
      'a professional',
      email,
    ])
      expect(page.text).toContain(word);
    const reply = await send(guest, token);
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/invitation/accepted']);
    expect((await guest.get('/invitation/accepted')).text).toContain('You have accepted');
    expect(await here.personIn(guest)).toBe((await world.prisma.person.findFirst({ where: { email } }))?.id);
    expect(await rolesOf(email)).toEqual(inTheTeam);
    const later = at('192.0.2.9');
    await later.submit('/login', '/login', { email, password: nina.chosen });
    expect(await here.personIn(later)).toBe(await here.personIn(guest));
  });

  it.each([
    ['a short password', { chosen: 'short' }, 'at least 12'],
    ['a password of one letter', { chosen: 'aaaaaaaaaaaaaaa' }, 'more different characters'],
    ['an endless password', { chosen: 'long '.repeat(60) }, 'at most 256'],
    ['no name', { name: '' }, 'name is 1 to 100'],
    ['a name that is too long', { name: 'x'.repeat(10_000) }, 'name is 1 to 100'],
    ['a name with a control character', { name: 'a\0b' }, 'name is 1 to 100'],
    ['a birthday to come', { born: '2090-01-01' }, 'day in the past'],
    ['a child’s birthday', { born: '2020-01-01' }, '13 and older'],
    ['no day', { born: 'yesterday' }, 'day in the past'],
  ])('is told what is wrong with %s, and can go on from there', async (_what, fields, words) => {
    const email = newEmail();
    const token = await invited(email);
    const guest = at();
    const refused = await send(guest, token, { ...nina, ...fields });
    expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining(words)]);
    expect(await here.personIn(guest)).toBeUndefined();
    expect(await world.prisma.person.count({ where: { email } })).toBe(0);
    const form = new URLSearchParams({ ...hiddenFields(refused.text, '/invitation'), ...nina });
    expect((await guest.post('/invitation', form)).status).toBe(303);
  });

  it('makes one account, however often the button is pressed', async () => {
    const email = newEmail();
    const token = await invited(email);
    const guest = at();
    const { text } = await guest.get(link(token));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), ...nina });
    const replies = await Promise.all(Array.from({ length: 4 }, () => guest.post('/invitation', form)));
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.every(({ status }) => status < 500)).toBe(true);
    expect(await rolesOf(email)).toEqual(inTheTeam);
    expect(await world.prisma.account.count({ where: { email } })).toBe(1);
  });

  it('can go on where something broke between the account and the person', async () => {
    const email = newEmail();
    const token = await invited(email);
    await here.people.createAccount(uuid7(), email, nina.chosen);
    const guest = at();
    await guest.submit('/login', '/login', { email, password: nina.chosen });
    expect((await send(guest, token, { name: nina.name, born: nina.born })).status).toBe(303);
    expect(await rolesOf(email)).toEqual(inTheTeam);
  });

  it('cannot take over somebody who signs in without a password', async () => {
    const email = newEmail();
    await world.prisma.person.create({ data: { id: uuid7(), name: 'Has no account here', email } });
    const token = await invited(email);
    const refused = await send(at(), token);
    expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining('has this e-mail address')]);
    expect(await world.prisma.account.count({ where: { email } })).toBe(0);
    expect(await rolesOf(email)).toEqual([]);
  });
});

describe('Somebody with an account', () => {
  it('signs in first, comes back and accepts', async () => {
    const token = await invited('hall@demo.example');
    const hall = at();
    const page = await hall.get(link(token));
    expect(page.text).toContain(`href="/login?return=${encodeURIComponent(link(token))}"`);
    expect(page.text).not.toContain('type="password"');
    const back = await hall.submit(`/login?return=${encodeURIComponent(link(token))}`, '/login', {
      email: 'hall@demo.example',
      password: 'demo-hall',
    });
    expect(back.headers.get('location')).toBe(link(token));
    expect((await send(hall, token, {})).headers.get('location')).toBe('/invitation/accepted');
    expect(await here.personIn(hall)).toBe(people.hall.id);
    expect(await rolesOf('hall@demo.example')).toEqual(expect.arrayContaining(inTheTeam));
    expect((await hall.get(link(token))).status).toBe(404);
  });

  it('cannot have its password set by an invitation', async () => {
    const token = await invited('hall@demo.example');
    const thief = at();
    const other = await invited(newEmail());
    const { text } = await thief.get(link(other));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), ...nina, token });
    expect((await thief.post('/invitation', form)).status).toBe(409);
    expect(await here.personIn(thief)).toBeUndefined();
    expect((await signIn(at(), 'hall')).status).toBe(303);
  });

  it('accepts nothing that was sent to another, and is told to whom it was', async () => {
    const token = await invited('hall@demo.example');
    const carol = at();
    await signIn(carol, 'carol');
    const page = await carol.get(link(token));
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('hall@demo.example')]);
    const own = await invited('carol@demo.example');
    const { text } = await carol.get(link(own));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), token });
    expect((await carol.post('/invitation', form)).status).toBe(403);
    expect(await rolesOf('carol@demo.example')).toEqual([]);
    expect((await carol.submit(link(token), '/logout')).status).toBe(303);
  });

  it('becomes a carer whom a patient asks, and reads what it will see', async () => {
    const { data } = await asking(slice, person('alice'), clock).run(
      'mutation ($input: InviteInput!) { i: invite(input: $input) { ... on IssuedInvitation { token } } }',
      {
        input: {
          ...{ patientId: patients.alice.id, kind: 'CARER' },
          ...{ email: 'bob@demo.example', labels: ['GENERAL_HEALTH', 'SOCIAL_CARE'] },
        },
      },
    );
    const { token } = data?.['i'] as { readonly token: string };
    const bob = at();
    await signIn(bob, 'bob');
    const { text } = await bob.get(link(token));
    for (const words of [people.alice.name, 'to care for them', 'general health, social care'])
      expect(text).toContain(words);
    expect((await send(bob, token, {})).status).toBe(303);
    expect(
      await world.prisma.consent.findFirst({ where: { patientId: patients.alice.id, granteeId: people.bob.id } }),
    ).toMatchObject({ granteeKind: 'CARER', labels: ['GENERAL_HEALTH', 'SOCIAL_CARE'] });
  });
});

describe('A form that another site sends', () => {
  it.each([
    ['without the token of a form', {}, { form: '' }],
    ['from another origin', { origin: 'https://evil.example' }, {}],
    ['across sites', { 'sec-fetch-site': 'cross-site' }, {}],
  ])('does nothing: %s', async (_how, headers, fields) => {
    const email = newEmail();
    const token = await invited(email);
    const guest = at();
    const { text } = await guest.get(link(token));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), ...nina, ...fields });
    expect((await guest.post('/invitation', form, headers)).status).toBe(403);
    expect(await world.prisma.person.count({ where: { email } })).toBe(0);
  });

  it('does nothing for whoever is signed in, with the form of another browser', async () => {
    const token = await invited('hall@demo.example');
    const [hall, attacker] = [at(), at('192.0.2.66')];
    await signIn(hall, 'hall');
    const { text } = await attacker.get(link(await invited(newEmail())));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), token });
    expect((await hall.post('/invitation', form)).status).toBe(403);
  });
});

describe('A token', () => {
  it('that is no longer or was never good gets one page', async () => {
    const old = await invited(newEmail());
    clock.set(after(14));
    const wrong = ['', 'x', 'A'.repeat(43), '%00'.repeat(43), "'%20or%201=1", '%3Cscript%3E', old];
    const pages = await Promise.all(wrong.map((token) => at().get(link(token))));
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(pages[0]?.status).toBe(404);
    expect((await at().get('/invitation')).status).toBe(404);
    expect((await at().get('/invitation?token=a&token=b')).status).toBe(404);
  });

  it('is not to be guessed for long from one address, and nobody else waits', async () => {
    const token = await invited(newEmail());
    const guesses = await Promise.all(Array.from({ length: 60 }, () => at().get(link('A'.repeat(43)))));
    const turnedAway = guesses.filter(({ status }) => status === 429);
    expect(turnedAway.length).toBeGreaterThan(0);
    expect(Number(turnedAway[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await at().get(link(token))).status).toBe(429);
    expect((await at('192.0.2.7').get(link(token))).status).toBe(200);
  });

  it('may be looked at as often as one likes', async () => {
    const token = await invited(newEmail());
    const guest = at();
    for (let time = 0; time < 60; time++) expect((await guest.get(link(token))).status).toBe(200);
  });

  it('does not make us hash passwords for long', async () => {
    const token = await invited(newEmail());
    const guest = at();
    const { text } = await guest.get(link(token));
    const form = new URLSearchParams({ ...hiddenFields(text, '/invitation'), ...nina, name: '' });
    const statuses: number[] = [];
    for (let time = 0; time < 22; time++) statuses.push((await guest.post('/invitation', form)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
  });

  it('is sent to no other site by the page, which holds no script', async () => {
    const { headers, text } = await at().get(link(await invited(newEmail())));
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toContain('<script');
  });

  it('shows names as text, never as markup', async () => {
    const id = uuid7();
    await world.prisma.person.update({ where: { id: people.coco.id }, data: { name: '<script>alert(1)</script>' } });
    const { text } = await at().get(link(await invited(`${id}@demo.example`)));
    await world.prisma.person.update({ where: { id: people.coco.id }, data: { name: people.coco.name } });
    expect(text).toContain('&#60;script&#62;');
    expect(text).not.toContain('<script');
  });
});
