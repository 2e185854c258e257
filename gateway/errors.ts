import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { codes } from '../kernel/failure-codes.ts';

/** Codes whose messages are written for the caller; every other error is ours, and its text stays with us. */
const forCallers = new Set([
  ...Object.values<string>(codes),
  'UNAUTHENTICATED',
  'OPERATION_TOO_LARGE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

export type Log = { error(details: object, message: string): void; warn(details: object, message: string): void };

/** What a caller gets to see of an error: never an address, a statement or a stack. The log and the caller share the id. */
export const forCaller =
  (log: Log) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { code, field } = (formatted.extensions ?? {}) as { code?: unknown; field?: unknown };
    const place = {
      ...(formatted.path ? { path: formatted.path } : {}),
      ...(formatted.locations ? { locations: formatted.locations } : {}),
    };
    if (typeof code === 'string' && forCallers.has(code))
      return {
        message: formatted.message,
        ...place,
        extensions: { code, ...(typeof field === 'string' ? { field } : {}) },
      };
    const id = randomUUID();
    log.error({ err: error, id }, 'a field failed');
    const isDown = typeof code === 'string' && sliceDoesNotAnswer.has(code);
    return {
      message: `${isDown ? 'A part of the service does not answer: try again in a moment.' : 'Something went wrong on our side.'} If it goes on, tell us this id: ${id}.`,
      ...place,
      extensions: { code: isDown ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR', id },
    };
  };

/** What @graphql-tools/executor-http says of a slice that is not there, too slow, or answers with no GraphQL. */
const sliceDoesNotAnswer = new Set(['SUBREQUEST_HTTP_ERROR', 'TIMEOUT_ERROR']);
