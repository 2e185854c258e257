import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  parse,
  printSchema,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../kernel/clock.ts';
import { executeOn } from '../../subgraphs/kit/execute.ts';
import type { Subgraph, SubgraphName } from '../../subgraphs/kit/subgraph.ts';
import { customer, testKeys } from '../../test/calls.ts';
import type { GatewayContext } from '../context.ts';
import { inProcess } from '../executors.ts';
import type { Executors } from '../supergraph.ts';
import { federated } from './operate.ts';
import { ownershipIn } from './ownership.ts';
import { planOf } from './plan.ts';

// Three slices, small enough to be seen whole: records, what others add to them, and things that go wrong.

type Resolvers = Readonly<Record<string, Readonly<Record<string, GraphQLFieldResolver<Seen, unknown, never>>>>>;
type Seen = { readonly id: string; readonly purview?: string | null };

const patientOf = (id: string) => (id === '9' ? null : { __typename: 'Patient', id, name: `Name ${id}`, nick: null });
/** Of the third, nothing may be seen. */
const purviewOf = ({ id }: Seen) => (id === '3' ? null : `sealed for ${id}`);
const isOpen = (seen: Seen): boolean => seen.purview === `sealed for ${seen.id}`;
const fails = (message: string) => (): never => {
  throw new Error(message);
};

const inPatients: Resolvers = {
  Query: {
    patient: (_, { id }: { id: string }) => patientOf(id),
    patients: (_, { first }: { first: number }) => ({
      items: Array.from({ length: Math.min(first, 4) }, (__, n) => patientOf(String(n + 1))),
      first: patientOf('1'),
    }),
    many: () => [[patientOf('1'), null], null, [patientOf('2')]],
    total: () => 4,
    trouble: fails('Trouble.'),
  },
  Mutation: {
    rename: (_, { id, name }: { id: string; name: string }) =>
      id === '9'
        ? { __typename: 'Refused', reason: 'Nobody.' }
        : { __typename: 'Renamed', patient: patientOf(id), name },
    touch: (_, { id }: { id: string }) => patientOf(id),
  },
  Patient: {
    name: ({ id }) => patientOf(id)?.name,
    teams: ({ id }) => ['a', 'b'].map((team) => ({ id: `${id}${team}` })),
    purview: purviewOf,
  },
  Team: {
    name: ({ id }) => `Team ${id}`,
    lead: ({ id }) => (id.endsWith('a') ? patientOf('2') : null),
  },
};
const inClinical: Resolvers = {
  Patient: {
    items: (seen, { first, code }: { first: number; code?: string }) =>
      isOpen(seen)
        ? { items: Array.from({ length: first }, (_, n) => ({ code: code ?? `c${n}`, value: n, author: { id: '4' } })) }
        : null,
    broken: fails('Broken.'),
    sometimes: (seen) => (isOpen(seen) ? [{ code: 'x', value: null, author: null }, new Error('Not this one.')] : null),
  },
};
const inMail: Resolvers = {
  Query: { post: () => 7, secret: () => 8 },
  Patient: {
    letters: (seen) => (isOpen(seen) ? [{ title: `To ${seen.id}`, to: { id: seen.id } }] : null),
    box: ({ id }) => Number(id),
  },
  Team: { size: ({ id }) => id.length },
};

/** What each slice is asked, in order. */
const asked: { readonly slice: SubgraphName; readonly document: DocumentNode; readonly variables: unknown }[] = [];
beforeEach(() => void asked.splice(0));

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@inaccessible"])`;

const slice = (name: SubgraphName, sdl: string, resolvers: Resolvers): Subgraph => {
  const typeDefs = parse(`${link} ${sdl}`);
  const reference = { __resolveReference: (found: object) => found };
  const entities = { Patient: { ...reference, ...resolvers['Patient'] }, Team: { ...reference, ...resolvers['Team'] } };
  const known = {
    ...resolvers,
    ...Object.fromEntries(Object.entries(entities).filter(([type]) => sdl.includes(`type ${type} `))),
  };
  const schema = buildSubgraphSchema({ typeDefs, resolvers: known as never });
  const answer = executeOn(schema);
  const execute: Subgraph['execute'] = (operation) => {
    asked.push({ slice: name, document: operation.document, variables: operation.variables });
    return answer(operation);
  };
  return { name, sdl, typeDefs, schema, execute, works: {} };
};

