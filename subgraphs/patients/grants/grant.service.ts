import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parseTeamId, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { Page } from '../../kit/paging.ts';
import { pageOf } from '../keyed-page.ts';
import { isAlias, isPartnerId } from './grant.rules.ts';
import type { GrantStore, Grantor, NotGranted } from './grant.store.ts';
import type { GrantPartnerInput, PartnerGrant, PartnerGrantPage } from './grant.types.ts';

export type GrantService = {
  /** To administrators and privacy officers all of an organisation's; to a coordinator what reaches the team. */
  page(context: Context, asked: Page & { readonly organisationId: string }): Promise<PartnerGrantPage | Failure>;
  /** @returns conflict where the partner has this already, or the alias names somebody */
  grant(context: Context, input: GrantPartnerInput): Promise<PartnerGrant | Failure>;
  revoke(context: Context, id: string): Promise<PartnerGrant | Failure>;
};

/** Which partners act for an organisation or a team: its own people say, and take it back. Domain reference §1.1 */
export const grantService = ({ store }: { readonly store: GrantStore }): GrantService => ({
  page: async ({ principal }, asked) => {
    const paging = pageOf(asked);
    if (isFailure(paging)) return paging;
    const organisation = parseOrganisationId(asked.organisationId);
    if (isFailure(organisation)) return invalid(organisation.message, 'organisationId');
    const teams = reachOf(principal, organisation);
    if (teams === undefined)
      return forbidden('Only those who administer, guard or coordinate it see its grants.', 'organisationId');
    const found = await store.page({ organisation, teams, after: paging.after, limit: paging.first + 1 });
    const items = found.slice(0, paging.first);
    const last = found.length > paging.first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },

  grant: async (context, input) => {
    const grantor = await grantorOf(context.principal, input, store);
    if (isFailure(grantor)) return grantor;
    const alias = input.alias ?? null;
    if (alias !== null && !isAlias(alias))
      return invalid('An alias is 1 to 64 characters without spaces or HL7 delimiters.', 'alias');
    const partner = input.partnerId;
    const granted = isPartnerId(partner) ? await store.grant(context, { ...grantor, partner, alias }) : 'noPartner';
    return typeof granted === 'string' ? refusals[granted] : granted;
  },

  revoke: async (context, raw) => {
    // All ids have one form.
    const id = parseTeamId(raw);
    const grant = isFailure(id) ? undefined : await store.find(id);
    if (grant === undefined || !mayRevoke(context.principal, grant)) return notFound('You keep no such grant.', 'id');
    return (await store.revoke(context, grant.id)) ?? conflict('It has been revoked already.', 'id');
  },
});

const refusals: Readonly<Record<NotGranted, Failure>> = {
  noPartner: notFound('There is no such partner.', 'partnerId'),
  noDefaultTeam: conflict(
    'The organisation has no default team that could take what a partner sends.',
    'organisationId',
  ),
  granted: conflict('The partner has this grant already. Revoke it first.', 'partnerId'),
  aliasTaken: conflict('This alias already names an organisation, a team or a grant. Choose another one.', 'alias'),
};

/** Grants are made and taken back by the person, never by an app in their name. */
const inTheWeb = (principal: Principal): Person | undefined =>
  principal.kind === 'person' && principal.integration === 'person' ? principal : undefined;

/** The teams whose own grants the caller sees beside the organisation's; 'all', or undefined for none of either. */
const reachOf = (principal: Principal, organisation: OrganisationId): readonly TeamId[] | 'all' | undefined => {
  const person = inTheWeb(principal);
  if (person === undefined) return undefined;
  if (person.administers.includes(organisation) || person.guards.includes(organisation)) return 'all';
  const teams = person.coordinates.filter((team) => person.organisationOf?.[team] === organisation);
  return teams.length === 0 ? undefined : teams;
};

const grantorOf = async (
  principal: Principal,
  { organisationId, teamId }: GrantPartnerInput,
  store: GrantStore,
): Promise<Grantor | Failure> => {
  const given = [organisationId, teamId].filter((id) => id !== null && id !== undefined);
  if (given.length !== 1) return invalid('Give either an organisation or a team.', 'organisationId');
  const person = inTheWeb(principal);
  if (organisationId !== null && organisationId !== undefined) {
    const organisation = parseOrganisationId(organisationId);
    return !isFailure(organisation) && person?.administers.includes(organisation)
      ? { organisation, team: null }
      : notFound('You administer no such organisation.', 'organisationId');
  }
  const team = parseTeamId(teamId);
  const organisation = isFailure(team) || person === undefined ? undefined : await store.organisationOf(team);
  return !isFailure(team) &&
    organisation !== undefined &&
    (person?.coordinates.includes(team) || person?.administers.includes(organisation))
    ? { organisation, team }
    : notFound('You coordinate no such team.', 'teamId');
};

const mayRevoke = (principal: Principal, { organisationId, teamId }: PartnerGrant): boolean => {
  const person = inTheWeb(principal);
  if (person === undefined) return false;
  const has = (ids: readonly string[], id: string | null | undefined): boolean => ids.some((one) => one === id);
  return has(person.administers, organisationId) || has(person.coordinates, teamId);
};
