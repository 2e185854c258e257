import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { GrantService } from './grant.service.ts';
import {
  GrantPartnerInput,
  GrantsArgs,
  type PartnerGrant,
  PartnerGrantPage,
  PartnerGrantResult,
} from './grant.types.ts';

@Resolver()
export class GrantResolver {
  readonly #grants: GrantService;

  constructor(grants: GrantService) {
    this.#grants = grants;
  }

  @Query(() => PartnerGrantPage, {
    description:
      'What an organisation and its teams have granted partners: for its administrators and privacy officers; for a coordinator what reaches the team.',
  })
  async grants(@Args(() => GrantsArgs) args: GrantsArgs, @Ctx() context: Context): Promise<PartnerGrantPage> {
    return orThrow(await this.#grants.page(context, args));
  }

  @Mutation(() => PartnerGrantResult, {
    description: 'Lets a partner act for an organisation that the caller administers, or a team that they coordinate.',
  })
  grantPartner(
    @Arg('input', () => GrantPartnerInput) input: GrantPartnerInput,
    @Ctx() context: Context,
  ): Promise<PartnerGrant | Failure> {
    return this.#grants.grant(context, input);
  }

  @Mutation(() => PartnerGrantResult, { description: 'Takes a grant back for good, within 10 seconds everywhere.' })
  revokeGrant(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<PartnerGrant | Failure> {
    return this.#grants.revoke(context, id);
  }
}
