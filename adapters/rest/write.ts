import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './operation.ts';
import { bodyOf, isProblem, statusOf, type Problem } from './problem.ts';

/** Sends an answer, or `application/problem+json` (RFC 9457) for a problem. */
export const write = (request: FastifyRequest, reply: FastifyReply, answer: Answer | Problem): FastifyReply => {
  void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  if (isProblem(answer)) return writeProblem(request, reply, answer);
  const { status = 200, body, bytes, headers = {}, version, next } = answer;
  void reply.headers(headers);
  const tag = version === undefined ? undefined : tagOf(version);
  if (tag !== undefined) void reply.header('etag', tag);
  // RFC 9110 §13.1.2: who has this version is told so, and no more.
  if (tag !== undefined && request.method === 'GET' && tagsIn(request.headers['if-none-match']).includes(tag))
    return reply.code(304).send();
  if (next !== null && next !== undefined) void reply.header('link', `<${following(request.url, next)}>; rel="next"`);
  if (bytes !== undefined) return reply.code(status).send(bytes);
  if (body === undefined) return reply.code(status).send();
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
};

/** A strong tag: each version of a thing is written one way. */
const tagOf = (version: string | number): string => `"${version}"`;

/** The tags of If-Match or If-None-Match. */
export const tagsIn = (header: string | undefined): readonly string[] =>
  (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));

const writeProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply => {
  const status = statusOf(problem);
  // RFC 6750 §3: who brings no token is told which kind is wanted, who brings a bad one that it is one.
  if (status === 401) {
    const error = request.headers.authorization === undefined ? '' : ', error="invalid_token"';
    void reply.header('www-authenticate', `Bearer realm="api"${error}`);
  }
  if (status === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', '5');
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(bodyOf(problem)));
};

/** The same request for the page that follows: all other parameters stay. RFC 8288 */
const following = (url: string, next: string): string => {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', next);
  return `${path}?${parameters.toString()}`;
};
