import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo, { type ApolloFastifyContextFunction } from '@as-integrations/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Clock } from '../kernel/clock.ts';
import { isFailure } from '../kernel/failure.ts';
import type { KeyRing } from '../kernel/seal.ts';
import type { Authenticate } from './auth/authenticate.ts';
import { callerOf } from './auth/caller.ts';
import { refused, unauthenticated } from './auth/refusals.ts';
import type { GatewayContext } from './context.ts';
import { forCaller, type Log } from './errors.ts';
import { viaOf } from './interfaces.ts';
import { exceeded, measure, type Limits } from './limits.ts';
import type { Operate } from './plan/operate.ts';
import type { Reading } from './reading.ts';

export type ServerNeeds = {
  readonly schema: GraphQLSchema;
  readonly operate: Operate;
  readonly authenticate: Authenticate;
  readonly reading: Reading;
  readonly limits: Limits;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Where our own pages are. */
  readonly baseUrl: string;
  /** Off in production: the schema is public, but its map is not handed to whoever asks. */
  readonly introspection: boolean;
  readonly log: Log;
};

/** Serves the graph at `/graphql`, for whoever brings a token, or is signed in on one of our pages. */
export const graphqlPlugin =
  ({
    schema,
    operate,
    authenticate,
    reading,
    limits,
    keys,
    clock,
    baseUrl,
    introspection,
    log,
  }: ServerNeeds): FastifyPluginAsync =>
  async (fastify) => {
    const apollo = new ApolloServer<GatewayContext>({
      gateway: executing(schema, operate),
      introspection,
      includeStacktraceInErrorResponses: false,
      formatError: forCaller(log),
      // A document has to be parsed before it can be measured: this keeps the parser itself from being kept busy.
      parseOptions: { maxLexicalTokens: 10_000 },
      stopOnTerminationSignals: false,
      plugins: [
        measuring({ schema, reading, limits, log }),
        // Nothing here may be cached by anyone; and without it no field has to be instrumented.
        ApolloServerPluginCacheControlDisabled(),
      ],
    });
    await apollo.start();
    fastify.addHook('onClose', () => apollo.stop());

    const origin = new URL(baseUrl).origin;
    const context: ApolloFastifyContextFunction<GatewayContext> = async (request) => {
      const caller = callerOf(request, { keys, origin, now: clock.now() });
      const principal = await authenticate(caller);
      if (principal === 'unauthenticated') throw unauthenticated(caller.authorization !== undefined);
      if (isFailure(principal)) throw refused(principal);
      return { principal, via: viaOf(caller.through, principal.integration), reading: [] };
    };
    await fastify.register(fastifyApollo(apollo), { path: '/graphql', method: ['GET', 'POST'], context });
  };

type ApolloGateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type ApolloResponse = Awaited<ReturnType<NonNullable<Awaited<ReturnType<ApolloGateway['load']>>['executor']>>>;

/** Apollo Server parses, validates and formats; the executing is ours. */
const executing = (schema: GraphQLSchema, operate: Operate): ApolloGateway => ({
  load: () =>
    Promise.resolve({
      executor: ({ document, operationName, request, context }) =>
        operate({
          document,
          operationName: operationName ?? undefined,
          variables: request.variables ?? {},
          context: context as GatewayContext,
        }) as Promise<ApolloResponse>,
    }),
  onSchemaLoadOrUpdate: (loaded) => {
    loaded({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => undefined;
  },
  stop: () => Promise.resolve(),
});

const notServed = (): GraphQLError =>
  new GraphQLError('Subscriptions are served at /graphql/stream.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

/** Measures each operation before it runs, and notes what it reads for the access log. */
const measuring = ({
  schema,
  reading,
  limits,
  log,
}: Pick<ServerNeeds, 'schema' | 'reading' | 'limits' | 'log'>): ApolloServerPlugin<GatewayContext> => ({
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ document, operation, request, contextValue }) => {
        if (operation?.operation === 'subscription') throw notServed();
        const variables = request.variables ?? {};
        const refused =
          operation === undefined ? undefined : exceeded(measure(schema, { document, operation, variables }), limits);
        if (refused !== undefined) {
          log.warn({ client: contextValue.principal.integration, reason: refused.message }, 'an operation was refused');
          throw refused;
        }
        contextValue.reading = reading(document, variables);
        return Promise.resolve();
      },
    }),
});
