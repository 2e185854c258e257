import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';

@Directive('@inaccessible')
@ObjectType({ description: 'An organisation as the operator knows it. Domain reference §1.1' })
export class RegisteredOrganisation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'The name by which feeds know the organisation.' })
  readonly alias!: string;

  @Field(() => String, { nullable: true })
  readonly odsCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'The team in which records land that feeds make.' })
  readonly defaultTeamId?: string | null;
}

@Directive('@inaccessible')
@InputType({ description: 'A customer that comes to be; for the operator alone.' })
export class RegisterOrganisationInput {
  @Field(() => String, {
    description: 'Small letters, digits and single hyphens, for good; the default team’s begins with it.',
  })
  readonly alias!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'From the Organisation Data Service.' })
  readonly odsCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The default team’s name; absent: Patient records.' })
  readonly team?: string | null;

  @Field(() => String, { description: 'The e-mail address of its first administrator.' })
  readonly administrator!: string;
}

@Directive('@inaccessible')
@ObjectType({ description: 'Somebody was asked to administer an organisation.' })
export class AskedAdministrator {
  @Field(() => RegisteredOrganisation)
  readonly organisation!: RegisteredOrganisation;

  @Field(() => String)
  readonly email!: string;

  @Field(() => String, { description: 'For the page of invitations. We keep only its hash.' })
  readonly token!: string;

  @Field(() => DateTime)
  readonly expiresAt!: Date;
}
