import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { inProcess } from '../../gateway/executors.ts';
import { systemClock } from '../../kernel/clock.ts';

import { nhsLoginOf } from '../../prisma/demo-nhs-login.ts';
import { organisations, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { uuid7, type OrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Subgraph } from '../../subgraphs/kit/subgraph.ts';
import { openPatients } from '../../subgraphs/patients/index.ts';
import type { Browser } from '../../test/browser.ts';
import { testKeys } from '../../test/calls.ts';
import { freePort } from '../../test/free-port.ts';
import type { Reply } from '../../test/outside.ts';
import { asking } from '../../test/slice.ts';
import { cookieOf, signInWorld, type SignInProcess, type SignInWorld } from '../../test/people.ts';
import { assertedLoginIdentity, withAssertedLogin } from './asserted-login.ts';
import { joiningFrom } from '../people/index.ts';
import { levelOf } from './level.rules.ts';
import { personFrom, type PersonOf } from './person.ts';

let world: SignInWorld;
let here: SignInProcess;
let personOf: PersonOf;
let patientsSlice: Subgraph;

beforeAll(async () => {
  world = await signInWorld(systemClock);
  await seedPatients(world.prisma);
  patientsSlice = openPatients({ sql: world.database.sql, newId: uuid7 });
  const asked = inProcess(patientsSlice, { clock: systemClock, keys: testKeys });
  personOf = personFrom(asked);
  const nhsLogin = nhsLoginOf({ demo: true, nhsLogin: undefined }, personOf);
  here = await world.open({ nhsLogin, joining: joiningFrom(asked) });
});
afterAll(async () => {
  await here.close();
  await world.drop();
});
beforeEach(() => world.database.pool.query('delete from identity.nhs_login'));

const postbridge: Principal = {
  kind: 'partner',
  integration: 'partner.fhir',
  client: 'postbridge',
  partner: 'postbridge',
  organisation: organisations.riverside.id as OrganisationId,
};

const aBrowser = (): Browser => here.at('192.0.2.1');

const locationOf = (reply: Reply): string => {
  const location = reply.headers.get('location');
  if (location === null) throw new Error(`No redirect: ${reply.status} ${reply.text}`);
  return location;
};

/** Follows redirects until there is a page, or until the next would be `until`. */
const follow = async (from: Browser, first: string, until = 'nowhere'): Promise<Reply & { readonly at: string }> => {
  for (let at = first; ;) {
    const reply = await from.get(at);
    const location = reply.headers.get('location');
    if (location === null) return { ...reply, at };
    const next = new URL(location, new URL(at, here.base)).href;
    if (next.includes(until)) return { ...reply, at: next };
    at = next;
  }
};

const callback = '/login/nhs/callback';

/** Goes to NHS login as somebody, and comes back as far as the address of our callback. */
const toCallback = async (from: Browser, user: string, vector = 'P9.Cp.Cd', first = '/login/nhs'): Promise<string> => {
  const { at } = await follow(from, first);
  const chosen = await from.post(at, new URLSearchParams({ user, vector }));
  return (await follow(from, locationOf(chosen), callback)).at;
};

const signInAs = async (from: Browser, user: string, vector?: string, first?: string): Promise<Reply> =>
  from.get(await toCallback(from, user, vector, first));

describe('signing in with NHS login', () => {
  it('at P9 signs in the person whose record it is, and leads where they were going', async () => {
    const alice = aBrowser();
    const reply = await signInAs(alice, 'alice', 'P9.Cp.Cd', '/login/nhs?return=/account/password');
    expect([reply.status, locationOf(reply)]).toEqual([303, '/account/password']);
    expect(await here.people.sessionOf(cookieOf(alice))).toMatchObject({
      person: people.alice.id,
      via: { kind: 'NHS_LOGIN', level: 'P9', idToken: expect.any(String) as string },
    });
  });

  it('is offered on the page for signing in', async () => {
    expect((await aBrowser().get('/login?return=/x')).text).toContain('href="/login/nhs?return=%2Fx"');
  });

  it('asks for P9 and P5 by vector, with PKCE, state and nonce', async () => {
    const { searchParams } = new URL(locationOf(await aBrowser().get('/login/nhs')));
    expect(JSON.parse(searchParams.get('vtr') ?? '')).toEqual(
      expect.arrayContaining(['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm', 'P5.Cp.Cd']),
    );
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(searchParams.has('prompt')).toBe(false);
  });

  it('at P5 signs in nobody who has a record, says so, and is the same guest the next time', async () => {
    const alice = aBrowser();
    const reply = await signInAs(alice, 'alice', 'P5.Cp.Cd');
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('Your record is not shown yet')]);
    const guest = await here.people.sessionOf(cookieOf(alice));
    expect(guest?.via).toMatchObject({ kind: 'NHS_LOGIN', level: 'P5' });
    expect(Object.values(people).map(({ id }) => id)).not.toContain(guest?.person);
    const again = aBrowser();
    await signInAs(again, 'alice', 'P5.Cm');
    expect((await here.people.sessionOf(cookieOf(again)))?.person).toBe(guest?.person);
  });

  it('meets the record once the same person is proven', async () => {
    await signInAs(aBrowser(), 'alice', 'P5.Cp.Cd');
    const proven = aBrowser();
    await signInAs(proven, 'alice', 'P9.Cm');
    expect(await here.personIn(proven)).toBe(people.alice.id);
  });

  it('at P5 does not open what the same person has opened at P9', async () => {
    await signInAs(aBrowser(), 'alice');
    const unproven = aBrowser();
    await signInAs(unproven, 'alice', 'P5.Cp.Cd');
    expect(await here.personIn(unproven)).not.toBe(people.alice.id);
  });

  it.each([
    ['whose date of birth is another', 'misprint'],
    ['of whom there is no record', 'newcomer'],
  ])('signs in nobody %s, and says whom to ask', async (_who, user) => {
    const from = aBrowser();
    const reply = await signInAs(from, user);
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('Ask the hospital or surgery')]);
    expect(await here.personIn(from)).toBeUndefined();
    // The NHS number is part of the identity that NHS login claims: never shown as something we looked up.
    expect(reply.text).not.toMatch(/943\s?476\s?5919/);
  });

  it('never links by e-mail address', async () => {
    const from = aBrowser();
    await signInAs(from, 'misprint');
    expect(await here.personIn(from)).toBeUndefined();
  });

  it('never turns one NHS login into another person', async () => {
    await signInAs(aBrowser(), 'alice');
    await world.database.pool.query('update identity.nhs_login set person = $1', [people.bob.id]);
    const from = aBrowser();
    expect((await signInAs(from, 'alice')).status).toBe(403);
    expect(await here.personIn(from)).toBeUndefined();
  });

  it('does not sign in who declines', async () => {
    const from = aBrowser();
    const { at } = await follow(from, '/login/nhs');
    const chosen = await from.post(at, new URLSearchParams({ user: '', vector: 'P9.Cp.Cd' }));
    const reply = await from.get((await follow(from, locationOf(chosen), callback)).at);
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('You are not signed in')]);
  });

  it('ends the session that the browser had before', async () => {
    const from = aBrowser();
    await from.submit('/login', '/login', { email: 'carol@demo.example', password: 'demo-carol' });
    const before = cookieOf(from);
    await signInAs(from, 'alice');
    expect(await here.people.sessionOf(before)).toBeUndefined();
    expect(await here.personIn(from)).toBe(people.alice.id);
  });
});

