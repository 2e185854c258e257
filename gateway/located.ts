import {
  GraphQLError,
  isObjectType,
  responsePathAsArray,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type Place = readonly (string | number)[];

/**
 * Gives every error the place that the caller knows: its path in their answer, with the index in each list, and its
 * location in their document. Stitching leaves indexes out, and locations of what the slices were asked.
 * GraphQL October 2021 §7.1.2
 */
export const located = (schema: GraphQLSchema): GraphQLSchema => {
  const wrapped = new Map<Resolver, Resolver>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve === undefined) continue;
      const known = wrapped.get(field.resolve) ?? locating(field.resolve);
      wrapped.set(field.resolve, known);
      field.resolve = known;
    }
  }
  return schema;
};

const locating = (resolve: Resolver): Resolver => {
  const wrapper: Resolver = (...call) => {
    const info = call[3];
    let value: unknown;
    try {
      value = resolve(...call);
    } catch (fault) {
      throw placed(fault, info, []);
    }
    return value instanceof Promise
      ? value.then(
          (found: unknown) => inPlace(found, info),
          (fault: unknown) => {
            throw placed(fault, info, []);
          },
        )
      : inPlace(value, info);
  };
  // Stitching knows its own resolvers by their name, and plans around all others.
  return Object.defineProperty(wrapper, 'name', { value: resolve.name });
};

/** Stitching hands errors on as values: where a field's value would be, or one of a list. */
const inPlace = (value: unknown, info: GraphQLResolveInfo): unknown => {
  if (value instanceof Error) return placed(value, info, []);
  if (!Array.isArray(value) || !value.some((one) => one instanceof Error)) return value;
  return value.map((one: unknown, index) => (one instanceof Error ? placed(one, info, [index]) : one));
};

const placed = (fault: unknown, info: GraphQLResolveInfo, within: Place): GraphQLError => {
  // Several faults below one field are told as one: the first.
  const error = fault instanceof AggregateError ? (fault.errors[0] as unknown) : fault;
  const outer = [...responsePathAsArray(info.path), ...within];
  const { message = 'A field failed.', path, extensions } = (error ?? {}) as Partial<GraphQLError>;
  return new GraphQLError(message, {
    nodes: info.fieldNodes,
    path: [...outer, ...below(outer, path ?? [])],
    ...(error instanceof Error ? { originalError: error } : {}),
    ...(extensions === undefined ? {} : { extensions }),
  });
};

/** What a path says beyond the place `outer`, of which it may know no indexes; nothing where it leads elsewhere. */
const below = (outer: Place, path: Place): Place => {
  let at = 0;
  for (const segment of outer) {
    if (segment === path[at]) at += 1;
    else if (typeof segment === 'string') return [];
  }
  return path.slice(at);
};
