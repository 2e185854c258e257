import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo, { type ApolloFastifyContextFunction } from '@as-integrations/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { callerHeader, unsealCaller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import { isFailure } from '../kernel/failure.ts';
import type { Caller } from '../kernel/graph.ts';
import type { KeyRing } from '../kernel/seal.ts';
import type { Authenticate } from './auth/authenticate.ts';
import type { GatewayContext } from './context.ts';
import { forCaller, type Log } from './errors.ts';
import { exceeded, measure, type Limits } from './limits.ts';
import type { Reading } from './reading.ts';

export type ServerNeeds = {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly reading: Reading;
  readonly limits: Limits;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Off in production: the schema is public, but its map is not handed to whoever asks. */
  readonly introspection: boolean;
  readonly log: Log;
};

/** Serves the graph at `/graphql`, for whoever brings a token or a feed's credentials. */
export const graphqlPlugin =
  ({ schema, authenticate, reading, limits, keys, clock, introspection, log }: ServerNeeds): FastifyPluginAsync =>
  async (fastify) => {
    const apollo = new ApolloServer<GatewayContext>({
      schema,
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

    const context: ApolloFastifyContextFunction<GatewayContext> = async (request) => {
      // An adapter in a process of its own tells whom it speaks for; nobody else can make that header.
      const told = unsealCaller(keys, header(request.headers[callerHeader]), clock.now());
      const caller: Caller = {
        address: request.ip,
        organisation: header(request.headers['x-org-public-id']),
        via: 'GRAPHQL',
        ...told,
        authorization: request.headers.authorization,
      };
      const principal = await authenticate(caller);
      if (principal === 'unauthenticated') throw unauthenticated();
      if (isFailure(principal))
        throw new GraphQLError(principal.message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
      return { principal, via: caller.via, reading: [] };
    };
    await fastify.register(fastifyApollo(apollo), { path: '/graphql', method: ['GET', 'POST'], context });
  };

const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

const unauthenticated = (): GraphQLError =>
  new GraphQLError('Send an access token (Bearer), or a feed’s credentials (Basic).', {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer realm="tributary"']]) },
    },
  });

const notServed = (): GraphQLError =>
  new GraphQLError('Subscriptions are not served here.', {
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
