import { GraphQLError } from 'graphql';
import { isFailure, type Failure, type FailureKind } from '../../kernel/failure.ts';

/** How each kind of failure is called in `extensions.code`. */
export const codes = {
  not_found: 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  conflict: 'CONFLICT',
  invalid: 'BAD_USER_INPUT',
  gone: 'GONE',
  busy: 'BUSY',
  unavailable: 'UNAVAILABLE',
  unsupported: 'UNSUPPORTED',
} as const satisfies Record<FailureKind, string>;

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
