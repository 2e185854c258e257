import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { askSlice } from './ask-slice.ts';
import type { Authenticators, CredentialHolder } from './ports.ts';

const question = parse(`query ($user: String!, $password: String!, $address: String!) {
  feedCredential(user: $user, password: $password, address: $address) { id organisationId partner }
}`);

/** Asks the exchange slice whose a user name and a password are; the field is inaccessible to every client. */
export const feedCredential =
  (exchange: Executor): Authenticators['credential'] =>
  (attempt) =>
    askSlice<CredentialHolder>(exchange, question, attempt);