describe('a letter with codes', () => {
  // Nora of the stand-in, once a feed has made her known.
  const nora = { id: '00000000-0000-4000-8000-0000000000e9', nhsNumber: '9912003888', born: '2001-02-03' };
  const joinPage = async (verification: '01' | '02' = '01'): Promise<string> => {
    const since = new Date();
    const { id: teamId, organisationId } = { ...teams['riverside-prt'], organisationId: organisations.riverside.id };
    await world.prisma.patient.create({
      data: {
        ...{ id: nora.id, version: 1, lastUpdated: since, enteredAt: since, enteredBy: 'feed' },
        ...{ familyName: 'Newcomer', givenName: 'Nora', dateOfBirth: new Date(nora.born), gender: 'FEMALE' },
        ...{ deceased: false, status: 'UNREGISTERED', sharingDisabled: false, accessFrozen: false },
        identifiers: { create: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nora.nhsNumber, verification } },
        links: { create: { teamId, organisationId, since } },
      },
    });
    onTestFinished(async () => {
      await world.database.pool.query(
        `delete from patients.registration_token; delete from patients.act where patient_id = '${nora.id}';
         delete from patients.person where patient_id = '${nora.id}'; delete from patients.email where patient_id = '${nora.id}';
         delete from patients.patient_version where patient_id = '${nora.id}'; delete from patients.team_link where patient_id = '${nora.id}';
         delete from patients.identifier where patient_id = '${nora.id}'; delete from patients.patient where id = '${nora.id}'`,
      );
    });
    const { data } = await asking(patientsSlice, postbridge, systemClock).run(
      `mutation ($input: InvitationTokensInput!) { r: generateInvitationTokens(input: $input) {
        ... on InvitationTokens { tokens { joinPath } } } }`,
      { input: { patients: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nora.nhsNumber }] } },
    );
    const [made] = (data as { readonly r: { readonly tokens: readonly { readonly joinPath: string }[] } }).r.tokens;
    return made?.joinPath ?? expect.unreachable('No token was made.');
  };
  const throughNhsLogin = (path: string, from: Browser, vector: string): Promise<Reply> =>
    signInAs(from, 'newcomer', vector, `/login/nhs?return=${encodeURIComponent(path)}`);
  const owner = () => world.prisma.person.findFirst({ where: { patientId: nora.id } });

  it('is needed no more by whom NHS login proves, and leads to the record that is open', async () => {
    const path = await joinPage();
    const browserOfNora = aBrowser();
    expect((await browserOfNora.get(path)).text).toContain('Continue to NHS login');
    const back = locationOf(await throughNhsLogin(path, browserOfNora, 'P9.Cp.Cd'));
    expect(back).toBe(path);
    expect(locationOf(await browserOfNora.get(back))).toBe('/join');
    expect((await browserOfNora.get('/join')).text).toContain('Your record is open to you now');
    expect((await owner())?.id).toBe(await here.personIn(browserOfNora));
    // To all others the codes are worth as little as any.
    expect((await aBrowser().get(path)).status).toBe(404);
  });

  it('opens no record to a guest, who would never get to see it, but an account to whoever makes one', async () => {
    const path = await joinPage();
    const guest = aBrowser();
    expect((await throughNhsLogin(path, guest, 'P5.Cp.Cd')).status).toBe(200);
    const page = await guest.get(path);
    expect(page.text).toContain('has not proven who you are');
    expect((await guest.submit(path, '/join/riverside-prt', { born: nora.born })).status).toBe(400);
    expect(await owner()).toBeNull();
    const account = { born: nora.born, email: 'nora-letter@demo.example', chosen: 'three random words' };
    expect(locationOf(await guest.submit(path, '/join/riverside-prt', account))).toBe('/join');
    expect((await owner())?.id).toBe(await here.personIn(guest));
  });

  it('is what is left to whom NHS login proves, where the record is not surely theirs', async () => {
    const path = await joinPage('02');
    const reply = await throughNhsLogin(path, aBrowser(), 'P9.Cp.Cd');
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('Go on with your letter')]);
    expect(reply.text).toContain('href="/join/riverside-prt?');
    expect(await owner()).toBeNull();
  });
});

