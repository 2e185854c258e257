import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isUnionType, lexicographicSortSchema, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, getMetadataStorage, type ClassType } from 'type-graphql';
import type { Works } from './backlog.ts';
import type { Context } from './context.ts';
import { executeOn, type Execute } from './execute.ts';
import { handlersOf } from './handlers.ts';

/** A slice as the gateway sees it: its name in the graph, its contract, and its executable schema. */
export type Subgraph = {
  readonly name: SubgraphName;
  readonly typeDefs: DocumentNode;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly works: Works;
};

export const subgraphNames = ['patients', 'clinical', 'appointments', 'mail', 'exchange', 'identity'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Answers `_entities` for one type: from the key (and required) fields to what the resolvers want as their source. */
export type ReferenceResolver = (reference: Record<string, unknown>, context: Context) => unknown;

type Definition = {
  readonly name: SubgraphName;
  /** Instances of the type-graphql resolver classes: their dependencies are constructor arguments. */
  readonly resolvers: readonly object[];
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
  /** What it has yet to do in the background. */
  readonly works?: Works;
};

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown; resolvers?: unknown }>['resolvers']
>;

const federation = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.5"
  import: ["@key", "@external", "@requires", "@shareable", "@inaccessible"]
)`;

/** Turns type-graphql classes into a federated schema. Every slice is made by this and by nothing else. */
export const defineSubgraph = ({ name, resolvers, references = {}, works = {} }: Definition): Subgraph => {
  const instances = new Map(resolvers.map((instance) => [instance.constructor, instance]));
  const [first, ...others] = instances.keys();
  if (first === undefined) throw new Error(`The subgraph ${name} has no resolvers.`);
  // Plain fields are read by graphql-js itself; a wrapper of type-graphql's round each would cost time and do nothing.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers ??= true;
  const plain = buildSchemaSync({
    resolvers: [first, ...others],
    container: { get: (resolver: NewableFunction) => instances.get(resolver) },
    orphanedTypes: extendedTypes(instances),
    validate: false,
    // Federation's directives are not known to graphql-js; composition checks them.
    skipCheck: true,
  });
  const sdl = `${federation}\n\n${printSchemaWithDirectives(lexicographicSortSchema(plain))}\n`;
  const typeDefs = parse(sdl);
  const map: Record<string, object> = createResolversMap(plain);
  for (const [type, handlers] of Object.entries(handlersOf(instances))) map[type] = { ...map[type], ...handlers };
  for (const [type, resolve] of Object.entries(references)) map[type] = { ...map[type], __resolveReference: resolve };
  const schema = buildSubgraphSchema({ typeDefs, resolvers: map as ResolverMap });
  resolveUnionsAtOnce(schema);
  return { name, typeDefs, sdl, schema, execute: executeOn(schema), works };
};

/** The types that resolvers add fields to: no root field of the slice may lead to them, as to Patient in most slices. */
const extendedTypes = (resolvers: ReadonlyMap<unknown, object>): ClassType[] => {
  const { fieldResolvers, resolverClasses } = getMetadataStorage();
  const extending = new Set<unknown>(
    fieldResolvers.filter(({ kind }) => kind === 'external').map(({ target }) => target),
  );
  return resolverClasses
    .filter(({ target }) => resolvers.has(target) && extending.has(target))
    .map(({ getObjectType }) => getObjectType() as ClassType);
};

/** type-graphql tells the member of a union by a promise; compiled operations want its name at once, and so it is. */
const resolveUnionsAtOnce = (schema: GraphQLSchema): void => {
  const { unions, objectTypes } = getMetadataStorage();
  const nameOf = (member: unknown): string | undefined => objectTypes.find(({ target }) => target === member)?.name;
  for (const { name, resolveType } of unions) {
    const union = schema.getType(name);
    if (isUnionType(union) && resolveType !== undefined)
      union.resolveType = (value, context, info) => nameOf(resolveType(value, context, info, union));
  }
};
