import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fastify } from 'fastify';
import { parse, type ExecutionResult } from 'graphql';
import { aggregatedFhir } from '../../adapters/fhir/aggregated/index.ts';
import type { Authenticate } from '../../gateway/auth/authenticate.ts';
import { forCaller } from '../../gateway/errors.ts';
import { graphInProcess } from '../../gateway/graph.ts';
import { federated, inProcess, overHttp, type Executors } from '../../gateway/index.ts';
import { readingOf } from '../../gateway/reading.ts';
import { graphqlPlugin } from '../../gateway/server.ts';
import { isFailure, unavailable, type Failure } from '../../kernel/failure.ts';
import { fixedClock, type Clock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { BlobStore } from '../../subgraphs/clinical/index.ts';
import { openCodes } from '../../subgraphs/codes/index.ts';
import { slices } from '../../subgraphs/index.ts';
import { contextOf } from '../../subgraphs/kit/context.ts';
import type { Sql } from '../../subgraphs/kit/sql.ts';
import { serveSubgraph } from '../../subgraphs/kit/serve.ts';
import { subgraphNames, type Subgraph, type SubgraphName } from '../../subgraphs/kit/subgraph.ts';
import { testKeys } from '../calls.ts';
import { prismaOn } from '../clients.ts';
import { testDatabase } from '../database.ts';
import { now } from './world.ts';

export type Reply = { readonly status: number; readonly text: string; readonly json: unknown };

/** One caller before all doors. */
export type Asker = {
  readonly graph: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Reply>;
  readonly fhir: (path: string) => Promise<Reply>;
  /** Asks a slice as the gateway would, without the gateway. */
  readonly slice: (
    name: SubgraphName,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<ExecutionResult>;
};

export type Stack = {
  readonly sql: Sql;
  readonly prisma: PrismaClient;
  readonly blobs: BlobStore;
  readonly as: (principal: Principal) => Asker;
  readonly close: () => Promise<void>;
};

/**
 * The whole way from HTTP to the database: adapters, shield, stitched gateway, slices, and PostgreSQL. Only signing in is
 * left out: a bearer token here stands for a principal, so that a test may ask as anybody.
 */
export const openStack = async (
  wiring: 'in one process' | 'over HTTP' = 'in one process',
  clock: Clock = fixedClock(now),
): Promise<Stack> => {
  const database = await testDatabase();
  const prisma = prismaOn(database.url);
  const blobs = blobsInMemory();
  const codes = openCodes(database);
  const baseUrl = 'http://tributary.example';
  const parts = { sql: database.sql, prisma, blobs, clock, newId: uuid7, codes, baseUrl, log: () => undefined };
  const opened = eachSlice((name) => slices[name](parts));
  const wired = { clock, keys: testKeys };
  const { executors, close } = await (wiring === 'over HTTP' ? servedOverHttp : keptInProcess)(opened, wired);

  const known = new Map<string, Principal>();
  const authenticate: Authenticate = ({ authorization = '' }) =>
    Promise.resolve(known.get(authorization) ?? 'unauthenticated');
  const { schema, operate } = federated(supergraphSdl(), executors);
  const reading = readingOf(schema);
  const faults: unknown[] = [];
  const log = { warn: () => undefined, error: (details: object) => void faults.push(details) };
  const app = fastify();
  // One question here looks at many patients at once: what is proved is not the limits.
  const limits = { depth: 12, cost: 1_000_000, aliases: 1_000 };
  await app.register(
    graphqlPlugin({ schema, operate, authenticate, reading, limits, baseUrl, introspection: false, log, ...wired }),
  );
  const graph = graphInProcess({ operate, authenticate, reading, forCaller: forCaller(log) });
  await app.register(aggregatedFhir({ graph, baseUrl, clock }), { prefix: '/fhir/aggregated' });

  const replyOf = ({ statusCode, body }: { statusCode: number; body: string }): Reply => {
    const [fault] = faults.splice(0);
    if (fault !== undefined) throw new Error('A field failed: this is a fault of ours.', { cause: fault });
    return { status: statusCode, text: body, json: body.startsWith('{') ? JSON.parse(body) : undefined };
  };
  return {
    sql: database.sql,
    prisma,
    blobs,
    as: (principal) => {
      const authorization = `Bearer ${createHash('sha256').update(JSON.stringify(principal)).digest('hex')}`;
      known.set(authorization, principal);
      const headers = { authorization };
      return {
        graph: async (query, variables = {}) =>
          replyOf(await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } })),
        fhir: async (path) => replyOf(await app.inject({ method: 'GET', url: `/fhir/aggregated/${path}`, headers })),
        slice: async (name, query, variables = {}) => {
          const context = contextOf({ principal, via: 'GRAPHQL', reading: ['DEMOGRAPHICS'] }, wired);
          return opened[name].execute({ document: parse(query), variables, context });
        },
      };
    },
    close: async () => {
      await app.close();
      await close();
      await prisma.$disconnect();
      await database.drop();
    },
  };
};

type Slices = Readonly<Record<SubgraphName, Subgraph>>;
type Wired = { readonly clock: Clock; readonly keys: KeyRing };
type Asked = { readonly executors: Executors; readonly close: () => Promise<unknown> };

const keptInProcess = (opened: Slices, wired: Wired): Promise<Asked> =>
  Promise.resolve({
    executors: eachSlice((name) => inProcess(opened[name], wired)),
    close: () => Promise.resolve(),
  });

/** As where each slice is a process of its own: who asks, and for whom, travels as a signed assertion. */
const servedOverHttp = async (opened: Slices, wired: Wired): Promise<Asked> => {
  const servers = subgraphNames.map((name) => serveSubgraph(opened[name], wired));
  const addresses = await Promise.all(servers.map((server) => server.listen({ port: 0, host: '127.0.0.1' })));
  return {
    executors: eachSlice((name) =>
      overHttp(`${addresses[subgraphNames.indexOf(name)] ?? ''}/graphql`, { slice: name, ...wired }),
    ),
    close: () => Promise.all(servers.map((server) => server.close())),
  };
};

const eachSlice = <Made>(make: (name: SubgraphName) => Made): Readonly<Record<SubgraphName, Made>> =>
  Object.fromEntries(subgraphNames.map((name) => [name, make(name)])) as Record<SubgraphName, Made>;

/** The reviewed contract, as it is checked in. */
const supergraphSdl = (): string => readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');

/** The bytes of documents, without waiting for a disk. */
const blobsInMemory = (): BlobStore => {
  const kept = new Map<string, Buffer>();
  const read = (sha256: string): Promise<Buffer | Failure> =>
    Promise.resolve(kept.get(sha256) ?? unavailable('There is no such content.'));
  return {
    put: (content) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      kept.set(sha256, content);
      return Promise.resolve(sha256);
    },
    read,
    stream: async (sha256) => {
      const content = await read(sha256);
      return isFailure(content) ? content : Readable.from(content);
    },
    part: async (sha256, { offset, length }) => {
      const content = await read(sha256);
      return isFailure(content) ? content : content.subarray(offset, offset + length);
    },
    // Nobody brings documents here.
    parts: {
      append: () => Promise.resolve(unavailable('Nothing is taken.')),
      bring: () => Promise.resolve(unavailable('Nothing is taken.')),
      examine: () => Promise.resolve(undefined),
      settle: () => Promise.resolve(unavailable('Nothing is taken.')),
      drop: () => Promise.resolve(),
    },
  };
};