describe('an answer that does not belong to this attempt', () => {
  const expectStartAgain = async (from: Browser, address: string): Promise<void> => {
    const reply = await from.get(address);
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('Please start again')]);
    expect(await here.personIn(from)).toBeUndefined();
  };

  it('is refused when it comes a second time', async () => {
    const alice = aBrowser();
    const address = await toCallback(alice, 'alice');
    const attempt = alice.cookies.get('tributary-nhs') ?? '';
    expect((await alice.get(address)).status).toBe(303);
    const replayed = aBrowser();
    await expectStartAgain(replayed, address);
    replayed.cookies.set('tributary-nhs', attempt);
    await expectStartAgain(replayed, address);
  });

  it('is refused in another browser', async () => {
    const attacker = aBrowser();
    const address = await toCallback(attacker, 'bob');
    await expectStartAgain(aBrowser(), address);
    const victim = aBrowser();
    await victim.get('/login/nhs');
    await expectStartAgain(victim, address);
  });

  it.each([
    ['state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43))],
    ['state, left out', (url: URL) => url.searchParams.delete('state')],
    ['issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['code', (url: URL) => url.searchParams.set('code', 'A'.repeat(43))],
    ['code, twice', (url: URL) => url.searchParams.append('code', 'B')],
  ])('is refused with another %s', async (_what, change) => {
    const alice = aBrowser();
    const url = new URL(await toCallback(alice, 'alice'));
    change(url);
    await expectStartAgain(alice, url.href);
  });

  it('is refused with the nonce of another attempt', async () => {
    const alice = aBrowser();
    const own = new URL(locationOf(await alice.get('/login/nhs')));
    own.searchParams.set('nonce', 'A'.repeat(43));
    const { at } = await follow(alice, own.href);
    const chosen = await alice.post(at, new URLSearchParams({ user: 'alice', vector: 'P9.Cp.Cd' }));
    await expectStartAgain(alice, (await follow(alice, locationOf(chosen), callback)).at);
  });

  it('is refused with the PKCE challenge of another attempt', async () => {
    const alice = aBrowser();
    const own = new URL(locationOf(await alice.get('/login/nhs')));
    own.searchParams.set('code_challenge', 'A'.repeat(43));
    const { at } = await follow(alice, own.href);
    const chosen = await alice.post(at, new URLSearchParams({ user: 'alice', vector: 'P9.Cp.Cd' }));
    await expectStartAgain(alice, (await follow(alice, locationOf(chosen), callback)).at);
  });

  it('is refused with a cookie that was changed', async () => {
    const alice = aBrowser();
    const address = await toCallback(alice, 'alice');
    const cookie = alice.cookies.get('tributary-nhs') ?? '';
    alice.cookies.set(
      'tributary-nhs',
      cookie.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')),
    );
    await expectStartAgain(alice, address);
  });

  it('is refused where there is nothing at all', async () => {
    await expectStartAgain(aBrowser(), callback);
    await expectStartAgain(aBrowser(), `${callback}?error=access_denied`);
  });
});

