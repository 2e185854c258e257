import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { hashSecret, verifySecret } from '../../kernel/secret.ts';
import { organisations } from '../../prisma/demo.ts';
import { seedExchange } from '../../prisma/seed-exchange.ts';
import { callOf, feedOf, person } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { credentialCheck } from './credential.service.ts';
import { findCredential } from './credential.store.ts';
import { openExchange } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);

beforeAll(() => seedExchange(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const clock = fixedClock('2026-06-01T12:00:00Z');
const noon = clock.now().getTime();
let lines: string[] = [];
/** The hashes that a password was compared with, in order. */
let compared: string[] = [];
const log = (line: string): void => void lines.push(line);
const verify = (secret: string, stored: string): Promise<boolean> => {
  compared.push(stored);
  return verifySecret(secret, stored);
};
let check = credentialCheck({ find: findCredential(prisma), clock, log, verify });

beforeEach(() => {
  lines = [];
  compared = [];
  clock.set(new Date(noon));
  check = credentialCheck({ find: findCredential(prisma), clock, log, verify });
});

const right = { user: 'riverside-hl7', password: 'demo-riverside-hl7', address: '127.0.0.1' };
const refused = (why: string, { user = right.user, address = right.address } = {}): string =>
  `A feed was refused: ${why}. User ${JSON.stringify(user)}, address ${JSON.stringify(address)}.`;
const riverside = { id: 'riverside-hl7', organisationId: organisations.riverside.id };

describe('a feed credential', () => {
  it('is its holder’s organisation', async () => {
    expect(await check(right)).toEqual(riverside);
  });

  it('is its holder’s partner', async () => {
    expect(await check({ user: 'postbridge-hl7', password: 'demo-postbridge-hl7', address: '::1' })).toEqual({
      id: 'postbridge-hl7',
      partner: 'postbridge',
    });
  });

  it.each([
    ['a wrong password', { password: 'demo-hillside-hl7' }],
    ['no password', { password: '' }],
    ['an unknown user', { user: 'nobody' }],
    ['a user name in another case', { user: 'Riverside-HL7' }],
    ['a user name with a NUL', { user: 'riverside-hl7\0' }],
    ['no user name', { user: '' }],
    ['SQL for a user name', { user: "riverside-hl7' or '1'='1" }],
    ['a pattern for a user name', { user: 'riverside%' }],
    ['a line of its own in the user name', { user: 'riverside-hl7\nA feed was accepted' }],
    ['a user name of 10 MB', { user: 'r'.repeat(10_000_000) }],
    ['a password of 10 MB', { password: 'demo-riverside-hl7'.padEnd(10_000_000) }],
    ['a user name in full-width letters', { user: 'ｒiverside-hl7' }],
    ['a password in full-width letters, which NFKC would make right', { password: 'ｄemo-riverside-hl7' }],
    ['a password with a zero-width joiner', { password: 'demo-riverside-hl7\u200d' }],
    ['a password with a colon', { password: 'demo-riverside-hl7:' }],
    ['a hash for a password', { password: 'scrypt$16384$8$1$AAAA$AAAA' }],
  ])('is nothing with %s, after exactly one comparison', async (_, wrong) => {
    expect(await check({ ...right, ...wrong })).toBeNull();
    expect(compared).toHaveLength(1);
  });

  it('compares an unknown user with a hash that costs as much as a real one', async () => {
    await check({ ...right, user: 'nobody' });
    await check({ ...right, password: 'wrong' });
    const costs = compared.map((stored) => stored.split('$').slice(0, 4));
    expect(costs[0]).toEqual(costs[1]);
  });

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', 'unknown', ''])(
    'is nothing from %j, and says so in the log',
    async (address) => {
      expect(await check({ ...right, address })).toBeNull();
      expect(lines).toEqual([refused('the password is right, but the address is not on its allow-list', { address })]);
    },
  );

  it('is refused from a wrong address after it was right from another', async () => {
    await check(right);
    expect(await check({ ...right, address: '10.0.0.1' })).toBeNull();
  });

  it('tells nobody outside its networks whether the password was right, however often it is tried', async () => {
    const outside = { ...right, address: '10.0.0.1' };
    expect(await check({ ...outside, password: 'wrong' })).toEqual(await check(outside));
    await check(outside);
    await check(outside);
    expect(compared).toHaveLength(4);
    // Nor by the time it takes, while the feed itself is at work and its password remembered.
    await check(right);
    await check(outside);
    expect(compared).toHaveLength(6);
  });
});

describe('the log', () => {
  it('says which it was, where the answer does not', async () => {
    await check({ ...right, user: 'nobody' });
    await check({ ...right, password: 'wrong' });
    await check({ ...right, user: 'a:b"\n' });
    await check({ ...right, user: 'x'.repeat(1_000) });
    expect(lines).toEqual([
      refused('no such user', { user: 'nobody' }),
      refused('wrong password'),
      refused('no such user', { user: 'a:b"\n' }),
      refused('no such user', { user: `${'x'.repeat(128)}…` }),
    ]);
  });

  it('never holds a password, and cannot be filled from outside', async () => {
    for (let nth = 0; nth < 12; nth += 1) await check({ ...right, password: `guess ${String(nth)}` });
    expect(lines).toEqual(Array.from({ length: 10 }, () => refused('wrong password')));
  });
});

describe('what was right', () => {
  it('is not compared again for 30 seconds', async () => {
    await check(right);
    clock.set(new Date(noon + 29_999));
    expect(await check(right)).toEqual(riverside);
    expect(compared).toHaveLength(1);
  });

  it('is compared again after 30 seconds, however often it was used', async () => {
    for (const seconds of [0, 10, 20, 29, 30]) {
      clock.set(new Date(noon + seconds * 1_000));
      await check(right);
    }
    expect(compared).toHaveLength(2);
  });

  it('is compared once for 64 calls at once', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => check(right)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(riverside)]));
    expect(compared).toHaveLength(1);
  });

  it('lets no other password in', async () => {
    await check(right);
    expect(await check({ ...right, password: 'wrong' })).toBeNull();
  });
});

