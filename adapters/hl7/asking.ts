import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { kindOfCode, kindOfRefusal } from '../../kernel/failure-codes.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Caller, Graph, GraphResult } from '../../kernel/graph.ts';
import type { WhyRefusedFragment } from './documents.generated.ts';

/** The graph, and on whose behalf it is asked. */
export type Asking = { readonly graph: Graph; readonly caller: Caller };

/**
 * Asks the graph for one thing.
 *
 * @returns a Failure where the graph refuses the whole operation for a reason that is the sender's to know
 * @throws where the graph itself fails
 */
export const ask = async <Data, Variables>(
  { graph, caller }: Asking,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data | Failure> => dataOf(await graph.run(document, variables, caller));

/** The same for an answer that is there already. The first error decides. */
export const dataOf = <Data>({ data, errors }: GraphResult<Data>): Data | Failure => {
  const [error] = errors;
  if (error === undefined && data !== null) return data;
  const kind = error === undefined ? undefined : kindOfCode.get(error.code);
  if (error === undefined || kind === undefined) {
    throw new Error(`The graph failed: ${error === undefined ? 'no data' : `${error.code}: ${error.message}`}`);
  }
  return new Failure(kind, error.message);
};

/** A field's result: what was asked for, or why nothing was done. */
export const unlessRefused = <Result extends { readonly __typename: string }>(
  result: Result,
): Exclude<Result, Refusal> | Failure =>
  isRefusal(result)
    ? new Failure(kindOfRefusal(result.kind), result.message, result.field ?? undefined)
    : (result as Exclude<Result, Refusal>);

type Refusal = WhyRefusedFragment & { readonly __typename: 'Refusal' };

const isRefusal = (result: { readonly __typename: string }): result is Refusal => result.__typename === 'Refusal';
