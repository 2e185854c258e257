import type { FastifyRequest } from 'fastify';
import type { FhirVersion } from '../../../fhir/elements.ts';
import { binaryAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForFhir, type Wish } from '../core/negotiation.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import type { Feed } from './parts.ts';
import { readResource } from './read.ts';

/** Whoever names no FHIR media type gets a Binary's bytes in their own. FHIR R4 §2.47.3 (Serving Binary Resources) */
export const asksForBytes = (wish: Wish): boolean => !asksForFhir(wish, ['4.0', '3.0']);

/** The bytes that a Binary holds; one that holds none is shown as the resource that it is. */
export const readBytes = async (
  feed: Feed,
  { id, version }: { readonly id: string; readonly version?: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const wanted = { type: 'Binary', id, ...(version === undefined ? {} : { version }) };
  const answer = await readResource(feed, wanted, { ...request, parameters: [] });
  if (isProblem(answer) || answer.status !== 200 || typeof answer.body !== 'string') return answer;
  const { contentType, data, content = data } = JSON.parse(answer.body) as Held;
  if (typeof content !== 'string') return answer;
  const bytes = Buffer.from(content, 'base64');
  const { 'content-type': _, ...headers } = answer.headers;
  return binaryAnswer(bytes, { contentType: mediaTypeOf(contentType), size: bytes.length }, headers);
};

/** R4 calls it data, STU3 content. */
type Held = { readonly contentType?: unknown; readonly data?: unknown; readonly content?: unknown };

const mediaTypeOf = (contentType: unknown): string =>
  typeof contentType === 'string' && /^[\x21-\x7e][\x20-\x7e]*$/.test(contentType) ? contentType : anyBytes;

const anyBytes = 'application/octet-stream';

/**
 * The Binary that holds bytes that were sent by themselves. `X-Security-Context` names the resource whose rules are the
 * bytes' rules too. FHIR R4 §2.47.3
 *
 * @param id that of an update; a creation has none
 */
export const binaryOf = (
  version: FhirVersion,
  { headers, body }: Pick<FastifyRequest, 'headers' | 'body'>,
  id: string | undefined,
): string => {
  const context = headers['x-security-context'];
  return JSON.stringify({
    resourceType: 'Binary',
    ...(id === undefined ? {} : { id }),
    contentType: headers['content-type'] ?? anyBytes,
    ...(typeof context === 'string' ? { securityContext: { reference: context } } : {}),
    [version === 'R4' ? 'data' : 'content']: (body as Buffer).toString('base64'),
  });
};
