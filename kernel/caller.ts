import type { Caller } from './graph.ts';
import { seal, unseal, type KeyRing } from './seal.ts';

/** The HTTP header by which an adapter in another process tells the gateway who called it, and through what. */
export const callerHeader = 'x-tributary-caller';

/** Not the credentials themselves: these travel as they came, and a seal that leaks opens nothing. */
type Told = Pick<Caller, 'address' | 'organisation' | 'through' | 'scopes'>;

const lifetime = 30_000;

export const sealCaller = (keys: KeyRing, { address, organisation, through, scopes }: Caller, now: Date): string =>
  seal(keys, 'caller', { address, organisation, through, scopes, expires: now.getTime() + lifetime });

/** What the adapter told, or undefined where it was not one of ours: then the connection itself is the caller. */
export const unsealCaller = (keys: KeyRing, sealed: string | undefined, now: Date): Told | undefined => {
  const told =
    sealed === undefined ? undefined : (unseal(keys, 'caller', sealed) as (Told & { expires: number }) | undefined);
  if (told === undefined || told.expires < now.getTime()) return undefined;
  const { address, organisation, through, scopes } = told;
  return { address, organisation, through, ...(scopes === undefined ? {} : { scopes }) };
};
