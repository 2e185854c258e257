import { seal, unseal, type KeyRing } from '../../kernel/seal.ts';
import type { Call } from './context.ts';

/** The HTTP header that carries the signed call from the gateway to a slice. */
export const assertionHeader = 'x-tributary-call';

/** Long enough for one call between two machines whose clocks differ a little. */
const lifetime = 30_000;

export const sealCall = (keys: KeyRing, call: Call, now: Date): string =>
  seal(keys, 'principal', { ...call, expires: now.getTime() + lifetime });

/** The call, or undefined where the assertion is not ours or no longer valid: then a slice answers nothing. */
export const unsealCall = (keys: KeyRing, assertion: string | undefined, now: Date): Call | undefined => {
  if (assertion === undefined) return undefined;
  const sealed = unseal(keys, 'principal', assertion) as (Call & { expires: number }) | undefined;
  if (sealed === undefined || sealed.expires < now.getTime()) return undefined;
  const { expires: _, ...call } = sealed;
  return call;
};
