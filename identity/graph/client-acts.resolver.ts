import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../subgraphs/kit/context.ts';
import { orThrow } from '../../subgraphs/kit/refusal.ts';
import type { ClientActsService } from './client-acts.service.ts';
import { ClientActPage, ClientActsArgs } from './client-acts.types.ts';

@Resolver()
export class ClientActsResolver {
  readonly #acts: ClientActsService;

  constructor(acts: ClientActsService) {
    this.#acts = acts;
  }

  @Query(() => ClientActPage, {
    description:
      'What was done about an organisation’s clients and its teams’ tethers, the latest first: for its administrators and privacy officers. See `acts`, too.',
  })
  async clientActs(@Args(() => ClientActsArgs) args: ClientActsArgs, @Ctx() context: Context): Promise<ClientActPage> {
    return orThrow(await this.#acts.page(context, args));
  }
}
