import { forbidden, invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { parseMessageId, parseOrganisationId, type OrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Context } from '../../subgraphs/kit/context.ts';
import { pagingOf } from '../../subgraphs/kit/paging.ts';
import type { ActStore } from '../act.store.ts';
import type { ClientActPage, ClientActsArgs } from './client-acts.types.ts';

export type ClientActsService = ReturnType<typeof clientActsService>;

/** What was done about an organisation's clients and its teams' tethers: beside `acts` of the patients slice. */
export const clientActsService = ({ acts }: { readonly acts: ActStore }) => ({
  page: async ({ principal }: Context, asked: ClientActsArgs): Promise<ClientActPage | Failure> => {
    const paging = pagingOf(asked);
    if (isFailure(paging)) return paging;
    const { first, after = null } = paging;
    // All ids have one form.
    if (after !== null && isFailure(parseMessageId(after)))
      return invalid('Give the `next` of the page before.', 'after');
    const organisation = parseOrganisationId(asked.organisation);
    if (isFailure(organisation)) return invalid(organisation.message, 'organisation');
    if (!oversees(principal, organisation))
      return forbidden('Only an organisation’s administrators and privacy officers see its acts.', 'organisation');
    const found = await acts.page(organisation, { after, limit: first + 1 });
    const items = found.slice(0, first);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },
});

const oversees = (principal: Principal, organisation: OrganisationId): boolean =>
  principal.kind === 'person' &&
  principal.integration === 'person' &&
  (principal.administers.includes(organisation) || principal.guards.includes(organisation));
