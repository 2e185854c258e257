import { Args, ArgsType, Ctx, Directive, Field, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../kit/context.ts';
import type { ProvenIdentity } from './nhs-login.rules.ts';
import type { NhsLoginService } from './nhs-login.service.ts';

@ArgsType()
class ProvenIdentityArgs implements ProvenIdentity {
  @Field(() => String)
  readonly nhsNumber!: string;

  @Field(() => String, { description: 'As `YYYY-MM-DD`.' })
  readonly dateOfBirth!: string;

  @Field(() => String)
  readonly familyName!: string;
}

@Resolver()
export class NhsLoginResolver {
  readonly #nhsLogin: NhsLoginService;

  constructor(nhsLogin: NhsLoginService) {
    this.#nhsLogin = nhsLogin;
  }

  @Directive('@inaccessible')
  @Mutation(() => ID, {
    nullable: true,
    description: 'The person whose record this is, who may sign in from now on; null where no record is surely theirs.',
  })
  personOfNhsLogin(@Args(() => ProvenIdentityArgs) identity: ProvenIdentityArgs, @Ctx() context: Context) {
    return this.#nhsLogin.personOf(context, identity);
  }
}
