import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { askPatients } from './asking.ts';

/** An invitation as its page shows it. */
export type SeenInvitation = {
  readonly role: 'PROFESSIONAL' | 'COORDINATOR' | 'ADMINISTRATOR' | 'PRIVACY_OFFICER' | 'CARER';
  readonly email: string;
  /** The name of who asks. */
  readonly by: string;
  /** Both null where a patient asks; the team alone is null where it is about the whole organisation. */
  readonly team: string | null;
  readonly organisation: string | null;
  readonly labels: readonly string[];
  /** Null where nobody was named, or nobody is known by that id. */
  readonly isForPerson: boolean | null;
};

export type Newcomer = { readonly name: string; readonly dateOfBirth: string };
type Taken = { readonly role: string } | { readonly kind: string; readonly message: string };

/** What the patients slice knows of invitations, and does about them. Throws where it does not answer. */
export type Invitations = {
  readonly seen: (token: string, person: string | undefined) => Promise<SeenInvitation | undefined>;
  /** Accepts for somebody who has shown who they are; with a newcomer's name, for somebody who is new. */
  readonly take: (token: string, person: string, newcomer?: Newcomer) => Promise<Taken>;
};

/** Asks the patients slice, past the gateway: the fields are inaccessible to every client. */
export const invitationsFrom = (patients: Executor): Invitations => {
  const ask = askPatients(patients, 'The patients slice cannot say what an invitation is.');
  return {
    seen: async (token, person) => {
      const answer = await ask<{ invitationSeen: SeenInvitation | null }>(seen, { token, person });
      return answer.invitationSeen ?? undefined;
    },
    take: async (token, person, newcomer) =>
      (await ask<{ takeInvitation: Taken }>(take, { token, person, ...newcomer })).takeInvitation,
  };
};

const seen = parse(`query ($token: String!, $person: ID) {
  invitationSeen(token: $token, person: $person) { role email by team organisation labels isForPerson }
}`);

const take = parse(`mutation ($token: String!, $person: ID!, $name: String, $dateOfBirth: String) {
  takeInvitation(token: $token, person: $person, name: $name, dateOfBirth: $dateOfBirth) {
    ... on Acceptance { role }
    ... on Refusal { kind message }
  }
}`);
