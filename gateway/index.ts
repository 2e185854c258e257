import type { FastifyPluginAsync } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Clock } from '../kernel/clock.ts';
import type { Graph } from '../kernel/graph.ts';
import { unsealLeave } from '../kernel/leave.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { authenticator } from './auth/authenticate.ts';
import { feedCredential } from './auth/feed-credential.ts';
import { rememberingCallers } from './auth/known-caller.ts';
import type { Authenticators } from './auth/ports.ts';
import { standings } from './auth/standing.ts';
import { forCaller, type Log } from './errors.ts';
import { graphInProcess } from './graph.ts';
import type { Limits } from './limits.ts';
import { readingOf } from './reading.ts';
import { graphqlPlugin } from './server.ts';
import { eventsAfter, heardBy } from './stream/event-log.ts';
import { streamPlugin } from './stream/plugin.ts';
import { federated } from './plan/operate.ts';
import type { Executors } from './supergraph.ts';

export { inProcess, overHttp } from './executors.ts';
export { federated } from './plan/operate.ts';
export type { Executors } from './supergraph.ts';

export type GatewayNeeds = {
  /** `schema/supergraph.graphql` */
  readonly supergraphSdl: string;
  readonly executors: Executors;
  /** Whose an access token is. */
  readonly introspect: Authenticators['introspect'];
  /** Who is signed in on our pages. */
  readonly session: Authenticators['session'];
  readonly limits: Limits;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** For how many seconds at most what somebody is, or was granted, is remembered. */
  readonly remember: number;
  readonly baseUrl: string;
  readonly introspection: boolean;
  readonly log: Log;
};

export type Gateway = {
  /** The stitched and shielded schema. */
  readonly schema: GraphQLSchema;
  /** Serves `/graphql`, and subscriptions at `/graphql/stream`. */
  readonly plugin: FastifyPluginAsync;
  /** The graph for adapters in this process. */
  readonly graph: Graph;
};

/** The one door to the slices: who is it, may they, and what are they about to read. */
export const openGateway = ({
  supergraphSdl,
  executors,
  introspect,
  session,
  remember,
  log,
  ...needs
}: GatewayNeeds): Gateway => {
  const { schema, operate } = federated(supergraphSdl, executors);
  const authenticate = authenticator({
    introspect,
    session,
    credential: feedCredential(executors.exchange),
    leave: (sealed) => unsealLeave(needs.keys, sealed, needs.clock.now()),
    ...standings(executors, needs.clock, remember),
    log,
  });
  const reading = readingOf(schema);
  const graphql = graphqlPlugin({ schema, operate, authenticate, reading, log, ...needs });
  const stream = streamPlugin({
    authenticate,
    read: eventsAfter(executors.exchange),
    heard: heardBy(executors.patients),
    log,
    ...needs,
  });
  return {
    schema,
    plugin: async (fastify) => {
      await fastify.register(graphql);
      await fastify.register(stream);
    },
    graph: graphInProcess({
      operate,
      authenticate: rememberingCallers(authenticate, needs.clock),
      reading,
      forCaller: forCaller(log),
    }),
  };
};
