import type { OrganisationId, TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';

/** For whom a client asks about letters: an organisation, or those of its teams that the client stands for alone. */
export type Sender = {
  readonly organisation: OrganisationId;
  /** Null: all of them. */
  readonly teams: readonly TeamId[] | null;
  /** Null where the organisation itself asks. */
  readonly partner: string | null;
};

/** A partner reaches what those have sent who granted it; whether the grant holds, the gateway has checked. */
export const senderOf = (principal: Principal): Sender | undefined => {
  switch (principal.kind) {
    case 'organisation':
      return principal.integration === 'customer.fhir'
        ? { organisation: principal.organisation, teams: null, partner: null }
        : undefined;
    case 'partner':
      return principal.organisation === undefined || principal.integration !== 'partner.fhir'
        ? undefined
        : { organisation: principal.organisation, teams: principal.teams ?? null, partner: principal.partner };
    case 'team':
      return { organisation: principal.organisation, teams: [principal.team], partner: principal.partner };
    case 'person':
    case 'internal':
      return undefined;
  }
};
