import { forbidden, invalid, notFound } from '../../kernel/failure.ts';
import type { TeamId } from '../../kernel/id.ts';
import type { Caller } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Client } from '../interfaces.ts';
import { refusedAt } from './door.ts';
import { personOf, withinScopes } from './person.ts';
import type { Authenticators, Refused, TokenHolder } from './ports.ts';

type Standings = Pick<Authenticators, 'personStanding' | 'partnerStanding' | 'registeredPartner'>;

/** Whom a token's holder acts as, here and now: what has been granted is asked for each call and not written in a token. */
export const principalOfToken = async (
  standings: Standings,
  holder: TokenHolder,
  caller: Caller,
): Promise<Principal | Refused> => {
  const integration = integrations[holder.kind];
  if (integration === undefined) return 'unauthenticated';
  const refused = refusedAt(caller.through, integration);
  if (refused !== undefined) return refused;
  switch (integration) {
    case 'customer.fhir':
      return customer(holder);
    case 'partner.fhir':
      return partner(standings, holder, caller);
    case 'tethered.rest':
      return tethered(standings, holder);
    case 'app':
      return app(standings, holder);
  }
};

/** Our own processes introspect; they never call. */
const integrations = {
  CUSTOMER_SYSTEM: 'customer.fhir',
  SYSTEM: 'partner.fhir',
  TETHERED: 'tethered.rest',
  USER: 'app',
  INTERNAL: undefined,
} as const satisfies Record<TokenHolder['kind'], Client | undefined>;

const customer = ({ client, organisation }: TokenHolder): Principal | Refused =>
  organisation === undefined
    ? 'unauthenticated'
    : { kind: 'organisation', integration: 'customer.fhir', client, organisation };

/** Domain reference §6: a token may be had before any grant; the grant is checked with each call. */
const partner = async (
  { partnerStanding }: Standings,
  holder: TokenHolder,
  caller: Caller,
): Promise<Principal | Refused> => {
  if (holder.partner === undefined) return 'unauthenticated';
  const organisation = caller.organisation?.toLowerCase() ?? '';
  if (!publicId.test(organisation))
    return invalid(
      'Name the organisation for which you act, by its public id (its alias, or a UUID), in the header X-Org-Public-Id.',
      header,
    );
  const standing = await partnerStanding({ partner: holder.partner, organisation });
  if (standing === undefined) return notKnown;
  if (!standing.granted) return notGranted;
  return {
    kind: 'partner',
    integration: 'partner.fhir',
    client: holder.client,
    partner: holder.partner,
    organisation: standing.organisationId,
    ...(standing.teamIds ? { teams: standing.teamIds } : {}),
  };
};

/** Where a fault of it is found. */
const header = 'X-Org-Public-Id';

/** An alias (patients/roles) or a UUID, which has the form of an alias. */
const publicId = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Which organisations there are is no secret: their names and ODS codes are published. Domain reference §7.3 */
const notKnown = notFound('No organisation has the public id that X-Org-Public-Id names.', header);
const notGranted = forbidden('The organisation that X-Org-Public-Id names has granted this client nothing.', header);

/** A tether is the grant of its team (ADR 11), which introspection has found to hold; the partner has to be one still. */
const tethered = async (
  { registeredPartner }: Standings,
  { client, partner, tether }: TokenHolder,
): Promise<Principal | Refused> => {
  if (partner === undefined || tether === undefined) return 'unauthenticated';
  if ((await registeredPartner(partner)) === undefined) return partnerHasEnded;
  const { organisation, team } = tether;
  return { kind: 'team', integration: 'tethered.rest', client, partner, organisation, team: team as TeamId };
};

const partnerHasEnded = forbidden('The partner of this token works here no longer.');

const app = async (
  { personStanding }: Standings,
  { client, person, scopes }: TokenHolder,
): Promise<Principal | Refused> => {
  const standing = person === undefined ? undefined : await personStanding(person);
  return person === undefined || standing === undefined
    ? 'unauthenticated'
    : withinScopes(personOf(standing, { integration: 'app', client, user: person }), scopes);
};
