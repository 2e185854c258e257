import { forbidden, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { pageOf } from '../keyed-page.ts';
import { actsInSight } from './acts-in-sight.ts';
import type { ActsStore } from './acts.store.ts';
import type { ActPage, ActsArgs } from './acts.types.ts';

export type ActsService = {
  /** @returns forbidden for everybody else, whatever the id, and for kinds that the caller may not see */
  page(context: Context, asked: ActsArgs): Promise<ActPage | Failure>;
};

/** What was done in an organisation, for its administrators and privacy officers. */
export const actsService = ({ store }: { readonly store: ActsStore }): ActsService => ({
  page: async ({ principal }, { organisationId, kinds, from, to, ...asked }) => {
    const paging = pageOf(asked);
    if (isFailure(paging)) return paging;
    const organisation = parseOrganisationId(organisationId);
    if (isFailure(organisation)) return invalid(organisation.message, 'organisationId');
    const sight = actsInSight(principal, organisation);
    if (sight === undefined)
      return forbidden('Only an organisation’s administrators and privacy officers see its acts.', 'organisationId');
    const hidden = kinds?.find((kind) => !sight.kinds.includes(kind));
    if (hidden !== undefined) return forbidden(`Acts of the kind ${hidden} are not yours to see.`, 'kinds');

    const after = paging.after === null ? null : await store.moment(organisation, paging.after);
    if (after === undefined) return invalid('Give the `next` of the page before.', 'after');
    const found = await store.page(organisation, {
      kinds: [...new Set(kinds ?? sight.kinds)],
      aboutPatients: sight.aboutPatients,
      from: from ?? null,
      to: to ?? null,
      after,
      limit: paging.first + 1,
    });
    const items = found.slice(0, paging.first);
    const last = found.length > paging.first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },
});
