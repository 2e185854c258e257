import type { Clock } from '../../kernel/clock.ts';
import type { Via } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { KeyRing } from '../../kernel/seal.ts';

/**
 * Who asks, through what, and for which kinds of data: what a slice is told with each call. Between processes it
 * travels as one signed assertion (`assertion.ts`).
 */
export type Call = {
  readonly principal: Principal;
  readonly via: Via;
  /** The fields of `Patient` that the whole operation asks for, for the access log: `['DEMOGRAPHICS', 'OBSERVATIONS']`. */
  readonly reading: readonly string[];
};

/** What every resolver gets as its context: the call, and the time. */
export type Context = Call & {
  readonly clock: Clock;
  readonly keys: KeyRing;
};

export const contextOf = (
  { principal, via, reading }: Call,
  { clock, keys }: { clock: Clock; keys: KeyRing },
): Context => ({ principal, via, reading, clock, keys });
