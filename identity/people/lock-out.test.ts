import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Browser } from '../../test/browser.ts';
import { signIn, signInWorld, type SignInProcess, type SignInWorld } from '../../test/people.ts';
import { fingerprint } from '../introspection.ts';
import { openPasswords } from './password.ts';
import { lanesOf, placeOf } from './throttle.rules.ts';
import { throttleStore, type ThrottleStore } from './throttle.store.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const clock = fixedClock(new Date(noon));
const after = (seconds: number): Date => new Date(noon + seconds * 1_000);

let world: SignInWorld;
let one: SignInProcess;
let two: SignInProcess;
let throttle: ThrottleStore;

beforeAll(async () => {
  world = await signInWorld(clock);
  [one, two] = [await world.open(), await world.open()];
  throttle = throttleStore(world.database.sql);
});
afterAll(async () => {
  await one.close();
  await two.close();
  await world.drop();
});
beforeEach(async () => {
  clock.set(after(0));
  await world.database.pool.query('delete from identity.sign_in_lane; delete from identity.familiar_place');
});

const at = (address: string): Browser => one.at(address);

const statusOf = async (from: Browser, name: string, password?: string): Promise<number> =>
  (await signIn(from, name, password)).status;

/** Wrong passwords from one browser, until it is told to wait. */
const guessUntilClosed = async (from: Browser, name: string): Promise<number> => {
  for (let guesses = 0; ; guesses += 1) if ((await statusOf(from, name, `guess ${guesses}`)) === 429) return guesses;
};

/** As a hundred strangers, each from an address of its own, would do it; without the cost of hashing. */
const strangersGuess = async (name: string, times: number): Promise<number> => {
  let through = 0;
  for (let guess = 0; guess < times; guess += 1) {
    const lanes = lanesOf({
      account: fingerprint(`${name}@demo.example`),
      address: `10.${guess >> 16}.${(guess >> 8) & 255}.${guess & 255}`,
      familiarDevice: undefined,
      familiarAddress: false,
    });
    if (!('closedUntil' in (await throttle.enter(lanes, clock.now())))) through += 1;
  }
  return through;
};

describe('somebody who guesses at one account from one address', () => {
  it('is told to wait after six guesses, and longer each time', async () => {
    const attacker = at('203.0.113.1');
    expect(await guessUntilClosed(attacker, 'alice')).toBe(6);
    const waits: number[] = [];
    let now = 0;
    for (let round = 0; round < 7; round += 1) {
      const closed = await signIn(attacker, 'alice', 'guess');
      waits.push(Number(closed.headers.get('retry-after')));
      now += waits.at(-1) ?? 0;
      clock.set(after(now));
      expect(await statusOf(attacker, 'alice', 'guess')).toBe(401);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('is told so in words, and does not learn whether the last guess was right', async () => {
    const attacker = at('203.0.113.1');
    await guessUntilClosed(attacker, 'alice');
    const reply = await signIn(attacker, 'alice');
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '30']);
    expect(reply.text).toContain('Please wait 30 seconds and try again.');
    expect(await one.personIn(attacker)).toBeUndefined();
  });

  it('cannot tell by this whether there is such an account', async () => {
    const attacker = at('203.0.113.1');
    expect([await guessUntilClosed(attacker, 'alice'), await guessUntilClosed(attacker, 'nobody')]).toEqual([6, 6]);
  });

  it('meets the same limit when the guesses go to another process', async () => {
    await guessUntilClosed(at('203.0.113.1'), 'alice');
    expect(await statusOf(two.at('203.0.113.1'), 'alice', 'guess')).toBe(429);
  });

  it('gets no more guesses by sending them at the same time', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, guess) => statusOf((guess % 2 ? two : one).at('203.0.113.1'), 'alice', 'guess')),
    );
    expect(replies.filter((status) => status === 401)).toHaveLength(6);
    expect(replies.filter((status) => status === 429)).toHaveLength(14);
  });

  it('does not get round it by new cookies, by other spellings of the address, or within one IPv6 network', async () => {
    await guessUntilClosed(at('203.0.113.1'), 'alice');
    expect(await statusOf(at('::ffff:203.0.113.1'), 'alice', 'guess')).toBe(429);
    await guessUntilClosed(at('2001:db8:1:2::1'), 'alice');
    expect(await statusOf(at('2001:db8:1:2:ffff::9'), 'alice', 'guess')).toBe(429);
    expect(await statusOf(at('2001:db8:1:3::1'), 'alice', 'guess')).toBe(401);
  });

  it('is trusted with five slips again after a right password', async () => {
    const alice = at('192.0.2.1');
    for (let slip = 0; slip < 5; slip += 1) await signIn(alice, 'alice', 'slip');
    expect(await statusOf(alice, 'alice')).toBe(303);
    expect(await guessUntilClosed(alice, 'alice')).toBe(6);
  });
});

