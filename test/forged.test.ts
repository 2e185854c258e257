import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealCaller } from '../kernel/caller.ts';
import { fixedClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { seal, type KeyRing, type Purpose } from '../kernel/seal.ts';
import { seed } from '../prisma/seed.ts';
import { directoryBlobs } from '../subgraphs/clinical/index.ts';
import { openCodes } from '../subgraphs/codes/index.ts';
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
    codes: openCodes(database),
    baseUrl: 'http://tributary.example',
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

const bodyOf = (query: string, variables: object = {}): string => JSON.stringify({ query, variables });

const post = async (name: SubgraphName, body: string, assertion: string | undefined) => {
  const reply = await served.get(name)?.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      ...(assertion === undefined ? {} : { [assertionHeader]: assertion }),
    },
    payload: body,
  });
  return { status: reply?.statusCode, text: reply?.body ?? '' };
};

/** What the gateway would send along with this body, to this slice. */
const goodFor = (slice: SubgraphName, body: string, now = new Date(noon)): string =>
  sealCall(testKeys, call, { slice, body, now });
/** The same body under another signature, and the same signature over another body. */
const parts = (sealed: string): [string, string, string] => sealed.split('.') as [string, string, string];
const rewritten = (sealed: string, change: (value: Record<string, unknown>) => object): string => {
  const [id, body, signature] = parts(sealed);
  const value = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  return [id, Buffer.from(JSON.stringify(change(value))).toString('base64url'), signature].join('.');
};
const opened = (sealed: string): object => JSON.parse(Buffer.from(parts(sealed)[1], 'base64url').toString()) as object;
const flipped = (sealed: string): string => {
  const [id, body, signature] = parts(sealed);
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return [id, body, bytes.toString('base64url')].join('.');
};

/** Everything that has ever been tried with a seal; `fresh` makes a good one. */
const forgeries = <Of>(fresh: (of: Of) => string): readonly (readonly [string, (of: Of) => string])[] => [
  ['empty', () => ''],
  ['no seal', () => 'nonsense'],
  ['without a signature', (of) => parts(fresh(of)).slice(0, 2).join('.')],
  ['with an empty signature', (of) => [...parts(fresh(of)).slice(0, 2), ''].join('.')],
  ['with half a signature', (of) => fresh(of).slice(0, -20)],
  ['with a signature of another bit', (of) => flipped(fresh(of))],
  ['with more behind it', (of) => `${fresh(of)}.x`],
  ['of a key that we do not have', (of) => seal(unknown, 'principal', opened(fresh(of)))],
  ['under a key id that is a word of JavaScript', (of) => ['__proto__', ...parts(fresh(of)).slice(1)].join('.')],
  ['that says it needs no signature', (of) => `none.${parts(fresh(of))[1]}.`],
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

  const mine = (body: string): string => goodFor(name, body);

  it.each<readonly [string, (body: string) => string | undefined]>([
    ['missing', () => undefined],
    ...forgeries(mine),
    ['signed with a foreign key ring', (body) => sealCall(foreign, call, { slice: name, body, now: new Date(noon) })],
    ['over another principal', (body) => rewritten(mine(body), (value) => ({ ...value, principal: person('alice') }))],
    ['that was given a longer life', (body) => rewritten(mine(body), (value) => ({ ...value, expires: 9e15 }))],
    ['that was given another question', (body) => rewritten(mine('{}'), () => opened(mine(body)))],
    ['that was good half a minute ago', (body) => goodFor(name, body, later(-31))],
    ['made for another question', (body) => mine(`${body} `)],
    ...subgraphNames
      .filter((other) => other !== name)
      .map((other) => [`made for ${other}`, (body: string) => goodFor(other, body)] as const),
    [
      'that is an adapter’s',
      () => sealCaller(testKeys, { authorization: '', address: '::1', through: 'graphql' }, later(0)),
    ],
    ['that is a purview', () => purviewOf(riverside, 'alice', { labels: all })],
    ['that is a placement', () => placementOf(riverside, 'alice', 'riverside-prt')],
    ...asWhat.map(
      (purpose) => [`sealed as a ${purpose}`, (body: string) => seal(testKeys, purpose, opened(mine(body)))] as const,
    ),
  ])('says nothing, not even what it is, for an assertion that is %s', async (_what, assertion) => {
    for (const question of questions) {
      const body = bodyOf(question);
      expect(await post(name, body, assertion(body)), question).toEqual({ status: 401, text: refusal });
    }
  });

  it('takes a good assertion until it expires, and not once more', async () => {
    const body = bodyOf('{ __typename }');
    const [captured, another] = [mine(body), mine(body)];
    clock.set(later(30));
    expect((await post(name, body, captured)).status).toBe(200);
    clock.set(later(30.001));
    expect((await post(name, body, another)).status).toBe(401);
    clock.set(new Date(noon));
  });

  it('takes a good assertion once, for the question that it was made for', async () => {
    const body = bodyOf('{ __typename }');
    const captured = mine(body);
    for (const other of [bodyOf('{ _service { sdl } }'), `${body} `, '{}', ''])
      expect(await post(name, other, captured), other).toEqual({ status: 401, text: refusal });
    expect((await post(name, body, captured)).status).toBe(200);
    for (const seconds of [0, 15, 30, 31, 61]) {
      clock.set(later(seconds));
      expect(await post(name, body, captured), `${seconds} s later`).toEqual({ status: 401, text: refusal });
    }
    clock.set(new Date(noon));
    // The same question asked again by the gateway is another call.
    expect((await post(name, body, mine(body))).status).toBe(200);
  });

  it.each(['', 'nonsense', 'null', '[]', '7', '{"query":7}', '{"query":"nonsense {"}'])(
    'tells the gateway that %j is no question',
    async (body) => {
      expect((await post(name, body, mine(body))).status).toBe(400);
    },
  );
});

describe.each([
  ['clinical', 'labReports { items { id } } observations { items { id } } documents { items { id } }'],
  ['appointments', 'appointments { items { id } }'],
  ['mail', 'letters { items { id } }'],
] as const)('%s, asked for a patient,', (name, fields) => {
  const ask = async (purview: unknown, { as = riverside, of = idOf('alice') } = {}): Promise<unknown> => {
    const body = bodyOf(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`, {
      r: [{ __typename: 'Patient', id: of, ...(purview === undefined ? {} : { purview }) }],
    });
    const assertion = sealCall(testKeys, { ...call, principal: as }, { slice: name, body, now: clock.now() });
    const { status, text } = await post(name, body, assertion);
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
    ...forgeries(hers).map(([what, forge]) => [what, () => forge(undefined)] as const),
    ['signed with a foreign key ring', () => sealed(foreign, 'purview', 9e15)],
    ['with a label more', () => rewritten(purviewOf(riverside, 'alice', {}), (value) => ({ ...value, labels: all }))],
    ['for everybody', () => rewritten(hers(), (value) => ({ ...value, principal: '*' }))],
    ['that is the caller’s own assertion', () => goodFor(name, '{}')],
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
