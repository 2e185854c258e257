import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { Problem } from './problem.ts';

/** How many requests one token may make in how long. */
export type Rate = { readonly requests: number; readonly seconds: number };

/** Counts a request, says in the headers what is left, and refuses what is too much. */
export type CountRequest = (request: FastifyRequest, reply: FastifyReply) => Problem | undefined;

/**
 * By token, in windows of the clock; whoever brings none, or one of more than can be told apart, is counted by address. In
 * this process alone: where several serve, each allows as much. draft-ietf-httpapi-ratelimit-headers-10
 */
export const rateOf = ({ requests, seconds }: Rate, clock: Clock): CountRequest => {
  let window = 0;
  const counts = new Map<string, number>();
  return (request, reply) => {
    const now = clock.now().getTime() / 1000;
    if (Math.floor(now / seconds) !== window) {
      window = Math.floor(now / seconds);
      counts.clear();
    }
    const caller = callerOf(request);
    const key = counts.size < mostCallers || counts.has(caller) ? caller : request.ip;
    const made = (counts.get(key) ?? 0) + 1;
    counts.set(key, made);
    const left = Math.max(0, requests - made);
    const wait = Math.max(1, Math.ceil((window + 1) * seconds - now));
    void reply.header('ratelimit-policy', `"default";q=${requests};w=${seconds}`);
    void reply.header('ratelimit', `"default";r=${left};t=${wait}`);
    if (made <= requests) return undefined;
    void reply.header('retry-after', String(wait));
    return new Problem('too_many', `A token makes ${requests} requests in ${seconds} seconds at most; wait ${wait}.`);
  };
};

const mostCallers = 50_000;

/** Not the token itself: what is kept should open nothing. */
const callerOf = ({ headers, ip }: FastifyRequest): string =>
  headers.authorization === undefined ? ip : hash('sha256', headers.authorization, 'base64');
