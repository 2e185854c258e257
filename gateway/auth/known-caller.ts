import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Caller } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Authenticate } from './authenticate.ts';

/** Milliseconds; a caller that lives longer than a request, as a connection does, is looked at again after it. */
const rememberFor = 1_000;

type Known = { readonly principal: Principal; readonly until: number };

/**
 * An adapter asks the graph several times for one request, and hands over the same caller each time: who that is was found
 * out at the first. The memory is the caller object itself, so that nobody can borrow another's.
 */
export const rememberingCallers = (authenticate: Authenticate, clock: Clock): Authenticate => {
  const known = new WeakMap<Caller, Known>();
  return async (caller) => {
    const now = clock.now().getTime();
    const before = known.get(caller);
    if (before !== undefined && now < before.until) return before.principal;
    const principal = await authenticate(caller);
    if (principal !== 'unauthenticated' && !isFailure(principal))
      known.set(caller, { principal, until: now + rememberFor });
    return principal;
  };
};
