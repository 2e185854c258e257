import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import type { ExecutionRequest, ExecutionResult, Executor, MaybePromise } from '@graphql-tools/utils';
import type { Clock } from '../kernel/clock.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { assertionHeader, sealCall } from '../subgraphs/kit/assertion.ts';
import { contextOf } from '../subgraphs/kit/context.ts';
import type { Subgraph, SubgraphName } from '../subgraphs/kit/subgraph.ts';
import type { GatewayContext } from './context.ts';

type Parts = { readonly clock: Clock; readonly keys: KeyRing };

/** A slice in this process: the call is handed over as a value. */
export const inProcess =
  ({ execute }: Subgraph, parts: Parts): Executor =>
  <Data>({ document, variables, context }: ExecutionRequest) =>
    execute({
      document,
      variables: variables as Record<string, unknown> | undefined,
      context: contextOf(callIn(context), parts),
    }) as MaybePromise<ExecutionResult<Data>>;

/** Milliseconds; a slice that takes longer counts as one that does not answer. */
const patience = 30_000;

type Remote = Parts & { readonly slice: SubgraphName };

/** A slice in another process: the call travels as a signed assertion, made for one question to that slice. */
export const overHttp = (endpoint: string, { slice, clock, keys }: Remote): Executor =>
  buildHTTPExecutor({
    endpoint,
    fetch: (url, { body, headers, ...init } = {}, context) => {
      if (typeof body !== 'string') throw new Error('A slice is asked in JSON.');
      const assertion = sealCall(keys, callIn(context), { slice, body, now: clock.now() });
      const sent = new Headers(headers);
      sent.set(assertionHeader, assertion);
      return fetch(url, {
        ...init,
        body,
        headers: sent,
        // Each request with a time of its own: what the library would share among all requests gathers listeners.
        signal: AbortSignal.timeout(patience),
      });
    },
    // Two callers who ask the same leave two traces, so they are two questions.
    deduplicateInflightRequests: false,
  });

const callIn = (context: unknown): GatewayContext => {
  if (typeof context !== 'object' || context === null || !('principal' in context))
    throw new Error('A slice is never asked without a principal.');
  const { principal, via, reading } = context as GatewayContext;
  return { principal, via, reading };
};
