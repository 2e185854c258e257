import type { FastifyReply, FastifyRequest } from 'fastify';

type AnswerError = (error: Error, request: FastifyRequest, reply: FastifyReply) => void;

/** For the server's `frameworkErrors`: what fails before routing is answered in the language of whatever stands at that path. */
export const unroutable =
  (answers: Readonly<Record<string, AnswerError>>): AnswerError =>
  (error, request, reply) => {
    const [, answer] = Object.entries(answers).find(([path]) => request.url.startsWith(path)) ?? [];
    if (answer === undefined) void reply.code(400).send({ message: 'The path could not be read.' });
    else answer(error, request, reply);
  };
