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
    const operation = mustBeAsDescribed(method, path, reply);
    if (operation !== undefined) walked.set(base, (walked.get(base) ?? new Set()).add(operation.id));
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

export type Problem = { readonly detail: string; readonly errors?: readonly Readonly<Record<string, string>>[] };
export type Added = { readonly ids: readonly string[] };
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export const pressure = (systolic: number, diastolic: number, at = '2026-05-01T08:00:00Z') => ({
  type: 'BLOOD_PRESSURE',
  takenAt: at,
  values: [
    { part: 'SYSTOLIC', value: systolic, unit: 'mm[Hg]' },
    { part: 'DIASTOLIC', value: diastolic, unit: 'mm[Hg]' },
  ],
});

/** The parts of the API: of people in rest.test.ts, of their records in rest-record.test.ts, for partners alone in rest-partners.test.ts. */
export const tested = {
  people: ['Users', 'Teams', 'Consents', 'Invitations'],
  record: ['Measurements', 'Record', 'Diary', 'Messages', 'Documents', 'Appointments'],
  partners: ['Feeds', 'Letters', 'Library', 'Webhooks'],
} as const;

/** The operations that have answered as they should, so far, of each server. */
const walked = new Map<string, Set<string>>();

/** Those of some parts that have not. */
export const unwalked = (base: string, tags: readonly string[]): readonly string[] =>
  operations.filter(({ id, tag }) => tags.includes(tag) && walked.get(base)?.has(id) !== true).map(({ id }) => id);

/** @returns the operation that has answered; undefined where it has a problem */
const mustBeAsDescribed = (
  method: string,
  path: string,
  { status, headers, text }: outside.Reply,
): Operation | undefined => {
  if (status >= 400) {
    if (headers.get('content-type') !== 'application/problem+json; charset=utf-8')
      throw new Error(`${method} ${path}: ${status} is no problem: ${text}`);
    problem.parse(JSON.parse(text));
    return undefined;
  }
  const operation = operationAt(method, path.split('?')[0] ?? '');
  if (operation === undefined) throw new Error(`${method} ${path} is not described, and answers ${status}.`);
  if (status === 304 || (status === 206 && operation.says.bytes !== undefined)) return operation;
  if (status !== operation.says.status) throw new Error(`${operation.id} answers ${status}: ${text}`);
  operation.says.body?.parse(JSON.parse(text));
  return operation;
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
