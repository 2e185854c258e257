import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../kit/context.ts';
import type { StandingService } from './standing.service.ts';
import { CoordinatedTeam, PartnerStanding, PersonStanding } from './standing.types.ts';

@Resolver()
export class StandingResolver {
  readonly #standing: StandingService;

  constructor(standing: StandingService) {
    this.#standing = standing;
  }

  @Directive('@inaccessible')
  @Query(() => PersonStanding, { nullable: true })
  personStanding(@Arg('person', () => ID) person: string, @Ctx() context: Context): Promise<PersonStanding | null> {
    return this.#standing.person(context, person);
  }

  @Directive('@inaccessible')
  @Query(() => [CoordinatedTeam])
  coordinatedTeams(
    @Arg('person', () => ID) person: string,
    @Ctx() context: Context,
  ): Promise<readonly CoordinatedTeam[]> {
    return this.#standing.coordinatedTeams(context, person);
  }

  @Directive('@inaccessible')
  @Query(() => PartnerStanding, { nullable: true })
  partnerStanding(
    @Arg('partner', () => String) partner: string,
    @Arg('organisation', () => String, { description: 'Its id or its alias.' }) organisation: string,
    @Ctx() context: Context,
  ): Promise<PartnerStanding | null> {
    return this.#standing.partner(context, partner, organisation);
  }

  @Directive('@inaccessible')
  @Query(() => ID, { nullable: true, description: 'The partner itself, as long as it is one; for the gateway alone.' })
  registeredPartner(@Arg('partner', () => String) partner: string, @Ctx() context: Context): Promise<string | null> {
    return this.#standing.registeredPartner(context, partner);
  }
}