describe('an account that strangers attack', () => {
  it('lets its owner in from a device that signed in before, wherever it is now', async () => {
    const owner = at('192.0.2.1');
    await signIn(owner, 'alice');
    expect(await strangersGuess('alice', 150)).toBe(101);
    expect(await statusOf(at('203.0.113.200'), 'alice')).toBe(429);
    const elsewhere = at('198.51.100.7');
    elsewhere.cookies.set('tributary-device', owner.cookies.get('tributary-device') ?? '');
    expect(await statusOf(elsewhere, 'alice')).toBe(303);
  });

  it('lets its owner in from an address that signed in before, with cookies thrown away', async () => {
    await signIn(at('192.0.2.1'), 'alice');
    await strangersGuess('alice', 150);
    expect(await statusOf(at('192.0.2.1'), 'alice')).toBe(303);
  });

  it('lets its owner in even where the attacker sits behind the same address', async () => {
    const owner = at('192.0.2.1');
    await signIn(owner, 'alice');
    await guessUntilClosed(at('192.0.2.1'), 'alice');
    expect(await statusOf(owner, 'alice')).toBe(303);
  });

  it('keeps no other account waiting', async () => {
    await strangersGuess('alice', 150);
    expect(await statusOf(at('203.0.113.200'), 'carol')).toBe(303);
  });

  it('is guessed at no more than four times an hour once a hundred guesses were wrong, by however many', async () => {
    await strangersGuess('alice', 150);
    let through = 0;
    for (let minute = 60; minute < 60 + 10 * 60; minute += 1) {
      clock.set(after(minute * 60));
      through += await strangersGuess('alice', 2);
    }
    expect(through).toBeLessThanOrEqual(45);
  });

  it('is not attacked through a device cookie that was made up, or that is another account’s', async () => {
    const stranger = at('203.0.113.9');
    await signIn(stranger, 'bob');
    await strangersGuess('alice', 150);
    expect(await statusOf(stranger, 'alice', 'guess')).toBe(429);
    stranger.cookies.set('tributary-device', 'A'.repeat(43));
    expect(await statusOf(stranger, 'alice', 'guess')).toBe(429);
  });

  it('counts guesses from a stolen device, too', async () => {
    const owner = at('192.0.2.1');
    await signIn(owner, 'alice');
    expect(await guessUntilClosed(owner, 'alice')).toBe(6);
  });
});

describe('an address from which many accounts are tried', () => {
  const sprayed = async (times: number, address = '203.0.113.77'): Promise<number> => {
    let through = 0;
    for (let guess = 0; guess < times; guess += 1) {
      const lanes = lanesOf({ account: `nobody ${guess}`, address, familiarDevice: undefined, familiarAddress: false });
      if (!('closedUntil' in (await throttle.enter(lanes, clock.now())))) through += 1;
    }
    return through;
  };

  it('is told to wait after fifty failures', async () => {
    expect(await sprayed(80)).toBe(51);
    expect(await statusOf(at('203.0.113.77'), 'alice')).toBe(429);
  });

  it('stays closed though an account of the attacker’s own signs in from it', async () => {
    await sprayed(50);
    expect(await statusOf(at('203.0.113.77'), 'bob')).toBe(303);
    expect(await sprayed(10)).toBe(1);
  });

  it('keeps nobody waiting who comes with a device of their own', async () => {
    const carol = at('203.0.113.77');
    await signIn(carol, 'carol');
    await sprayed(80);
    expect(await statusOf(carol, 'carol')).toBe(303);
  });
});

it('forgets what was counted a day ago', async () => {
  const attacker = at('203.0.113.1');
  await guessUntilClosed(attacker, 'alice');
  clock.set(after(86_401 + 900));
  expect(await guessUntilClosed(attacker, 'alice')).toBe(6);
});

it('takes a bounded share of the machine, and turns away who would wait too long', async () => {
  const passwords = openPasswords();
  const answers = await Promise.all(Array.from({ length: 60 }, () => passwords.matches('a guess', undefined)));
  const turnedAway = answers.filter(isFailure);
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(turnedAway[0]).toMatchObject({ kind: 'busy' });
  expect(await passwords.matches('a guess', undefined)).toBe(false);
});

it('counts nothing against those whom it turned away', async () => {
  const entered = await throttle.enter(
    lanesOf({ account: 'a', address: 'b', familiarDevice: undefined, familiarAddress: false }),
    clock.now(),
  );
  if ('closedUntil' in entered) throw new Error('It should be open.');
  await throttle.back(entered);
  const lanes = await world.database.pool.query<{ failures: number }>('select failures from identity.sign_in_lane');
  expect(lanes.rows.map(({ failures }) => failures)).toEqual([0, 0, 0]);
});

describe('the place of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:0DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  it('is one for a whole IPv6 network, however its addresses are written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        // The URL standard writes every address in one way.
        const written = new URL(`http://[${address}]/`).hostname.slice(1, -1);
        fc.pre(!address.includes('.'));
        expect(placeOf(address)).toBe(placeOf(written));
      }),
    );
  });
});
