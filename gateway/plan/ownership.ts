import { Kind, parse, valueFromASTUntyped, type ConstDirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';
import { subgraphNames, type SubgraphName } from '../../subgraphs/kit/subgraph.ts';

/** Which slice answers which field, as the composed supergraph says. Apollo: "Join specification" v0.3 */
export type Ownership = {
  /** The slice that answers a field, and what of the same object it must be handed; in `here` if that can be. */
  readonly ownerOf: (type: string, field: string, here: SubgraphName | undefined) => Owner | undefined;
  /** The fields by which a slice finds an object again; undefined where it does not. */
  readonly keyIn: (slice: SubgraphName, type: string) => readonly string[] | undefined;
};

export type Owner = { readonly slice: SubgraphName; readonly requires: readonly string[] };

type KnownType = {
  readonly keys: ReadonlyMap<SubgraphName, readonly string[]>;
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
};

export const ownershipIn = (supergraphSdl: string): Ownership => {
  const types = new Map(
    parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition): [string, KnownType][] =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [[definition.name.value, knownType(definition)]] : [],
    ),
  );
  return {
    ownerOf: (type, field, here) => {
      const owners = types.get(type)?.owners.get(field);
      return owners?.find(({ slice }) => slice === here) ?? owners?.[0];
    },
    keyIn: (slice, type) => types.get(type)?.keys.get(slice),
  };
};

const knownType = ({ directives, fields }: ObjectTypeDefinitionNode): KnownType => {
  const joined = joins(directives, 'join__type');
  return {
    keys: new Map(
      joined.flatMap(({ slice, key, resolvable }): [SubgraphName, readonly string[]][] =>
        typeof key === 'string' && resolvable !== false ? [[slice, namesIn(key)]] : [],
      ),
    ),
    owners: new Map(
      (fields ?? []).map((field) => {
        const said = joins(field.directives, 'join__field');
        // A field that says nothing is in each slice that has its type.
        const answering = said.length === 0 ? joined.map(({ slice }) => ({ slice })) : said.filter(isOwn);
        return [field.name.value, answering.map(ownerIn)];
      }),
    ),
  };
};

type Join = { readonly slice: SubgraphName } & Readonly<Record<string, unknown>>;

const isOwn = ({ external }: Join): boolean => external !== true;

const ownerIn = ({ slice, requires }: Join): Owner => ({
  slice,
  requires: typeof requires === 'string' ? namesIn(requires) : [],
});

const joins = (directives: readonly ConstDirectiveNode[] = [], name: string): readonly Join[] =>
  directives
    .filter((directive) => directive.name.value === name)
    .map((directive) => {
      const args = (directive.arguments ?? []).map((argument) => [
        argument.name.value,
        valueFromASTUntyped(argument.value),
      ]);
      const { graph, ...rest } = Object.fromEntries(args) as Record<string, unknown>;
      const slice = subgraphNames.find((known) => known === String(graph).toLowerCase());
      if (slice === undefined) throw new Error(`The supergraph names a slice that does not exist: ${String(graph)}.`);
      return { ...rest, slice };
    });

/** Our slices ask for plain fields of the same object only; a selection below them would need a plan of its own. */
const namesIn = (fieldSet: string): readonly string[] => {
  if (fieldSet.includes('{')) throw new Error(`A field set with a selection of its own is not planned: ${fieldSet}.`);
  return fieldSet.trim().split(/[\s,]+/);
};
