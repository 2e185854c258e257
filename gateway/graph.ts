import type { GraphQLFormattedError } from 'graphql';
import { isFailure } from '../kernel/failure.ts';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { codes } from '../kernel/failure-codes.ts';
import type { Caller, Graph, GraphError, GraphResult } from '../kernel/graph.ts';
import type { Authenticate } from './auth/authenticate.ts';
import type { GatewayContext } from './context.ts';
import { viaOf } from './interfaces.ts';
import type { Operate } from './plan/operate.ts';
import type { Reading } from './reading.ts';

type Parts = {
  readonly operate: Operate;
  readonly authenticate: Authenticate;
  readonly reading: Reading;
  readonly forCaller: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
};

/**
 * The graph for adapters in this process. Their documents were validated when they were generated, so nothing is parsed
 * and nothing measured; everything else, the shield included, is as for any caller.
 */
export const graphInProcess = ({ operate, authenticate, reading, forCaller }: Parts): Graph => ({
  run: async <Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    caller: Caller,
  ): Promise<GraphResult<Data>> => {
    const principal = await authenticate(caller);
    if (principal === 'unauthenticated') return refused('UNAUTHENTICATED', 'Credentials are missing or not valid.');
    if (isFailure(principal)) return refused(codes[principal.kind], principal.message, principal.field);
    const given = variables as Record<string, unknown>;
    const context: GatewayContext = {
      principal,
      via: viaOf(caller.through, principal.integration),
      reading: reading(document, given),
    };
    const result = await operate({ document, variables: given, context, isOurs: true });
    return {
      data: (result.data ?? null) as Data | null,
      errors: (result.errors ?? []).map((error) => graphError(forCaller(error.toJSON(), error))),
    };
  },
});

type Refused = { readonly data: null; readonly errors: readonly GraphError[] };

const refused = (code: string, message: string, field?: string): Refused => ({
  data: null,
  errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
});

const graphError = ({ message, path, extensions }: GraphQLFormattedError): GraphError => ({
  code: typeof extensions?.['code'] === 'string' ? extensions['code'] : 'INTERNAL_SERVER_ERROR',
  message,
  ...(path === undefined ? {} : { path }),
  ...(typeof extensions?.['field'] === 'string' ? { field: extensions['field'] } : {}),
});
