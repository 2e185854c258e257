import { createHmac, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Clock } from './clock.ts';
import { shortMemory } from './short-memory.ts';

/** How dear a guess is: memory in KiB, and passes over it. RFC 9106 §3.1 */
export type Cost = { readonly memory: number; readonly passes: number };

/** 8 MB and some ten milliseconds a guess: ample for secrets that machines draw at random. A person's password deserves more. */
const machineCost: Cost = { memory: 8_192, passes: 1 };

/**
 * A secret as it may be stored: argon2id with its own salt and its cost, as `$argon2id$v=19$m=…,t=…,p=1$salt$hash`.
 * Unlike Node's scrypt it gives back the memory it worked in: sixteen megabytes for each thread that ever hashed.
 */
export const hashSecret = (secret: string, { memory, passes }: Cost = machineCost): Promise<string> =>
  // argon2id is the library's default algorithm.
  hash(secret, { memoryCost: memory, timeCost: passes, parallelism: 1 });

/** Whether `stored` was made from `secret`, compared in constant time. A `stored` of another form matches nothing. */
export const verifySecret = async (secret: string, stored: string): Promise<boolean> =>
  storedForm.test(stored) && (await verify(stored, secret));

export type VerifySecret = (secret: string, stored: string) => Promise<boolean>;

/**
 * `verifySecret` that remembers what was right for 30 seconds, so that a client under load does not pay for it with
 * every request. What it remembers is a MAC under a key of this process alone, never the secret. The stored hash is part
 * of it: a changed secret stops working at once. Guesses of one secret at the same time share one computation.
 */
export const rememberingVerifier = (clock: Clock, check: VerifySecret = verifySecret): VerifySecret => {
  const key = randomBytes(32);
  const right = shortMemory<true>(clock, 1_000);
  const running = new Map<string, Promise<boolean>>();

  return async (secret, stored) => {
    const mark = createHmac('sha256', key).update(`${stored}\0${secret}`).digest('base64');
    if (right.recall(mark) === true) return true;
    const verdict = running.get(mark) ?? check(secret, stored).finally(() => running.delete(mark));
    running.set(mark, verdict);
    const matches = await verdict;
    if (matches) right.keep(mark, true, clock.now().getTime() + 30_000);
    return matches;
  };
};

const storedForm = /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,3},p=\d\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{43,86}$/;
