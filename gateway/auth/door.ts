import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { Interface, Scope } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';
import { mayEnter, type Client } from '../interfaces.ts';

/** Good credentials at a door that is not theirs: what RFC 6750 §3.1 calls insufficient_scope. */
export const refusedAt = (through: Interface, client: Client): Failure | undefined =>
  mayEnter(through, client) ? undefined : forbidden('These credentials are not for this interface.');

/** Good credentials, and not for this operation: the scopes decide the operation, the purview decides the data. */
export const refusedFor = (scopes: readonly Scope[] | undefined, principal: Principal): Failure | undefined =>
  scopes === undefined || scopes.some((scope) => holds(principal, scope))
    ? undefined
    : forbidden(`This operation is for tokens with the scope ${scopes.join(' or ')}.`);

/** What a token's scopes have made of the principal. `person.ts` */
const holds = (principal: Principal, scope: Scope): boolean => {
  if (principal.kind === 'team') return scope === 'SITE';
  if (principal.kind !== 'person') return false;
  switch (scope) {
    case 'PATIENT':
      return principal.ownBehalf;
    case 'CLINICIAN':
      return principal.inPerson;
    case 'TEAMCOORD':
      return principal.coordinates.length > 0;
    case 'SITE':
      return false;
  }
};
