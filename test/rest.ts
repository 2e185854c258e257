import { z } from 'zod';
import { operations } from '../adapters/rest/operations/index.ts';
import type { Operation } from '../adapters/rest/operation.ts';
import type { Headers } from './callers.ts';
import * as outside from './outside.ts';

export type RestReply<Body = Readonly<Record<string, unknown>>> = outside.Reply & { readonly json: Body };

type Asked = { readonly headers?: Headers; readonly body?: unknown; readonly bytes?: Buffer };

export type RestClient = <Body = Readonly<Record<string, unknown>>>(
  method: Operation['method'],
  path: string,
  asked?: Asked,
) => Promise<RestReply<Body>>;

/** A client of the REST API: whatever it is answered is as the operation says, or a problem. */
export const restClient =
  (base: string, headers: Headers): RestClient =>
  async <Body>(method: Operation['method'], path: string, { headers: more = {}, body, bytes }: Asked = {}) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await outside.ask(`${base}/api/v2${path}`, method, {
      headers: { ...json, ...headers, ...more },
      ...(bytes === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: bytes }),
    });
    mustBeAsDescribed(method, path, reply);
    const isJson = reply.headers.get('content-type')?.includes('json') === true && reply.text !== '';
    return { ...reply, json: (isJson ? JSON.parse(reply.text) : undefined) as Body };
  };

const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.looseObject({ detail: z.string() })).optional(),
});

/** What partners do beside what there is for everybody: tested in rest-partners.test.ts. */
export const partnersTags: readonly string[] = ['Feeds', 'Letters', 'Library', 'Webhooks'];

const seen = new Set<string>();

/** The operations that have answered as they should, so far. */
export const walked = (): ReadonlySet<string> => seen;

const mustBeAsDescribed = (method: string, path: string, { status, headers, text }: outside.Reply): void => {
  if (status >= 400) {
    if (headers.get('content-type') !== 'application/problem+json; charset=utf-8')
      throw new Error(`${method} ${path}: ${status} is no problem: ${text}`);
    problem.parse(JSON.parse(text));
    return;
  }
  const operation = operationAt(method, path.split('?')[0] ?? '');
  if (operation === undefined) throw new Error(`${method} ${path} is not described, and answers ${status}.`);
  seen.add(operation.id);
  if (status === 304 || (status === 206 && operation.says.bytes !== undefined)) return;
  if (status !== operation.says.status) throw new Error(`${operation.id} answers ${status}: ${text}`);
  operation.says.body?.parse(JSON.parse(text));
};

const operationAt = (method: string, path: string): Operation | undefined => {
  const steps = path.split('/');
  const fits = (operation: Operation): boolean => {
    const own = operation.path.split('/');
    return own.length === steps.length && own.every((step, at) => step.startsWith('{') || step === steps[at]);
  };
  const found = operations.filter((operation) => operation.method === method && fits(operation));
  return found.find((operation) => !operation.path.includes('{')) ?? found[0];
};
