import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Team } from '../patients.types.ts';
import type { RolesService } from './roles.service.ts';
import {
  ChangeTeamInput,
  CreateTeamInput,
  type Membership,
  MembershipPage,
  MembershipResult,
  Organisation,
  TeamPage,
  TeamResult,
} from './roles.types.ts';

@Resolver(() => Organisation)
export class OrganisationResolver {
  readonly #roles: RolesService;

  constructor(roles: RolesService) {
    this.#roles = roles;
  }

  @Query(() => Organisation, {
    nullable: true,
    description: 'An organisation that the caller administers; null where it is missing or another’s.',
  })
  organisation(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Organisation | null> {
    return this.#roles.organisation(context, id);
  }

  @FieldResolver(() => TeamPage)
  async teams(@Root() organisation: Organisation, @Args(() => PageArgs) page: PageArgs): Promise<TeamPage> {
    return orThrow(await this.#roles.teams(organisation, page));
  }

  @FieldResolver(() => MembershipPage)
  async administrators(
    @Root() organisation: Organisation,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<MembershipPage> {
    return orThrow(await this.#roles.holders(organisation, 'ADMINISTRATOR', page));
  }

  @FieldResolver(() => MembershipPage)
  async privacyOfficers(
    @Root() organisation: Organisation,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<MembershipPage> {
    return orThrow(await this.#roles.holders(organisation, 'PRIVACY_OFFICER', page));
  }
}

@Resolver(() => Team)
export class TeamResolver {
  readonly #roles: RolesService;

  constructor(roles: RolesService) {
    this.#roles = roles;
  }

  @Query(() => Team, {
    nullable: true,
    description: 'A team that the caller is in, or administers; null where it is missing or another’s.',
  })
  team(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Team | null> {
    return this.#roles.team(context, id);
  }

  @FieldResolver(() => MembershipPage, {
    nullable: true,
    description: 'Null for whoever is not in the team and does not administer it.',
  })
  async members(
    @Root() team: Team,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<MembershipPage | null> {
    return orThrow(await this.#roles.members(context, team, page));
  }

  @Mutation(() => TeamResult, { description: 'Adds a team to an organisation that the caller administers.' })
  createTeam(
    @Arg('input', () => CreateTeamInput) input: CreateTeamInput,
    @Ctx() context: Context,
  ): Promise<Team | Failure> {
    return this.#roles.createTeam(context, input);
  }

  @Mutation(() => TeamResult, { description: 'Changes a team of an organisation that the caller administers.' })
  changeTeam(
    @Arg('input', () => ChangeTeamInput) input: ChangeTeamInput,
    @Ctx() context: Context,
  ): Promise<Team | Failure> {
    return this.#roles.changeTeam(context, input);
  }

  @Mutation(() => MembershipResult, {
    description:
      'Ends a role: a coordinator those of the team, an administrator all of the organisation; the last administrator and the last privacy officer stay.',
  })
  endMembership(
    @Arg('membershipId', () => ID) membershipId: string,
    @Ctx() context: Context,
  ): Promise<Membership | Failure> {
    return this.#roles.endMembership(context, membershipId);
  }
}
