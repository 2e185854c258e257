import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({
  description: 'A third party that works for organisations, as far as these let it. Domain reference §1.1',
})
export class Partner {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => DateTime)
  readonly registeredAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it may act for nobody, for good.' })
  readonly endedAt?: Date | null;
}

@ObjectType({ description: 'Partners in the order of their ids.' })
export class PartnerPage {
  @Field(() => [Partner])
  readonly items!: readonly Partner[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@InputType({ description: 'A partner that organisations may grant from now on; for the operator alone.' })
@Directive('@inaccessible')
export class RegisterPartnerInput {
  @Field(() => ID, { description: 'Lower-case letters, digits and hyphens, for good.' })
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}
