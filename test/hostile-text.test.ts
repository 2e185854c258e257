import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '../gateway/permissions.ts';
import { organisations, patients, people, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Every text that the graph takes, at every place where it takes one, from whoever may send it: whatever stands in it, the
// answer is about the text, or that there is no such thing; never a fault of ours.

const contract = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));

const texts = {
  'a NUL': 'a\0b',
  'half a surrogate pair': 'a\ud800b',
  'ten thousand characters': 'x'.repeat(10_000),
  'a line end and a quote': 'a\'\r\n"--',
};

type Field = GraphQLField<unknown, unknown>;
/** Where in the arguments of a field a text stands. */
type Place = readonly string[];

const fields = Object.entries({ query: contract.getQueryType(), mutation: contract.getMutationType() }).flatMap(
  ([operation, root]) => Object.values(root?.getFields() ?? {}).map((field) => ({ operation, field })),
);

/** The names of everything that a person of the demo world may be asked about. */
const known: readonly (readonly [RegExp, string])[] = [
  [/organisation/i, organisations.riverside.id],
  [/team/i, teams['riverside-diabetes'].id],
  [/patient/i, patients.alice.id],
  [/person|member/i, people.diaz.id],
];
const stranger = '0190c0de-0000-7000-8000-000000000001';

/** Arguments that are as good as can be guessed, but for the text at one place. */
const valueOf = (
  type: GraphQLInputType,
  at: Place,
  hostile: { readonly place: string; readonly text: string },
): unknown => {
  if (isNonNullType(type)) return valueOf(type.ofType, at, hostile);
  if (isListType(type)) return [valueOf(type.ofType, at, hostile)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).map(({ name, type: inner }) => [name, valueOf(inner, [...at, name], hostile)]),
    );
  const { name } = type;
  if (takesText.has(name) && at.join('.') === hostile.place) return hostile.text;
  if (name === 'ID') return known.find(([like]) => like.test(at.at(-1) ?? ''))?.[1] ?? stranger;
  return samples[name] ?? 'words';
};
const takesText = new Set(['String', 'ID', 'DateTime', 'Date', 'Placement', 'Permit']);
const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  DateTime: '2026-05-01T10:00:00Z',
  Date: '2026-05-01',
};

const placesIn = (type: GraphQLInputType, at: Place): readonly string[] => {
  if (isNonNullType(type) || isListType(type)) return placesIn(type.ofType, at);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).flatMap(({ name, type: inner }) => placesIn(inner, [...at, name]));
  return takesText.has(type.name) ? [at.join('.')] : [];
};

const selection = (type: GraphQLOutputType): string => {
  const named = getNamedType(type);
  return isObjectType(named) || isUnionType(named) ? '{ __typename }' : '';
};

const operationOn = (operation: string, { name, args, type }: Field, place: string, text: string) => ({
  query: `${operation} ${args.length === 0 ? '' : `(${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})`} {
    ${name}${args.length === 0 ? '' : `(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})`} ${selection(type)} }`,
  variables: Object.fromEntries(args.map((arg) => [arg.name, valueOf(arg.type, [arg.name], { place, text })])),
});

const cases = fields.flatMap(({ operation, field }) =>
  field.args.flatMap((arg) => placesIn(arg.type, [arg.name])).map((place) => ({ operation, field, place })),
);

let system: Wiring;
const headers = new Map<string, readonly Headers[]>();
beforeAll(async () => {
  system = await inOneProcess();
  const { base } = system;
  for (const client of ['customer.fhir', 'partner.fhir', 'tethered.rest', 'app'] as const)
    headers.set(client, [await callers[client](base)]);
  headers.set(
    'person',
    await Promise.all(['alice', 'diaz', 'coco', 'oscar', 'petra'].map((name) => session(base, name))),
  );
});
afterAll(() => system.stop());

const internals = /\bat \w+ \(|node_modules|\.[jt]s:\d|relation|postgres|prisma|invalid byte sequence|Unicode/i;

describe.each(Object.entries(texts))('%s', (_what, text) => {
  it.each(cases.map((one) => [one.field.name, one.place, one] as const))(
    'in %s at %s is the caller’s fault',
    async (_name, _place, { operation, field, place }) => {
      const may =
        (permissions[operation === 'query' ? 'Query' : 'Mutation'] as Readonly<Record<string, readonly string[]>>)[
          field.name
        ] ?? [];
      for (const caller of may.flatMap((client) => headers.get(client) ?? [])) {
        const reply = await outside.postGraphWith(system.base, caller, operationOn(operation, field, place, text));
        const { errors = [] } = outside.graphAnswer(reply);
        const codes = errors.map(({ extensions }) => extensions?.['code']);
        expect(reply.status).toBeLessThan(500);
        expect(codes, reply.text).not.toContain('INTERNAL_SERVER_ERROR');
        expect(codes, reply.text).not.toContain('UNAVAILABLE');
        expect(reply.text).not.toMatch(internals);
      }
    },
  );
});
