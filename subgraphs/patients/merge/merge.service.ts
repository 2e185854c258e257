import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parsePatientId, parseTeamId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Page } from '../../kit/paging.ts';
import { reasonOf } from '../reason.rules.ts';
import { inTheWeb } from '../roles/roles.rules.ts';
import { paged } from '../roles/paged.ts';
import { reversibleUntil } from './merge.rules.ts';
import type { MergeRow, MergeStore, Wanted } from './merge.store.ts';
import { tryAgain } from './try-again.ts';
import type { RecordMerge, RecordMergePage, MergePatientsInput } from './merge.types.ts';

/** Administrators of organisations that hold both records say that they are one, and take it back. Domain reference §4.7 */
export type MergeService = {
  /**
   * @returns not_found where the organisation does not hold a record; conflict where both are registered, or carry
   *   different national numbers, or are one already
   */
  merge(context: Context, input: MergePatientsInput): Promise<RecordMerge | Failure>;
  /** @returns gone after 30 days; conflict where it is reversed already, or a later merge has to be reversed first */
  reverse(context: Context, id: string): Promise<RecordMerge | Failure>;
  page(context: Context, asked: Page & { readonly organisationId: string }): Promise<RecordMergePage | Failure>;
};

export const mergeService = ({ store }: { readonly store: MergeStore }): MergeService => ({
  merge: async (context, input) => {
    const wanted = wantedOf(context, input);
    return isFailure(wanted) ? wanted : shown(await tryAgain(() => store.merge(context, wanted)));
  },

  reverse: async (context, raw) => {
    // All ids have one form.
    const id = parseTeamId(raw);
    const person = inTheWeb(context.principal);
    if (isFailure(id) || person === undefined || person.administers.length === 0)
      return notFound('There is no such merge of records that your organisation holds.', 'id');
    return shown(await tryAgain(() => store.reverse(context, { person: person.user }, id)));
  },

  page: async ({ principal }, { organisationId, ...asked }) => {
    const organisation = parseOrganisationId(organisationId);
    if (isFailure(organisation) || inTheWeb(principal)?.administers.includes(organisation) !== true)
      return notFound('You administer no such organisation.', 'organisationId');
    return paged(asked, async (slot) => (await store.page(organisation, slot)).map(mergeOf));
  },
});

/** Two records, and why, as an administrator says it. */
export const wantedOf = (
  { principal }: Context,
  { organisationId, survivorId, mergedId, note }: MergePatientsInput,
): Wanted | Failure => {
  const organisation = parseOrganisationId(organisationId);
  const person = inTheWeb(principal);
  if (isFailure(organisation) || person?.administers.includes(organisation) !== true)
    return notFound('You administer no such organisation.', 'organisationId');
  const survivor = parsePatientId(survivorId);
  if (isFailure(survivor)) return invalid(survivor.message, 'survivorId');
  const merged = parsePatientId(mergedId);
  if (isFailure(merged)) return invalid(merged.message, 'mergedId');
  const reason = reasonOf(note);
  if (isFailure(reason)) return invalid(reason.message, 'note');
  return { by: { person: person.user, organisation }, survivor, merged, note: reason };
};

const shown = (row: MergeRow | Failure): RecordMerge | Failure => (isFailure(row) ? row : mergeOf(row));

const mergeOf = (row: MergeRow): RecordMerge => ({ ...row, reversibleUntil: reversibleUntil(row.mergedAt) });
