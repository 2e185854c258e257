import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { verifySecret } from '../../kernel/secret.ts';
import { organisations } from '../../prisma/demo.ts';
import { callOf, customer, person, postbridgeFeed } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { openIdentityGraph } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
let forgotten = 0;
const { schema } = openIdentityGraph({ prisma, newId: uuid7, forgetGrants: () => (forgotten += 1) });
const operator = { kind: 'internal', integration: 'internal', client: 'operator' } as const;

beforeAll(() =>
  prisma.oauthClient.create({ data: { id: 'process', kind: 'INTERNAL', name: 'One of our own', scopes: [] } }),
);
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const fields = 'id kind name organisation partner redirectUris scopes proof createdAt rotatedAt disabledAt';
const questions = {
  register: `mutation ($input: RegisterClientInput!) { answer: registerClient(input: $input) { client { ${fields} } secret } }`,
  rotate: `mutation ($id: ID!) { answer: rotateClientSecret(id: $id) { client { ${fields} } secret } }`,
  end: `mutation ($id: ID!) { answer: endClient(id: $id) { ${fields} } }`,
  endOf: 'mutation ($partner: ID!) { answer: endClientsOf(partner: $partner) }',
  list: `query ($first: Int! = 20, $after: String) { answer: registeredClients(first: $first, after: $after) { ${fields} } }`,
} as const;

const ask = async <Answer>(
  what: keyof typeof questions,
  variableValues: Record<string, unknown>,
  by: Principal = operator,
): Promise<Answer> => {
  const source = questions[what];
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: callOf(by) });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
};
type Client = Readonly<Record<'id' | 'proof', string>> & Readonly<Record<string, unknown>>;
type Issued = { readonly client: Client; readonly secret: string | null };

const app = { kind: 'USER', name: 'An app', redirectUris: ['https://app.example/'], scopes: ['PATIENT'] };
const system = { kind: 'SYSTEM', name: 'A partner', partner: 'postbridge' };
const refused = (code: string, field?: string) => ({ extensions: { code, ...(field === undefined ? {} : { field }) } });

