import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { askedOnce } from '../../kernel/asked-once.ts';
import type { Clock } from '../../kernel/clock.ts';
import { askSlice } from './ask-slice.ts';
import type { Authenticators, PartnerAsked, PartnerStanding, PersonStanding, TetherAsked } from './ports.ts';

const ofPerson = parse(`query ($person: ID!) {
  personStanding(person: $person) { patientId memberships { role organisationId teamId } }
}`);

const ofPartner = parse(`query ($partner: String!, $organisation: String!) {
  partnerStanding(partner: $partner, organisation: $organisation) { organisationId granted teamIds }
}`);

const ofTether = parse(`query ($client: ID!, $team: ID!) { isTethered(client: $client, team: $team) }`);

const partnerItself = parse('query ($partner: String!) { registeredPartner(partner: $partner) }');

/** The longest, in seconds, that a role or a grant that has ended still counts; a new one is noticed sooner. */
const longest = { found: 10, missing: 2 };

type Slices = { readonly patients: Executor; readonly identity: Executor };

/** Asks the slices what somebody is, and which ties hold; these fields are inaccessible to every client. */
export const standings = (
  { patients, identity }: Slices,
  clock: Clock,
  remember: number,
): Pick<Authenticators, 'personStanding' | 'partnerStanding' | 'registeredPartner' | 'tethered'> => {
  const memory = {
    clock,
    found: Math.min(remember, longest.found) * 1_000,
    missing: Math.min(remember, longest.missing) * 1_000,
  };
  return {
    personStanding: askedOnce((person: string) => askSlice<PersonStanding>(patients, ofPerson, { person }), {
      ...memory,
      keyOf: (person) => person,
    }),
    partnerStanding: askedOnce((asked: PartnerAsked) => askSlice<PartnerStanding>(patients, ofPartner, asked), {
      ...memory,
      keyOf: ({ partner, organisation }) => `${organisation} ${partner}`,
    }),
    tethered: askedOnce(
      async ({ client, team }: TetherAsked) =>
        (await askSlice<boolean>(identity, ofTether, { client, team })) === true ? true : undefined,
      { ...memory, keyOf: ({ client, team }) => `${team} ${client}` },
    ),
    registeredPartner: askedOnce((partner: string) => askSlice<string>(patients, partnerItself, { partner }), {
      ...memory,
      keyOf: (partner) => partner,
    }),
  };
};
