import { forbidden, isFailure, unavailable } from '../../kernel/failure.ts';
import type { OrganisationId } from '../../kernel/id.ts';
import type { Caller } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';
import { mayEnter } from '../interfaces.ts';
import { readCredentials } from './credentials.ts';
import { refusedAt, refusedFor } from './door.ts';
import { personOf } from './person.ts';
import type { Authenticators, CredentialHolder, Refused } from './ports.ts';
import { principalOfToken } from './token.ts';

/**
 * The caller's principal. `unauthenticated` where the credentials are missing, wrong or expired; a failure where they are
 * good, and not for this: at another interface (forbidden), for an organisation that has not granted (forbidden), without
 * saying for which one (invalid).
 */
export type Authenticate = (caller: Caller) => Promise<Principal | Refused>;

export const authenticator =
  (ports: Authenticators): Authenticate =>
  async (caller) => {
    try {
      const principal = await principalOf(ports, caller);
      return principal === 'unauthenticated' || isFailure(principal)
        ? principal
        : (refusedFor(caller.scopes, principal) ?? principal);
    } catch (error) {
      // Somebody whom we have to ask does not answer: that is no verdict on the caller.
      ports.log.error({ err: error }, 'a caller could not be authenticated');
      return unavailable('Who you are cannot be checked at the moment: try again soon.');
    }
  };

const principalOf = async (ports: Authenticators, caller: Caller): Promise<Principal | Refused> => {
  // What a client takes the trouble to send is its word: where it is bad, no cookie makes it good.
  if (caller.authorization === undefined) return principalOfSession(ports, caller);
  const credentials = readCredentials(caller.authorization);
  if (credentials === undefined) return 'unauthenticated';
  if (credentials.scheme === 'bearer') {
    const holder = await ports.introspect(credentials.token);
    return holder === undefined ? 'unauthenticated' : principalOfToken(ports, holder, caller);
  }
  if (credentials.scheme === 'leave') return principalOfLeave(ports, credentials.leave);
  const { user, password } = credentials;
  const holder = await ports.credential({ user, password, address: caller.address });
  return holder === undefined ? 'unauthenticated' : principalOfCredential(holder, caller);
};

/** Whoever acts as a team in its absence may do so as long as it is tied to the team: a webhook outlives every token. */
const principalOfLeave = async (ports: Authenticators, sealed: string): Promise<Principal | Refused> => {
  const principal = ports.leave(sealed);
  if (principal?.kind !== 'team') return principal ?? 'unauthenticated';
  const [tied, partner] = await Promise.all([ports.tethered(principal), ports.registeredPartner(principal.partner)]);
  return tied === true && partner !== undefined ? principal : tetherHasEnded;
};

const tetherHasEnded = forbidden('This client is tied to the team no longer.');

const principalOfSession = async (
  { session, personStanding }: Authenticators,
  { cookie, through }: Caller,
): Promise<Principal | Refused> => {
  const signedIn = cookie === undefined || !mayEnter(through, 'person') ? undefined : await session(cookie);
  if (signedIn === undefined) return 'unauthenticated';
  const standing = await personStanding(signedIn.person);
  return standing === undefined
    ? 'unauthenticated'
    : personOf(standing, { integration: 'person', client: 'web', user: signedIn.person });
};

const principalOfCredential = (holder: CredentialHolder, { through }: Caller): Principal | Refused => {
  const feed = feedOf(holder);
  return feed === undefined ? 'unauthenticated' : (refusedAt(through, feed.integration) ?? feed);
};

const feedOf = ({ id, organisationId, partner }: CredentialHolder) => {
  if (organisationId) {
    const organisation = organisationId as OrganisationId;
    return { kind: 'organisation', integration: 'customer.hl7', client: id, organisation } as const;
  }
  return partner ? ({ kind: 'partner', integration: 'partner.hl7', client: id, partner } as const) : undefined;
};
