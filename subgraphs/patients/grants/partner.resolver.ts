import { Arg, Args, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { PartnerService } from './partner.service.ts';
import { Partner, PartnerPage, RegisterPartnerInput } from './partner.types.ts';

@Resolver()
export class PartnerResolver {
  readonly #partners: PartnerService;

  constructor(partners: PartnerService) {
    this.#partners = partners;
  }

  @Query(() => PartnerPage, {
    description: 'The partners that can be granted; for administrators and coordinators.',
  })
  async partners(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context): Promise<PartnerPage> {
    return orThrow(await this.#partners.page(context, page));
  }

  @Directive('@inaccessible')
  @Query(() => String, { nullable: true, description: 'The name of an organisation; for the operator alone.' })
  organisationName(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<string | null> {
    return this.#partners.organisationName(context, id);
  }

  @Directive('@inaccessible')
  @Mutation(() => Partner)
  async registerPartner(
    @Arg('input', () => RegisterPartnerInput) input: RegisterPartnerInput,
    @Ctx() context: Context,
  ): Promise<Partner> {
    return orThrow(await this.#partners.register(context, input));
  }

  @Directive('@inaccessible')
  @Mutation(() => Partner)
  async endPartner(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Partner> {
    return orThrow(await this.#partners.end(context, id));
  }
}
