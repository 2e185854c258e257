import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { isPartnerId } from './grant.rules.ts';
import type { PartnerStore } from './partner.store.ts';
import type { Partner, PartnerPage, RegisterPartnerInput } from './partner.types.ts';

export type PartnerService = {
  /** Those that can be granted, to people who can grant, and to the operator. */
  page(context: Context, page: Page): Promise<PartnerPage | Failure>;
  /** @returns conflict where the id is taken, by a partner that has ended too */
  register(context: Context, input: RegisterPartnerInput): Promise<Partner | Failure>;
  /** Ends a partner for good, and all that it was granted. To say it twice changes nothing. */
  end(context: Context, id: string): Promise<Partner | Failure>;
  /** For the operator, who registers a client for it; null where there is none. */
  organisationName(context: Context, id: string): Promise<string | null>;
};

/** A partner is registered by the operator, before anybody can grant it anything. Domain reference §1.1 */
export const partnerService = ({ store }: { readonly store: PartnerStore }): PartnerService => ({
  page: async ({ principal }, asked) => {
    if (!mayGrant(principal)) return forbidden('Only administrators and team coordinators grant partners.');
    const paging = pagingOf(asked);
    if (isFailure(paging)) return paging;
    const { first, after = null } = paging;
    if (after !== null && !isPartnerId(after)) return invalid('Give the `next` of the page before.', 'after');
    const found = await store.page({ after, limit: first + 1 });
    const items = found.slice(0, first);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },

  register: async (context, { id, name: given }) => {
    if (context.principal.kind !== 'internal') return forOperator;
    if (!isPartnerId(id))
      return invalid('A partner’s id is 1 to 63 lower-case letters, digits and hyphens, a letter first.', 'id');
    const name = given.trim();
    if (!nameForm.test(name)) return invalid('A name is 1 to 200 characters on one line.', 'name');
    return (await store.register(context, { id, name })) ?? conflict('There is or was a partner with this id.', 'id');
  },

  end: async (context, id) => {
    if (context.principal.kind !== 'internal') return forOperator;
    return (isPartnerId(id) ? await store.end(context, id) : undefined) ?? notFound('There is no such partner.', 'id');
  },

  organisationName: async ({ principal }, id) => {
    const organisation = parseOrganisationId(id);
    if (principal.kind !== 'internal' || isFailure(organisation)) return null;
    return (await store.organisationName(organisation)) ?? null;
  },
});

const forOperator = forbidden('Only the operator registers partners.');

/** An app never grants in its user’s name; the operator looks at what there is. */
const mayGrant = (principal: Principal): boolean =>
  principal.kind === 'internal' ||
  (principal.kind === 'person' &&
    principal.integration === 'person' &&
    principal.administers.length + principal.coordinates.length > 0);

const nameForm = /^[^\p{C}]{1,200}$/u;
