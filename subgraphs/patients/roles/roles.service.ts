import { conflict, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parseTeamId, type NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { Label } from '../../kit/label.ts';
import type { Page } from '../../kit/paging.ts';
import type { Team } from '../patients.types.ts';
import type { Role } from '../standing.types.ts';
import type { KeepingStore, Standing } from './keeping.store.ts';
import { paged } from './paged.ts';
import { administers, faultOfAlias, faultOfName, inTheWeb, mayFill } from './roles.rules.ts';
import type { OwnedTeam, RolesStore } from './roles.store.ts';
import type {
  ChangeTeamInput,
  CreateTeamInput,
  Membership,
  MembershipPage,
  Organisation,
  TeamPage,
} from './roles.types.ts';

type Needs = { readonly store: RolesStore; readonly keeping: KeepingStore; readonly newId: NewId };

export type RolesService = ReturnType<typeof rolesService>;

/** Teams and who is in them: administrators keep the organisation's, coordinators their team's. Domain reference §1.2 */
export const rolesService = ({ store, keeping, newId }: Needs) => {
  const seenTeam = async (principal: Principal, raw: string): Promise<OwnedTeam | null> => {
    const team = parseTeamId(raw);
    if (isFailure(team) || principal.kind !== 'person') return null;
    const ofTeams = [...principal.teams, ...principal.coordinates];
    return store.team({ team, ofTeams, ofOrganisations: principal.administers }, undefined);
  };

  return {
    organisation: async ({ principal }: Context, raw: string): Promise<Organisation | null> => {
      const id = parseOrganisationId(raw);
      return isFailure(id) || !administers(principal, id) ? null : store.organisation(id, undefined);
    },

    teams: (organisation: Organisation, asked: Page): Promise<TeamPage | Failure> =>
      paged(asked, (slot) => store.teamsOf(organisation.id, slot)),

    holders: (organisation: Organisation, role: Role, asked: Page): Promise<MembershipPage | Failure> =>
      paged(asked, (slot) => store.holdersIn(organisation.id, { ...slot, role })),

    team: ({ principal }: Context, raw: string): Promise<Team | null> => seenTeam(principal, raw),

    /** Null for whoever is neither in the team nor administers its organisation, as a patient whom it looks after. */
    members: async ({ principal }: Context, { id }: Team, asked: Page): Promise<MembershipPage | Failure | null> =>
      (await seenTeam(principal, id)) === null ? null : paged(asked, (slot) => store.membersOf(id, slot)),

    createTeam: async (context: Context, input: CreateTeamInput): Promise<Team | Failure> => {
      const organisation = parseOrganisationId(input.organisationId);
      const by = isFailure(organisation) ? undefined : standingAs(context.principal, { organisation, team: null });
      if (isFailure(organisation) || by === undefined) return noOrganisation;
      const name = input.name.trim();
      const fault = faultOfName(name) ?? faultOfAlias(input.alias);
      if (fault !== undefined) return fault;
      const made = await keeping.createTeam(context, by, {
        id: newId(),
        organisationId: organisation,
        name,
        alias: input.alias,
        defaultLabels: once(input.labels),
      });
      if (made === 'NO_STANDING') return noOrganisation;
      return made === 'TAKEN' ? conflict('This alias names somebody already. Choose another one.', 'alias') : made;
    },

    changeTeam: async (context: Context, input: ChangeTeamInput): Promise<Team | Failure> => {
      const { principal } = context;
      const found = await seenTeam(principal, input.teamId);
      const by = found && standingAs(principal, { organisation: found.organisationId, team: null });
      if (!found || !by) return notFound('You administer no such team.', 'teamId');
      const name = input.name?.trim() ?? null;
      const labels = input.labels ?? null;
      if (name === null && labels === null) return invalid('Say what is to change: the name or the labels.', 'name');
      const fault = name === null ? undefined : faultOfName(name);
      if (fault !== undefined) return fault;
      const changed = await keeping.changeTeam(context, by, { id: found.id, name, labels: labels && once(labels) });
      return changed === 'NO_STANDING' ? notFound('You administer no such team.', 'teamId') : changed;
    },

    endMembership: async (context: Context, raw: string): Promise<Membership | Failure> => {
      // All ids have one form.
      const id = parseTeamId(raw);
      const found = isFailure(id) ? undefined : await keeping.membership(id);
      if (found === undefined || !mayFill(context.principal, postOf(found))) return noMembership;
      const by = standingAs(context.principal, { organisation: found.organisationId, team: found.teamId ?? null });
      const ended = by === undefined ? 'NO_STANDING' : await keeping.endMembership(context, by, found);
      if (ended === 'NO_STANDING') return noMembership;
      if (ended === 'GONE') return conflict('It has ended already.', 'membershipId');
      if (ended === 'LAST')
        return conflict('Nobody else holds this role in the organisation. Invite somebody first.', 'membershipId');
      return ended;
    },
  };
};

const noOrganisation = notFound('You administer no such organisation.', 'organisationId');
const noMembership = notFound('You keep no such membership.', 'membershipId');

const postOf = ({ role, organisationId, teamId }: Membership) => ({
  role,
  organisation: organisationId,
  team: teamId ?? null,
});

/** As whom the caller acts; undefined where they administer nothing of the kind and coordinate no such team. */
const standingAs = (principal: Principal, { organisation, team }: Omit<Standing, 'person'>): Standing | undefined => {
  const person = inTheWeb(principal);
  if (person === undefined || !mayFill(principal, { role: 'COORDINATOR', organisation, team })) return undefined;
  return { person: person.user, organisation, team };
};

const once = (labels: readonly Label[]): readonly Label[] => [...new Set(labels)];
