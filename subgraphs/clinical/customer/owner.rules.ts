import type { Principal } from '../../../kernel/principal.ts';

/** Nobody but the Customer System Client of the organisation whose feed it is. Domain reference §1.3 */
export const owns = (principal: Principal, feed: { readonly organisation: string }): boolean =>
  principal.kind === 'organisation' &&
  principal.integration === 'customer.fhir' &&
  principal.organisation === feed.organisation;
