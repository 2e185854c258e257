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
      expect(lines).toEqual([
        `The feed credential riverside-hl7 was used from ${JSON.stringify(address)}, which is not on its allow-list.`,
      ]);
    },
  );

  it('is refused from a wrong address after it was right from another', async () => {
    await check(right);
    expect(await check({ ...right, address: '10.0.0.1' })).toBeNull();
  });

  it('tells nobody outside its networks whether the password was right', async () => {
    const outside = { ...right, address: '10.0.0.1' };
    expect(await check({ ...outside, password: 'wrong' })).toEqual(await check(outside));
    expect(compared).toHaveLength(2);
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
