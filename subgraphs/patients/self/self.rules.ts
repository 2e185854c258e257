import type { Principal } from '../../../kernel/principal.ts';

/** Who is asking, by what the gateway has established, and nothing that would have to be looked up. */
export type Self = {
  readonly client: string;
  readonly personId?: string;
  readonly patientId?: string;
  readonly organisationId?: string;
  readonly teams: readonly string[];
  readonly coordinates: readonly string[];
};

export const selfOf = (principal: Principal): Self => {
  const nothing = { client: principal.client, teams: [], coordinates: [] };
  switch (principal.kind) {
    case 'person': {
      const { user, patient, teams, coordinates, ownBehalf } = principal;
      return {
        ...nothing,
        personId: user,
        ...(patient !== undefined && ownBehalf ? { patientId: patient } : {}),
        teams,
        coordinates,
      };
    }
    case 'team':
      return {
        ...nothing,
        organisationId: principal.organisation,
        teams: [principal.team],
        coordinates: [principal.team],
      };
    case 'partner':
      return {
        ...nothing,
        ...(principal.organisation === undefined ? {} : { organisationId: principal.organisation }),
        teams: principal.teams ?? [],
      };
    case 'organisation':
      return { ...nothing, organisationId: principal.organisation };
    case 'internal':
      return nothing;
  }
};
