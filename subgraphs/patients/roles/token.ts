import { createHash } from 'node:crypto';

/**
 * What is kept of a token: an index finds it in the same time whatever was guessed, and by itself it opens nothing.
 * Undefined for what was not made here: the answer needs no look.
 */
export const hashOfToken = (token: string): string | undefined =>
  tokenForm.test(token) ? createHash('sha256').update(token).digest('base64url') : undefined;

/** 32 random bytes in base64url. */
const tokenForm = /^[\w-]{43}$/;
