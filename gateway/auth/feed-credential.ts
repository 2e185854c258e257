import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Authenticators, CredentialHolder } from './authenticate.ts';

const question = parse(`query ($user: String!, $password: String!, $address: String!) {
  feedCredential(user: $user, password: $password, address: $address) { id organisationId partner }
}`);

/** The gateway asks as itself: it does not act for anybody yet. */
const asGateway: GatewayContext = {
  principal: { kind: 'internal', integration: 'internal', client: 'gateway' },
  via: 'HL7',
  reading: [],
};

type Answer = {
  readonly data?: { readonly feedCredential: CredentialHolder | null } | null;
  readonly errors?: readonly unknown[];
};

/** Asks the exchange slice, past the supergraph: the field is inaccessible to every client. */
export const feedCredential =
  (exchange: Executor): Authenticators['credential'] =>
  async (attempt) => {
    const answer = (await exchange({ document: question, variables: attempt, context: asGateway })) as Answer;
    if (!answer.data)
      throw new Error('The exchange slice cannot say whose credentials these are.', { cause: answer.errors });
    return answer.data.feedCredential ?? undefined;
  };