describe('a credential that changes', () => {
  const add = async (id: string) =>
    prisma.feedCredential.create({
      data: { id, partner: 'p', allowed: ['::/0'], secretHash: await hashSecret('secret') },
    });
  const using = (user: string) => ({ user, password: 'secret', address: '::1' });

  it('stops working within five seconds of being disabled', async () => {
    await add('disabled');
    await check(using('disabled'));
    await prisma.feedCredential.update({ where: { id: 'disabled' }, data: { disabledAt: clock.now() } });
    clock.set(new Date(noon + 5_000));
    expect(await check(using('disabled'))).toBeNull();
  });

  it('stops working within five seconds of a new secret', async () => {
    await add('changed');
    await check(using('changed'));
    await prisma.feedCredential.update({ where: { id: 'changed' }, data: { secretHash: await hashSecret('new') } });
    clock.set(new Date(noon + 5_000));
    expect(await check(using('changed'))).toBeNull();
    expect(await check({ ...using('changed'), password: 'new' })).toEqual({ id: 'changed', partner: 'p' });
  });

  it('stops working from a network within five seconds of its removal', async () => {
    await add('moved');
    await check(using('moved'));
    await prisma.feedCredential.update({ where: { id: 'moved' }, data: { allowed: ['10.0.0.0/8'] } });
    clock.set(new Date(noon + 5_000));
    expect(await check(using('moved'))).toBeNull();
  });
});

describe('guessing', () => {
  it('costs a bounded number of comparisons at once, and tells the rest to come again', async () => {
    const guesses = Array.from({ length: 40 }, (_, nth) => check({ ...right, password: `guess ${String(nth)}` }));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer === null)).toHaveLength(8);
    expect(answers.filter((answer) => answer !== null)).toMatchObject(
      Array.from({ length: 32 }, () => ({ kind: 'busy' })),
    );
    expect(compared).toHaveLength(8);
  });

  it('does not shut out a feed at another address, or one that was right before', async () => {
    await check(right);
    const guesses = Array.from({ length: 40 }, (_, nth) => check({ ...right, password: `guess ${String(nth)}` }));
    expect(await check(right)).toEqual(riverside);
    expect(await check({ user: 'hillside-hl7', password: 'demo-hillside-hl7', address: '127.0.0.2' })).toMatchObject({
      id: 'hillside-hl7',
    });
    await Promise.all(guesses);
  });
});

describe('in the graph', () => {
  const { schema } = openExchange({ sql: database.sql, prisma, newId: uuid7, clock, log });
  const ask = async (by: Principal) => {
    const source =
      'query ($user: String!, $password: String!, $address: String!) { feedCredential(user: $user, password: $password, address: $address) { id organisationId partner } }';
    const { data, errors } = await graphql({ schema, source, variableValues: right, contextValue: callOf(by, clock) });
    expect(errors).toBeUndefined();
    return data?.['feedCredential'];
  };

  it('answers our own processes', async () => {
    expect(await ask({ kind: 'internal', integration: 'internal', client: 'gateway' })).toEqual({
      ...riverside,
      partner: null,
    });
  });

  it('answers nobody else', async () => {
    expect(await ask(feedOf('riverside'))).toBeNull();
    expect(await ask(person('oscar'))).toBeNull();
  });
});

describe('the demo world', () => {
  it('can be put there twice and keeps what it finds', async () => {
    const before = await prisma.feedCredential.findMany({ orderBy: { id: 'asc' } });
    await seedExchange(prisma);
    expect(await prisma.feedCredential.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  it('has no credential with two holders, or none', async () => {
    const write = (more: object) => prisma.feedCredential.create({ data: { id: 'x', secretHash: 'x', ...more } });
    await expect(write({})).rejects.toThrow('credential_holder');
    await expect(write({ organisationId: organisations.riverside.id, partner: 'p' })).rejects.toThrow(
      'credential_holder',
    );
  });
});
