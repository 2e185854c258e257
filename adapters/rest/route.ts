import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { authorizationOf } from '../../kernel/credentials.ts';
import type { Caller, Graph } from '../../kernel/graph.ts';
import { check, pointerOf } from './check.ts';
import type { DocumentBytes } from './document-bytes.ts';
import type { Ask } from './ask.ts';
import type { Answer, Given, Operation } from './operation.ts';
import type { Permits } from './permit.ts';
import { inOwnRecord } from './own-record.ts';
import { isProblem, Problem, problemOfErrors, problemOfRefusal, type PlaceOf } from './problem.ts';
import type { CountRequest } from './rate.ts';
import { tagsIn, write } from './write.ts';

type Parts = {
  readonly graph: Graph;
  readonly count: CountRequest;
  readonly permits: Permits;
  readonly bytes: DocumentBytes;
  readonly clock: Clock;
};

/** Serves one operation: who asks at all, how often, whether the request is as it should be, and then the operation. */
export const route = (app: FastifyInstance, operation: Operation, parts: Parts): void => {
  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => write(request, reply, await respond(operation, { request, reply, ...parts })),
  });
};

type Exchange = Parts & { readonly request: FastifyRequest; readonly reply: FastifyReply };

const respond = async (operation: Operation, { request, reply, ...parts }: Exchange): Promise<Answer | Problem> => {
  const tooMany = parts.count(request, reply);
  if (tooMany !== undefined) return tooMany;
  const caller = callerOf(request, operation);
  const { authorization } = caller;
  if (authorization === undefined) return noToken;
  const ask = askingAs(parts.graph, caller, operation);
  const given = givenIn(request, operation, {
    ask,
    permitFor: parts.permits(ask, authorization),
    bytes: parts.bytes,
    now: parts.clock.now(),
  });
  if (isProblem(given)) return given;
  const path = await inOwnRecord(given.path, ask);
  return isProblem(path) ? path : operation.answer({ ...given, path });
};

const noToken = new Problem('unauthenticated', 'Send an access token: Authorization: Bearer ….');

const callerOf = ({ raw, ip }: FastifyRequest, { scopes }: Operation): Caller => ({
  authorization: authorizationOf(raw),
  address: ip,
  through: 'rest',
  scopes,
});

/** One caller for all questions of a request: who that is gets found out once. */
const askingAs = (graph: Graph, caller: Caller, operation: Operation): Ask => {
  const placeOf = placesOf(operation);
  return async (document, variables) => {
    const { data, errors } = await graph.run(document, variables, caller);
    return problemOfErrors(errors, placeOf) ?? data ?? new Problem('internal', 'The graph gave no answer.');
  };
};

type Asking = Pick<Given<never, never, never>, 'ask' | 'permitFor' | 'bytes' | 'now'>;

const givenIn = (
  request: FastifyRequest,
  operation: Operation,
  asking: Asking,
): Given<never, never, never> | Problem => {
  const path = check(operation.params, request.params, 'parameter');
  if (isProblem(path)) return path;
  const query = check(operation.query, request.query, 'parameter');
  if (isProblem(query)) return query;
  const body = operation.body === undefined ? undefined : bodyIn(request, operation.body);
  if (isProblem(body)) return body;
  const [ifMatch] = tagsIn(request.headers['if-match']);
  if (operation.updates === true && (ifMatch === undefined || ifMatch === '')) return needsVersion;
  const key = request.headers['idempotency-key'];
  const given: Given<unknown, unknown, unknown> = {
    path,
    query,
    body,
    ...asking,
    refused: (refusal) => problemOfRefusal(refusal, placesOf(operation)),
    idempotencyKey: Array.isArray(key) ? key.join(',') : key,
    ifMatch: ifMatch ?? '',
    range: request.headers.range,
    contentType: request.headers['content-type'],
    stream: operation.takesBytes !== undefined && request.body instanceof Readable ? request.body : undefined,
  };
  // The operation's own schemas have made the three what it takes them to be.
  return given as Given<never, never, never>;
};

const needsVersion = new Problem('precondition', 'Say with If-Match which version you mean to change: its ETag.', [
  { header: 'If-Match', detail: 'The ETag of the version that you have seen.' },
]);

const bodyIn = ({ body, headers }: FastifyRequest, schema: NonNullable<Operation['body']>): unknown => {
  // What is not JSON has been left unread.
  if (body instanceof Readable) {
    body.resume();
    return new Problem('media_type', 'Send application/json.', [
      { header: 'Content-Type', detail: 'This operation reads application/json.' },
    ]);
  }
  if (body === undefined && headers['content-type'] === undefined)
    return new Problem('invalid', 'A JSON body is missing.', [{ pointer: '#', detail: 'A JSON body is missing.' }]);
  return check(schema, body, 'body');
};

/** What the graph says of `measurements[0].values` is said of `#/measurements/0/values`, or of the parameter of that name. */
const placesOf =
  (operation: Operation): PlaceOf =>
  (field) => {
    const name = names[field] ?? field;
    if (name === 'idempotencyKey') return { header: 'Idempotency-Key' };
    if (name in operation.params.shape || name in operation.query.shape) return { parameter: name };
    return { pointer: pointerOf(name.split(/[.[\]]+/).filter((step) => step !== '' && step !== 'input')) };
  };

/** What the graph calls otherwise than we do. */
const names: Readonly<Record<string, string | undefined>> = { first: 'limit' };
