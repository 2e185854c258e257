import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../../subgraphs/kit/context.ts';
import type { IdentityService } from './identity.service.ts';
import {
  CreateTetherInput,
  GrantedApp,
  type IssuedTether,
  IssueTetherResult,
  type Revocation,
  RevokeResult,
  Tether,
} from './identity.types.ts';

@Resolver()
export class IdentityResolver {
  readonly #identity: IdentityService;

  constructor(identity: IdentityService) {
    this.#identity = identity;
  }

  @Query(() => [GrantedApp], { description: 'The apps that the caller lets act for them.' })
  apps(@Ctx() context: Context): Promise<readonly GrantedApp[]> {
    return this.#identity.apps(context);
  }

  @Query(() => [Tether], {
    description:
      'What is tied to a team that the caller coordinates, or whose organisation they administer; newest first.',
  })
  tethers(@Arg('team', () => ID) team: string, @Ctx() context: Context): Promise<readonly Tether[]> {
    return this.#identity.tethers(context, team);
  }

  @Directive('@inaccessible')
  @Query(() => Boolean, { description: 'Whether a client is tied to a team; for the gateway alone.' })
  isTethered(
    @Arg('client', () => ID) client: string,
    @Arg('team', () => ID) team: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    return this.#identity.isTethered(context, { client, team });
  }

  @Mutation(() => RevokeResult, { description: 'Takes back all that the caller has let an app do.' })
  revokeApp(@Arg('client', () => ID) client: string, @Ctx() context: Context): Promise<Revocation | Failure> {
    return this.#identity.revokeApp(context, client);
  }

  @Mutation(() => IssueTetherResult, {
    description: 'Ties a partner’s client to a team. The refresh token is in this answer and nowhere else.',
  })
  createTether(
    @Arg('input', () => CreateTetherInput) input: CreateTetherInput,
    @Ctx() context: Context,
  ): Promise<IssuedTether | Failure> {
    return this.#identity.createTether(context, input);
  }

  @Mutation(() => RevokeResult, {
    description:
      'Ends a tether for good, with all of its tokens: for coordinators of the team and administrators of its organisation.',
  })
  revokeTether(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Revocation | Failure> {
    return this.#identity.revokeTether(context, id);
  }
}
