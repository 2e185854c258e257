import { availableParallelism } from 'node:os';
import { busy, invalid, type Failure } from '../../kernel/failure.ts';
import { hashSecret, verifySecret, type Cost } from '../../kernel/secret.ts';

/** argon2id with 19 MiB and two passes. OWASP Password Storage Cheat Sheet */
const cost: Cost = { memory: 19_456, passes: 2 };
/** Half of the processors at most, so that signing in cannot take the record away from those who are signed in. */
const atOnce = Math.max(1, Math.floor(availableParallelism() / 2));
/** About a second of waiting. Whoever comes after that is told to come again. */
const waitingAtMost = 32;
/** More than any passphrase, and little enough that its length costs nothing. OWASP ASVS 4.0 V2.1.2 asks for 128 at most. */
const longest = 256;
const shortest = 12;

export type Passwords = {
  readonly hash: (password: string) => Promise<string | Failure>;
  /** Whether it is right; without a `stored` the answer is no, after just as much work. */
  readonly matches: (password: string, stored: string | undefined) => Promise<boolean | Failure>;
};

/** Hashing with a bound on how much of the machine it takes: dear for a guesser, it would be dear for us, too. */
export const openPasswords = (): Passwords => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value | Failure> => {
    if (waiting.length >= waitingAtMost) return busy('Too many people are signing in. Please try again in a moment.');
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Who waited takes this place over, so that nobody who comes meanwhile can.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  let nobodys: Promise<string> | undefined;

  return {
    hash: (password) => inTurn(() => hashSecret(normal(password), cost)),
    matches: (password, stored) =>
      inTurn(async () => {
        // A hash of the same cost for e-mail addresses without an account: how long it takes tells nobody which they are.
        const against = stored ?? (await (nobodys ??= hashSecret('nobody has this password', cost)));
        return (await verifySecret(normal(password.slice(0, longest + 1)), against)) && stored !== undefined;
      }),
  };
};

/** Why a password cannot be chosen. Length is what counts; rules about signs and figures are not. NIST SP 800-63B §5.1.1.2 */
export const faultOfPassword = (password: string, email: string): Failure | undefined => {
  // Each code point is a character. NIST SP 800-63B §5.1.1.2
  const { length } = Array.from(password);
  if (length < shortest) return invalid(`Choose a password of at least ${shortest} characters.`, 'password');
  if (length > longest) return invalid(`Choose a password of at most ${longest} characters.`, 'password');
  if (password.toLowerCase().includes(email))
    return invalid('Choose a password that is not made of your e-mail address.', 'password');
  if (new Set(password).size < 5) return invalid('Choose a password with more different characters.', 'password');
  return undefined;
};

/** However a keyboard composes an é, it is one password. NIST SP 800-63B §5.1.1.2 */
const normal = (password: string): string => password.normalize('NFKC');
