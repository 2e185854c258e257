import { setTimeout as sleep } from 'node:timers/promises';
import type { Found, Sent } from './found.ts';
import { TurnedAway } from './turned-away.ts';

/** What a message was answered: MSA-1 to MSA-3. */
type Outcome = { readonly code: string; readonly controlId: string; readonly reason: string };

export type Target = { readonly url: string; readonly authorization: string };

/** A message, as the journal and the report have it. */
export const sendMessage =
  (target: Target) =>
  async ({ place, bytes }: Found): Promise<Sent> => {
    const { code, controlId, reason } = await answerTo(target, bytes);
    return code === 'AA' ? { accepted: 1, refused: [] } : { accepted: 0, refused: [{ place, controlId, reason }] };
  };

/** Milliseconds before each further attempt. */
const pauses = [200, 1_000, 3_000, 10_000];

/**
 * Posts one message and reads its acknowledgement. AE, and a server that does not answer, are tried again: the same message
 * twice is done once.
 *
 * @throws TurnedAway where credentials, address or type are refused, or nothing answers any more
 */
const answerTo = async (target: Target, message: Buffer): Promise<Outcome> => {
  let problem = '';
  for (const pause of [0, ...pauses]) {
    await sleep(pause);
    const answer = await post(target, message).catch((error: unknown) => String((error as Error).cause ?? error));
    if (typeof answer === 'string') {
      problem = `${target.url} does not answer: ${answer}`;
      continue;
    }
    const { status, text } = answer;
    if ([401, 403, 404, 405, 415].includes(status))
      throw new TurnedAway(`${target.url} answers ${status}: ${text.trim()}`);
    if (status === 413) return { code: 'AR', controlId: '', reason: text.trim() };
    const msa = /^MSA\|([^|\n]*)\|([^|\n]*)\|?([^|\n]*)/m.exec(text.replaceAll('\r', '\n'));
    if (status !== 200 || msa === null) problem = `${target.url} answers ${status}: ${text.trim().slice(0, 200)}`;
    else if (msa[1] === 'AE') problem = `AE: ${msa[3] ?? ''}`;
    else return { code: msa[1] ?? '', controlId: msa[2] ?? '', reason: msa[3] ?? '' };
  }
  throw new TurnedAway(problem);
};

const post = async ({ url, authorization }: Target, message: Buffer): Promise<{ status: number; text: string }> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/hl7-v2' },
    body: new Uint8Array(message),
  });
  return { status: response.status, text: await response.text() };
};