describe('a deep link from another service of NHS login', () => {
  const linkFor = async (alice: Browser): Promise<string> => {
    const address = await here.people.onward('https://hospital.example/change?id=7', cookieOf(alice));
    return new URL(address).searchParams.get('assertedLoginIdentity') ?? '';
  };

  it('signs in whom it asserts without showing anything, on any page, and leads on to the page', async () => {
    const alice = aBrowser();
    await signInAs(alice, 'alice');
    const elsewhere = aBrowser();
    const page = await follow(elsewhere, `/account/password?x=1&assertedLoginIdentity=${await linkFor(alice)}`);
    expect(page.status).toBe(200);
    expect(new URL(page.at).pathname + new URL(page.at).search).toBe('/account/password?x=1');
    expect(await here.personIn(elsewhere)).toBe(people.alice.id);
  });

  it('falls back to signing in by oneself where the assertion is not believed', async () => {
    const elsewhere = aBrowser();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = assertedLoginIdentity(
      { clientId: 'tributary', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string },
      { idToken: 'made-up', now: new Date() },
    );
    const first = new URL(
      locationOf(await elsewhere.get(`/login/nhs?assertedLoginIdentity=${forged}&return=/account`)),
    );
    expect([first.searchParams.get('prompt'), first.searchParams.get('asserted_login_identity')]).toEqual([
      'none',
      forged,
    ]);
    const page = await follow(elsewhere, first.href);
    expect(page.text).toContain('This is not NHS login.');
    const chosen = await elsewhere.post(page.at, new URLSearchParams({ user: 'alice', vector: 'P9.Cp.Cd' }));
    const done = await follow(elsewhere, locationOf(chosen));
    expect([done.status, new URL(done.at).pathname]).toEqual([200, '/account']);
    expect(await here.personIn(elsewhere)).toBe(people.alice.id);
  });

  it('is not passed on where it is no JWT', async () => {
    const { searchParams } = new URL(locationOf(await aBrowser().get('/login/nhs?assertedLoginIdentity=%0d%0aX:y')));
    expect([searchParams.has('asserted_login_identity'), searchParams.has('prompt')]).toEqual([false, false]);
  });

  it('takes nobody back who signed in with a password, and no plain http address', async () => {
    const from = aBrowser();
    await from.submit('/login', '/login', { email: 'alice@demo.example', password: 'demo-alice' });
    expect(await here.people.onward('https://hospital.example/change', cookieOf(from))).toBe(
      'https://hospital.example/change',
    );
    expect(withAssertedLogin('http://hospital.example/', 'a.b.c')).toBe('http://hospital.example/');
    expect(withAssertedLogin('not an address', 'a.b.c')).toBe('not an address');
  });
});

