import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({ description: 'What an organisation wants otherwise for one type of document.' })
export class DocumentTypeRule {
  @Field(() => String, { description: 'Its code, such as CL.' })
  readonly documentType!: string;

  @Field(() => Float, { nullable: true, description: 'Null: as for all others.' })
  readonly hours?: number | null;

  @Field(() => Boolean, { description: 'Kept out of the post: such a document is in the record, and no letter.' })
  readonly excluded!: boolean;
}

@ObjectType({ description: 'How an organisation wants its letters to be handled.' })
export class HybridMail {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => Float, { description: 'For how many hours a letter waits to be read before it is printed.' })
  readonly hours!: number;

  @Field(() => Boolean, { description: 'Whether a letter that a carer has opened is read.' })
  readonly carersCount!: boolean;

  @Field(() => Boolean, {
    description: 'Whether letters from the organisation’s own feed are printed too; those of partners always are.',
  })
  readonly ownLetters!: boolean;

  @Field(() => String, { nullable: true, description: 'The partner who prints; null: who has handed the letter in.' })
  readonly printer?: string | null;

  @Field(() => [DocumentTypeRule])
  readonly types!: readonly DocumentTypeRule[];
}

@InputType({ description: 'What an organisation wants otherwise for one type of document.' })
export class DocumentTypeRuleInput {
  @Field(() => String)
  readonly documentType!: string;

  @Field(() => Float, { nullable: true, description: '0 to 2160, also a part of an hour; absent: as for all others.' })
  readonly hours?: number | null;

  @Field(() => Boolean, { defaultValue: false })
  readonly excluded!: boolean;
}

@InputType({ description: 'All of it, in place of what was there.' })
export class HybridMailInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => Float, {
    defaultValue: 72,
    description:
      '0 to 2160, also a part of an hour. It holds for letters that come from now on: those that wait keep their `dueAt`.',
  })
  readonly hours!: number;

  @Field(() => Boolean, { defaultValue: false })
  readonly carersCount!: boolean;

  @Field(() => Boolean, { defaultValue: false })
  readonly ownLetters!: boolean;

  @Field(() => String, { nullable: true })
  readonly printer?: string | null;

  @Field(() => [DocumentTypeRuleInput], { defaultValue: [] })
  readonly types!: readonly DocumentTypeRuleInput[];
}

export const SetHybridMailResult = createUnionType({
  name: 'SetHybridMailResult',
  description: 'What is set now, or why nothing was.',
  types: () => [HybridMail, Refusal] as const,
  resolveType: (value) => ('carersCount' in value ? HybridMail : Refusal),
});

@ObjectType({ description: 'What became of the letters that were handed in within a time.' })
export class LetterFigures {
  @Field(() => DateTime)
  readonly from!: Date;

  @Field(() => DateTime)
  readonly to!: Date;

  @Field(() => Int, { description: 'Handed in, and not excluded.' })
  readonly sent!: number;

  @Field(() => Int, { description: 'Opened, on whatever way they ended.' })
  readonly read!: number;

  @Field(() => Int, { description: 'Posted on paper.' })
  readonly printed!: number;

  @Field(() => Int, { description: 'Read on a screen in time: nothing was printed.' })
  readonly saved!: number;

  @Field(() => Int, { description: 'Waiting to be read.' })
  readonly waiting!: number;

  @Field(() => Int, { description: 'With the printer.' })
  readonly printing!: number;

  @Field(() => Int, { description: 'Could not be printed or posted.' })
  readonly failed!: number;

  @Field(() => Int)
  readonly excluded!: number;
}
