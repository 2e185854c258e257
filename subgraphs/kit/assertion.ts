import { createHash, randomUUID } from 'node:crypto';
import { seal, unseal, type KeyRing } from '../../kernel/seal.ts';
import type { Call } from './context.ts';
import type { SubgraphName } from './subgraph.ts';

/** The HTTP header that carries the signed call from the gateway to a slice. */
export const assertionHeader = 'x-tributary-call';

/** Long enough for one call between two machines whose clocks differ a little. */
export const assertionLifetime = 30_000;

/** What one assertion is for: one question to one slice. Whoever comes by it can ask nothing else. */
type Question = { readonly slice: SubgraphName; readonly body: string };

type Sealed = Call & {
  readonly slice: SubgraphName;
  readonly asked: string;
  /** Tells two assertions for the same question apart. */
  readonly once: string;
  readonly expires: number;
};

/** A call that was made for this slice and has not expired; whether it is about a body is asked when that is there. */
export type Asserted = {
  readonly call: Call;
  readonly once: string;
  readonly isFor: (body: string) => boolean;
};

export const sealCall = (keys: KeyRing, call: Call, { slice, body, now }: Question & { readonly now: Date }): string =>
  seal(keys, 'principal', {
    ...call,
    slice,
    asked: digestOf(body),
    once: randomUUID(),
    expires: now.getTime() + assertionLifetime,
  } satisfies Sealed);

/** Undefined where the assertion is not ours, not for this slice, or no longer valid: then a slice answers nothing. */
export const unsealCall = (
  keys: KeyRing,
  assertion: string | undefined,
  { slice, now }: { readonly slice: SubgraphName; readonly now: Date },
): Asserted | undefined => {
  if (assertion === undefined) return undefined;
  const sealed = unseal(keys, 'principal', assertion) as Sealed | undefined;
  if (sealed?.slice !== slice || sealed.expires < now.getTime()) return undefined;
  const { principal, via, reading, asked, once } = sealed;
  return { call: { principal, via, reading }, once, isFor: (body) => digestOf(body) === asked };
};

const digestOf = (body: string): string => createHash('sha256').update(body).digest('base64url');
