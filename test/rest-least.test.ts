import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '../adapters/rest/operation.ts';
import { operations } from '../adapters/rest/operations/index.ts';
import { patients } from '../prisma/demo.ts';
import * as outside from './outside.ts';
import { restClient, type RestClient } from './rest.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Whoever sends what an operation's description requires, and nothing more, is not told afterwards that something is missing.

let system: Wiring;
const clients = new Map<string, RestClient>();
beforeAll(async () => {
  system = await inOneProcess();
  for (const [scope, as] of [
    ['PATIENT', 'alice'],
    ['CLINICIAN', 'diaz'],
    ['SITE', 'apptly'],
  ] as const) {
    const { text } = await outside.ask(`${system.base}/oauth/demo-token/${as}`, 'POST');
    const { access_token: token } = JSON.parse(text) as { readonly access_token: string };
    clients.set(scope, restClient(system.base, { authorization: `Bearer ${token}`, 'if-match': '*' }));
  }
});
afterAll(() => system.stop());

type Schema = z.core.JSONSchema.BaseSchema;

/** Values that fit where a schema alone does not say what would. */
const known: Readonly<Record<string, unknown>> = {
  patientId: patients.alice.id,
  identifier: `${outside.nhsNumberSystem}|${patients.alice.nhsNumber}`,
  system: outside.nhsNumberSystem,
  value: patients.alice.nhsNumber,
  type: 'HEART_RATE',
  kind: 'TEAM',
  url: 'https://hooks.example.com/',
  from: '2026-05-01T00:00:00Z',
  to: '2026-06-01T00:00:00Z',
};

/** The least that a schema takes. */
const least = (schema: Schema, name = ''): unknown => {
  if (schema.properties !== undefined)
    return Object.fromEntries(
      (schema.required ?? []).map((each) => [each, least(schema.properties?.[each] as Schema, each)]),
    );
  if (schema.type === 'array') return [least(schema.items as Schema, name)];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return least(schema.anyOf[0] as Schema, name);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.format === 'date-time') return known[name] ?? '2026-05-01T08:00:00Z';
  if (schema.format === 'date') return '1990-02-28';
  return known[name] ?? 'x'.repeat(Math.max(10, schema.minLength ?? 0));
};
/** Without the names of schemas, which would stand there instead of them. */
const unnamed = z.registry<{ readonly id?: string }>();
const leastOf = (type: z.ZodType): unknown => least(z.toJSONSchema(type, { io: 'input', metadata: unnamed }));

/** What depends on something else that is sent, as its description says. */
const eitherOr: Readonly<Record<string, string>> = {
  writeMessage: '#/subject',
  publishResource: '#/url',
  replayEvents: '#/eventIds',
};

const asked = async (operation: Operation, client: RestClient) => {
  const path = leastOf(operation.params) as Readonly<Record<string, string>>;
  const query = leastOf(operation.query) as Readonly<Record<string, string>>;
  const body = operation.body === undefined ? undefined : leastOf(operation.body);
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  const bytes = operation.takesBytes === undefined ? {} : { bytes: Buffer.from('Dear patient'), headers: plain };
  return client<{ readonly errors?: readonly Readonly<Record<string, string>>[] }>(
    operation.method,
    `${filled}?${new URLSearchParams(query).toString()}`,
    { ...(body === undefined ? {} : { body }), ...bytes },
  );
};
const plain = { 'content-type': 'text/plain' };

it.each(operations.map((operation) => [operation.id, operation] as const))(
  '%s asks for no more than it says',
  async (id, operation) => {
    const client = operation.scopes.map((scope) => clients.get(scope)).find((one) => one !== undefined);
    const { status, json, text } = await asked(operation, client ?? expect.unreachable(id));
    expect(status, text).toBeLessThan(500);
    if (status !== 400) return;
    const sent = JSON.stringify([operation.params, operation.query, operation.body ?? z.null()].map(leastOf));
    for (const error of json.errors ?? []) {
      const place = error['pointer'] ?? error['parameter'] ?? '';
      const isSent = sent.includes(`"${place.split('/').findLast((step) => !/^\d+$/.test(step)) ?? ''}"`);
      expect(isSent || eitherOr[id] === place, `${place}: ${text}`).toBe(true);
    }
  },
);

const ofRecords = operations.filter(
  ({ method, params, scopes }) =>
    method === 'GET' && Object.keys(params.shape).join() === 'patientId' && scopes.includes('PATIENT'),
);

it.each(ofRecords.map(({ id, path }) => [id, path]))('%s knows one’s own record as self', async (id, path) => {
  const pulse = clients.get('PATIENT') ?? expect.unreachable(id);
  const [own, named] = await Promise.all(
    ['self', patients.alice.id].map((one) => pulse('GET', path.replace('{patientId}', one))),
  );
  expect(own?.status).toBe(200);
  // Of the person, not of the record, where there are both.
  if (path !== '/users/{patientId}') expect(own?.text).toBe(named?.text);
});
