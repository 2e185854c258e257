import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { orThrow } from '../kit/refusal.ts';
import type { CredentialKeepingService } from './credential-keeping.service.ts';
import {
  CreateFeedCredentialInput,
  CreatePartnerFeedCredentialInput,
  FeedCredential,
  FeedCredentialAct,
  FeedCredentialPage,
  FeedCredentialResult,
  IssueFeedCredentialResult,
  type IssuedFeedCredential,
  RotateFeedCredentialInput,
  SetAllowedAddressesInput,
} from './credential.types.ts';

@ArgsType()
class FeedCredentialsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisation!: string;
}

@Resolver(() => FeedCredential)
export class CredentialResolver {
  readonly #credentials: CredentialKeepingService;

  constructor(credentials: CredentialKeepingService) {
    this.#credentials = credentials;
  }

  @Query(() => FeedCredentialPage, {
    description: 'The feed credentials of an organisation that the caller administers, disabled ones included.',
  })
  async feedCredentials(
    @Args(() => FeedCredentialsArgs) args: FeedCredentialsArgs,
    @Ctx() context: Context,
  ): Promise<FeedCredentialPage> {
    return orThrow(await this.#credentials.page(context, args));
  }

  @FieldResolver(() => [FeedCredentialAct], { description: 'What was done about it: the latest 50, newest first.' })
  acts(@Root() credential: FeedCredential): Promise<FeedCredentialAct[]> {
    return this.#credentials.acts(credential);
  }

  @Mutation(() => IssueFeedCredentialResult, {
    description: 'Makes a user name and secret for a feed. The secret is in this answer and nowhere else.',
  })
  createFeedCredential(
    @Arg('input', () => CreateFeedCredentialInput) input: CreateFeedCredentialInput,
    @Ctx() context: Context,
  ): Promise<IssuedFeedCredential | Failure> {
    return this.#credentials.create(context, input);
  }

  @Directive('@inaccessible')
  @Mutation(() => IssueFeedCredentialResult)
  createPartnerFeedCredential(
    @Arg('input', () => CreatePartnerFeedCredentialInput) input: CreatePartnerFeedCredentialInput,
    @Ctx() context: Context,
  ): Promise<IssuedFeedCredential | Failure> {
    return this.#credentials.createForPartner(context, input);
  }

  @Mutation(() => IssueFeedCredentialResult, {
    description: 'Makes a new secret; the old one stays good for the hours given, so that a feed can be changed over.',
  })
  rotateFeedCredential(
    @Arg('input', () => RotateFeedCredentialInput) input: RotateFeedCredentialInput,
    @Ctx() context: Context,
  ): Promise<IssuedFeedCredential | Failure> {
    return this.#credentials.rotate(context, input);
  }

  @Mutation(() => FeedCredentialResult, { description: 'Ends a credential for good, at once.' })
  disableFeedCredential(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<FeedCredential | Failure> {
    return this.#credentials.disable(context, id);
  }

  @Mutation(() => FeedCredentialResult, { description: 'Says from where a credential may be used from now on.' })
  setAllowedAddresses(
    @Arg('input', () => SetAllowedAddressesInput) input: SetAllowedAddressesInput,
    @Ctx() context: Context,
  ): Promise<FeedCredential | Failure> {
    return this.#credentials.setAllowed(context, input);
  }
}
