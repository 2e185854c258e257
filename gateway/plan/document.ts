import {
  Kind,
  OperationTypeNode,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';

/** A document for one slice, and those of the operation's variables that are in it. */
export type Written = { readonly document: DocumentNode; readonly variables: readonly string[] };

/** Root fields of an operation, as an operation of their own. */
export const rootDocument = (operation: OperationDefinitionNode, selections: readonly SelectionNode[]): Written =>
  written(operation, { kind: operation.operation, selections, definitions: [] });

/** No client's variable begins like this: see `planOf`. */
export const representationsName = '_reference_objects';

/** What a slice adds to objects of another: `_entities` of Apollo's "Federation subgraph specification". */
export const entitiesDocument = (
  operation: OperationDefinitionNode,
  type: string,
  selections: readonly SelectionNode[],
): Written => {
  const representations: VariableNode = { kind: Kind.VARIABLE, name: nameNode(representationsName) };
  const entities: FieldNode = {
    kind: Kind.FIELD,
    name: nameNode('_entities'),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('representations'), value: representations }],
    selectionSet: selectionSet([inlineFragment(type, [], selections)]),
  };
  const any = { kind: Kind.NAMED_TYPE, name: nameNode('_Any') } as const;
  const definition: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: representations,
    type: {
      kind: Kind.NON_NULL_TYPE,
      type: { kind: Kind.LIST_TYPE, type: { kind: Kind.NON_NULL_TYPE, type: any } },
    },
  };
  return written(operation, { kind: OperationTypeNode.QUERY, selections: [entities], definitions: [definition] });
};

export const aliased = (alias: string, name: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: nameNode(alias),
  name: nameNode(name),
});

export const inlineFragment = (
  type: string,
  directives: readonly DirectiveNode[],
  selections: readonly SelectionNode[],
): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(type) },
  directives,
  selectionSet: selectionSet(selections),
});

export const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

type Wanted = {
  readonly kind: OperationTypeNode;
  readonly selections: readonly SelectionNode[];
  readonly definitions: readonly VariableDefinitionNode[];
};

const written = (
  { name, variableDefinitions = [] }: OperationDefinitionNode,
  { kind, selections, definitions }: Wanted,
): Written => {
  const set = selectionSet(selections);
  const used = new Set<string>();
  visit(set, { Variable: (variable) => void used.add(variable.name.value) });
  const kept = variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
  return {
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: kind,
          ...(name === undefined ? {} : { name }),
          variableDefinitions: [...definitions, ...kept],
          selectionSet: set,
        },
      ],
    },
    variables: kept.map(({ variable }) => variable.name.value),
  };
};

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });
