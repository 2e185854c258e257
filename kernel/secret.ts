import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';
import { shortMemory } from './short-memory.ts';

/** How dear a guess is: scrypt's N (a power of two), r and p. RFC 7914 §2 */
export type Cost = { readonly N: number; readonly r: number; readonly p: number };

/** 16 MB and tens of milliseconds a guess: ample for secrets that machines draw at random. A person's password deserves more. */
const machineCost: Cost = { N: 16_384, r: 8, p: 1 };

/** A secret as it may be stored: `scrypt$N$r$p$salt$hash`, with its own salt, both in base64url. */
export const hashSecret = async (secret: string, cost: Cost = machineCost): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
};

/** Whether `stored` was made from `secret`, compared in constant time. A `stored` of another form matches nothing. */
export const verifySecret = async (secret: string, stored: string): Promise<boolean> => {
  const parts = storedForm.exec(stored)?.slice(1);
  if (parts === undefined) return false;
  const [N, r, p, salt, hash] = parts;
  if (salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(secret, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return given.length === expected.length && timingSafeEqual(given, expected);
};

export type VerifySecret = (secret: string, stored: string) => Promise<boolean>;

/**
 * `verifySecret` that remembers what was right for 30 seconds, so that a client under load does not pay for scrypt with
 * every request. What it remembers is a MAC under a key of this process alone, never the secret. The stored hash is part
 * of it: a changed secret stops working at once. Guesses of one secret at the same time share one computation.
 */
export const rememberingVerifier = (clock: Clock, verify: VerifySecret = verifySecret): VerifySecret => {
  const key = randomBytes(32);
  const right = shortMemory<true>(clock, 1_000);
  const running = new Map<string, Promise<boolean>>();

  return async (secret, stored) => {
    const mark = createHmac('sha256', key).update(`${stored}\0${secret}`).digest('base64');
    if (right.recall(mark) === true) return true;
    const verdict = running.get(mark) ?? verify(secret, stored).finally(() => running.delete(mark));
    running.set(mark, verdict);
    const matches = await verdict;
    if (matches) right.keep(mark, true, clock.now().getTime() + 30_000);
    return matches;
  };
};

const storedForm = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w-]+)\$([\w-]+)$/;

const derive = (secret: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // scrypt needs 128·N·r bytes and a little more; Node refuses beyond `maxmem`.
    scrypt(secret, salt, 32, { N, r, p, maxmem: 128 * N * r + 1_048_576 * p }, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
