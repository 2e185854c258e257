import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { PageArgs } from '../kit/page.types.ts';
import { DateTime } from '../kit/scalars.ts';

@ArgsType()
export class AccessLogArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'The patient’s own looks too.' })
  readonly includeOwn!: boolean;
}

@ObjectType({
  description:
    'One look at the record, or one change of what is shared: who, for whom, when, through what, at which kinds of data, and on what basis.',
})
export class AccessLogEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'LOOK, REFUSED_LOOK, or the kind of change that was made to the sharing.' })
  readonly kind!: string;

  @Field(() => Boolean, { description: 'False where somebody tried to look and was shown nothing.' })
  readonly allowed!: boolean;

  @Field(() => String, { description: 'The name of the person, partner, team or organisation that looked.' })
  readonly actor!: string;

  @Field(() => ID, { nullable: true, description: 'The person who looked.' })
  readonly personId?: string | null;

  @Field(() => String, { nullable: true, description: 'The app or other client through which the actor came.' })
  readonly client?: string | null;

  @Field(() => ID, { nullable: true, description: 'The organisation for which the actor looked.' })
  readonly organisationId?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that organisation.' })
  readonly organisation?: string | null;

  @Field(() => ID, { nullable: true, description: 'The team for which the actor looked.' })
  readonly teamId?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that team.' })
  readonly team?: string | null;

  @Field(() => String, { nullable: true, description: 'WEB, REST, FHIR, HL7 or GRAPHQL; null for a change.' })
  readonly via?: string | null;

  @Field(() => [String], { description: 'The kinds of data that were asked for.' })
  readonly reading!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'SELF, SOURCE, CONSENT, BTG, APP, PARTNER, or REVIEW (of a held message); null for a refused look and for a change.',
  })
  readonly basis?: string | null;

  @Field(() => String, { nullable: true, description: 'What a change was about, as JSON; null for a look.' })
  readonly details?: string | null;
}

@ObjectType()
export class AccessLogPage {
  @Field(() => [AccessLogEntry])
  readonly items!: readonly AccessLogEntry[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}
