import { createUnionType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime } from '../kit/scalars.ts';

@ObjectType({ description: 'What somebody did about a feed credential.' })
export class FeedCredentialAct {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'The user name of the credential.' })
  readonly credentialId!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'Who it was: `person/…`.' })
  readonly actor!: string;

  @Field(() => String, { description: 'CREATED, ROTATED, DISABLED or ADDRESSES_SET.' })
  readonly kind!: string;

  @Field(() => [String], { nullable: true, description: 'The allow-list since then, where the act set it.' })
  readonly allowed?: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'Until when a rotation left the old secret good.' })
  readonly oldSecretUntil?: Date;
}

@ObjectType({ description: 'Acts, the latest first.' })
export class FeedCredentialActPage {
  @Field(() => [FeedCredentialAct])
  readonly items!: readonly FeedCredentialAct[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ObjectType({ description: 'The user name of an HL7 feed. Its secret is shown once, and never again.' })
export class FeedCredential {
  @Field(() => ID, { description: 'The user name.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true })
  readonly organisationId?: string;

  @Field(() => String, { nullable: true, description: 'The partner that holds it.' })
  readonly partner?: string;

  @Field(() => [String], {
    description: 'The addresses and networks it may be used from: `192.0.2.7`, `2001:db8::/32`. None: from nowhere.',
  })
  readonly allowed!: readonly string[];

  @Field(() => DateTime)
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its secret was made, where it is not the first.' })
  readonly rotatedAt?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when the secret before is good too.' })
  readonly oldSecretUntil?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is of no use, for good.' })
  readonly disabledAt?: Date;
}

@ObjectType()
export class FeedCredentialPage {
  @Field(() => [FeedCredential])
  readonly items!: readonly FeedCredential[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@InputType({ description: 'A new user name for a feed of the organisation.' })
export class CreateFeedCredentialInput {
  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => String, { description: 'What the feed is called: `pathology`. The user name begins with it.' })
  readonly name!: string;

  @Field(() => [String], { description: 'The addresses and networks it may be used from, IPv4, IPv6 and CIDR.' })
  readonly allowed!: readonly string[];
}

@InputType({ description: 'A new user name for a feed of a partner; for the operator alone.' })
@Directive('@inaccessible')
export class CreatePartnerFeedCredentialInput {
  @Field(() => String)
  readonly partner!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => [String])
  readonly allowed!: readonly string[];
}

@InputType()
export class RotateFeedCredentialInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how long the old secret stays good, 0 to 168. A secret before the old one ends at once.',
  })
  readonly overlapHours!: number;
}

@InputType()
export class SetAllowedAddressesInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => [String], { description: 'The whole list from now on; none: from nowhere.' })
  readonly allowed!: readonly string[];
}

@ObjectType({ description: 'A secret that was just made.' })
export class IssuedFeedCredential {
  @Field(() => FeedCredential)
  readonly credential!: FeedCredential;

  @Field(() => String, { description: 'The password. We keep only its hash: nobody can show it again.' })
  readonly secret!: string;
}

export const IssueFeedCredentialResult = createUnionType({
  name: 'IssueFeedCredentialResult',
  types: () => [IssuedFeedCredential, Refusal] as const,
  resolveType: (value) => ('secret' in value ? IssuedFeedCredential : Refusal),
});

export const FeedCredentialResult = createUnionType({
  name: 'FeedCredentialResult',
  types: () => [FeedCredential, Refusal] as const,
  resolveType: (value) => ('allowed' in value ? FeedCredential : Refusal),
});
