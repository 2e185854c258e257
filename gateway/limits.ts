import {
  getArgumentValues,
  getNamedType,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isObjectType,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What one operation may ask for. Contract §5 */
export type Limits = { readonly depth: number; readonly cost: number; readonly aliases: number };

export type Measures = { depth: number; cost: number; aliases: number };

/**
 * Measures an operation before it runs: how deep it goes, how many objects it may answer (a page counts as many times as
 * it has items; the plain fields of an object are one more), how many aliases it uses. Fragments are measured once each, so that a fragment bomb costs us nothing.
 * How deep one looks into the schema itself (`__schema`) is limited by graphql-js, where it is allowed at all.
 */
export const measure = (
  schema: GraphQLSchema,
  {
    document,
    operation,
    variables,
  }: { document: DocumentNode; operation: OperationDefinitionNode; variables: Readonly<Record<string, unknown>> },
): Measures => {
  // Defaults included: `query ($n: Int = 200)`. Where a value is missing or wrong, nothing is going to be executed.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced === undefined) return nothing;
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition]] : [],
    ),
  );
  const measured = new Map<string, Measures>();

  const measureSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined): Measures => {
    const sum: Measures = { depth: 0, cost: set.selections.some(isPlain) ? 1 : 0, aliases: 0 };
    for (const selection of set.selections) {
      const part = measureSelection(selection, type);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.cost += part.cost;
      sum.aliases += part.aliases;
    }
    return sum;
  };

  const measureSelection = (
    selection: SelectionSetNode['selections'][number],
    type: GraphQLNamedType | undefined,
  ): Measures => {
    if (selection.kind === 'InlineFragment')
      return measureSet(
        selection.selectionSet,
        selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type,
      );
    if (selection.kind === 'FragmentSpread') {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      let found = measured.get(name);
      if (found === undefined && fragment !== undefined) {
        measured.set(name, { depth: 0, cost: 0, aliases: 0 });
        found = measureSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
        measured.set(name, found);
      }
      return found ?? { depth: 0, cost: 0, aliases: 0 };
    }
    const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
    const aliases = selection.alias === undefined ? 0 : 1;
    if (selection.selectionSet === undefined) return { depth: 1, cost: 0, aliases };
    const inner = field === undefined ? undefined : getNamedType(field.type);
    const below = measureSet(selection.selectionSet, isCompositeType(inner) ? inner : undefined);
    const first = field === undefined ? undefined : getArgumentValues(field, selection, coerced)['first'];
    const times = typeof first === 'number' && first > 0 ? first : 1;
    const depth = selection.name.value.startsWith('__') ? 1 : below.depth + 1;
    return { depth, cost: 1 + below.cost * times, aliases: below.aliases + aliases };
  };

  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  return measureSet(operation.selectionSet, root ?? undefined);
};

/** A type has some twenty plain fields; their aliases have a limit of their own. */
const isPlain = (selection: SelectionSetNode['selections'][number]): boolean =>
  selection.kind === 'Field' && selection.selectionSet === undefined;

const nothing: Measures = { depth: 0, cost: 0, aliases: 0 };

/** The first limit that is exceeded, as an error that says what to do. */
export const exceeded = (found: Measures, limits: Limits): GraphQLError | undefined => {
  const over = (['depth', 'aliases', 'cost'] as const).find((measure) => found[measure] > limits[measure]);
  if (over === undefined) return undefined;
  return new GraphQLError(
    `This operation is too large: its ${over} is ${found[over]}, the limit is ${limits[over]}. Ask for less at once.`,
    {
      extensions: { code: 'OPERATION_TOO_LARGE', http: { status: 400 } },
    },
  );
};
