import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { askPatients } from './asking.ts';

/** What stands on a letter, as it was typed or followed. */
export type OnLetter = { readonly team: string; readonly code: string; readonly token: string };

/** Who has sent the letter. */
export type SeenLetter = {
  readonly team: string;
  readonly organisation: string;
  /** The record is open already to who has come with it. */
  readonly isOwn: boolean;
};

type Joiner = { readonly dateOfBirth: string; readonly person: string; readonly email: string | null };
export type Joined = { readonly joined: string } | { readonly message: string };

/** What the patients slice knows of invitations on paper, and does about them. Throws where it does not answer. */
export type Joining = {
  readonly seen: (letter: OnLetter, person: string | undefined) => Promise<SeenLetter | undefined>;
  /** The record becomes theirs who has shown who they are: by the letter and the date of birth. */
  readonly join: (letter: OnLetter, joiner: Joiner) => Promise<Joined>;
};

/** Asks the patients slice, past the gateway: the fields are inaccessible to every client. */
export const joiningFrom = (patients: Executor): Joining => {
  const ask = askPatients(patients, 'The patients slice cannot say what an invitation on a letter is.');
  return {
    seen: async (letter, person) =>
      (await ask<{ seen: SeenLetter | null }>(seen, { letter, person: person ?? null })).seen ?? undefined,
    join: async (letter, joiner) => {
      const answer = await ask<{ join: { joined: string | null; message: string | null } }>(join, {
        input: { letter, ...joiner },
      });
      const { joined, message } = answer.join;
      return joined === null ? { message: message ?? '' } : { joined };
    },
  };
};

const seen = parse(
  `query ($letter: LetterTokenInput!, $person: ID) {
    seen: letterTokenSeen(letter: $letter, person: $person) { team organisation isOwn } }`,
);

const join = parse(`mutation ($input: JoinInput!) {
  join: joinByLetter(input: $input) { joined message }
}`);
