import type { Clock } from '../../kernel/clock.ts';
import { conflict, forbidden, invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { fingerprint } from '../introspection.ts';
import type { AccountStore } from './account.store.ts';
import { faultOfPassword, type Passwords } from './password.ts';
import { lanesOf, placeOf } from './throttle.rules.ts';
import type { ThrottleStore } from './throttle.store.ts';

export type Attempt = {
  readonly email: string;
  readonly password: string;
  /** The client's address, after trusted proxies. */
  readonly address: string;
  /** The value of the browser's device cookie. */
  readonly device: string | undefined;
};

/** Too many have failed: nothing was looked at, and nothing will be until then. */
export type TooMany = { readonly closedUntil: Date };

export type Accounts = {
  /** The person whose e-mail address and password these are; undefined where they are nobody's, whatever is wrong. */
  readonly signIn: (attempt: Attempt) => Promise<{ readonly person: string } | undefined | TooMany | Failure>;
  /** Lets a person sign in by e-mail address and password from now on. */
  readonly create: (person: string, email: string, password: string) => Promise<Failure | undefined>;
  /** Takes back an account that was made a moment ago, and that came to nothing. */
  readonly undo: (person: string) => Promise<void>;
  /** Whether anybody signs in with this e-mail address. */
  readonly has: (email: string) => Promise<boolean>;
  readonly changePassword: (person: string, change: Change) => Promise<TooMany | Failure | undefined>;
  readonly emailOf: (person: string) => Promise<string | undefined>;
  readonly sweep: () => Promise<void>;
};

type Change = Omit<Attempt, 'email' | 'password'> & { readonly old: string; readonly chosen: string };

type Needs = {
  readonly store: AccountStore;
  readonly throttle: ThrottleStore;
  readonly passwords: Passwords;
  readonly clock: Clock;
};

const days = 86_400_000;
/** A device or address that was not used for this long is a stranger again. */
export const familiarFor = 180 * days;

export const openAccounts = ({ store, throttle, passwords, clock }: Needs): Accounts => {
  const signIn: Accounts['signIn'] = async ({ email, password, address, device }) => {
    const account = isEmail(email) ? await store.byEmail(email.toLowerCase()) : undefined;
    const places = placesOf(address, device);
    const familiar = account === undefined ? [] : await store.familiar(account.person, Object.values(places));
    const lanes = lanesOf({
      account: fingerprint(email.toLowerCase()),
      address: placeOf(address),
      familiarDevice: places.device !== undefined && familiar.includes(places.device) ? places.device : undefined,
      familiarAddress: familiar.includes(places.address),
    });
    const entered = await throttle.enter(lanes, clock.now());
    if ('closedUntil' in entered) return entered;
    const stored = account?.disabledAt === null ? account.passwordHash : undefined;
    const right = await passwords.matches(password, stored);
    if (isFailure(right)) {
      // Nobody has looked at the password: it does not count against whoever sent it.
      await throttle.back(entered);
      return right;
    }
    if (!right || account === undefined) return undefined;
    await throttle.passed(entered);
    await store.makeFamiliar(account.person, Object.values(places), clock.now());
    return { person: account.person };
  };

  return {
    signIn,

    create: async (person, email, password) => {
      const address = email.toLowerCase();
      if (!isEmail(address)) return invalid('An e-mail address has a name, an @ and a domain.', 'email');
      const fault = faultOfPassword(password, address);
      if (fault !== undefined) return fault;
      const passwordHash = await passwords.hash(password);
      if (isFailure(passwordHash)) return passwordHash;
      const added = await store.add({ person, email: address, passwordHash }, clock.now());
      return added ? undefined : conflict('There is an account for this person or this e-mail address already.');
    },

    undo: (person) => store.remove(person),

    has: async (email) => (await store.byEmail(email)) !== undefined,

    changePassword: async (person, { old, chosen, address, device }) => {
      const account = await store.byPerson(person);
      if (account === undefined) return forbidden('You sign in without a password here, so there is none to change.');
      const verdict = await signIn({ email: account.email, password: old, address, device });
      if (verdict !== undefined && !('person' in verdict)) return verdict;
      if (verdict === undefined) return invalid('That is not your current password.', 'old');
      const fault = faultOfPassword(chosen, account.email);
      if (fault !== undefined) return fault;
      const passwordHash = await passwords.hash(chosen);
      if (isFailure(passwordHash)) return passwordHash;
      await store.setPassword(person, passwordHash, clock.now());
      // Whoever knew the old one is a stranger again, with whatever device; this one has just shown itself.
      await store.forgetPlaces(person);
      await store.makeFamiliar(person, Object.values(placesOf(address, device)), clock.now());
      return undefined;
    },

    emailOf: async (person) => (await store.byPerson(person))?.email,

    sweep: async () => {
      await store.sweep(new Date(clock.now().getTime() - familiarFor));
      await throttle.sweep(new Date(clock.now().getTime() - days));
    },
  };
};

/** Enough to tell an address from a slip; whether it is somebody's, only a letter to it can show. RFC 5321 §4.5.3.1 */
const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@\0]{1,64}@[^\s@\0]{1,253}$/.test(text);

const placesOf = (address: string, device: string | undefined): { address: string; device?: string } => ({
  address: placeOf(address),
  ...(device === undefined ? {} : { device: fingerprint(device) }),
});
