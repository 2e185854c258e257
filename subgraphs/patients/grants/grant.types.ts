import { ArgsType, createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Partner } from './partner.types.ts';

@ObjectType({
  description:
    'A partner may act for an organisation, or for one of its teams alone. It never sees more than who granted it.',
})
export class PartnerGrant {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Partner)
  readonly partner!: Partner;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The team for which the partner may act; null: for all teams of the organisation.',
  })
  readonly teamId?: string | null;

  @Field(() => String, { nullable: true, description: 'By which the partner names the grantor in MSH-4.' })
  readonly alias?: string | null;

  @Field(() => DateTime)
  readonly since!: Date;

  @Field(() => ID, { nullable: true, description: 'The person who granted it.' })
  readonly grantedBy?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly revokedAt?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The person who revoked it; null where it ended with the partner.',
  })
  readonly revokedBy?: string | null;
}

@ObjectType({ description: 'Grants, the latest first; revoked ones included.' })
export class PartnerGrantPage {
  @Field(() => [PartnerGrant])
  readonly items!: readonly PartnerGrant[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ArgsType()
export class GrantsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;
}

@InputType({ description: 'Give `organisationId`, or `teamId` for one team alone.' })
export class GrantPartnerInput {
  @Field(() => ID, { nullable: true, description: 'An organisation that the caller administers.' })
  readonly organisationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A team that the caller coordinates, or of an organisation that the caller administers.',
  })
  readonly teamId?: string | null;

  @Field(() => ID)
  readonly partnerId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For a partner that sends HL7: how it names the organisation or team in MSH-4.',
  })
  readonly alias?: string | null;
}

export const PartnerGrantResult = createUnionType({
  name: 'PartnerGrantResult',
  types: () => [PartnerGrant, Refusal] as const,
  resolveType: (value) => ('since' in value ? PartnerGrant : Refusal),
});
