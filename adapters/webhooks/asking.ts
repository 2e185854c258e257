import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Clock } from '../../kernel/clock.ts';
import type { Graph } from '../../kernel/graph.ts';
import { sealLeave } from '../../kernel/leave.ts';
import type { KeyRing } from '../../kernel/seal.ts';

export type Parts = { readonly graph: Graph; readonly keys: KeyRing; readonly clock: Clock };

/** The leave is somebody's who may ask nothing any more. */
export class NotAllowed extends Error {}

/** Asks the graph as one of our own processes, or by the leave of somebody else; whatever it cannot answer is a fault. */
export const asking = ({ graph, keys, clock }: Parts) => {
  const ourselves = { kind: 'internal', integration: 'internal', client: 'webhooks' } as const;
  return async <Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    leave = sealLeave(keys, ourselves, clock.now()),
  ): Promise<Data> => {
    const caller = { authorization: `Leave ${leave}`, address: '127.0.0.1', through: 'graphql' } as const;
    const { data, errors } = await graph.run(document, variables, caller);
    const [error] = errors;
    if (error?.code === 'FORBIDDEN') throw new NotAllowed(error.message);
    if (error !== undefined || data === null) throw new Error(`The graph failed: ${error?.message ?? 'no data'}`);
    return data;
  };
};

export type Ask = ReturnType<typeof asking>;
