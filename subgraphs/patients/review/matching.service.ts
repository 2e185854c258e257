import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { noChecks } from './hold.rules.ts';
import type { MatchingStore } from './matching.store.ts';
import type { Matching, MatchingInput } from './matching.types.ts';

export type MatchingService = {
  read(context: Context, organisation: string): Promise<Matching | Failure>;
  set(context: Context, input: MatchingInput): Promise<Matching | Failure>;
};

/** For administrators of the organisation; to everybody else it is forbidden, whatever the id. */
export const matchingService = ({ store }: { readonly store: MatchingStore }): MatchingService => ({
  read: async ({ principal }, asked) => {
    const administrator = administratorOf(principal, asked);
    if (isFailure(administrator)) return administrator;
    const { organisation: organisationId } = administrator;
    return (await store.read(organisationId)) ?? { organisationId, ...noChecks, setAt: null };
  },

  set: async (context, input) => {
    const administrator = administratorOf(context.principal, input.organisationId);
    if (isFailure(administrator)) return administrator;
    const { checksNhsStatus, softMatch, autoCreates } = input;
    const { organisation: organisationId, user } = administrator;
    return store.set(context, { organisationId, checksNhsStatus, softMatch, autoCreates }, user);
  },
});
