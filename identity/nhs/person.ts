import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import type { Call } from '../../subgraphs/kit/context.ts';
import type { Subject } from './relying-party.ts';

/** The person whose record this is; undefined where no record is surely theirs. Throws where that cannot be found out. */
export type PersonOf = (identity: NonNullable<Subject['identity']>) => Promise<string | undefined>;

const question = parse(`mutation ($nhsNumber: String!, $dateOfBirth: String!, $familyName: String!) {
  personOfNhsLogin(nhsNumber: $nhsNumber, dateOfBirth: $dateOfBirth, familyName: $familyName)
}`);

/** Identity asks as itself: nobody is signed in yet. */
const asIdentity: Call = {
  principal: { kind: 'internal', integration: 'internal', client: 'identity' },
  via: 'WEB',
  reading: [],
};

type Answer = {
  readonly data?: { readonly personOfNhsLogin: string | null } | null;
  readonly errors?: readonly unknown[];
};

/** Asks the patients slice, past the gateway: the field is inaccessible to every client. */
export const personFrom =
  (patients: Executor): PersonOf =>
  async (identity) => {
    const answer = (await patients({ document: question, variables: identity, context: asIdentity })) as Answer;
    if (!answer.data) throw new Error('The patients slice cannot say whose record this is.', { cause: answer.errors });
    return answer.data.personOfNhsLogin ?? undefined;
  };
