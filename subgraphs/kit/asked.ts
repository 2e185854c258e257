import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Asking = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** A compiled operation hands over the same nodes each time it is run. */
const known = new WeakMap<Asking['fieldNodes'], ReadonlySet<string>>();

/**
 * The names of all fields that are asked for anywhere below this one, so that what costs much is not fetched for nobody.
 * A name may be another type's, or be left out by a directive: then more is fetched than is shown, never less.
 */
export const namesBelow = ({ fieldNodes, fragments }: Asking): ReadonlySet<string> => {
  const before = known.get(fieldNodes);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const followed = new Set<string>();
  const collect = (within: SelectionSetNode | undefined): void => {
    for (const selection of within?.selections ?? []) {
      if (selection.kind === 'Field') names.add(selection.name.value);
      if (selection.kind !== 'FragmentSpread') collect(selection.selectionSet);
      else if (!followed.has(selection.name.value)) {
        followed.add(selection.name.value);
        collect(fragments[selection.name.value]?.selectionSet);
      }
    }
  };
  for (const { selectionSet } of fieldNodes) collect(selectionSet);
  known.set(fieldNodes, names);
  return names;
};
