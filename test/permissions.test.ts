import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../gateway/interfaces.ts';
import { permissions } from '../gateway/permissions.ts';
import { callerHeader, sealCaller } from '../kernel/caller.ts';
import type { Integration } from '../kernel/principal.ts';
import { callers, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The table of gateway/permissions.ts, walked cell by cell through the real endpoint.

const contract = buildSchema(readFileSync(join(import.meta.dirname, '..', 'schema', 'api.graphql'), 'utf8'));
const roots = { Query: contract.getQueryType(), Mutation: contract.getMutationType() } as const;
const fieldsOf = (root: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] =>
  Object.values(root?.getFields() ?? {});

/** HL7 credentials are for HL7 alone: they reach the graph as the adapter in a process of its own forwards them. */
const feed = (who: string): Headers => ({
  authorization: outside.basic(who),
  [callerHeader]: sealCaller(
    system.keys,
    { authorization: undefined, address: '127.0.0.1', through: 'hl7' },
    new Date(),
  ),
});
const client = async (who: string): Promise<Headers> => ({ authorization: await outside.bearer(system.base, who) });

const known = (client: Client): Promise<Headers> => callers[client](system.base);

/** Who can come in today, and as what; nobody brings no credentials at all. */
const everybody: readonly {
  readonly as: Integration | 'nobody';
  readonly who: string;
  readonly headers: () => Headers | Promise<Headers>;
}[] = [
  { as: 'customer.hl7', who: 'riverside-hl7', headers: () => feed('riverside-hl7') },
  { as: 'partner.hl7', who: 'postbridge-hl7', headers: () => feed('postbridge-hl7') },
  { as: 'customer.fhir', who: 'riverside-customer', headers: () => client('riverside-customer') },
  { as: 'partner.fhir', who: 'postbridge', headers: () => known('partner.fhir') },
  { as: 'tethered.rest', who: 'apptly for a team', headers: () => known('tethered.rest') },
  { as: 'app', who: 'pulse for Alice', headers: () => known('app') },
  { as: 'person', who: 'Alice', headers: () => session(system.base, 'alice') },
  { as: 'person', who: 'Oscar', headers: () => session(system.base, 'oscar') },
  { as: 'nobody', who: 'nobody', headers: () => ({}) },
];

let system: Wiring;
const headersOf = new Map<string, () => Headers>();
beforeAll(async () => {
  system = await inOneProcess();
  for (const { as, who, headers } of everybody) {
    const kept = await headers();
    // What an adapter forwards is good for half a minute: it is made anew each time.
    headersOf.set(who, as.endsWith('.hl7') ? () => feed(who) : () => kept);
  }
});
const postAs = (who: string, question: Parameters<typeof outside.postGraphWith>[2]) =>
  outside.postGraphWith(system.base, headersOf.get(who)?.() ?? {}, question);
afterAll(() => system.stop());

const allowed = (root: string, field: string): readonly string[] =>
  (permissions as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>)[root]?.[field] ?? [];

const cells = Object.entries(roots).flatMap(([root, type]) =>
  fieldsOf(type).flatMap((field) =>
    everybody.map((caller) => {
      const may = allowed(root, field.name).includes(caller.as);
      const name = `${caller.who} ${may ? 'may' : 'may not'} call ${root}.${field.name}`;
      return [name, { root, field, caller, may }] as const;
    }),
  ),
);

/** What stands in the database of a feed's doing; whoever is refused has changed none of it. */
const stored = async (): Promise<unknown> => {
  const { rows } = await system.database.pool.query(
    `select (select count(*) from exchange.message) as messages, (select count(*) from patients.patient) as patients,
       (select count(*) from patients.access_log) as looks, (select count(*) from mail.letter) as letters`,
  );
  return rows;
};

describe('the table of who may call what', () => {
  it('names every root field of the contract, and no other', () => {
    const named = Object.entries(permissions).map(([root, fields]) => [root, Object.keys(fields).sort()]);
    const real = Object.entries(roots).map(([root, type]) => [
      root,
      fieldsOf(type)
        .map(({ name }) => name)
        .sort(),
    ]);
    expect(named).toEqual(real);
  });

  it('is about the graph that is served: it has no root field beyond the contract', async () => {
    const reply = await postAs('riverside-customer', {
      query:
        '{ __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { name } } }',
    });
    const names = (type: GraphQLObjectType | null | undefined) =>
      fieldsOf(type)
        .map(({ name }) => ({ name }))
        .sort((one, other) => one.name.localeCompare(other.name));
    const { data } = outside.graphAnswer<{ __schema: Record<string, { fields: { name: string }[] } | null> }>(reply);
    const served = (type: string) =>
      data?.__schema[type]?.fields.toSorted((one, other) => one.name.localeCompare(other.name));
    expect(served('queryType')).toEqual(names(roots.Query));
    expect(served('mutationType')).toEqual(names(roots.Mutation));
    expect(data?.__schema['subscriptionType']).toBeNull();
  });

  // Domain reference §1.3: HL7 is for sending, and nobody from outside acts as one of our own processes.
  it('lets no feed read a record, and nothing but our own processes take what is theirs to do', () => {
    for (const field of ['patient', 'patients'] as const)
      expect(permissions.Query[field]).not.toEqual(expect.arrayContaining([expect.stringContaining('hl7')]));
    const ours = [
      'takeDecidedMessages',
      'takeMessagesToSendAgain',
      'messageSentAgain',
      'takeCustomerChanges',
      'placeCustomerPatients',
      'noteCustomerHomes',
      'putCustomerRecords',
      'putDirectoryRecords',
      'putCustomerAppointments',
      'settleCustomerChanges',
      'decideDueLetters',
      'lettersNotified',
      'customerCapabilities',
      'takeDeliveries',
      'refusedAddresses',
      'recipients',
      'workWaiting',
      'forgottenMessages',
      'unsubscribe',
      'takeNotices',
      'settleNotices',
      'noteBounce',
      'takeMails',
      'tellLeavingCarers',
      'settleMails',
      'settleDelivery',
    ];
    const all = [...Object.entries(permissions.Query), ...Object.entries(permissions.Mutation)];
    const internal = all.filter(([, may]) => JSON.stringify(may).includes('internal'));
    expect(internal.map(([field]) => field).sort()).toEqual(ours.sort());
    for (const [, may] of internal) expect(may).toEqual(['internal']);
  });

  it.each(cells)('says that %s', async (_name, { root, field, caller, may }) => {
    const before = await stored();
    const reply = await postAs(caller.who, {
      query: `${root.toLowerCase()} ${anOperation(field)}`,
    });
    const { data, errors = [] } = outside.graphAnswer<Record<string, unknown>>(reply);
    const codes = errors.map(({ extensions }) => extensions?.['code']);
    if (may) {
      // The slice was asked, and answered for itself: with a value, or that it can do nothing with this input.
      expect(reply.status).toBe(200);
      expect(errors.map(({ message }) => message)).not.toContain('This client may not use this field.');
      expect(codes.filter((code) => !ofTheSlice.includes(code))).toEqual([]);
      expect(codes.length === 0 ? Object.keys(data ?? {}) : [field.name]).toEqual([field.name]);
      return;
    }
    expect([reply.status, codes]).toEqual(caller.as === 'nobody' ? [401, ['UNAUTHENTICATED']] : [200, ['FORBIDDEN']]);
    expect(data?.[field.name] ?? null).toBeNull();
    expect(await stored()).toEqual(before);
  });

  it('cannot be walked around by aliases and fragments', async () => {
    const before = await stored();
    const reply = await postAs('riverside-customer', {
      query: `mutation { __typename ... { x: openMessage(input: { raw: "MSH" }) { __typename } ...More } }
        fragment More on Mutation { y: openMessage(input: { raw: "MSH" }) { __typename } }`,
    });
    // The first refusal of a mutation ends it.
    const { data, errors } = outside.graphAnswer(reply);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['x'], extensions: { code: 'FORBIDDEN' } }]);
    expect(await stored()).toEqual(before);
  });

  it('leaves what is allowed in a request answered beside what is not', async () => {
    const reply = await postAs('riverside-hl7', {
      query: '{ patients { items { id } } messages(first: 1) { items { id } } }',
    });
    const { errors = [] } = outside.graphAnswer(reply);
    expect(errors).toMatchObject([{ path: ['patients'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

/** What a slice may say to somebody whom the table lets ask: it looks at roles and at what there is. */
const ofTheSlice: readonly unknown[] = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND'];

/** The smallest valid operation on a root field: what is required, and no more. */
const anOperation = (field: GraphQLField<unknown, unknown>): string => {
  const given = field.args.filter(isRequiredInputField).map(({ name, type }) => `${name}: ${aValue(type)}`);
  return `{ ${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`} ${aSelection(field.type)} }`;
};

const aValue = (type: GraphQLInputType): string => {
  if (isNonNullType(type)) return aValue(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${aValue(field.type)}`).join(', ')} }`;
  }
  return scalars[getNamedType(type).name] ?? expect.unreachable(`Give the scalar ${type.name} an example here.`);
};

const scalars: Readonly<Record<string, string>> = {
  ID: '"0190c0de-0000-7000-8000-000000000001"',
  String: '"x"',
  Int: '1',
  Boolean: 'false',
  DateTime: '"2026-05-01T10:00:00Z"',
  Date: '"2026-05-01"',
  Placement: '"x"',
  Permit: '"x"',
  Addressee: '"x"',
};

const aSelection = (type: GraphQLOutputType): string => {
  const named = getNamedType(type);
  return isObjectType(named) || isUnionType(named) ? '{ __typename }' : '';
};
