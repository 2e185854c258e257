import type { GraphQLFieldResolver } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Handler = GraphQLFieldResolver<unknown, unknown>;
type Metadata = ReturnType<typeof getMetadataStorage>;
type Described = Metadata['queries'][number] | Metadata['fieldResolvers'][number];
type Parameter = NonNullable<Described['params']>[number];

/** The resolver for each field that a resolver class answers: type → field → resolver. */
export type Handlers = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/**
 * Calls the methods of resolver classes with what GraphQL has already coerced. type-graphql's own way makes instances of
 * its classes of all objects in the arguments, and of the parent, and works out anew each time which: for a report with
 * five results that takes longer than to coerce it. Our types are plain data, without methods.
 */
export const handlersOf = (instances: ReadonlyMap<unknown, object>): Handlers => {
  const { queries, mutations, fieldResolvers, objectTypes } = getMetadataStorage();
  const handlers: Record<string, Record<string, Handler>> = {};
  const take = (type: string | undefined, described: readonly Described[]): void => {
    for (const one of described) {
      const instance = instances.get(one.target);
      if (type === undefined || instance === undefined) continue;
      (handlers[type] ??= {})[one.schemaName] = handlerOf(instance, one);
    }
  };
  take('Query', queries);
  take('Mutation', mutations);
  for (const field of fieldResolvers.filter(({ kind }) => kind === 'external')) {
    const parent = field.getObjectType?.();
    take(objectTypes.find(({ target }) => target === parent)?.name, [field]);
  }
  return handlers;
};

const handlerOf = (instance: object, { methodName, params = [] }: Described): Handler => {
  const method = (instance as Readonly<Record<string, (...values: readonly unknown[]) => unknown>>)[methodName];
  if (method === undefined) throw new Error(`There is no method ${methodName}.`);
  const readers = params.toSorted((one, other) => one.index - other.index).map(readerOf);
  return (...call) =>
    method.apply(
      instance,
      readers.map((read) => read(call)),
    );
};

/** The parent, the arguments, the context and the place in the operation, as a resolver is called with them. */
type Call = readonly [parent: unknown, args: Readonly<Record<string, unknown>>, context: unknown, info: unknown];

/** What stands for a parameter of the method. */
const readerOf = (parameter: Parameter): ((call: Call) => unknown) => {
  if ('propertyName' in parameter && parameter.propertyName !== undefined)
    throw new Error('A resolver takes its whole parent, and its whole context.');
  switch (parameter.kind) {
    case 'root':
      return ([parent]) => parent;
    case 'arg':
      return ([, args]) => args[parameter.name];
    case 'args':
      return ([, args]) => args;
    case 'context':
      return ([, , context]) => context;
    case 'info':
      return ([, , , info]) => info;
    default:
      throw new Error(`A parameter of the kind ${parameter.kind} is not expected in a resolver.`);
  }
};
