import { forbidden, invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { parseMessageId, parseOrganisationId, type OrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import type { CredentialActs } from './credential-acts.store.ts';
import type { StoredAct } from './credential-keeping.store.ts';
import type { FeedCredentialAct, FeedCredentialActPage } from './credential.types.ts';

export type CredentialActsService = ReturnType<typeof credentialActsService>;

/** What was done about an organisation's feed credentials, for whoever oversees it: beside `acts` of the patients slice. */
export const credentialActsService = ({ acts }: { readonly acts: CredentialActs }) => ({
  page: async (
    { principal }: Context,
    asked: Page & { readonly organisation: string },
  ): Promise<FeedCredentialActPage | Failure> => {
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
    const items = found.slice(0, first).map(toldAct);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },
});

/** An act as it is shown. */
export const toldAct = ({ details: { allowed, until }, ...told }: StoredAct): FeedCredentialAct => ({
  ...told,
  ...(allowed === undefined ? {} : { allowed }),
  ...(until === undefined ? {} : { oldSecretUntil: new Date(until) }),
});

const oversees = (principal: Principal, organisation: OrganisationId): boolean =>
  principal.kind === 'person' &&
  (principal.administers.includes(organisation) || principal.guards.includes(organisation));
