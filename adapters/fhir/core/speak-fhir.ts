import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { write } from './exchange.ts';
import { Problem } from './outcome.ts';

/** Form bodies of searches are short: a hundred identifiers fit. */
const formLimit = 65_536;

/**
 * Makes a scope of the web server speak FHIR also where it fails: every error is an OperationOutcome. It reads form
 * bodies; any other body is left unread, so that a write is answered as a write and not as a bad body. `tooLong`: what is
 * said where more than forms is read.
 */
export const speakFhir = (app: FastifyInstance, tooLong?: Problem): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimit },
    async (_: unknown, body: string) => body,
  );
  app.addContentTypeParser('*', async (_: unknown, body: Readable) => {
    body.resume();
  });
  app.setErrorHandler((error, request, reply) => {
    if (tooLong !== undefined && statusOf(error) === 413) void write(reply, tooLong);
    else answerError(error, request, reply);
  });
};

/**
 * Answers what the web server or a handler throws. The scope's error handler never sees what fails before routing (a
 * path that is badly escaped, or too long): there the server's own `frameworkErrors` asks this for paths of FHIR bases.
 */
export const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const problem = problemOfThrown(error);
  if (problem.kind === 'internal') request.log.error(error);
  void write(reply, problem);
};

/** What the web server refuses has a status below 500; everything else is our bug, and nobody's business. */
const problemOfThrown = (error: unknown): Problem => {
  const status = statusOf(error);
  if (status === 413) return new Problem('too_long', `The body is too long: ${formLimit} bytes at most.`);
  // No id is that long.
  if (status === 414) return new Problem('not_found', 'Not known here.');
  if (typeof status === 'number' && status < 500) return new Problem('invalid', 'The request could not be read.');
  return new Problem('internal', 'Something failed on our side; nothing is wrong with the request.');
};

const statusOf = (error: unknown): unknown =>
  error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
