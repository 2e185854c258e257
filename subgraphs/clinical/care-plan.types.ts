import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { PageArgs } from '../kit/page.types.ts';
import { DateTime } from '../kit/scalars.ts';
import { Document } from './clinical.types.ts';

@ObjectType({ description: 'What a care plan said, from one message of its sender to the next.' })
export class CarePlanVersion {
  @Field(() => Document)
  readonly document!: Document;

  @Field(() => DateTime, { description: 'Since then.' })
  readonly storedAt!: Date;
}

@ObjectType()
export class CarePlanVersionPage {
  @Field(() => [CarePlanVersion])
  readonly items!: readonly CarePlanVersion[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ArgsType()
export class CarePlanVersionsArgs extends PageArgs {
  @Field(() => ID)
  readonly carePlanId!: string;
}

@ArgsType()
export class CarePlanContentArgs {
  @Field(() => ID)
  readonly carePlanId!: string;

  @Field(() => Int)
  readonly version!: number;
}
