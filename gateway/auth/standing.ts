import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { askedOnce } from '../../kernel/asked-once.ts';
import type { Clock } from '../../kernel/clock.ts';
import { askSlice } from './ask-slice.ts';
import type { Authenticators, PartnerAsked, PartnerStanding, PersonStanding } from './ports.ts';

const ofPerson = parse(`query ($person: ID!) {
  personStanding(person: $person) { patientId memberships { role organisationId teamId } }
}`);

const ofPartner = parse(`query ($partner: String!, $organisation: ID!) {
  partnerStanding(partner: $partner, organisation: $organisation) { teamId }
}`);

const partnerItself = parse('query ($partner: String!) { registeredPartner(partner: $partner) }');

/** The longest that a role or a grant that has ended still counts; a new one is noticed sooner. */
const remembered = { found: 10_000, missing: 2_000 };

/** Asks the patients slice what somebody is; its fields are inaccessible to every client. */
export const standings = (
  patients: Executor,
  clock: Clock,
): Pick<Authenticators, 'personStanding' | 'partnerStanding' | 'registeredPartner'> => ({
  personStanding: askedOnce((person: string) => askSlice<PersonStanding>(patients, ofPerson, { person }), {
    clock,
    keyOf: (person) => person,
    ...remembered,
  }),
  partnerStanding: askedOnce((asked: PartnerAsked) => askSlice<PartnerStanding>(patients, ofPartner, asked), {
    clock,
    keyOf: ({ partner, organisation }) => `${organisation} ${partner}`,
    ...remembered,
  }),
  registeredPartner: askedOnce((partner: string) => askSlice<string>(patients, partnerItself, { partner }), {
    clock,
    keyOf: (partner) => partner,
    ...remembered,
  }),
});
