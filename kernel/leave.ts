import type { Principal } from './principal.ts';
import { seal, unseal, type KeyRing } from './seal.ts';

/**
 * Leave to act as somebody who is not there: a message that was held is done in its sender's name once it is approved,
 * and our own processes ask what there is to do. It travels as the credentials `Leave …`; only we can make it.
 */
type Leave = { readonly principal: Principal; readonly expires: number };

const lifetime = 5 * 60_000;

export const sealLeave = (keys: KeyRing, principal: Principal, now: Date): string =>
  seal(keys, 'leave', { principal, expires: now.getTime() + lifetime } satisfies Leave);

/** As whom its bearer may act; undefined where it is not ours, or has expired. */
export const unsealLeave = (keys: KeyRing, sealed: string, now: Date): Principal | undefined => {
  const leave = unseal(keys, 'leave', sealed) as Leave | undefined;
  return leave === undefined || leave.expires < now.getTime() ? undefined : leave.principal;
};
