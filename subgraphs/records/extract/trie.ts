import { nameOfPath, type Path, type Step } from '../fhir/path.ts';
import { isMembers, type Members } from './convert.ts';

/** What is done with a value at the end of a path. */
export type Arrive = (value: unknown, resource: Members) => void;

type Node = {
  readonly properties: Map<string, Node>;
  readonly filters: { property: string; value: string; node: Node }[];
  readonly indexes: { index: number; node: Node }[];
  readonly arrivals: Arrive[];
};

/** All paths of a type in one tree, so that a resource is walked once, and only where a search parameter looks. */
export const walkOf = (ends: readonly { readonly path: Path; readonly arrive: Arrive }[]): Arrive => {
  const root = emptyNode();
  for (const { path, arrive } of ends) {
    let node = root;
    for (const step of path.steps) node = childOf(node, step, arrive);
    if (!endsInExists(path)) node.arrivals.push(arrive);
  }
  return walkFrom(root);
};

const endsInExists = (path: Path): boolean => nameOfPath(path).endsWith('exists()');

const emptyNode = (): Node => ({ properties: new Map(), filters: [], indexes: [], arrivals: [] });

const childOf = (node: Node, step: Step, arrive: Arrive): Node => {
  if ('exists' in step) {
    // "Exists and is not false": absent is the search's business, since nobody arrives here then.
    node.arrivals.push((value, resource) => {
      if (value !== false) arrive(true, resource);
    });
    return node;
  }
  if ('property' in step) {
    const known = node.properties.get(step.property);
    if (known !== undefined) return known;
    const child = emptyNode();
    node.properties.set(step.property, child);
    return child;
  }
  const child = emptyNode();
  if ('index' in step) node.indexes.push({ index: step.index, node: child });
  else node.filters.push({ property: step.where[0], value: step.where[1], node: child });
  return child;
};

const walkFrom = (node: Node): Arrive => {
  const properties = [...node.properties].map(([name, child]) => ({ name, enter: entryOf(child) }));
  const filters = node.filters.map(({ property, value, node: child }) => ({ property, value, walk: walkFrom(child) }));
  const { arrivals } = node;
  return (value, resource) => {
    for (const arrive of arrivals) arrive(value, resource);
    if (!isMembers(value)) return;
    for (const { property, value: wanted, walk } of filters) if (value[property] === wanted) walk(value, resource);
    for (const { name, enter } of properties) {
      const inner = value[name];
      if (inner !== undefined && inner !== null) enter(inner, resource);
    }
  };
};

/** Goes through lists; `[0]` takes one of a list, everything else each of it. */
const entryOf = (node: Node): Arrive => {
  const walk = walkFrom(node);
  const indexes = node.indexes.map(({ index, node: child }) => ({ index, walk: walkFrom(child) }));
  return (value, resource) => {
    if (!Array.isArray(value)) {
      walk(value, resource);
      return;
    }
    for (const { index, walk: walkOne } of indexes) if (value[index] !== undefined) walkOne(value[index], resource);
    for (const one of value as unknown[]) if (one !== null && one !== undefined) walk(one, resource);
  };
};
