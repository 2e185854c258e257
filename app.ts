import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '@graphql-tools/utils';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { aggregator } from './adapters/aggregator/index.ts';
import { aggregatedFhir } from './adapters/fhir/aggregated/index.ts';
import { customerFhir } from './adapters/fhir/customer/index.ts';
import { facadeFhir } from './adapters/fhir/facade/index.ts';
import { messagingFhir } from './adapters/fhir/messaging/index.ts';
import { hl7Endpoint, hl7Parts, hl7Replay, mllpPlugin } from './adapters/hl7/index.ts';
import { letterFallback } from './adapters/letters/index.ts';
import { answerUnreadablePath, restApi } from './adapters/rest/index.ts';
import { answerError } from './adapters/fhir/core/speak-fhir.ts';
import { unroutable } from './adapters/unroutable.ts';
import { inProcess, openGateway, overHttp, type Executors } from './gateway/index.ts';
import { openIdentity, teamsFrom } from './identity/index.ts';
import { personFrom } from './identity/nhs/index.ts';
import { invitationsFrom, joiningFrom, openPeople } from './identity/people/index.ts';
import { notifications } from './adapters/notifications/index.ts';
import { webhooks } from './adapters/webhooks/index.ts';
import { nhsLoginOf } from './prisma/demo-nhs-login.ts';
import { toTryAs } from './prisma/demo-try.ts';
import { systemClock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import { uuid7 } from './kernel/id.ts';
import { databaseAnswers, operations } from './kernel/operations.ts';
import type { Database } from './prisma/database.ts';
import { bytesBeside, directoryBlobs, removeLeftovers } from './subgraphs/clinical/index.ts';
import { openCodes } from './subgraphs/codes/index.ts';
import { slices, type Parts } from './subgraphs/index.ts';
import { backlogOf } from './subgraphs/kit/backlog.ts';
import { subgraphNames, type Subgraph, type SubgraphName } from './subgraphs/kit/subgraph.ts';

/** The reviewed contract, as it is checked in. */
const supergraphSdl = (): string => readFileSync(join(import.meta.dirname, 'schema', 'supergraph.graphql'), 'utf8');

/**
 * Everything in one process, behind one port: slices, gateway, authorisation server and adapters. A slice that
 * `SUBGRAPH_URLS` names is asked over HTTP instead; nothing else changes.
 */
export const openApp = async (config: Config, database: Database): Promise<FastifyInstance> => {
  const app = fastify({
    logger: { level: config.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: unroutable({ '/fhir/': answerError, '/api/': answerUnreadablePath }),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
  });
  const clock = systemClock;
  const { signingKeys: keys, limits, remember } = config;
  // The slices are told when grants end, so they come after identity; it asks one of them, once somebody signs in.
  const patients: Executor = (asked) => executors.patients(asked);
  const teamsOf = teamsFrom(patients);
  const people = openPeople({
    ...database,
    baseUrl: config.baseUrl,
    keys,
    clock,
    remember,
    nhsLogin: nhsLoginOf(config, personFrom(patients)),
    invitations: invitationsFrom(patients),
    joining: joiningFrom(patients),
    teamsOf,
  });
  const identity = await openIdentity({
    sessionOf: people.sessionOf,
    teamsOf,
    issuer: `${config.baseUrl}/oauth`,
    prisma: database.prisma,
    keys,
    clock,
    remember,
    demo: toTryAs(config),
    proxy: config.trustedProxies.length > 0,
  });
  const blobFolder = join(config.dataDir, 'blobs');
  app.addHook('onReady', async () => {
    await removeLeftovers(blobFolder, clock.now());
  });
  const parts: Parts = {
    sql: database.sql,
    prisma: database.prisma,
    wake: database.wake,
    blobs: directoryBlobs(blobFolder, uuid7),
    clock,
    newId: uuid7,
    codes: openCodes(database),
    log: (line) => {
      app.log.warn(line);
    },
    baseUrl: config.baseUrl,
    webhooksToLoopback: config.webhooksToLoopback,
    notifies: config.smtpUrl !== undefined,
    forgetGrants: identity.forgetGrants,
  };
  const own: Subgraph[] = [];
  const open = (name: SubgraphName): Subgraph => {
    const slice = slices[name](parts);
    own.push(slice);
    return slice;
  };
  const executors = Object.fromEntries(
    subgraphNames.map((name) => {
      const url = config.subgraphUrls.get(name);
      return [
        name,
        url === undefined ? inProcess(open(name), { clock, keys }) : overHttp(url, { slice: name, clock, keys }),
      ];
    }),
  ) as Executors;

  const gateway = openGateway({
    supergraphSdl: supergraphSdl(),
    executors,
    introspect: identity.introspect,
    session: people.sessionOf,
    limits: { depth: limits.graphqlDepth, cost: limits.graphqlCost, aliases: limits.graphqlAliases },
    keys,
    clock,
    remember,
    baseUrl: config.baseUrl,
    introspection: !config.production,
    log: app.log,
  });

  operations(app, databaseAnswers(database.pool), backlogOf(database.sql, own));
  await app.register(identity.plugin);
  await app.register(people.plugin);
  await app.register(gateway.plugin);
  const hl7 = { graph: gateway.graph, clock, newId: uuid7, limits, processing: config.hl7Processing, log: app.log };
  await app.register(hl7Endpoint({ ...hl7, baseUrl: config.baseUrl }));
  await app.register(mllpPlugin({ parts: hl7Parts(hl7), ...config }));
  await app.register(hl7Replay({ ...hl7Parts(hl7), keys }));
  // Of a slice in another process they come through the graph.
  const bytes = config.subgraphUrls.has('clinical') ? undefined : bytesBeside({ blobs: parts.blobs, keys, clock });
  await app.register(aggregatedFhir({ graph: gateway.graph, baseUrl: config.baseUrl, clock, bytes }), {
    prefix: '/fhir/aggregated',
  });

  await app.register(customerFhir({ graph: gateway.graph, baseUrl: config.baseUrl, clock, keys }), {
    prefix: '/fhir/customer',
  });

  await app.register(
    restApi({
      graph: gateway.graph,
      baseUrl: config.baseUrl,
      clock,
      rate: { requests: limits.restRequests, seconds: 60 },
      remember,
      bytes,
    }),
    {
      prefix: '/api',
    },
  );
  await app.register(facadeFhir({ graph: gateway.graph, baseUrl: config.baseUrl, clock, bytes }), {
    prefix: '/fhir/facade',
  });
  await app.register(messagingFhir({ graph: gateway.graph, baseUrl: config.baseUrl, clock }), {
    prefix: '/fhir/messaging',
  });

  await app.register(aggregator({ graph: gateway.graph, keys, clock, log: app.log }));
  await app.register(letterFallback({ graph: gateway.graph, keys, clock, log: app.log }));
  await app.register(notifications({ ...config, graph: gateway.graph, keys, clock, log: app.log }));
  await app.register(
    webhooks({ graph: gateway.graph, keys, clock, log: app.log, loopback: config.webhooksToLoopback }),
  );

  app.addHook('onClose', () => {
    identity.close();
    people.close();
  });
  return app;
};
