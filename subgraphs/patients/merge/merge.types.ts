import { ArgsType, createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({
  description:
    'Two records were found to be one person’s: the merged one leads to the survivor, whose consents alone decide.',
})
export class RecordMerge {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly survivorId!: string;

  @Field(() => ID, { description: 'Its id goes on leading to the survivor.' })
  readonly mergedId!: string;

  @Field(() => ID, { description: 'The organisation for which it was done.' })
  readonly organisationId!: string;

  @Field(() => String, { description: 'The name of the person who did it, or of the feed.' })
  readonly by!: string;

  @Field(() => ID, { nullable: true, description: 'The person who did it; null where a message (ADT^A40) did.' })
  readonly personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The message that did it.' })
  readonly messageId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  readonly note?: string | null;

  @Field(() => DateTime)
  readonly mergedAt!: Date;

  @Field(() => DateTime, { description: 'Until then an administrator can reverse it.' })
  readonly reversibleUntil!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly reversedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'The name of the administrator who reversed it.' })
  readonly reversedBy?: string | null;
}

@ObjectType({ description: 'Merges, the latest first; reversed ones included.' })
export class RecordMergePage {
  @Field(() => [RecordMerge])
  readonly items!: readonly RecordMerge[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ArgsType()
export class MergesArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;
}

@InputType({ description: 'Two records that one organisation holds, and why they are one person’s.' })
export class MergePatientsInput {
  @Field(() => ID, { description: 'An organisation that the caller administers, and that holds both records.' })
  readonly organisationId!: string;

  @Field(() => ID, { description: 'The record that remains; the registered one, where one of them is.' })
  readonly survivorId!: string;

  @Field(() => ID, { description: 'The record that leads to the other from now on.' })
  readonly mergedId!: string;

  @Field(() => String, { description: '10 to 1000 characters: how it is known. The patient reads it.' })
  readonly note!: string;
}

export const RecordMergeResult = createUnionType({
  name: 'RecordMergeResult',
  description: 'The merge as it is now, or why nothing was changed.',
  types: () => [RecordMerge, Refusal] as const,
  resolveType: (value) => ('survivorId' in value ? RecordMerge : Refusal),
});
