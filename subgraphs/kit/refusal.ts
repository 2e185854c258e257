import { GraphQLError } from 'graphql';
import { codes } from '../../kernel/failure-codes.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';

/** A failure as a GraphQL error, for fields that have no `Refusal` in their result. */
const errorOf = (failure: Failure): GraphQLError =>
  new GraphQLError(failure.message, {
    extensions: { code: codes[failure.kind], ...(failure.field === undefined ? {} : { field: failure.field }) },
  });

/** The value, or the failure thrown as a GraphQL error: for fields that have no `Refusal` in their result. */
export const orThrow = <Value>(value: Value | Failure): Value => {
  if (isFailure(value)) throw errorOf(value);
  return value;
};
