import type { FastifyReply, FastifyRequest } from 'fastify';
import { authorizationOf } from '../../../kernel/credentials.ts';
import type { Caller, Interface } from '../../../kernel/graph.ts';
import { problemAnswer, type Answer } from './answer.ts';
import type { Conditions } from './conditional.ts';
import type { Wish } from './negotiation.ts';
import { isProblem, Problem } from './outcome.ts';
import { parseParameters, type Parameter } from './parameters.ts';
import { isStrict } from './preference.ts';
import { pretty } from './pretty.ts';

/** A FHIR request as a value: all that a handler may know of it. */
export type FhirRequest = {
  readonly caller: Caller;
  /** Of the URL, then of the form body. */
  readonly parameters: readonly Parameter[];
  readonly wish: Wish;
  readonly conditions: Conditions;
  /** Parameters that are not known are to be refused. */
  readonly strict: boolean;
};

export type Handler = (request: FhirRequest) => Promise<Answer | Problem> | Answer | Problem;

type Respond = (request: FastifyRequest, reply: FastifyReply, handler: Handler) => Promise<FastifyReply>;

/**
 * For the base at one door: reads a request, asks the handler, writes what it answers. `audience` says to a client that may
 * not do what it asks whom the base is for.
 */
export const respondAt =
  (through: Interface, audience?: string): Respond =>
  async (request, reply, handler) => {
    const read = readRequest(request, through);
    const answer = told(await handler(read), audience);
    return write(
      reply,
      isProblem(answer) ? problemAnswer(answer, challenge(answer, read.caller)) : answer,
      read.parameters.some(({ name, value }) => name === '_pretty' && value === 'true'),
    );
  };

const told = (answer: Answer | Problem, audience: string | undefined): Answer | Problem =>
  audience !== undefined && isProblem(answer) && answer.kind === 'forbidden' && answer.parameter === undefined
    ? new Problem('forbidden', `${answer.diagnostics} ${audience}`, answer.issues)
    : answer;

export const write = (reply: FastifyReply, answer: Answer | Problem, indented = false): FastifyReply => {
  const { status, headers, body } = isProblem(answer) ? problemAnswer(answer) : answer;
  const isJson = typeof body === 'string' && body !== '';
  return reply
    .code(status)
    .headers(headers)
    .send(isJson && indented ? pretty(body) : body);
};

/** RFC 6750 §3: who sent a token is told that it is none. */
const challenge = ({ kind }: Problem, { authorization }: Caller): Readonly<Record<string, string>> =>
  kind === 'unauthenticated' && authorization !== undefined
    ? { 'www-authenticate': 'Bearer realm="fhir", error="invalid_token"' }
    : {};

const readRequest = (request: FastifyRequest, through: Interface): FhirRequest => {
  const { url, body, headers, ip, raw } = request;
  const queryAt = url.indexOf('?');
  const parameters = [
    ...parseParameters(queryAt < 0 ? '' : url.slice(queryAt + 1)),
    ...parseParameters(typeof body === 'string' ? body : ''),
  ];
  return {
    caller: {
      authorization: authorizationOf(raw),
      address: ip,
      organisation: joined(headers['x-org-public-id']),
      through,
    },
    parameters,
    wish: { accept: headers.accept, format: parameters.find(({ name }) => name === '_format')?.value },
    conditions: { ifNoneMatch: headers['if-none-match'], ifModifiedSince: headers['if-modified-since'] },
    strict: isStrict(joined(headers['prefer'])),
  };
};

const joined = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;
