import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { LocalDate } from '../../kit/scalars.ts';

@ArgsType()
export class EmergencySearchArgs {
  @Field(() => String)
  readonly nhsNumber!: string;

  @Field(() => LocalDate)
  readonly dateOfBirth!: string;

  @Field(() => ID, { nullable: true, description: 'As with `breakGlass`.' })
  readonly teamId?: string | null;
}

@ObjectType({ description: 'Somebody in an emergency: enough to be sure who it is, and to open the record.' })
export class EmergencyPatient {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  readonly familyName?: string | null;

  @Field(() => String, { nullable: true })
  readonly givenName?: string | null;
}
