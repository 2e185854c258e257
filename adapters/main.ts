import { fastify, LogController } from 'fastify';
import { systemClock } from '../kernel/clock.ts';
import { configOrExit } from '../kernel/config.ts';
import { uuid7 } from '../kernel/id.ts';
import { listenOrExit } from '../kernel/listen.ts';
import { operations, othersAreReady } from '../kernel/operations.ts';
import { stopOnSignal } from '../kernel/stop.ts';
import { aggregator } from './aggregator/index.ts';
import { aggregatedFhir } from './fhir/aggregated/index.ts';
import { customerFhir } from './fhir/customer/index.ts';
import { facadeFhir } from './fhir/facade/index.ts';
import { messagingFhir } from './fhir/messaging/index.ts';
import { hl7Endpoint, hl7Parts, hl7Replay, mllpPlugin } from './hl7/index.ts';
import { letterFallback } from './letters/index.ts';
import { notifications } from './notifications/index.ts';
import { webhooks } from './webhooks/index.ts';
import { remoteGraph } from './remote-graph.ts';
import { answerUnreadablePath, restApi } from './rest/index.ts';
import { answerError } from './fhir/core/speak-fhir.ts';
import { unroutable } from './unroutable.ts';

// The adapters as a process of their own: no database, no slice, only the gateway at GATEWAY_URL.
const config = configOrExit();
const clock = systemClock;
const app = fastify({
  logger: { level: config.logLevel },
  logController: new LogController({ disableRequestLogging: true }),
  frameworkErrors: unroutable({ '/fhir/': answerError, '/api/': answerUnreadablePath }),
  trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
});
operations(app, othersAreReady(new Map([['gateway', config.gatewayUrl]])));
const graph = remoteGraph({ url: config.gatewayUrl, keys: config.signingKeys, clock });
const hl7 = { graph, clock, newId: uuid7, limits: config.limits, processing: config.hl7Processing, log: app.log };
await app.register(hl7Endpoint({ ...hl7, baseUrl: config.baseUrl }));
await app.register(mllpPlugin({ parts: hl7Parts(hl7), ...config }));
await app.register(hl7Replay({ ...hl7Parts(hl7), keys: config.signingKeys }));
await app.register(aggregatedFhir({ graph, baseUrl: config.baseUrl, clock }), { prefix: '/fhir/aggregated' });
await app.register(customerFhir({ graph, baseUrl: config.baseUrl, clock, keys: config.signingKeys }), {
  prefix: '/fhir/customer',
});
await app.register(
  restApi({
    graph,
    baseUrl: config.baseUrl,
    clock,
    rate: { requests: config.limits.restRequests, seconds: 60 },
    remember: config.remember,
  }),
  {
    prefix: '/api',
  },
);
await app.register(facadeFhir({ graph, baseUrl: config.baseUrl, clock }), { prefix: '/fhir/facade' });
await app.register(messagingFhir({ graph, baseUrl: config.baseUrl, clock }), { prefix: '/fhir/messaging' });
await app.register(aggregator({ graph, keys: config.signingKeys, clock, log: app.log }));
await app.register(letterFallback({ graph, keys: config.signingKeys, clock, log: app.log }));
await app.register(notifications({ ...config, graph, keys: config.signingKeys, clock, log: app.log }));
await app.register(
  webhooks({ graph, keys: config.signingKeys, clock, log: app.log, loopback: config.webhooksToLoopback }),
);
stopOnSignal(() => app.close());
await listenOrExit(app, config);
