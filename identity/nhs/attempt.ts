import { hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal, type KeyRing } from '../../kernel/seal.ts';

/** A sign-in that is under way at NHS login: in a cookie of the browser that began it, and nowhere else. */
export type Attempt = {
  readonly state: string;
  /** Binds the ID token to this attempt. OpenID Connect Core §15.5.2 */
  readonly nonce: string;
  /** Binds the code to this attempt. RFC 7636 */
  readonly verifier: string;
  /** Where it leads. */
  readonly back: string | undefined;
  /** Whether NHS login was asked not to show anything. */
  readonly silent: boolean;
};

/** Long enough to find one's phone and passport. */
export const attemptSeconds = 3_600;

/** Begins an attempt; the cookie tells nobody the nonce and the verifier, which follow from its state and our key. */
export const begin = (
  keys: KeyRing,
  now: Date,
  { back, silent }: Pick<Attempt, 'back' | 'silent'>,
): { readonly attempt: Attempt; readonly cookie: string } => {
  const state = randomBytes(32).toString('base64url');
  const expires = now.getTime() + attemptSeconds * 1_000;
  const cookie = seal(keys, 'nhs-login', { state, key: keys[0].id, back, silent, expires });
  return { attempt: { ...secretsOf(keys[0].secret, state), state, back, silent }, cookie };
};

/** The attempt that this browser began, where it did and not too long ago. */
export const resume = (keys: KeyRing, now: Date, cookie: string | undefined): Attempt | undefined => {
  const known = kept.safeParse(cookie === undefined ? undefined : unseal(keys, 'nhs-login', cookie));
  if (!known.success || known.data.expires <= now.getTime()) return undefined;
  const { state, back, silent } = known.data;
  const key = keys.find(({ id }) => id === known.data.key);
  return key && { ...secretsOf(key.secret, state), state, back, silent };
};

const kept = z.object({
  state: z.string(),
  key: z.string(),
  back: z.string().optional(),
  silent: z.boolean(),
  expires: z.number(),
});

const secretsOf = (secret: Buffer, state: string): Pick<Attempt, 'nonce' | 'verifier'> => {
  const derived = (what: string): string =>
    Buffer.from(hkdfSync('sha256', secret, state, `tributary NHS login: ${what}`, 32)).toString('base64url');
  return { nonce: derived('nonce'), verifier: derived('verifier') };
};
