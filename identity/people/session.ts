import { randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import { shortMemory } from '../../kernel/short-memory.ts';
import { fingerprint } from '../introspection.ts';
import type { Cookies } from './cookies.ts';
import type { SessionStore, SignedIn, Via } from './session.store.ts';

export type Sessions = {
  /** Who is signed in in the browser that sent these cookies. */
  readonly of: (cookieHeader: string | undefined) => Promise<SignedIn | undefined>;
  /** The same by the bare value of the cookie, for a process that has been handed it. */
  readonly byValue: (value: string) => Promise<SignedIn | undefined>;
  /** Signs a person in; answers the Set-Cookie header. A session that the browser had before is ended. */
  readonly start: (person: string, via: Via, cookieHeader: string | undefined) => Promise<string>;
  /** Signs out; answers the Set-Cookie header that takes the cookie away. */
  readonly end: (cookieHeader: string | undefined) => Promise<string>;
  /** Ends a person's sessions everywhere but in this browser. */
  readonly endOthers: (person: string, cookieHeader: string | undefined) => Promise<void>;
  readonly sweep: () => Promise<void>;
};

const minutes = 60_000;
/** Half an hour without a request: long enough to read a letter, short enough for a shared computer. OWASP ASVS 4.0 V3.3.2 */
const idle = 30 * minutes;
/** Half a day, however busy: a working day needs one sign-in. NIST SP 800-63B §4.2.3 */
const longest = 12 * 60 * minutes;
/** A session that was ended in another process is believed here for this long at most, in seconds. */
export const rememberedSession = 10;
/** Being seen is written down at most this often. */
const noted = minutes;
/** So long can a person see when and how they were signed in. */
const listed = 30 * 24 * 60 * minutes;

type SessionsNeeds = {
  readonly store: SessionStore;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly remember?: number | undefined;
};

export const openSessions = ({ store, cookies, clock, remember = rememberedSession }: SessionsNeeds): Sessions => {
  const known = shortMemory<SignedIn>(clock, 10_000);
  /** Counts endings: what was looked up while one happened may be older than it, and is not remembered. */
  let endings = 0;
  const forget = (key: string): void => {
    endings += 1;
    known.forget(key);
  };

  const byValue = async (value: string): Promise<SignedIn | undefined> => {
    if (!valueForm.test(value)) return undefined;
    const key = fingerprint(value);
    const remembered = known.recall(key);
    if (remembered !== undefined) return remembered;
    const now = clock.now();
    const before = endings;
    const found = await store.find(key, { now, idleSince: new Date(now.getTime() - idle) });
    if (found === undefined) return undefined;
    const { lastSeenAt, ...session } = found;
    if (now.getTime() - lastSeenAt.getTime() >= noted) await store.seen(key, now);
    if (endings === before) known.keep(key, session, now.getTime() + Math.min(remember, rememberedSession) * 1_000);
    return session;
  };

  const endOf = async (cookieHeader: string | undefined): Promise<void> => {
    const value = cookies.read(cookieHeader, '');
    if (value === undefined || !valueForm.test(value)) return;
    await store.end(fingerprint(value), clock.now());
    forget(fingerprint(value));
  };

  return {
    byValue,
    of: async (cookieHeader) => {
      const value = cookies.read(cookieHeader, '');
      return value === undefined ? undefined : byValue(value);
    },
    start: async (person, via, cookieHeader) => {
      // Whatever the browser came with, it leaves with a value that nobody else can have known. OWASP ASVS 4.0 V3.2.1
      await endOf(cookieHeader);
      const value = randomBytes(32).toString('base64url');
      const startedAt = clock.now();
      const expiresAt = new Date(startedAt.getTime() + longest);
      await store.add({
        fingerprint: fingerprint(value),
        id: uuid7(startedAt.getTime()),
        person,
        via,
        startedAt,
        expiresAt,
      });
      return cookies.write('', value);
    },
    end: async (cookieHeader) => {
      await endOf(cookieHeader);
      return cookies.clear('');
    },
    endOthers: async (person, cookieHeader) => {
      const value = cookies.read(cookieHeader, '');
      const keep = value === undefined ? undefined : fingerprint(value);
      for (const ended of await store.endOthers(person, keep, clock.now())) forget(ended);
    },
    sweep: () => store.sweep(new Date(clock.now().getTime() - listed)),
  };
};

/** 32 random bytes in base64url: what has another form was not made here, and is not worth a question. */
const valueForm = /^[\w-]{43}$/;
