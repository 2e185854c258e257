import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import type { CredentialActsService } from './credential-acts.service.ts';
import { FeedCredentialActPage } from './credential.types.ts';

@ArgsType()
class FeedCredentialActsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisation!: string;
}

@Resolver()
export class CredentialActsResolver {
  readonly #acts: CredentialActsService;

  constructor(acts: CredentialActsService) {
    this.#acts = acts;
  }

  @Query(() => FeedCredentialActPage, {
    description:
      'What was done about an organisation’s feed credentials, the latest first: for its administrators and privacy officers. See `acts`, too.',
  })
  async feedCredentialActs(
    @Args(() => FeedCredentialActsArgs) args: FeedCredentialActsArgs,
    @Ctx() context: Context,
  ): Promise<FeedCredentialActPage> {
    return orThrow(await this.#acts.page(context, args));
  }
}
