import type { FastifyRequest } from 'fastify';
import { callerHeader, unsealCaller } from '../../kernel/caller.ts';
import { authorizationOf } from '../../kernel/credentials.ts';
import type { Caller } from '../../kernel/graph.ts';
import type { KeyRing } from '../../kernel/seal.ts';

type Here = { readonly keys: KeyRing; readonly origin: string; readonly now: Date };

/** Who calls `/graphql`: a client, one of our pages, or an adapter on behalf of whoever called it. */
export const callerOf = (request: FastifyRequest, { keys, origin, now }: Here): Caller => {
  const authorization = authorizationOf(request.raw);
  // An adapter in a process of its own tells whom it speaks for; nobody else can make that header.
  const told = unsealCaller(keys, header(request.headers[callerHeader]), now);
  if (told !== undefined) return { ...told, authorization };
  return {
    authorization,
    address: request.ip,
    organisation: header(request.headers['x-org-public-id']),
    cookie: isOurPage(request, origin) ? request.headers.cookie : undefined,
    through: 'graphql',
  };
};

const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/**
 * Whether a request that brings cookies was made by one of our own pages: a browser adds them to anybody's. What a page of
 * somebody else cannot do is choose these headers, or send JSON without asking first (Fetch §3.2, Fetch Metadata §2.1).
 */
const isOurPage = ({ method, headers }: FastifyRequest, origin: string): boolean => {
  if (method !== 'POST' || !/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return false;
  const site = header(headers['sec-fetch-site']);
  return site === undefined ? headers.origin === origin : site === 'same-origin' || site === 'none';
};
