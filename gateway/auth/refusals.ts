import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Failure } from '../../kernel/failure.ts';
import { codes } from '../../kernel/failure-codes.ts';

/** RFC 6750 §3: how to come in; and, to who tried, that the token was none. */
export const unauthenticated = (tried: boolean): GraphQLError =>
  new GraphQLError('Send a valid access token: Authorization: Bearer ….', {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: challenge(tried ? 'invalid_token' : undefined) },
    },
  });

/** Good credentials, not for this. RFC 6750 §3.1 */
export const refused = ({ kind, message, field }: Failure): GraphQLError => {
  const code = codes[kind];
  const http =
    kind === 'forbidden'
      ? { status: 403, headers: challenge('insufficient_scope') }
      : { status: kind === 'unavailable' ? 503 : kind === 'not_found' ? 404 : 400 };
  return new GraphQLError(message, { extensions: { code, http, ...(field === undefined ? {} : { field }) } });
};

const challenge = (error: string | undefined): HeaderMap =>
  new HeaderMap([['www-authenticate', `Bearer realm="tributary"${error === undefined ? '' : `, error="${error}"`}`]]);
