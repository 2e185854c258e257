import type { Caller } from './graph.ts';
import { seal, unseal, type KeyRing } from './seal.ts';

/** The HTTP header by which an adapter in another process tells the gateway who called it, and through what. */
export const callerHeader = 'x-tributary-caller';

type Told = Pick<Caller, 'address' | 'organisation' | 'via'>;

const lifetime = 30_000;

export const sealCaller = (keys: KeyRing, { address, organisation, via }: Caller, now: Date): string =>
  seal(keys, 'caller', { address, organisation, via, expires: now.getTime() + lifetime });

/** What the adapter told, or undefined where it was not one of ours: then the connection itself is the caller. */
export const unsealCaller = (keys: KeyRing, sealed: string | undefined, now: Date): Told | undefined => {
  const told =
    sealed === undefined ? undefined : (unseal(keys, 'caller', sealed) as (Told & { expires: number }) | undefined);
  return told === undefined || told.expires < now.getTime() ? undefined : told;
};
