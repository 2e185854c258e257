import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Adds to each error where in the client's own document its field stands. GraphQL October 2021 §7.1.2 */
export const withLocations = (
  errors: readonly GraphQLError[],
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly GraphQLError[] => {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );

  const fieldsOf = ({ selections }: SelectionSetNode, key: string): readonly FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === key ? [selection] : [];
      const within =
        selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value);
      return within === undefined ? [] : fieldsOf(within, key);
    });

  const nodesAt = (path: readonly (string | number)[]): readonly FieldNode[] => {
    let sets: readonly SelectionSetNode[] = [operation.selectionSet];
    let found: readonly FieldNode[] = [];
    for (const key of path) {
      if (typeof key === 'number') continue;
      found = sets.flatMap((set) => fieldsOf(set, key));
      sets = found.flatMap(({ selectionSet }) => selectionSet ?? []);
    }
    return found;
  };

  return errors.map((error) => {
    const { message, path = [], extensions, originalError } = error;
    return new GraphQLError(message, {
      nodes: nodesAt(path),
      path,
      extensions,
      ...(originalError === undefined ? {} : { originalError }),
    });
  });
};