describe('signing out', () => {
  it('ends the session here, and leads to where it ends at NHS login', async () => {
    const alice = aBrowser();
    await signInAs(alice, 'alice');
    const reply = await alice.submit('/account', '/logout');
    const away = new URL(locationOf(reply));
    expect([away.pathname, away.searchParams.get('post_logout_redirect_uri')]).toEqual([
      '/demo/nhs-login/session/end',
      `${here.base}/login`,
    ]);
    expect(await here.personIn(alice)).toBeUndefined();
  });
});

describe('NHS login', () => {
  const settings = () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { clientId: 'us', privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string };
  };

  it('that does not answer is told to the person', async () => {
    const nowhere = `https://127.0.0.1:${await freePort()}`;
    const broken = await world.open({ nhsLogin: { at: { issuer: nowhere, ...settings() }, personOf } });
    const reply = await broken.at('192.0.2.1').get('/login/nhs');
    await broken.close();
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '60']);
    expect(reply.text).toContain('NHS login does not answer');
  });

  it('is never trusted over plain http', async () => {
    const plain = await world.open({ nhsLogin: { at: { issuer: 'http://127.0.0.1:9', ...settings() }, personOf } });
    const { status } = await plain.at('192.0.2.1').get('/login/nhs');
    await plain.close();
    expect(status).toBe(400);
  });

  it('that is configured leaves no stand-in', async () => {
    const real = await world.open({
      nhsLogin: nhsLoginOf({ demo: true, nhsLogin: { issuer: 'https://auth.example', ...settings() } }, personOf),
    });
    const { status } = await real.at('192.0.2.1').get('/demo/nhs-login/.well-known/openid-configuration');
    await real.close();
    expect(status).toBe(404);
  });

  it('is not there where nobody has configured it and there is no demo', async () => {
    const none = await world.open({ nhsLogin: nhsLoginOf({ demo: false, nhsLogin: undefined }, personOf) });
    const replies = [await none.at('192.0.2.1').get('/login/nhs'), await none.at('192.0.2.1').get('/login')];
    await none.close();
    expect(replies[0]?.status).toBe(404);
    expect(replies[1]?.text).not.toContain('NHS login');
  });
});

describe('the level of a sign-in', () => {
  it.each([
    ['P9.Cp.Cd', 'P9', 'P9'],
    ['P9.Cm', 'P5', 'P5'],
    ['P5.Cp.Ck', 'P9', 'P5'],
    ['P5.Cm', 'P0', 'P0'],
    ['P9.Cx', 'P9', undefined],
    ['P9', 'P9', undefined],
    [undefined, 'P9', undefined],
    ['P9.Cp.Cd', undefined, undefined],
    [['P9.Cp.Cd'], 'P9', undefined],
  ])('by vector %j and proofing %j is %j', (vot, identity_proofing_level, level) => {
    expect(levelOf({ vot, identity_proofing_level })).toBe(level);
  });
});
