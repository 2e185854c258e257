import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What somebody can be in a team or an organisation. Domain reference §1.2 */
export const Role = {
  PROFESSIONAL: 'PROFESSIONAL',
  COORDINATOR: 'COORDINATOR',
  ADMINISTRATOR: 'ADMINISTRATOR',
  PRIVACY_OFFICER: 'PRIVACY_OFFICER',
} as const;
export type Role = keyof typeof Role;
registerEnumType(Role, {
  name: 'Role',
  description:
    'A PROFESSIONAL or COORDINATOR belongs to a team; an ADMINISTRATOR or PRIVACY_OFFICER to an organisation.',
});

@Directive('@inaccessible')
@ObjectType({ description: 'A role that somebody holds now.' })
export class HeldRole {
  @Field(() => Role)
  readonly role!: Role;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID, { nullable: true, description: 'Absent where the role is held in the whole organisation.' })
  readonly teamId?: string | null;
}

@Directive('@inaccessible')
@ObjectType({ description: 'A team that somebody coordinates now, by its names; for identity’s pages.' })
export class CoordinatedTeam {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String)
  readonly organisation!: string;
}

@Directive('@inaccessible')
@ObjectType({ description: 'What a person may act as; for the gateway alone.' })
export class PersonStanding {
  @Field(() => ID, { nullable: true, description: 'The person’s own record.' })
  readonly patientId?: string | null;

  @Field(() => [HeldRole])
  readonly memberships!: readonly HeldRole[];
}

@Directive('@inaccessible')
@ObjectType({ description: 'How a partner stands to an organisation; for the gateway alone.' })
export class PartnerStanding {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => Boolean, { description: 'Whether a grant holds.' })
  readonly granted!: boolean;

  @Field(() => [ID], {
    nullable: true,
    description: 'The teams that granted, each for itself; absent where the organisation did.',
  })
  readonly teamIds?: readonly string[] | null;
}
