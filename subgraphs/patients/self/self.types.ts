import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A team as which the caller may act.' })
export class OwnTeam {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String, { description: 'The name of that organisation.' })
  readonly organisation!: string;
}

@ObjectType({
  description: 'Who is asking, and as what: what a token was given for, less what does not hold any more.',
})
export class Self {
  @Field(() => String, { description: 'The client that asks.' })
  readonly client!: string;

  @Field(() => ID, { nullable: true, description: 'The person for whom it asks.' })
  readonly personId?: string;

  @Field(() => String, { nullable: true, description: 'The name of that person.' })
  readonly name?: string;

  @Field(() => ID, { nullable: true, description: 'The record of that person, where the caller acts as its patient.' })
  readonly patientId?: string;

  @Field(() => ID, { nullable: true, description: 'The organisation for which a client of no person asks.' })
  readonly organisationId?: string;

  @Field(() => [OwnTeam], { description: 'The teams as whose professional the caller acts.' })
  readonly teams!: readonly OwnTeam[];

  @Field(() => [OwnTeam], { description: 'The teams that the caller coordinates.' })
  readonly coordinates!: readonly OwnTeam[];
}