const slices = [
  slice(
    'patients',
    `type Query { patient(id: ID!): Patient patients(first: Int! = 3): PatientPage! many: [[Patient]] total: Int! trouble: String }
     type Mutation { rename(id: ID!, name: String = "New"): RenameResult! touch(id: ID!): Patient }
     type PatientPage { items: [Patient!]! first: Patient next: String }
     union RenameResult = Renamed | Refused
     type Renamed { patient: Patient! name: String! } type Refused { reason: String! }
     type Patient @key(fields: "id") { id: ID! name: String nick: String teams: [Team!]! purview: String @inaccessible }
     type Team @key(fields: "id") { id: ID! name: String! lead: Patient }`,
    inPatients,
  ),
  slice(
    'clinical',
    `type Patient @key(fields: "id") { id: ID! purview: String @external
       items(first: Int! = 2, code: String): ItemPage @requires(fields: "purview")
       broken: String @requires(fields: "purview") sometimes: [Item] @requires(fields: "purview") }
     type ItemPage { items: [Item!]! next: String } type Item { code: String! value: Int author: Patient }`,
    inClinical,
  ),
  slice(
    'mail',
    `type Query { post: Int! secret: Int }
     type Patient @key(fields: "id") { id: ID! purview: String @external letters: [Letter!] @requires(fields: "purview") box: Int }
     type Team @key(fields: "id") { id: ID! size: Int } type Letter { title: String! to: Patient! }`,
    inMail,
  ),
];

const { supergraphSdl = '' } = composeServices(slices.map(({ name, typeDefs }) => ({ name, typeDefs, url: name }))) as {
  supergraphSdl?: string;
};
const executors = Object.fromEntries(
  slices.map((one) => [one.name, inProcess(one, { clock: systemClock, keys: testKeys })]),
) as Partial<Executors> as Executors;
const everybody = ['customer.fhir'] as const;
const { schema, operate } = federated(supergraphSdl, executors, {
  Query: {
    patient: everybody,
    patients: everybody,
    many: everybody,
    total: everybody,
    trouble: everybody,
    post: everybody,
    secret: [],
  },
  Mutation: { rename: everybody, touch: everybody },
});
const context = (): GatewayContext => ({ principal: customer('riverside'), via: 'GRAPHQL', reading: [] });

/** The same graph without slices and without a gateway: what an operation means. */
const whole = ((): GraphQLSchema => {
  const built = buildSchema(printSchema(schema));
  const withPurview =
    (resolve: GraphQLFieldResolver<Seen, unknown, never>): GraphQLFieldResolver<Seen, unknown, never> =>
    (seen, ...rest) =>
      resolve({ ...seen, purview: purviewOf(seen) }, ...rest);
  for (const resolvers of [inPatients, inClinical, inMail])
    for (const [name, fields] of Object.entries(resolvers)) {
      const type = built.getType(name);
      if (!isObjectType(type)) throw new Error(`${name} is missing.`);
      for (const [field, resolve] of Object.entries(fields))
        Object.assign(type.getFields()[field] ?? {}, { resolve: withPurview(resolve) });
    }
  return built;
})();

const planFor = (text: string) => {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('The operation comes first.');
  return planOf({ schema, ownership: ownershipIn(supergraphSdl) }, document, operation);
};

/** Data with its keys in their order, and what went wrong where. */
const shown = ({ data, errors = [] }: { data?: unknown; errors?: readonly { message: string; path?: unknown }[] }) => ({
  data: JSON.stringify(data),
  errors: errors.map(({ message, path }) => `${JSON.stringify(path)} ${message}`).sort(),
});

