import { Arg, Args, ArgsType, Ctx, Directive, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import type { AcceptanceService } from './acceptance.service.ts';
import { type Acceptance, AcceptInvitationResult, SeenInvitation } from './invitation.types.ts';

@ArgsType()
class TakeInvitationArgs {
  @Field(() => String)
  readonly token!: string;

  @Field(() => ID)
  readonly person!: string;

  @Field(() => String, { nullable: true, description: 'Of a person who comes into being by it; with a date of birth.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'As `YYYY-MM-DD`.' })
  readonly dateOfBirth?: string | null;
}

@Resolver()
export class AcceptanceResolver {
  readonly #acceptance: AcceptanceService;

  constructor(acceptance: AcceptanceService) {
    this.#acceptance = acceptance;
  }

  @Mutation(() => AcceptInvitationResult, {
    description: 'Takes the role that somebody with the caller’s e-mail address was asked to take. It works once.',
  })
  acceptInvitation(@Arg('token', () => String) token: string, @Ctx() context: Context): Promise<Acceptance | Failure> {
    return this.#acceptance.accept(context, token);
  }

  @Directive('@inaccessible')
  @Query(() => SeenInvitation, { nullable: true })
  invitationSeen(
    @Arg('token', () => String) token: string,
    @Arg('person', () => ID, { nullable: true }) person: string | null,
    @Ctx() context: Context,
  ): Promise<SeenInvitation | null> {
    return this.#acceptance.seen(context, token, person);
  }

  @Directive('@inaccessible')
  @Mutation(() => AcceptInvitationResult)
  takeInvitation(
    @Args(() => TakeInvitationArgs) { token, person, name, dateOfBirth }: TakeInvitationArgs,
    @Ctx() context: Context,
  ): Promise<Acceptance | Failure> {
    const newcomer = name == null || dateOfBirth == null ? undefined : { name: name.trim(), dateOfBirth };
    return this.#acceptance.take(context, { token, person, newcomer });
  }
}
