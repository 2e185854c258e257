import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parseTeamId, type PatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { inTheWeb } from '../roles/roles.rules.ts';
import { paged } from '../roles/paged.ts';
import { wantedOf } from './merge.service.ts';
import type { MergePatientsInput } from './merge.types.ts';
import { stateOf } from './proposal.rules.ts';
import type { ProposalRow, ProposalStore } from './proposal.store.ts';
import type {
  AnswerMergeProposalInput,
  MergeProposal,
  MergeProposalPage,
  MergeProposalsArgs,
} from './proposal.types.ts';
import { tryAgain } from './try-again.ts';

/** Two records with a user each become one where an administrator and both users say so. Domain reference §4.7 */
export type ProposalService = {
  /** @returns as `merge`; invalid where nobody has to be asked */
  propose(context: Context, input: MergePatientsInput): Promise<MergeProposal | Failure>;
  /** @returns not_found to whoever has no part in it; conflict and gone where it is not open any more */
  answer(context: Context, input: AnswerMergeProposalInput): Promise<MergeProposal | Failure>;
  page(context: Context, asked: MergeProposalsArgs): Promise<MergeProposalPage | Failure>;
};

export const proposalService = ({ store }: { readonly store: ProposalStore }): ProposalService => ({
  propose: async (context, input) => {
    const wanted = wantedOf(context, input);
    if (isFailure(wanted)) return wanted;
    const row = await tryAgain(() => store.propose(context, wanted));
    return isFailure(row) ? row : shownTo(context, row, true);
  },

  answer: async (context, { id: raw, agrees }) => {
    const person = inTheWeb(context.principal);
    // All ids have one form.
    const id = parseTeamId(raw);
    if (person === undefined || isFailure(id))
      return notFound('There is no such proposal that you have a part in.', 'id');
    const by = { record: ownRecord(context), administered: person.administers };
    const row = await tryAgain(() => store.answer(context, by, { id, agrees }));
    return isFailure(row)
      ? row
      : shownTo(
          context,
          row,
          person.administers.some((one) => one === row.organisationId),
        );
  },

  page: async (context, { organisationId, ...asked }) => {
    if (organisationId == null) {
      const record = ownRecord(context);
      if (record === undefined)
        return invalid('You have no record of your own: name an organisation.', 'organisationId');
      return paged(asked, async (slot) =>
        (await store.ofRecord(record, slot)).map((row) => shownTo(context, row, false)),
      );
    }
    const organisation = parseOrganisationId(organisationId);
    if (isFailure(organisation) || inTheWeb(context.principal)?.administers.includes(organisation) !== true)
      return notFound('You administer no such organisation.', 'organisationId');
    return paged(asked, async (slot) =>
      (await store.ofOrganisation(organisation, slot)).map((row) => shownTo(context, row, true)),
    );
  },
});

const ownRecord = ({ principal }: Context): PatientId | undefined => {
  const person = inTheWeb(principal);
  return person?.ownBehalf === true ? person.patient : undefined;
};

/** Should the administrator be wrong, then neither user has heard of the other's record. */
const shownTo = (context: Context, row: ProposalRow, asAdministrator: boolean): MergeProposal => {
  const { declinedAt, survivorRoot, mergedRoot, survivorId, mergedId, proposedBy: _, ...shown } = row;
  const own = ownRecord(context);
  return {
    ...shown,
    survivorId: asAdministrator || own === survivorRoot ? survivorId : null,
    mergedId: asAdministrator || own === mergedRoot ? mergedId : null,
    state: stateOf({ ...shown, declinedAt }, context.clock.now()),
  };
};