const ask = async (text: string, variables: Record<string, unknown> = {}, isOurs = false) =>
  shown(await operate({ document: parse(text), variables, context: context(), isOurs }));

/** Operations as clients write them: fields, aliases, arguments, fragments. */
const operations = (): fc.Arbitrary<string> => {
  const selection = (type: GraphQLNamedType, depth: number): fc.Arbitrary<string> => {
    if (isUnionType(type)) {
      const members = type
        .getTypes()
        .map((member) => selection(member, depth).map((set) => `... on ${member.name} ${set}`));
      return fc.tuple(...members).map((fragments) => `{ __typename ${fragments.join(' ')} }`);
    }
    if (!isObjectType(type)) return fc.constant('');
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !['purview', 'secret'].includes(field.name) && (depth > 0 || !isCompositeType(getNamedType(field.type))),
    );
    const one = fc.constantFrom(...fields).chain((field) => {
      const below = getNamedType(field.type);
      const args = field.args.flatMap(({ name }: { name: string }) => argument[name] ?? []);
      return fc
        .record({
          alias: fc.option(fc.constantFrom('a', 'b', 'id', 'name'), { freq: 6, nil: undefined }),
          args: fc.subarray(args.filter((text: string) => !text.startsWith('id'))),
          set: isCompositeType(below) ? selection(below, depth - 1) : fc.constant(''),
        })
        .map(({ alias, args: chosen, set }) => {
          const all = [...args.filter((text: string) => text.startsWith('id')), ...chosen];
          return `${alias === undefined ? '' : `${alias}: `}${field.name}${all.length > 0 ? `(${all.join(', ')})` : ''} ${set}`;
        });
    });
    const wrapped = fc
      .tuple(one, fc.constantFrom('plain', 'plain', 'plain', `... on ${type.name}`, '... @include(if: $yes)', '...'))
      .map(([text, how]) => (how === 'plain' ? text : `${how} { ${text} }`));
    return fc.array(wrapped, { minLength: 1, maxLength: 4 }).map((all) => `{ ${all.join(' ')} }`);
  };
  const root = (type: GraphQLNamedType | null | undefined, kind: string) =>
    type
      ? selection(type, 5).map((set) => `${kind} ($n: Int! = 2, $id: ID!, $yes: Boolean! = true) ${set}`)
      : fc.constant('');
  return fc.oneof(
    { weight: 4, arbitrary: root(schema.getQueryType(), 'query') },
    { weight: 1, arbitrary: root(schema.getMutationType(), 'mutation') },
  );
};
const argument: Readonly<Record<string, string[] | undefined>> = {
  first: ['first: $n'],
  code: ['code: "x"'],
  name: ['name: "Given"'],
  id: ['id: $id'],
};

/** Which slices were asked, in order. */
const order = () => asked.map(({ slice: name }) => name);

