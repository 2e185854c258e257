import { isFailure } from '../../kernel/failure.ts';
import { parseOrganisationId, parseUserId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import type { StandingStore } from './standing.store.ts';
import type { CoordinatedTeam, PartnerStanding, PersonStanding } from './standing.types.ts';

export type StandingService = {
  /** What a person may act as now; null for a person whom nobody knows. */
  person(context: Context, id: string): Promise<PersonStanding | null>;
  /** The teams that a person coordinates now, by name. */
  coordinatedTeams(context: Context, id: string): Promise<readonly CoordinatedTeam[]>;
  /** How a partner stands to an organisation now, which is named by its id or its alias; null where there is no such one. */
  partner(context: Context, partner: string, organisation: string): Promise<PartnerStanding | null>;
  /** The partner itself, as long as it is one. */
  registeredPartner(context: Context, partner: string): Promise<string | null>;
};

/** For the gateway and identity, which ask as themselves before they act for anybody: everybody else is told nothing. */
export const standingService = ({ store }: { readonly store: StandingStore }): StandingService => ({
  person: async ({ principal }, id) => {
    const known = parseUserId(id);
    return principal.kind !== 'internal' || isFailure(known) ? null : store.person(known, undefined);
  },

  coordinatedTeams: async ({ principal }, id) => {
    const known = parseUserId(id);
    return principal.kind !== 'internal' || isFailure(known) ? [] : store.coordinatedTeams(known);
  },

  partner: async ({ principal }, partner, named) => {
    if (principal.kind !== 'internal' || isNoText(partner) || isNoText(named)) return null;
    const id = parseOrganisationId(named);
    return store.partner({ partner, ...(isFailure(id) ? { alias: named } : { id }) }, undefined);
  },

  registeredPartner: async ({ principal }, partner) =>
    principal.kind !== 'internal' || isNoText(partner) ? null : store.registered(partner, undefined),
});

/** PostgreSQL takes no U+0000 in a text; no partner is called that either. */
const isNoText = (text: string): boolean => text.includes('\0');