describe('registering a client', () => {
  it('makes a secret that is shown once, and keeps its hash alone', async () => {
    const { client, secret } = await ask<Issued>('register', { input: { id: 'one', ...system } });
    expect(client).toEqual({
      id: 'one',
      kind: 'SYSTEM',
      name: 'A partner',
      organisation: null,
      partner: 'postbridge',
      redirectUris: [],
      scopes: ['none'],
      proof: 'SECRET',
      createdAt: '2026-06-01T12:00:00.000Z',
      rotatedAt: null,
      disabledAt: null,
    });
    const { secretHash } = await prisma.oauthClient.findUniqueOrThrow({ where: { id: 'one' } });
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await verifySecret(String(secret), String(secretHash))).toBe(true);
    expect(JSON.stringify(await ask('list', {}))).not.toContain(String(secretHash).slice(0, 10));
  });

  it('makes none for an app that can keep none, and none beside a key', async () => {
    const open = await ask<Issued>('register', { input: { id: 'open', ...app, isPublic: true } });
    expect([open.client.proof, open.secret]).toEqual(['NONE', null]);
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const jwks = JSON.stringify({ keys: [await crypto.subtle.exportKey('jwk', publicKey)] });
    const keyed = await ask<Issued>('register', { input: { id: 'keyed', ...app, jwks } });
    expect([keyed.client.proof, keyed.secret]).toEqual(['KEY', null]);
  });

  it('writes an organisation’s id as it is kept', async () => {
    const organisation = organisations.riverside.id.toUpperCase();
    const { client } = await ask<Issued>('register', {
      input: { id: 'customer', kind: 'CUSTOMER_SYSTEM', name: 'Riverside', organisation },
    });
    expect(client['organisation']).toBe(organisations.riverside.id);
  });

  it('happens once, also for a client that has ended', async () => {
    const input = { id: 'once', ...system };
    const answers = await Promise.allSettled([ask('register', { input }), ask('register', { input })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await ask('end', { id: 'once' });
    await expect(ask('register', { input })).rejects.toMatchObject(refused('CONFLICT', 'id'));
  });

  it.each<[string, Record<string, unknown>]>([
    ['id', { id: '' }],
    ['id', { id: 'a:b' }],
    ['id', { id: 'a\0b' }],
    ['id', { id: 'x'.repeat(129) }],
    ['kind', { kind: 'INTERNAL' }],
    ['kind', { kind: 'system' }],
    ['organisation', { kind: 'CUSTOMER_SYSTEM', partner: null, organisation: 'riverside' }],
    ['partner', { partner: null }],
    ['jwks', { jwks: 'x' }],
    ['name', { name: 'a\0b' }],
    ['redirectUris', { redirectUris: ['https://app.example/'] }],
  ])('says what is wrong: %s of %j', async (field, wrong) => {
    await expect(ask('register', { input: { id: 'fine', ...system, ...wrong } })).rejects.toMatchObject(
      refused('BAD_USER_INPUT', field),
    );
    expect(await prisma.oauthClient.count({ where: { id: 'fine' } })).toBe(0);
  });
});

describe('a registered client', () => {
  it('gets another secret, and the old one is of no use', async () => {
    const first = await ask<Issued>('register', { input: { id: 'rotated', ...system } });
    const second = await ask<Issued>('rotate', { id: 'rotated' });
    expect(second.client).toEqual({ ...first.client, rotatedAt: '2026-06-01T12:00:00.000Z' });
    const { secretHash } = await prisma.oauthClient.findUniqueOrThrow({ where: { id: 'rotated' } });
    expect(await verifySecret(String(first.secret), String(secretHash))).toBe(false);
    expect(await verifySecret(String(second.secret), String(secretHash))).toBe(true);
  });

  it('ends for good, and at once in this process', async () => {
    await ask('register', { input: { id: 'ended', ...system } });
    const before = forgotten;
    const ended = await ask<Client>('end', { id: 'ended' });
    expect(ended['disabledAt']).toBe('2026-06-01T12:00:00.000Z');
    expect(await ask('end', { id: 'ended' })).toEqual(ended);
    expect(forgotten).toBe(before + 1);
    await expect(ask('rotate', { id: 'ended' })).rejects.toMatchObject(refused('CONFLICT', 'id'));
  });

  it('ends with its partner, and leaves those of others', async () => {
    await ask('register', { input: { id: 'leaver-1', ...system, partner: 'leaver' } });
    await ask('register', { input: { id: 'leaver-2', ...system, kind: 'TETHERED', partner: 'leaver' } });
    await ask('register', { input: { id: 'stayer', ...system, partner: 'stayer' } });
    expect(await ask('endOf', { partner: 'leaver' })).toBe(2);
    expect(await ask('endOf', { partner: 'leaver' })).toBe(0);
    expect(await ask('endOf', { partner: 'lea\0ver' })).toBe(0);
    const left = await prisma.oauthClient.findMany({
      where: { disabledAt: null, partner: { in: ['leaver', 'stayer'] } },
    });
    expect(left.map(({ id }) => id)).toEqual(['stayer']);
  });

  it('without a secret has none to change', async () => {
    await ask('register', { input: { id: 'secretless', ...app, isPublic: true } });
    await expect(ask('rotate', { id: 'secretless' })).rejects.toMatchObject(refused('CONFLICT', 'id'));
  });

  it.each(['nobody', '', 'a\0b', 'process'])('is not %j', async (id) => {
    await expect(ask('rotate', { id })).rejects.toMatchObject(refused('NOT_FOUND', 'id'));
    await expect(ask('end', { id })).rejects.toMatchObject(refused('NOT_FOUND', 'id'));
    expect(await prisma.oauthClient.count({ where: { id: 'process', disabledAt: null } })).toBe(1);
  });

  it('is listed in pages, our own processes are not', async () => {
    const whole = (await ask<readonly Client[]>('list', { first: 200 })).map(({ id }) => id);
    expect(whole).not.toContain('process');
    expect(whole).toEqual([...whole].sort());
    const [first = '', second] = whole;
    expect((await ask<readonly Client[]>('list', { first: 1, after: first })).map(({ id }) => id)).toEqual([second]);
    await expect(ask('list', { after: 'a b' })).rejects.toMatchObject(refused('BAD_USER_INPUT', 'after'));
    await expect(ask('list', { first: 0 })).rejects.toMatchObject(refused('BAD_USER_INPUT', 'first'));
  });
});

describe('nobody but the operator', () => {
  it.each<[string, Principal]>([
    ['an administrator', person('oscar')],
    ['a coordinator', person('coco')],
    ['a patient', person('alice')],
    ['a customer', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('keeps clients: not %s', async (_who, by) => {
    for (const [what, variables] of [
      ['register', { input: { id: 'mine', ...system } }],
      ['rotate', { id: 'one' }],
      ['end', { id: 'one' }],
      ['endOf', { partner: 'postbridge' }],
      ['list', {}],
    ] as const)
      await expect(ask(what, variables, by)).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await prisma.oauthClient.count({ where: { id: 'one', disabledAt: null } })).toBe(1);
  });
});