describe('a planned operation', () => {
  it('means what it would mean without slices: data, order and errors', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(
        operations(),
        fc.constantFrom('1', '3', '9'),
        fc.boolean(),
        fc.boolean(),
        async (text, id, yes, isOurs) => {
          fc.pre(validate(schema, parse(text)).every(({ message }) => message.includes('is never used')));
          const variables = { id, yes };
          if (planFor(text) === undefined) return;
          planned += 1;
          const meant = await execute({
            schema: whole,
            document: parse(text),
            rootValue: {},
            variableValues: variables,
          });
          expect(await ask(text, variables, isOurs), text).toEqual(shown(meant));
        },
      ),
      { numRuns: 1_000 },
    );
    // What is left to the stitched schema is not compared here; the most must not be.
    expect(planned).toBeGreaterThan(400);
  });

  it.each([
    '{ patients { x: items { letters { title } } x: items { id } } }',
    '{ patients { x: items { id } x: items { letters { title } } } }',
    '{ patients { x: items { letters { title } } ... { x: items { id } } } }',
  ])('is not made of one key that is asked for twice where others add to it: %s', async (text) => {
    expect(planFor(text)).toBeUndefined();
    const meant = await execute({ schema: whole, document: parse(text), rootValue: {} });
    expect(await ask(text)).toEqual(shown(meant));
  });

  it('asks each slice once for a whole list, and again only for what hangs below', async () => {
    const { errors } = await ask(
      '{ patients { items { box items { items { author { name } } } letters { title } } } }',
    );
    expect(errors).toEqual([]);
    expect(order().sort()).toEqual(['clinical', 'mail', 'patients', 'patients']);
  });

  it('goes whole to the slice that can answer it', async () => {
    await ask('query ($id: ID!) { patient(id: $id) { ...Known } } fragment Known on Patient { id teams { name } }', {
      id: '1',
    });
    expect(order()).toEqual(['patients']);
    expect(asked[0]?.variables).toEqual({ id: '1' });
  });

  it('shows a client nothing that was fetched for the slices alone', async () => {
    const { data } = await ask('{ patient(id: "1") { name letters { title } } }');
    expect(data).toBe('{"patient":{"name":"Name 1","letters":[{"title":"To 1"}]}}');
  });

  it('does a mutation’s fields one after the other', async () => {
    await ask('mutation { a: touch(id: "1") { name } b: rename(id: "1") { __typename } c: touch(id: "2") { box } }');
    expect(order()).toEqual(['patients', 'mail']);
  });

  it('asks nobody where the caller may not use one of the fields', async () => {
    const { errors } = await ask('{ secret }');
    expect(errors).toEqual(['["secret"] This client may not use this field.']);
    expect(order()).toEqual([]);
  });

  it('asks nobody where a variable is wrong', async () => {
    const text = 'query ($n: Int!) { patients(first: $n) { next } }';
    const meant = await execute({ schema: whole, document: parse(text), variableValues: { n: 'many' } });
    expect(await ask(text, { n: 'many' })).toEqual(shown(meant));
    expect(order()).toEqual([]);
  });

  it('of ours with a wrong variable is refused in the same words, and nothing is done', async () => {
    const text = 'mutation ($id: ID!, $name: String) { rename(id: $id, name: $name) { __typename } }';
    const document = parse(text);
    for (const name of [7, 'Given', ['x'], 'Other']) {
      const given = { document, variables: { id: '1', name } };
      const meant = await execute({ schema: whole, document, rootValue: {}, variableValues: given.variables });
      expect(shown(await operate({ ...given, context: context(), isOurs: true }))).toEqual(shown(meant));
    }
  });

  it('lives without a slice that is down: its fields are null and say so', async () => {
    const down = { ...executors, mail: () => Promise.reject(new Error('Nobody is there.')) };
    const half = federated(supergraphSdl, down, { Query: { patients: everybody } });
    const document = parse('{ patients(first: 2) { items { name box letters { title } } } }');
    expect(shown(await half.operate({ document, variables: {}, context: context() }))).toEqual({
      data: '{"patients":{"items":[{"name":"Name 1","box":null,"letters":null},{"name":"Name 2","box":null,"letters":null}]}}',
      errors: [0, 1].flatMap((n) =>
        ['box', 'letters'].map((key) => `["patients","items",${n},"${key}"] A slice failed.`),
      ),
    });
  });

  it.each([
    ['introspection', '{ __schema { queryType { name } } }'],
    ['a condition at the root', '{ total @include(if: true) }'],
    ['a name that is ours', '{ patient(id: "1") { _reference_id: name } }'],
    ['a variable that is ours', 'query ($_reference_objects: ID!) { patient(id: $_reference_objects) { box } }'],
    [
      'a bomb of fragments',
      `{ patient(id: "1") { ...F12 } } fragment F0 on Patient { name } ${Array.from({ length: 12 }, (_, n) => `fragment F${n + 1} on Patient { ...F${n} ...F${n} }`).join(' ')}`,
    ],
  ])('is not made of %s, which the stitched schema answers', async (_what, text) => {
    expect(planFor(text)).toBeUndefined();
    const { data, errors } = await ask(text, { _reference_objects: '1' });
    expect([data.startsWith('{'), errors]).toEqual([true, []]);
  });
});
