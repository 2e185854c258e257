import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { HybridMail } from './options.types.ts';

@ArgsType()
export class HybridMailActsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => DateTime, { nullable: true, description: 'Those since then alone.' })
  readonly since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Those before then alone.' })
  readonly until?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Those of this person alone.' })
  readonly personId?: string | null;
}

@ObjectType({ description: 'Somebody has said how letters are to be handled.' })
export class HybridMailAct {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => ID, { nullable: true })
  readonly personId?: string | null;

  @Field(() => HybridMail)
  readonly before!: HybridMail;

  @Field(() => HybridMail)
  readonly after!: HybridMail;
}

@ObjectType({ description: 'Such acts, the latest first.' })
export class HybridMailActPage {
  @Field(() => [HybridMailAct])
  readonly items!: readonly HybridMailAct[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}
