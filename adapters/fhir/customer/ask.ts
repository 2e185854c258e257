import type { Answer } from '../core/answer.ts';
import { Problem } from '../core/outcome.ts';
import { parseParameters } from '../core/parameters.ts';
import type { Entry } from './entry.ts';
import { history } from './history.ts';
import { operate } from './operation.ts';
import type { Feed, Written } from './parts.ts';
import { readResource } from './read.ts';
import { scopeIn, search } from './search.ts';

/** What an entry of a Bundle wants to read, answered as if it had been asked for by itself. */
export const ask = async (
  feed: Feed,
  { path, query, ifNoneMatch, ifModifiedSince, body }: Entry & { readonly kind: 'read' },
  request: Written,
): Promise<Answer | Problem> => {
  const own: Written = {
    ...request,
    query,
    body,
    parameters: parseParameters(query),
    conditions: { ifNoneMatch, ifModifiedSince },
  };
  const [type, id, operation, version, ...more] = path.map(decoded);
  if (more.length > 0) return nothing;
  if (type !== undefined && id?.startsWith('$') === true && operation === undefined)
    return operate(feed, { type, name: id.slice(1) }, own);
  if (type !== undefined && operation?.startsWith('$') === true && id !== undefined && version === undefined)
    return operate(feed, { type, id, name: operation.slice(1) }, own);
  if (type === undefined) return search(feed, {}, own);
  if (type === '_history') return id === undefined ? history(feed, {}, own) : nothing;
  if (id === undefined) return search(feed, { type }, own);
  if (id === '_history') return operation === undefined ? history(feed, { type }, own) : nothing;
  if (operation === undefined) return readResource(feed, { type, id }, own);
  if (operation !== '_history')
    return version === undefined ? search(feed, scopeIn({ type, id }, operation), own) : nothing;
  return version === undefined ? history(feed, { type, id }, own) : readResource(feed, { type, id, version }, own);
};

const nothing = new Problem('unknown_type', 'This cannot be read in a Bundle.', 'request.url');

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
