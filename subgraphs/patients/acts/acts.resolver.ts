import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { ActsService } from './acts.service.ts';
import { ActPage, ActsArgs } from './acts.types.ts';

@Resolver()
export class ActsResolver {
  readonly #acts: ActsService;

  constructor(acts: ActsService) {
    this.#acts = acts;
  }

  @Query(() => ActPage, {
    description:
      'What was done in an organisation: for its administrators about teams, roles and grants; for its privacy officers about patients too.',
  })
  async acts(@Args(() => ActsArgs) args: ActsArgs, @Ctx() context: Context): Promise<ActPage> {
    return orThrow(await this.#acts.page(context, args));
  }
}
