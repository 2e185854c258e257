import {
  getNamedType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { SubgraphName } from '../../subgraphs/kit/subgraph.ts';
import { aliased, entitiesDocument, inlineFragment, rootDocument, selectionSet, type Written } from './document.ts';
import type { Ownership } from './ownership.ts';

/** What is asked of whom for one operation. It holds no values: one plan serves every call. */
export type Plan = {
  readonly operation: OperationTypeNode;
  /** One for each slice at which a query begins; for a mutation in the order of its fields. */
  readonly questions: readonly RootQuestion[];
  readonly fields: readonly RootField[];
};

/** In the order in which they are asked for. */
export type RootField = { readonly key: string; readonly name: string; readonly isNonNull: boolean };

/** A document for one slice, and the places in its answer where others add to an object. */
export type Question = Written & { readonly slice: SubgraphName; readonly places: readonly Place[] };
export type RootQuestion = Question & { readonly keys: readonly string[] };

/** Objects to which other slices add. */
export type Place = {
  /** Response keys from the top of the answer; lists on the way are gone through. */
  readonly path: readonly string[];
  /** Response keys in the order in which they were asked for; what is not among them was fetched for ourselves. */
  readonly keys: readonly string[];
  readonly additions: readonly Addition[];
};

export type Addition = Question & {
  readonly type: string;
  /** What the slice needs of the object: the field, and the private key under which it was fetched. */
  readonly reference: readonly (readonly [field: string, key: string])[];
  readonly adds: readonly Added[];
};

/** A key that a slice adds, where all of these conditions hold. */
export type Added = { readonly key: string; readonly conditions: readonly DirectiveNode[] };

/** What is fetched for ourselves stands under names of our own. */
const privately = '_reference_';

/** Selections in one operation with its fragments written out; a larger one is not worth a plan. */
const largest = 2_000;

export type KnownGraph = { readonly schema: GraphQLSchema; readonly ownership: Ownership };

/**
 * Plans an operation: which document goes to which slice. Undefined for what is rare enough to be left to the stitched
 * schema: introspection, conditions at the root, objects of other slices within unions, one key asked for twice.
 */
export const planOf = (
  graph: KnownGraph,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | undefined => {
  const root = graph.schema.getRootType(operation.operation);
  const isOurs = ({ variable }: VariableDefinitionNode): boolean => variable.name.value.startsWith(privately);
  if (!root || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  if (operation.variableDefinitions?.some(isOurs)) return undefined;
  try {
    return planner(graph, document, operation)(root);
  } catch (error) {
    if (error instanceof NotPlanned) return undefined;
    throw error;
  }
};

class NotPlanned extends Error {}

/** A selection set as one slice is asked it, and what others add below. */
type Part = { readonly selections: readonly SelectionNode[]; readonly places: readonly Place[] };

type Foreign = { requires: Set<string>; selections: SelectionNode[]; adds: Added[]; places: Place[] };

/** Where in a plan one is: at whom, and how far below the top of the answer. */
type Where = { readonly slice: SubgraphName; readonly path: readonly string[] };

const planner = ({ schema, ownership }: KnownGraph, document: DocumentNode, operation: OperationDefinitionNode) => {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  let size = 0;

  const plan = (root: GraphQLObjectType): Plan => {
    const nodes = rootFields(operation.selectionSet);
    const fields = nodes.map((node): RootField => {
      const type = fieldType(root, node.name.value);
      return { key: keyOf(node), name: node.name.value, isNonNull: isNonNullType(type) };
    });
    if (new Set(fields.map(({ key }) => key)).size < fields.length) throw new NotPlanned();
    const runs = operation.operation === OperationTypeNode.MUTATION ? inRuns : bySlice;
    const questions = runs(nodes.map((node) => [owner(root, node.name.value, undefined).slice, node] as const)).map(
      ([slice, asked]): RootQuestion => {
        const parts = asked.map((node) => local(node, root, { slice, path: [] }));
        return {
          slice,
          ...rootDocument(
            operation,
            parts.flatMap(({ selections }) => selections),
          ),
          places: parts.flatMap(({ places }) => places),
          keys: asked.map(keyOf),
        };
      },
    );
    return { operation: operation.operation, questions, fields };
  };

  /** The fields that an operation begins with. */
  const rootFields = (set: SelectionSetNode): readonly FieldNode[] =>
    set.selections.flatMap((selection) => {
      if ((selection.directives ?? []).length > 0) throw new NotPlanned();
      if (selection.kind !== Kind.FIELD) return rootFields(fragmentSet(selection).set);
      if (selection.name.value.startsWith('__')) throw new NotPlanned();
      return [selection];
    });

  /** One field that this slice answers itself. */
  const local = (node: FieldNode, parent: GraphQLObjectType, { slice, path }: Where): Part => {
    if (node.selectionSet === undefined) return { selections: [node], places: [] };
    const type = getNamedType(fieldType(parent, node.name.value));
    const below = split(node.selectionSet, type, { slice, path: [...path, keyOf(node)] });
    return { selections: [{ ...node, selectionSet: selectionSet(below.selections) }], places: below.places };
  };

  /** What of a selection set this slice answers, and at which places others add. */
  const split = (set: SelectionSetNode, type: GraphQLNamedType, where: Where): Part => {
    const { slice, path } = where;
    const keys: string[] = [];
    /** Where others add something below; what another selection of the same key wants would be dropped as ours. */
    const added = new Set<string>();
    /** First asked for under a condition: where that does not hold, and the key comes again, its place is another. */
    const conditional = new Set<string>();
    const outOfOrder: string[] = [];
    const places: Place[] = [];
    const foreign = new Map<SubgraphName, Foreign>();

    /** `around`: the conditions of the fragments in which these stand. */
    const walk = (selections: readonly SelectionNode[], around: readonly DirectiveNode[]): SelectionNode[] =>
      selections.flatMap((selection): readonly SelectionNode[] => {
        if (++size > largest) throw new NotPlanned();
        if (selection.kind !== Kind.FIELD) return fragment(selection, around);
        const key = keyOf(selection);
        const isRepeated = keys.includes(key);
        if (!isRepeated) keys.push(key);
        if (!isRepeated && around.length + (selection.directives ?? []).length > 0) conditional.add(key);
        if (isRepeated && conditional.has(key)) outOfOrder.push(key);
        const name = selection.name.value;
        if (name === '__typename') return [selection];
        if (!isObjectType(type) || key.startsWith(privately)) throw new NotPlanned();
        const { slice: other, requires } = owner(type, name, slice);
        if (other === slice && requires.length === 0) {
          const part = local(selection, type, where);
          if (part.places.length > 0) added.add(key);
          if (isRepeated && added.has(key)) throw new NotPlanned();
          places.push(...part.places);
          return part.selections;
        }
        if (isRepeated || isNonNullType(fieldType(type, name))) throw new NotPlanned();
        let theirs = foreign.get(other);
        if (theirs === undefined)
          foreign.set(other, (theirs = { requires: new Set(), selections: [], adds: [], places: [] }));
        for (const required of requires) theirs.requires.add(required);
        const part = local(selection, type, { slice: other, path: [] });
        theirs.selections.push(...around.reduce(within(type.name), part.selections));
        theirs.places.push(...part.places);
        theirs.adds.push({ key, conditions: [...around, ...(selection.directives ?? [])] });
        return [];
      });

    const fragment = (
      selection: Exclude<SelectionNode, FieldNode>,
      around: readonly DirectiveNode[],
    ): readonly SelectionNode[] => {
      const { set: inner, type: condition = type.name } = fragmentSet(selection);
      const directives = selection.directives ?? [];
      if (condition === type.name) {
        const own = walk(inner.selections, [...around, ...directives]);
        return own.length === 0 ? [] : [inlineFragment(condition, directives, own)];
      }
      const narrower = schema.getType(condition);
      if (narrower === undefined) throw new NotPlanned();
      const part = split(inner, narrower, where);
      if (part.places.length > 0) throw new NotPlanned();
      return [inlineFragment(condition, directives, part.selections)];
    };

    const own = walk(set.selections, []);
    if (foreign.size === 0) return { selections: own, places };
    if (outOfOrder.length > 0) throw new NotPlanned();
    const additions = [...foreign].map(([other, theirs]) => addition({ type: type.name, here: slice }, other, theirs));
    const fetched = new Map(additions.flatMap(({ reference }) => reference));
    return {
      selections: [...own, ...[...fetched].map(([name, key]) => aliased(key, name))],
      places: [...places, { path, keys, additions }],
    };
  };

  /** What another slice adds to objects of this one, which must be able to say what it needs. */
  const addition = (
    { type, here }: { readonly type: string; readonly here: SubgraphName },
    slice: SubgraphName,
    added: Foreign,
  ): Addition => {
    const needed = [...(ownership.keyIn(slice, type) ?? []), ...added.requires];
    const isKnownHere = (name: string): boolean => {
      const known = ownership.ownerOf(type, name, here);
      return known?.slice === here && known.requires.length === 0;
    };
    if (ownership.keyIn(slice, type) === undefined || !needed.every(isKnownHere)) throw new NotPlanned();
    return {
      type,
      slice,
      ...entitiesDocument(operation, type, added.selections),
      places: added.places,
      reference: needed.map((name) => [name, privately + name]),
      adds: added.adds,
    };
  };

  const owner = (type: GraphQLObjectType, name: string, here: SubgraphName | undefined) => {
    const found = ownership.ownerOf(type.name, name, here);
    if (found === undefined) throw new NotPlanned();
    return found;
  };

  const fragmentSet = (selection: Exclude<SelectionNode, FieldNode>) => {
    const found = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (found === undefined) throw new NotPlanned();
    return { set: found.selectionSet, type: found.typeCondition?.name.value };
  };

  return plan;
};

const fieldType = (type: GraphQLObjectType, name: string): GraphQLOutputType => {
  const field = type.getFields()[name];
  if (field === undefined) throw new NotPlanned();
  return field.type;
};

/** One fragment for each condition: a directive may not stand twice at one place. */
const within =
  (type: string) =>
  (selections: readonly SelectionNode[], condition: DirectiveNode): readonly SelectionNode[] => [
    inlineFragment(type, [condition], selections),
  ];

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

type Run = readonly [SubgraphName, FieldNode[]];

const bySlice = (fields: readonly (readonly [SubgraphName, FieldNode])[]): readonly Run[] => {
  const runs = new Map<SubgraphName, FieldNode[]>();
  for (const [slice, node] of fields) runs.set(slice, [...(runs.get(slice) ?? []), node]);
  return [...runs];
};

/** A mutation's fields are done one after the other. GraphQL §6.2.2 */
const inRuns = (fields: readonly (readonly [SubgraphName, FieldNode])[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const [slice, node] of fields) {
    const last = runs.at(-1);
    if (last?.[0] === slice) last[1].push(node);
    else runs.push([slice, [node]]);
  }
  return runs;
};
