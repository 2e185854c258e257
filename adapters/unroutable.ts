import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './fhir/core/speak-fhir.ts';
import { answerUnreadablePath } from './rest/index.ts';

/** For the server's `frameworkErrors`: what fails before routing is answered in the language of the interface. */
export const answerUnroutable = (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
  if (request.url.startsWith('/fhir/')) answerError(error, request, reply);
  else if (request.url.startsWith('/api/')) answerUnreadablePath(request, reply);
  else void reply.code(400).send({ message: 'The path could not be read.' });
};
