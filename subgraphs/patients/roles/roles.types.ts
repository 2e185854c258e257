import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Team } from '../patients.types.ts';
import { Role } from '../standing.types.ts';

@ObjectType({ description: 'A customer: normally a care provider. It holds teams. Domain reference §1.1' })
export class Organisation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'The name by which feeds know the organisation.' })
  readonly alias!: string;

  @Field(() => String, { nullable: true })
  readonly odsCode?: string | null;
}

@ObjectType({ description: 'A role that a person holds, or has held, in a team or in an organisation.' })
export class Membership {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => String, { description: 'The person’s name.' })
  readonly name!: string;

  @Field(() => Role)
  readonly role!: Role;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID, { nullable: true, description: 'Null where the role is held in the whole organisation.' })
  readonly teamId?: string | null;

  @Field(() => DateTime)
  readonly since!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Null while the role is held.' })
  readonly endedAt?: Date | null;
}

@ObjectType({ description: 'Who holds a role now, the longest first.' })
export class MembershipPage {
  @Field(() => [Membership])
  readonly items!: readonly Membership[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@ObjectType({ description: 'Teams of an organisation.' })
export class TeamPage {
  @Field(() => [Team])
  readonly items!: readonly Team[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@InputType({ description: 'A team that an administrator of the organisation adds.' })
export class CreateTeamInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'Small letters, digits and hyphens; nobody else’s in the whole system.' })
  readonly alias!: string;

  @Field(() => [LabelEnum], { description: 'What a feed’s link gives the team when it adds a patient; none: nothing.' })
  readonly labels!: readonly Label[];
}

@InputType({ description: 'What changes about a team; what is absent stays.' })
export class ChangeTeamInput {
  @Field(() => ID)
  readonly teamId!: string;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => [LabelEnum], {
    nullable: true,
    description: 'For patients whom feeds add from now on; what patients share already stays as it is.',
  })
  readonly labels?: readonly Label[] | null;
}

export const TeamResult = createUnionType({
  name: 'TeamResult',
  description: 'The team as it is now.',
  types: () => [Team, Refusal] as const,
  resolveType: (value) => ('alias' in value ? Team : Refusal),
});

export const MembershipResult = createUnionType({
  name: 'MembershipResult',
  description: 'The membership as it is now.',
  types: () => [Membership, Refusal] as const,
  resolveType: (value) => ('role' in value ? Membership : Refusal),
});
