import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Refused, Sent } from '../found.ts';
import { TurnedAway } from '../turned-away.ts';
import { refusalsOf, type Answer } from './answer.ts';
import type { FoundResources } from './resources.ts';

export type FhirTarget = {
  /** A feed's FHIR base, without a slash at its end. */
  readonly base: string;
  /** The client's name and password. */
  readonly user: string;
  readonly password: string;
};

/** Milliseconds before each further attempt. */
const pauses = [200, 1_000, 3_000, 10_000];

/**
 * Posts what was found. A server that does not answer, or is busy, is tried again: resources with ids are put where they
 * are already, and a Bundle has a key under which it is done once.
 *
 * @throws TurnedAway where credentials or the base are refused, or nothing answers any more
 */
export const sendResources = (target: FhirTarget): ((found: FoundResources) => Promise<Sent>) => {
  let token: Promise<string> | undefined;
  const post = async ({ kind, bytes }: FoundResources): Promise<Answer> => {
    token ??= tokenFrom(target);
    const used = token;
    const answer = await posted(kind === 'bundle' ? target.base : `${target.base}/$import`, bytes, {
      authorization: `Bearer ${await used}`,
      ...(kind === 'bundle'
        ? { 'content-type': 'application/fhir+json', 'idempotency-key': hash('sha256', bytes, 'base64url') }
        : { 'content-type': 'application/fhir+ndjson' }),
    });
    // A token lasts for an hour, a load may last longer.
    if (answer.status === 401 && token === used) token = undefined;
    return answer;
  };
  return async (found) => {
    let problem = '';
    for (const pause of [0, ...pauses]) {
      await sleep(pause);
      const answer = await post(found).catch((error: unknown) => {
        if (error instanceof TurnedAway) throw error;
        return String((error as Error).cause ?? error);
      });
      if (typeof answer === 'string') {
        problem = `${target.base} does not answer: ${answer}`;
        continue;
      }
      problem = `${target.base} answers ${String(answer.status)}: ${answer.text.slice(0, 300)}`;
      if ([403, 404, 405, 415].includes(answer.status)) throw new TurnedAway(problem);
      if (answer.status === 401 || answer.status >= 500) continue;
      return sentAs(found, refusalsOf(found, answer));
    }
    throw new TurnedAway(problem);
  };
};

const sentAs = ({ count }: FoundResources, refused: readonly Refused[]): Sent => ({
  accepted: Math.max(0, count - refused.length),
  refused,
});

const tokenFrom = async ({ base, user, password }: FhirTarget): Promise<string> => {
  const url = new URL('/oauth/token', base).href;
  const { status, text } = await posted(url, Buffer.from('grant_type=client_credentials'), {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  if (status !== 200) throw new TurnedAway(`${url} answers ${String(status)}: ${text.slice(0, 300)}`);
  return (JSON.parse(text) as { access_token: string }).access_token;
};

const posted = async (url: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<Answer> => {
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: response.status, text: await response.text() };
};
