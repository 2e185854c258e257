import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, parse, subscribe, validate, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Clock } from '../../kernel/clock.ts';
import { forbidden, isFailure } from '../../kernel/failure.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { callerOf } from '../auth/caller.ts';
import { refused, unauthenticated } from '../auth/refusals.ts';
import type { Log } from '../errors.ts';
import { eventsFor, type Heard } from './events.ts';
import type { heardBy, eventsAfter } from './event-log.ts';
import { listenerOf, type Listener } from './listener.rules.ts';
import { streamSchema } from './schema.ts';
import { openTail } from './tail.ts';
import { openSse, type Sse } from './sse.ts';

export type StreamNeeds = {
  readonly authenticate: Authenticate;
  readonly read: ReturnType<typeof eventsAfter>;
  readonly heard: ReturnType<typeof heardBy>;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly baseUrl: string;
  readonly log: Log;
  /** Milliseconds between signs of life; who listens is looked at as often. */
  readonly heartbeat?: number;
};

type Operation = { readonly document: DocumentNode; readonly variables: Record<string, unknown> };

/** So many listen to one process at a time. */
const mostStreams = 1_000;

/** Serves `/graphql/stream`: the distinct connections mode of the GraphQL over Server-Sent Events protocol. ADR 32 */
export const streamPlugin =
  ({ authenticate, read, heard, keys, clock, baseUrl, log, heartbeat = 15_000 }: StreamNeeds): FastifyPluginAsync =>
  async (fastify) => {
    const { origin } = new URL(baseUrl);
    const tail = openTail({
      read,
      failed: (error) => {
        log.error({ err: error }, 'what happened could not be read for those who listen');
      },
    });
    const streams = new Set<AbortController>();
    fastify.addHook('preClose', async () => {
      for (const stream of streams) stream.abort();
    });

    const listen = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const caller = callerOf(request, { keys, origin, now: clock.now() });
      const known = await authenticate(caller);
      if (known === 'unauthenticated') return refuse(reply, unauthenticated(caller.authorization !== undefined));
      if (isFailure(known)) return refuse(reply, refused(known));
      const listener = listenerOf(known);
      if (listener === undefined) return refuse(reply, refused(nobodys));
      const operation = operationOf(request);
      if (operation instanceof GraphQLError) return refuse(reply, operation);
      if (streams.size >= mostStreams)
        return reply.code(503).send({ errors: [{ message: 'Too many listen: come back soon.' }] });

      const stream = new AbortController();
      streams.add(stream);
      const stillSame = async (): Promise<Principal | undefined> => {
        const now = await authenticate(caller);
        return now === 'unauthenticated' || isFailure(now) || !isSame(listenerOf(now), listener) ? undefined : now;
      };
      let seq = '';
      const subscribed = async (kinds: readonly string[] | undefined): Promise<AsyncGenerator<object>> => {
        const wanted = { listener, kinds, after: lastEventOf(request), principal: stillSame, signal: stream.signal };
        const events = await eventsFor({ tail, read, heard }, wanted).catch((error: unknown) => {
          log.error({ err: error }, 'a stream of events could not be opened');
          throw new GraphQLError('The events cannot be read now: come back soon.');
        });
        return asRoots(events, (at) => (seq = at));
      };
      let sse: Sse | undefined;
      const beat = setInterval(() => {
        sse?.beat();
        void stillSame().then((now) => {
          if (now === undefined) stream.abort();
        });
      }, heartbeat);
      try {
        const results = await subscribe({
          schema: streamSchema,
          document: operation.document,
          variableValues: operation.variables,
          subscribeFieldResolver: (_source, { kinds }: { kinds?: readonly string[] | null }) =>
            subscribed(kinds ?? undefined),
        });
        // Whoever is told that the stream is open misses nothing from then on.
        sse = openSse(reply, stream);
        if (Symbol.asyncIterator in results) for await (const result of results) await sse.next(seq, result);
        else await sse.next('', results);
      } catch (error) {
        log.error({ err: error }, 'a stream of events broke off');
      } finally {
        clearInterval(beat);
        streams.delete(stream);
        sse?.complete();
        stream.abort();
      }
      return reply;
    };

    fastify.post('/graphql/stream', listen);
    fastify.get('/graphql/stream', listen);
  };

const asRoots = async function* (heard: AsyncIterable<Heard>, mark: (seq: string) => void): AsyncGenerator<object> {
  for await (const { seq, event } of heard) {
    mark(seq);
    yield { events: event };
  }
};

const isSame = (one: Listener | undefined, other: Listener): boolean =>
  one?.organisation === other.organisation && one.patient === other.patient && one.partner === other.partner;

const nobodys = forbidden('Events are for organisations, their partners, and people with a record of their own.');

/** HTML §9.2.4: the browser sends it as it comes back; by GET where a client cannot set headers. */
const lastEventOf = ({ headers }: FastifyRequest): string | undefined => {
  const given = headers['last-event-id'];
  return typeof given === 'string' && /^\d{1,18}$/.test(given) ? given : undefined;
};

/** One subscription, by POST as JSON or by GET; anything else is told so before the stream opens. */
const operationOf = ({ method, body, query: search }: FastifyRequest): Operation | GraphQLError => {
  const given = (method === 'GET' ? search : body) as { readonly query?: unknown; readonly variables?: unknown } | null;
  const text = given?.query;
  if (typeof text !== 'string') return bad('A query is wanted.');
  try {
    const document = parse(text, { maxTokens: 1_000 });
    const [error] = validate(streamSchema, document);
    if (error !== undefined) return bad(error.message);
    const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
    if (operations.length !== 1 || operations[0]?.operation !== 'subscription')
      return bad('Ask for one subscription here, and for all else at /graphql.');
    return { document, variables: variablesOf(given?.variables) };
  } catch (error) {
    return bad(error instanceof Error ? error.message : 'The query cannot be read.');
  }
};

const variablesOf = (given: unknown): Record<string, unknown> => {
  const read = (typeof given === 'string' ? JSON.parse(given) : given) as unknown;
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
};

const bad = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });

const refuse = (reply: FastifyReply, error: GraphQLError): FastifyReply => {
  const { http, ...extensions } = error.extensions as {
    readonly http?: { readonly status?: number; readonly headers?: Iterable<[string, string]> };
  };
  for (const [name, value] of http?.headers ?? []) void reply.header(name, value);
  const { message } = error;
  const result: ExecutionResult = { errors: [new GraphQLError(message, { extensions })] };
  return reply.code(http?.status ?? 400).send(result);
};
