import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({ description: 'Whether a letter of the caller’s has been read, in the edition that is there now.' })
export class ReadReceipt {
  @Field(() => String, { description: 'The sender’s own number, as it was asked (TXA-12.1).' })
  readonly documentIdentifier!: string;

  @Field(() => Boolean)
  readonly read!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the patient first opened it, by our clock; a carer, where the organisation wants that to count. What professionals read never does.',
  })
  readonly readAt?: Date | null;
}

@ObjectType({ description: 'What the patients have read of the letters that were asked for.' })
export class ReadReceipts {
  @Field(() => [ReadReceipt], {
    description: 'Each number once; without those that are unknown, taken back, or another organisation’s.',
  })
  readonly receipts!: readonly ReadReceipt[];
}

@ObjectType({ description: 'Letters that have been read, in the order in which they first were.' })
export class ReadReceiptPage {
  @Field(() => [ReadReceipt])
  readonly items!: readonly ReadReceipt[];

  @Field(() => String, {
    nullable: true,
    description: 'Give this as `after`, now or later, for those that follow: on the last page, too.',
  })
  readonly next?: string | undefined;
}

export const ReadReceiptsResult = createUnionType({
  name: 'ReadReceiptsResult',
  description: 'The receipts, or why the question was refused.',
  types: () => [ReadReceipts, Refusal] as const,
  resolveType: (value) => ('receipts' in value ? ReadReceipts : Refusal),
});
