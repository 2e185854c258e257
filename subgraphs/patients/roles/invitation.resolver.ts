import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Patient, Team } from '../patients.types.ts';
import type { InvitationService } from './invitation.service.ts';
import {
  Invitation,
  InvitationPage,
  InviteInput,
  InviteMemberInput,
  type IssuedInvitation,
  IssueInvitationResult,
  WithdrawInvitationResult,
} from './invitation.types.ts';
import { Organisation } from './roles.types.ts';

@Resolver(() => Invitation)
export class InvitationResolver {
  readonly #invitations: InvitationService;

  constructor(invitations: InvitationService) {
    this.#invitations = invitations;
  }

  @Mutation(() => IssueInvitationResult, {
    description:
      'Asks somebody into a team (its coordinators, and administrators) or into a post of the organisation (administrators). Asking again withdraws what was sent before.',
  })
  inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: Context,
  ): Promise<IssuedInvitation | Failure> {
    return this.#invitations.inviteMember(context, input);
  }

  @Mutation(() => IssueInvitationResult, {
    description: 'The patient asks somebody to care for them, or a professional in person.',
  })
  invite(
    @Arg('input', () => InviteInput) input: InviteInput,
    @Ctx() context: Context,
  ): Promise<IssuedInvitation | Failure> {
    return this.#invitations.invite(context, input);
  }

  @Mutation(() => WithdrawInvitationResult, {
    description: 'Takes an invitation back: the patient their own, others those to posts that they fill.',
  })
  withdrawInvitation(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Invitation | Failure> {
    return this.#invitations.withdraw(context, id);
  }
}

@Resolver(() => Team)
export class TeamInvitationsResolver {
  readonly #invitations: InvitationService;

  constructor(invitations: InvitationService) {
    this.#invitations = invitations;
  }

  @FieldResolver(() => InvitationPage, {
    nullable: true,
    description: 'Null for whoever neither coordinates nor administers the team.',
  })
  async invitations(
    @Root() { id }: Team,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<InvitationPage | null> {
    return orThrow(await this.#invitations.ofTeam(context, id, page));
  }
}

@Resolver(() => Organisation)
export class OrganisationInvitationsResolver {
  readonly #invitations: InvitationService;

  constructor(invitations: InvitationService) {
    this.#invitations = invitations;
  }

  @FieldResolver(() => InvitationPage, { description: 'Those of its teams, too.' })
  async invitations(
    @Root() { id }: Organisation,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<InvitationPage> {
    return orThrow(await this.#invitations.ofOrganisation(context, id, page));
  }
}

@Resolver(() => Patient)
export class PatientInvitationsResolver {
  readonly #invitations: InvitationService;

  constructor(invitations: InvitationService) {
    this.#invitations = invitations;
  }

  @FieldResolver(() => InvitationPage, { nullable: true, description: 'For the patient alone.' })
  async invitations(
    @Root() { id }: Patient,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<InvitationPage | null> {
    return orThrow(await this.#invitations.ofPatient(context, id, page));
  }
}
