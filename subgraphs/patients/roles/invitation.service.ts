import type { randomBytes } from 'node:crypto';
import { conflict, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parsePatientId, parseTeamId, type NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { Page } from '../../kit/paging.ts';
import { emailOf, invitationLifetime } from './invitation.rules.ts';
import type { InvitationStore, NewInvitation, NotInvited } from './invitation.store.ts';
import type {
  Invitation,
  InvitationPage,
  InviteInput,
  InviteMemberInput,
  IssuedInvitation,
} from './invitation.types.ts';
import { paged } from './paged.ts';
import { inTheWeb, isTeamRole, mayFill, type Post } from './roles.rules.ts';
import type { RolesStore } from './roles.store.ts';
import { hashOfToken } from './token.ts';

type Needs = {
  readonly store: InvitationStore;
  readonly roles: Pick<RolesStore, 'team'>;
  readonly newId: NewId;
  readonly random: typeof randomBytes;
};

export type InvitationService = ReturnType<typeof invitationService>;

/** Who is asked to take a role, and by whom. ADR 16 */
export const invitationService = ({ store, roles, newId, random }: Needs) => {
  const issue = async (
    context: Context,
    asked: Pick<NewInvitation, 'role' | 'invitedBy'> & Partial<NewInvitation> & { readonly address: string },
    write: (invitation: NewInvitation) => Promise<Invitation | NotInvited>,
  ): Promise<IssuedInvitation | Failure | 'NO_STANDING'> => {
    const email = emailOf(asked.address);
    if (email === undefined) return invalid('An e-mail address has a name, an @ and a domain.', 'email');
    const token = random(32).toString('base64url');
    const now = context.clock.now();
    const { role, invitedBy, organisationId = null, teamId = null, patientId = null, labels = [] } = asked;
    const made = await write({
      id: newId(),
      ...{ role, email, organisationId, teamId, patientId, labels, invitedBy },
      tokenHash: hashOfToken(token) ?? '',
      token,
      invitedAt: now,
      expiresAt: new Date(now.getTime() + invitationLifetime),
    });
    if (made === 'NO_STANDING') return made;
    if (made === 'DISABLED') return conflict('Sharing of this record is disabled.', 'patientId');
    if (made === 'TOO_MANY') return conflict('Too many invitations are open. Withdraw some, or wait.', 'email');
    return { invitation: made, token };
  };

  /** The post that is to be filled, where the caller may fill it. */
  const postOf = async (
    principal: Principal,
    { role, teamId, organisationId }: InviteMemberInput,
  ): Promise<Post | Failure> => {
    const field = isTeamRole(role) ? 'teamId' : 'organisationId';
    const [given, other] = isTeamRole(role) ? [teamId, organisationId] : [organisationId, teamId];
    if (given == null || other != null)
      return invalid(
        isTeamRole(role)
          ? 'This role is held in a team: give the team alone.'
          : 'This role is held in an organisation: give the organisation alone.',
        field,
      );
    const post = isTeamRole(role) ? await teamPost(principal, given, role) : organisationPost(given, role);
    return post !== undefined && mayFill(principal, post) ? post : notFound('You fill no such post there.', field);
  };

  const teamPost = async (principal: Principal, raw: string, role: Post['role']): Promise<Post | undefined> => {
    const id = parseTeamId(raw);
    const person = inTheWeb(principal);
    if (isFailure(id) || person === undefined) return undefined;
    const asked = { team: id, ofTeams: person.coordinates, ofOrganisations: person.administers };
    const team = await roles.team(asked, undefined);
    return team === null ? undefined : { role, organisation: team.organisationId, team: team.id };
  };

  return {
    ofTeam: async ({ principal, clock }: Context, id: string, page: Page): Promise<InvitationPage | Failure | null> => {
      const post = await teamPost(principal, id, 'PROFESSIONAL');
      return post === undefined ? null : paged(page, (slot) => store.ofTeam({ id, now: clock.now() }, slot));
    },

    /** Of an organisation that the caller was shown as its administrator. */
    ofOrganisation: ({ clock }: Context, id: string, page: Page): Promise<InvitationPage | Failure> =>
      paged(page, (slot) => store.ofOrganisation({ id, now: clock.now() }, slot)),

    /** For the patient alone. */
    ofPatient: async (context: Context, id: string, page: Page): Promise<InvitationPage | Failure | null> =>
      patientIn(context.principal, id) === undefined
        ? null
        : paged(page, (slot) => store.ofPatient({ id, now: context.clock.now() }, slot)),

    inviteMember: async (context: Context, input: InviteMemberInput): Promise<IssuedInvitation | Failure> => {
      const post = await postOf(context.principal, input);
      if (isFailure(post)) return post;
      const person = inTheWeb(context.principal);
      const { role, organisation, team } = post;
      const refused = notFound('You fill no such post there.', team === null ? 'organisationId' : 'teamId');
      if (person === undefined) return refused;
      const asked = {
        ...{ role, organisationId: organisation, teamId: team },
        ...{ invitedBy: person.user, address: input.email },
      };
      const by = { person: person.user, organisation, team };
      const issued = await issue(context, asked, (invitation) => store.inviteMember(context, by, invitation));
      return issued === 'NO_STANDING' ? refused : issued;
    },

    invite: async (context: Context, input: InviteInput): Promise<IssuedInvitation | Failure> => {
      const patient = patientIn(context.principal, input.patientId);
      if (patient === undefined) return notFound('This is not your own record.', 'patientId');
      const labels = [...new Set(input.labels)];
      if (labels.length === 0) return invalid('Share one label at least.', 'labels');
      const asked = {
        ...{ role: input.kind, patientId: patient.id, labels },
        ...{ invitedBy: patient.person, address: input.email },
      };
      const issued = await issue(context, asked, (invitation) => store.inviteToRecord(context, invitation));
      return issued === 'NO_STANDING' ? notFound('This is not your own record.', 'patientId') : issued;
    },

    withdraw: async (context: Context, raw: string): Promise<Invitation | Failure> => {
      // All ids have one form.
      const id = parseTeamId(raw);
      const found = isFailure(id) ? undefined : await store.find(id);
      if (found === undefined || !mayWithdraw(context.principal, found))
        return notFound('You keep no such invitation.', 'id');
      const withdrawn = await store.withdraw(context, found.id);
      return withdrawn ?? conflict('It has been accepted or withdrawn already.', 'id');
    },
  };
};

/** The caller, where this is their own record. */
const patientIn = (principal: Principal, raw: string): { readonly id: string; readonly person: string } | undefined => {
  const id = parsePatientId(raw);
  const person = inTheWeb(principal);
  return !isFailure(id) && person?.ownBehalf && person.patient === id ? { id, person: person.user } : undefined;
};

const organisationPost = (raw: string, role: Post['role']): Post | undefined => {
  const organisation = parseOrganisationId(raw);
  return isFailure(organisation) ? undefined : { role, organisation, team: null };
};

const mayWithdraw = (principal: Principal, { role, organisationId, teamId, patientId }: Invitation): boolean => {
  if (patientId != null) return patientIn(principal, patientId) !== undefined;
  return (
    role !== 'CARER' &&
    organisationId != null &&
    mayFill(principal, { role, organisation: organisationId, team: teamId ?? null })
  );
};
