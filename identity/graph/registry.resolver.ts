import { Arg, Args, Ctx, Directive, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../subgraphs/kit/context.ts';
import { PageArgs } from '../../subgraphs/kit/page.types.ts';
import { orThrow } from '../../subgraphs/kit/refusal.ts';
import type { RegistryService } from './registry.service.ts';
import { IssuedClient, RegisterClientInput, RegisteredClient } from './registry.types.ts';

/** For the operator alone: nothing of this is in the public graph. */
@Resolver()
export class RegistryResolver {
  readonly #registry: RegistryService;

  constructor(registry: RegistryService) {
    this.#registry = registry;
  }

  @Directive('@inaccessible')
  @Query(() => [RegisteredClient])
  async registeredClients(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<readonly RegisteredClient[]> {
    return orThrow(await this.#registry.page(context, page));
  }

  @Directive('@inaccessible')
  @Mutation(() => IssuedClient)
  async registerClient(
    @Arg('input', () => RegisterClientInput) input: RegisterClientInput,
    @Ctx() context: Context,
  ): Promise<IssuedClient> {
    return orThrow(await this.#registry.register(context, input));
  }

  @Directive('@inaccessible')
  @Mutation(() => IssuedClient)
  async rotateClientSecret(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<IssuedClient> {
    return orThrow(await this.#registry.rotate(context, id));
  }

  @Directive('@inaccessible')
  @Mutation(() => RegisteredClient)
  async endClient(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<RegisteredClient> {
    return orThrow(await this.#registry.end(context, id));
  }

  @Directive('@inaccessible')
  @Mutation(() => Int)
  async endClientsOf(@Arg('partner', () => ID) partner: string, @Ctx() context: Context): Promise<number> {
    return orThrow(await this.#registry.endOf(context, partner));
  }
}
