import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../kit/scalars.ts';

@ObjectType({
  description: 'One look at the record: who, when, through what, at which kinds of data, and on what basis.',
})
export class AccessLogEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'The person or client that looked.' })
  readonly actor!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation for which the actor looked.' })
  readonly organisationId?: string;

  @Field(() => String, { description: 'WEB, REST, FHIR, HL7 or GRAPHQL.' })
  readonly via!: string;

  @Field(() => [String], { description: 'The kinds of data that were asked for.' })
  readonly reading!: readonly string[];

  @Field(() => String, { description: 'SELF, SOURCE, CONSENT, BTG, APP or PARTNER.' })
  readonly basis!: string;
}

@ObjectType()
export class AccessLogPage {
  @Field(() => [AccessLogEntry])
  readonly items!: readonly AccessLogEntry[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}
