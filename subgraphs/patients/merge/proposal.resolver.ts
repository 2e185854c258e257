import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { MergePatientsInput } from './merge.types.ts';
import type { ProposalService } from './proposal.service.ts';
import {
  AnswerMergeProposalInput,
  type MergeProposal,
  MergeProposalPage,
  MergeProposalResult,
  MergeProposalsArgs,
} from './proposal.types.ts';

@Resolver()
export class ProposalResolver {
  readonly #proposals: ProposalService;

  constructor(proposals: ProposalService) {
    this.#proposals = proposals;
  }

  @Query(() => MergeProposalPage, {
    description:
      'Proposals to make one record of two: about the caller’s own, or of an organisation, for its administrators.',
  })
  async mergeProposals(
    @Args(() => MergeProposalsArgs) args: MergeProposalsArgs,
    @Ctx() context: Context,
  ): Promise<MergeProposalPage> {
    return orThrow(await this.#proposals.page(context, args));
  }

  @Mutation(() => MergeProposalResult, {
    description:
      'Proposes to the users of two records to make one of them. For administrators of an organisation that holds both; without users `mergePatients` does it at once.',
  })
  proposeMerge(
    @Arg('input', () => MergePatientsInput) input: MergePatientsInput,
    @Ctx() context: Context,
  ): Promise<MergeProposal | Failure> {
    return this.#proposals.propose(context, input);
  }

  @Mutation(() => MergeProposalResult, {
    description:
      'Agrees to a proposed merge, as the user of one of the records, or declines it; with the second agreement the records are one.',
  })
  answerMergeProposal(
    @Arg('input', () => AnswerMergeProposalInput) input: AnswerMergeProposalInput,
    @Ctx() context: Context,
  ): Promise<MergeProposal | Failure> {
    return this.#proposals.answer(context, input);
  }
}
