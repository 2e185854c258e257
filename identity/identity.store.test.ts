import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaClient } from '../prisma/client/client.ts';
import { testDatabase, type TestDatabase } from '../test/database.ts';
import { fixedClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { artifactAdapter } from './artifacts.ts';
import { identityStore, type IdentityStore } from './identity.store.ts';
import { tetherStore, type TetherStore } from './tether.store.ts';

let database: TestDatabase;
let prisma: PrismaClient;
let store: IdentityStore;
let tethers: TetherStore;

beforeAll(async () => {
  database = await testDatabase();
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  store = identityStore(prisma);
  tethers = tetherStore(prisma, uuid7);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const clock = fixedClock('2026-01-01T12:00:00Z');
const adapter = (model: string) => artifactAdapter({ store, tethers, clock })(model);

describe('what oidc-provider stores', () => {
  it.each(['RefreshToken', 'Interaction'])('comes back as it went in: %s', async (model) => {
    const payload = { jti: 'one', kind: model, params: { state: 'a\0b' }, exp: 1_767_269_400 };
    await adapter(model).upsert('one', payload, 600);
    expect(await adapter(model).find('one')).toEqual(payload);
  });

  it('is replaced by what is stored under the same id', async () => {
    await adapter('Interaction').upsert('two', { jti: 'two', uid: 'before' }, 600);
    await adapter('Interaction').upsert('two', { jti: 'two', uid: 'after' }, 600);
    expect(await adapter('Interaction').findByUid('before')).toBeUndefined();
    expect(await adapter('Interaction').findByUid('after')).toEqual({ jti: 'two', uid: 'after' });
  });

  it('is used once, and remembers when', async () => {
    const codes = adapter('AuthorizationCode');
    await codes.upsert('three', { jti: 'three' }, 60);
    await codes.consume('three');
    clock.set('2026-01-01T12:00:30Z');
    await expect(codes.consume('three')).rejects.toThrow('invalid_grant');
    expect(await codes.find('three')).toEqual({ jti: 'three', consumed: Date.parse('2026-01-01T12:00:00Z') / 1_000 });
  });

  it('goes with its grant, other grants stay', async () => {
    const tokens = adapter('RefreshToken');
    await tokens.upsert('four', { jti: 'four', grantId: 'g1' }, 600);
    await tokens.upsert('five', { jti: 'five', grantId: 'g2' }, 600);
    await tokens.revokeByGrantId('g1');
    expect(await Promise.all([tokens.find('four'), tokens.find('five')])).toEqual([
      undefined,
      { jti: 'five', grantId: 'g2' },
    ]);
  });

  it('is not found under the fingerprint that stands for it', async () => {
    const tokens = adapter('RefreshToken');
    await tokens.upsert('six', { jti: 'six' }, 600);
    const rows = await prisma.oauthArtifact.findMany({ where: { model: 'RefreshToken' } });
    expect(rows.length).toBeGreaterThan(0);
    expect(await Promise.all(rows.map(({ id }) => tokens.find(id)))).toEqual(rows.map(() => undefined));
  });
});

describe('sweeping', () => {
  it('removes what has expired, and nothing else', async () => {
    await prisma.oauthArtifact.deleteMany();
    const sessions = adapter('Interaction');
    clock.set('2026-01-02T12:00:00Z');
    await sessions.upsert('short', { jti: 'short' }, 60);
    await sessions.upsert('long', { jti: 'long' }, 61);
    await sessions.upsert('forever', { jti: 'forever' });
    expect(await store.sweep(new Date('2026-01-02T12:01:00Z'))).toBe(1);
    expect(await sessions.find('short')).toBeUndefined();
    expect(await sessions.find('long')).toBeDefined();
    expect(await sessions.find('forever')).toBeDefined();
  });
});

describe('a client', () => {
  it('that could mean two things is refused by the database', async () => {
    const client = { name: 'Both', redirectUris: [], scopes: [] };
    await expect(store.add([{ ...client, id: 'both', kind: 'CUSTOMER_SYSTEM', partner: 'p' }])).rejects.toThrow();
    await expect(store.add([{ ...client, id: 'none', kind: 'SYSTEM' }])).rejects.toThrow();
  });

  it('that is disabled does not exist', async () => {
    await store.add([{ id: 'gone', kind: 'SYSTEM', partner: 'p', name: 'Gone', redirectUris: [], scopes: [] }]);
    expect(await store.client('gone')).toBeDefined();
    await store.disable('gone', clock.now());
    expect(await store.client('gone')).toBeUndefined();
  });
});
