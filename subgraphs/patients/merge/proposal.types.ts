import { ArgsType, createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

export const MergeProposalState = {
  OPEN: 'OPEN',
  MERGED: 'MERGED',
  DECLINED: 'DECLINED',
  EXPIRED: 'EXPIRED',
} as const;
export type MergeProposalState = keyof typeof MergeProposalState;
registerEnumType(MergeProposalState, {
  name: 'MergeProposalState',
  description: 'What has become of a proposal to make one record of two.',
  valuesConfig: {
    OPEN: { description: 'At least one of the two users has not answered yet.' },
    MERGED: { description: 'Both have agreed, and the records are one.' },
    DECLINED: { description: 'One of the two has declined, or the organisation has taken it back.' },
    EXPIRED: { description: 'Nobody declined, and not both agreed in time.' },
  },
});

@ObjectType({
  description:
    'An administrator says that two records, each with a user of its own, are one person’s. Once both users have agreed they become one: both sign in to the survivor; with whom both records were shared sees only what both shared; with whom one was shared sees that much of both; within 30 days an administrator can reverse it.',
})
export class MergeProposal {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'The organisation that proposes it.' })
  readonly organisationId!: string;

  @Field(() => String, { description: 'The name of that organisation.' })
  readonly organisation!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The record that is to remain; to a user null where it is the other’s.',
  })
  readonly survivorId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The record that is to lead to the other; to a user null where it is the other’s.',
  })
  readonly mergedId!: string | null;

  @Field(() => String, { description: 'Why, in the words of the administrator.' })
  readonly note!: string;

  @Field(() => DateTime)
  readonly proposedAt!: Date;

  @Field(() => DateTime, { description: 'Until then both have to agree.' })
  readonly expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the user of the survivor agreed.' })
  readonly survivorAgreedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the user of the other record agreed.' })
  readonly mergedAgreedAt!: Date | null;

  @Field(() => MergeProposalState)
  readonly state!: MergeProposalState;

  @Field(() => ID, { nullable: true, description: 'The merge that came of it.' })
  readonly mergeId!: string | null;
}

@ObjectType({ description: 'Proposals to make one record of two, the latest first.' })
export class MergeProposalPage {
  @Field(() => [MergeProposal])
  readonly items!: readonly MergeProposal[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ArgsType()
export class MergeProposalsArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'What this organisation has proposed, for its administrators; absent: what is proposed about the caller’s own record.',
  })
  readonly organisationId?: string | null;
}

@InputType({ description: 'Whether a proposed merge is to be.' })
export class AnswerMergeProposalInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Boolean, { description: 'False declines it for good; an administrator takes it back so.' })
  readonly agrees!: boolean;
}

export const MergeProposalResult = createUnionType({
  name: 'MergeProposalResult',
  description: 'The proposal as it is now, or why nothing was changed.',
  types: () => [MergeProposal, Refusal] as const,
  resolveType: (value) => ('proposedAt' in value ? MergeProposal : Refusal),
});
