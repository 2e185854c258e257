import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealCaller } from '../kernel/caller.ts';
import { fixedClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { seal, type KeyRing, type Purpose } from '../kernel/seal.ts';
import { seed } from '../prisma/seed.ts';
import { directoryBlobs } from '../subgraphs/clinical/index.ts';
import { slices } from '../subgraphs/index.ts';
import { assertionHeader, sealCall } from '../subgraphs/kit/assertion.ts';
import { serveSubgraph } from '../subgraphs/kit/serve.ts';
import { subgraphNames, type SubgraphName } from '../subgraphs/kit/subgraph.ts';
import { customer, person, testKeys } from './calls.ts';
import { prismaOn } from './clients.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { idOf, placementOf, purviewOf } from './slice.ts';
import { dataFolder } from './wiring.ts';

// A slice that somebody reaches directly, past the gateway, believes seals and nothing else.

const noon = '2026-06-01T12:00:00Z';
const clock = fixedClock(noon);
const later = (seconds: number): Date => new Date(Date.parse(noon) + seconds * 1_000);
const foreign: KeyRing = [{ id: 'test', secret: Buffer.alloc(32, 8) }];
const unknown: KeyRing = [{ id: 'other', secret: Buffer.alloc(32, 7) }];

const riverside = customer('riverside');
const call = { principal: riverside, via: 'GRAPHQL', reading: [] } as const;
const all = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'] as const;

let database: TestDatabase;
const prisma = { close: (): Promise<void> => Promise.resolve() };
const folder = dataFolder();
const served = new Map<SubgraphName, FastifyInstance>();
beforeAll(async () => {
  database = await testDatabase();
  const client = prismaOn(database.url);
  prisma.close = () => client.$disconnect();
  await seed(client, { demo: true });
  const parts = {
    sql: database.sql,
    prisma: client,
    blobs: directoryBlobs(folder.path, uuid7),
    clock,
    newId: uuid7,
    log: () => undefined,
  };
  for (const name of subgraphNames) served.set(name, serveSubgraph(slices[name](parts), { clock, keys: testKeys }));
});
afterAll(async () => {
  for (const server of served.values()) await server.close();
  await prisma.close();
  await database.drop();
  folder.remove();
});

const post = async (name: SubgraphName, query: string, assertion: string | undefined, variables: object = {}) => {
  const reply = await served.get(name)?.inject({
    method: 'POST',
    url: '/graphql',
    headers: assertion === undefined ? {} : { [assertionHeader]: assertion },
    payload: { query, variables },
  });
  return { status: reply?.statusCode, text: reply?.body ?? '' };
};

const good = (): string => sealCall(testKeys, call, new Date(noon));
/** The same body under another signature, and the same signature over another body. */
const parts = (sealed: string): [string, string, string] => sealed.split('.') as [string, string, string];
const rewritten = (sealed: string, change: (value: Record<string, unknown>) => object): string => {
  const [id, body, signature] = parts(sealed);
  const value = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  return [id, Buffer.from(JSON.stringify(change(value))).toString('base64url'), signature].join('.');
};
const flipped = (sealed: string): string => {
  const [id, body, signature] = parts(sealed);
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return [id, body, bytes.toString('base64url')].join('.');
};

/** Everything that has ever been tried with a seal; `fresh` makes a good one. */
const forgeries = (fresh: () => string): readonly (readonly [string, () => string])[] => [
  ['empty', () => ''],
  ['no seal', () => 'nonsense'],
  ['without a signature', () => parts(fresh()).slice(0, 2).join('.')],
  ['with an empty signature', () => [...parts(fresh()).slice(0, 2), ''].join('.')],
  ['with half a signature', () => fresh().slice(0, -20)],
  ['with a signature of another bit', () => flipped(fresh())],
  ['with more behind it', () => `${fresh()}.x`],
  ['of a key that we do not have', () => seal(unknown, 'principal', { ...call, expires: Number.MAX_SAFE_INTEGER })],
  ['under a key id that is a word of JavaScript', () => ['__proto__', ...parts(fresh()).slice(1)].join('.')],
  ['that says it needs no signature', () => `none.${parts(fresh())[1]}.`],
];

describe.each(subgraphNames)('%s, asked directly,', (name) => {
  const questions = [
    '{ __typename }',
    '{ _service { sdl } }',
    `{ _entities(representations: [{ __typename: "Patient", id: "${idOf('alice')}" }]) { __typename } }`,
    '{ __schema { types { name } } }',
    'nonsense {',
  ];
  const refusal = '{"errors":[{"message":"Only the gateway may ask.","extensions":{"code":"UNAUTHENTICATED"}}]}';
  const asWhat: readonly Purpose[] = ['caller', 'purview', 'placement', 'cursor'];

  it.each<readonly [string, () => string | undefined]>([
    ['missing', () => undefined],
    ...forgeries(good),
    ['signed with a foreign key ring', () => sealCall(foreign, call, new Date(noon))],
    ['over another principal', () => rewritten(good(), (value) => ({ ...value, principal: person('alice') }))],
    ['that was given a longer life', () => rewritten(good(), (value) => ({ ...value, expires: 9e15 }))],
    ['that was good half a minute ago', () => sealCall(testKeys, call, later(-31))],
    [
      'that is an adapter’s',
      () => sealCaller(testKeys, { authorization: '', address: '::1', through: 'graphql' }, later(0)),
    ],
    ['that is a purview', () => purviewOf(riverside, 'alice', { labels: all })],
    ['that is a placement', () => placementOf(riverside, 'alice', 'riverside-prt')],
    ...asWhat.map(
      (purpose) => [`sealed as a ${purpose}`, () => seal(testKeys, purpose, { ...call, expires: 9e15 })] as const,
    ),
  ])('says nothing, not even what it is, for an assertion that is %s', async (_what, assertion) => {
    for (const question of questions)
      expect(await post(name, question, assertion()), question).toEqual({ status: 401, text: refusal });
  });

  it('takes a good assertion until it expires, and not once more', async () => {
    const captured = good();
    clock.set(later(30));
    expect((await post(name, '{ __typename }', captured)).status).toBe(200);
    clock.set(later(30.001));
    expect((await post(name, '{ __typename }', captured)).status).toBe(401);
    clock.set(new Date(noon));
  });
});

describe.each([
  ['clinical', 'labReports { items { id } } observations { items { id } } documents { items { id } }'],
  ['appointments', 'appointments { items { id } }'],
  ['mail', 'letters { items { id } }'],
] as const)('%s, asked for a patient,', (name, fields) => {
  const ask = async (purview: unknown, { as = riverside, of = idOf('alice') } = {}): Promise<unknown> => {
    const { status, text } = await post(
      name,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`,
      sealCall(testKeys, { ...call, principal: as }, clock.now()),
      { r: [{ __typename: 'Patient', id: of, ...(purview === undefined ? {} : { purview }) }] },
    );
    expect(status).toBe(200);
    const { data, errors } = JSON.parse(text) as { data: { _entities: [object] }; errors?: unknown };
    expect(errors).toBeUndefined();
    return data._entities[0];
  };
  const names = fields
    .replaceAll(/\{ items \{ id \} \}/g, '')
    .split(/ +/)
    .filter(Boolean);
  const nothing = Object.fromEntries(names.map((field) => [field, null]));
  const something = Object.fromEntries(names.map((field) => [field, { items: expect.any(Array) as unknown }]));
  const hers = () => purviewOf(riverside, 'alice', { labels: all });
  const sealed = (ring: KeyRing, purpose: Purpose, expires: number): string =>
    seal(ring, purpose, {
      patient: idOf('alice'),
      principal: 'organisation:nobody',
      labels: all,
      sources: [],
      masks: [],
      basis: 'CONSENT',
      expires,
    });

  it('shows her pages to a purview that is hers and the caller’s', async () => {
    expect(await ask(hers())).toEqual(something);
  });

  it.each<readonly [string, () => string | null | undefined]>([
    ['missing', () => undefined],
    ['null', () => null],
    ...forgeries(hers),
    ['signed with a foreign key ring', () => sealed(foreign, 'purview', 9e15)],
    ['with a label more', () => rewritten(purviewOf(riverside, 'alice', {}), (value) => ({ ...value, labels: all }))],
    ['for everybody', () => rewritten(hers(), (value) => ({ ...value, principal: '*' }))],
    ['that is the caller’s own assertion', good],
    ['that is a placement', () => placementOf(riverside, 'alice', 'riverside-prt')],
    ['sealed as a principal', () => sealed(testKeys, 'principal', 9e15)],
    ['of another principal', () => purviewOf(customer('hillside'), 'alice', { labels: all })],
    ['of a person', () => purviewOf(person('alice'), 'alice', { labels: all })],
    ['for another patient', () => purviewOf(riverside, 'bob', { labels: all })],
    ['that has expired', () => purviewOf(riverside, 'alice', { labels: all }, fixedClock('2026-06-01T11:58:59Z'))],
  ])('shows nothing, and does not say why, for a purview that is %s', async (_what, purview) => {
    expect(await ask(purview())).toEqual(nothing);
  });

  it('shows nothing of a purview that is replayed: by another, for another, or too late', async () => {
    const captured = hers();
    expect(await ask(captured, { as: customer('hillside') })).toEqual(nothing);
    expect(await ask(captured, { as: person('diaz') })).toEqual(nothing);
    expect(await ask(captured, { of: idOf('bob') })).toEqual(nothing);
    clock.set(later(61));
    expect(await ask(captured)).toEqual(nothing);
    clock.set(new Date(noon));
    expect(await ask(captured)).toEqual(something);
  });
});
