import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import type { Call } from '../../subgraphs/kit/context.ts';

/** A team that somebody coordinates, by its names. */
export type CoordinatedTeam = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  /** Its name. */
  readonly organisation: string;
};

/** The teams that a person coordinates now. Throws where that cannot be found out. */
export type TeamsOf = (person: string) => Promise<readonly CoordinatedTeam[]>;

const question = parse(`query ($person: ID!) {
  coordinatedTeams(person: $person) { id name organisationId organisation }
}`);

/** Identity asks as itself: it says for whom in the question. */
const asIdentity: Call = {
  principal: { kind: 'internal', integration: 'internal', client: 'identity' },
  via: 'WEB',
  reading: [],
};

type Answer = {
  readonly data?: { readonly coordinatedTeams: readonly CoordinatedTeam[] } | null;
  readonly errors?: readonly unknown[];
};

/** Asks the patients slice, past the gateway: the field is inaccessible to every client. */
export const teamsFrom =
  (patients: Executor): TeamsOf =>
  async (person) => {
    const answer = (await patients({ document: question, variables: { person }, context: asIdentity })) as Answer;
    if (!answer.data) throw new Error('The patients slice cannot say who coordinates what.', { cause: answer.errors });
    return answer.data.coordinatedTeams;
  };
