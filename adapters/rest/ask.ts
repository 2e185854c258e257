import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Problem } from './problem.ts';

/** Asks the graph as the caller: a typed document, its data, or the problem that its errors are. */
export type Ask = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data | Problem>;
