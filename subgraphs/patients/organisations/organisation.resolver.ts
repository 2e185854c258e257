import { Arg, Args, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { OrganisationService } from './organisation.service.ts';
import { AskedAdministrator, RegisteredOrganisation, RegisterOrganisationInput } from './organisation.types.ts';

/** For the operator alone: nothing of this is in the public graph. */
@Resolver()
export class RegisteredOrganisationResolver {
  readonly #organisations: OrganisationService;

  constructor(organisations: OrganisationService) {
    this.#organisations = organisations;
  }

  @Directive('@inaccessible')
  @Query(() => [RegisteredOrganisation], { description: 'In the order of their ids.' })
  async registeredOrganisations(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<readonly RegisteredOrganisation[]> {
    return orThrow(await this.#organisations.page(context, page));
  }

  @Directive('@inaccessible')
  @Mutation(() => AskedAdministrator, { description: 'With its default team, and the invitation of an administrator.' })
  async registerOrganisation(
    @Arg('input', () => RegisterOrganisationInput) input: RegisterOrganisationInput,
    @Ctx() context: Context,
  ): Promise<AskedAdministrator> {
    return orThrow(await this.#organisations.register(context, input));
  }

  @Directive('@inaccessible')
  @Mutation(() => RegisteredOrganisation)
  async renameOrganisation(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String) name: string,
    @Ctx() context: Context,
  ): Promise<RegisteredOrganisation> {
    return orThrow(await this.#organisations.rename(context, { id, name }));
  }

  @Directive('@inaccessible')
  @Mutation(() => AskedAdministrator, {
    description: 'Where the first invitation has run out, or nobody is left who administers the organisation.',
  })
  async inviteAdministrator(
    @Arg('id', () => ID) id: string,
    @Arg('email', () => String) email: string,
    @Ctx() context: Context,
  ): Promise<AskedAdministrator> {
    return orThrow(await this.#organisations.invite(context, { id, email }));
  }
}
