import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({ description: 'A record that somebody opened in an emergency, for a while.' })
export class BrokenGlass {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The professional who opened the record; absent where a client of the team did.',
  })
  readonly personId?: string | null;

  @Field(() => String, { description: 'The name of that professional, or of the partner whose client it was.' })
  readonly by!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The client of the team that opened the record; absent where a person did.',
  })
  readonly client?: string | null;

  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => ID)
  readonly teamId!: string;

  @Field(() => String, { description: 'The name of that team.' })
  readonly team!: string;

  @Field(() => String, { description: 'Why, in the professional’s own words.' })
  readonly reason!: string;

  @Field(() => DateTime)
  readonly since!: Date;

  @Field(() => DateTime, { description: 'When it ends by itself, or ended.' })
  readonly until!: Date;
}

@ObjectType({ description: 'Records that were opened in an emergency, the latest first.' })
export class BrokenGlassPage {
  @Field(() => [BrokenGlass])
  readonly items!: readonly BrokenGlass[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@InputType({ description: 'Whose record to open in an emergency, and why.' })
export class BreakGlassInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => String, { description: '10 to 1000 characters; the patient and the privacy officer read it.' })
  readonly reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The team as whose professional; may be left out by whoever belongs to one team alone.',
  })
  readonly teamId?: string | null;
}

export const BrokenGlassResult = createUnionType({
  name: 'BrokenGlassResult',
  description: 'The open record, or why it is not.',
  types: () => [BrokenGlass, Refusal] as const,
  resolveType: (value) => ('since' in value ? BrokenGlass : Refusal),
});
