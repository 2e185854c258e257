import { createHash } from 'node:crypto';

/** All that is kept of a token: it is random enough that nobody finds it again. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
