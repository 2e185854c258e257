import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { callerHeader, sealCaller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Caller, Graph, GraphError, GraphResult } from '../kernel/graph.ts';
import type { KeyRing } from '../kernel/seal.ts';

type Answer<Data> = { readonly data?: Data | null; readonly errors?: readonly GraphQLFormattedError[] };

/** The graph for adapters in a process of their own: each document is posted to the gateway, with the caller's own credentials. */
export const remoteGraph = ({
  url,
  keys,
  clock,
}: {
  readonly url: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
}): Graph => {
  const texts = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode): string => {
    let text = texts.get(document);
    if (text === undefined) texts.set(document, (text = print(document)));
    return text;
  };

  return {
    run: async <Data, Variables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
      caller: Caller,
    ): Promise<GraphResult<Data>> => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(caller.authorization === undefined ? {} : { authorization: caller.authorization }),
          [callerHeader]: sealCaller(keys, caller, clock.now()),
        },
        body: JSON.stringify({ query: textOf(document), variables }),
        signal: AbortSignal.timeout(60_000),
      }).catch(() => undefined);
      // A gateway that is down, and one whose proxy answers for it, are the same to an adapter.
      const answer = (await response?.json().catch(() => undefined)) as Answer<Data> | undefined;
      if (answer === undefined)
        return { data: null, errors: [{ code: 'UNAVAILABLE', message: 'The gateway does not answer.' }] };
      return { data: answer.data ?? null, errors: (answer.errors ?? []).map(graphError) };
    },
  };
};

const graphError = ({ message, path, extensions }: GraphQLFormattedError): GraphError => ({
  code: typeof extensions?.['code'] === 'string' ? extensions['code'] : 'INTERNAL_SERVER_ERROR',
  message,
  ...(path === undefined ? {} : { path }),
  ...(typeof extensions?.['field'] === 'string' ? { field: extensions['field'] } : {}),
});
