import type { FastifyReply } from 'fastify';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { TooMany } from './accounts.ts';

/** Says why it did not work, in the status, the header and words. */
export const refusal = (
  reply: FastifyReply,
  verdict: Failure | TooMany,
  now: Date,
): { readonly status: number; readonly error: string } => {
  if (isFailure(verdict)) {
    if (verdict.kind === 'busy') void reply.header('retry-after', '2');
    return { status: verdict.kind === 'busy' ? 503 : 400, error: verdict.message };
  }
  const seconds = Math.max(1, Math.ceil((verdict.closedUntil.getTime() - now.getTime()) / 1_000));
  void reply.header('retry-after', String(seconds));
  return { status: 429, error: `Too many attempts have failed. Please wait ${inWords(seconds)} and try again.` };
};

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
