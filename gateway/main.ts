import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify, LogController } from 'fastify';
import { internalSecret, introspectOverHttp } from '../identity/index.ts';
import { sessionOverHttp } from '../identity/people/index.ts';
import { systemClock } from '../kernel/clock.ts';
import { configOrExit } from '../kernel/config.ts';
import { listenOrExit } from '../kernel/listen.ts';
import { operations, othersAreReady } from '../kernel/operations.ts';
import { stopOnSignal } from '../kernel/stop.ts';
import { subgraphNames } from '../subgraphs/kit/subgraph.ts';
import { openGateway, overHttp, type Executors } from './index.ts';

// The gateway as a process of its own: it holds no state and no database, and knows its slices by SUBGRAPH_URLS.
const config = configOrExit();
const { signingKeys: keys, limits, remember } = config;
const clock = systemClock;
const missing = subgraphNames.filter((name) => !config.subgraphUrls.has(name));
if (missing.length > 0) {
  process.stderr.write(`SUBGRAPH_URLS names no address for ${missing.join(', ')}.\n`);
  process.exit(1);
}
const app = fastify({
  logger: { level: config.logLevel },
  logController: new LogController({ disableRequestLogging: true }),
  trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
});
const gateway = openGateway({
  supergraphSdl: readFileSync(join(import.meta.dirname, '..', 'schema', 'supergraph.graphql'), 'utf8'),
  executors: Object.fromEntries(
    subgraphNames.map((name) => [name, overHttp(config.subgraphUrls.get(name) ?? '', { slice: name, clock, keys })]),
  ) as Executors,
  introspect: introspectOverHttp({
    issuer: `${config.identityUrl}/oauth`,
    client: 'gateway',
    secret: internalSecret(keys, 'gateway'),
    remember,
  }),
  session: sessionOverHttp({ baseUrl: config.baseUrl, identityUrl: config.identityUrl, keys, clock, remember }),
  limits: { depth: limits.graphqlDepth, cost: limits.graphqlCost, aliases: limits.graphqlAliases },
  keys,
  clock,
  remember,
  baseUrl: config.baseUrl,
  introspection: !config.production,
  log: app.log,
});
operations(app, othersAreReady(config.subgraphUrls));
await app.register(gateway.plugin);
stopOnSignal(() => app.close());
await listenOrExit(app, config);
