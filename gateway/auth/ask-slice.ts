import type { Executor } from '@graphql-tools/utils';
import type { DocumentNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** The gateway asks as itself: it does not act for anybody yet. */
const asGateway: GatewayContext = {
  principal: { kind: 'internal', integration: 'internal', client: 'gateway' },
  via: 'GRAPHQL',
  reading: [],
};

type Answered<Value> = {
  readonly data?: Readonly<Record<string, Value | null>> | null;
  readonly errors?: readonly unknown[];
};

/** Asks a slice one of the questions that are inaccessible to every client, past the supergraph: its one root field. */
export const askSlice = async <Value>(
  slice: Executor,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Promise<Value | undefined> => {
  const { data, errors } = (await slice({ document, variables, context: asGateway })) as Answered<Value>;
  const value = Object.values(data ?? {})[0];
  // An error is no answer, and neither is silence; that there is nobody is one.
  if (value === undefined || (errors?.length ?? 0) > 0)
    throw new Error('A slice does not say who a caller is.', { cause: errors });
  return value ?? undefined;
};
