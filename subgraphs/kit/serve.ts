import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import type { Clock } from '../../kernel/clock.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { assertionHeader, assertionLifetime, unsealCall, type Asserted } from './assertion.ts';
import { contextOf } from './context.ts';
import { firstTimes } from './once.ts';
import type { Subgraph } from './subgraph.ts';

type Body = { readonly query?: unknown; readonly variables?: unknown; readonly operationName?: unknown };

/**
 * A slice as a process of its own: `POST /graphql`, for the gateway alone. Whoever comes without the gateway's signed
 * call gets nothing, not even the schema; and each signed call is good for the one question that it was made for, once.
 */
export const serveSubgraph = (
  subgraph: Subgraph,
  { clock, keys }: { readonly clock: Clock; readonly keys: KeyRing },
): FastifyInstance => {
  const server = fastify({ logger: { level: 'warn' }, bodyLimit: 60 * 1024 * 1024 });
  const documents = knownDocuments(subgraph);
  const isFirst = firstTimes(clock, assertionLifetime);
  const asserted = new WeakMap<FastifyRequest, Asserted>();

  // As it came: the assertion is about its bytes.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: string) => body);

  const route = {
    // Nobody's body is read before it is known that the gateway sends it.
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      const assertion = request.headers[assertionHeader];
      const found = unsealCall(keys, Array.isArray(assertion) ? undefined : assertion, {
        slice: subgraph.name,
        now: clock.now(),
      });
      if (found === undefined) return refuse(reply);
      asserted.set(request, found);
      return undefined;
    },
  };

  server.post('/graphql', route, async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : '';
    const found = asserted.get(request);
    if (found?.isFor(body) !== true || !isFirst(found.once)) return refuse(reply);
    const { query, variables, operationName } = bodyOf(body);
    const document = typeof query === 'string' ? documents(query) : undefined;
    if (document === undefined || 'errors' in document)
      return reply.code(400).send({ errors: document?.errors ?? [{ message: 'A query is wanted.' }] });
    const result = await subgraph.execute({
      document: document.document,
      variables: variables as Record<string, unknown> | undefined,
      operationName: typeof operationName === 'string' ? operationName : undefined,
      context: contextOf(found.call, { clock, keys }),
    });
    for (const error of result.errors ?? [])
      if (error.extensions['code'] === undefined)
        request.log.error({ err: error.originalError ?? error }, 'a field failed');
    return reply.send(result);
  });
  return server;
};

const refuse = (reply: FastifyReply): FastifyReply =>
  reply.code(401).send({ errors: [{ message: 'Only the gateway may ask.', extensions: { code: 'UNAUTHENTICATED' } }] });

const bodyOf = (text: string): Body => {
  try {
    return (JSON.parse(text) ?? {}) as Body;
  } catch {
    return {};
  }
};

/** The gateway sends the same few operations again and again: each is parsed and validated once. */
const knownDocuments = ({ schema }: Subgraph) => {
  const known = new Map<string, { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] }>();
  return (query: string) => {
    let found = known.get(query);
    if (found === undefined) {
      found = parsed(schema, query);
      if (known.size >= 1_000) known.clear();
      known.set(query, found);
    }
    return found;
  };
};

const parsed = (
  schema: Subgraph['schema'],
  query: string,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } => {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
};
