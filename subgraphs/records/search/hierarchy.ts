import { isMembers } from '../extract/convert.ts';

/** The concepts of a CodeSystem: which are below which, and what is said of each. */
export type Hierarchy = {
  readonly codes: readonly string[];
  /** The code itself, and all below it, or above it. A code that is not there stands for itself. */
  readonly below: (code: string) => ReadonlySet<string>;
  readonly above: (code: string) => ReadonlySet<string>;
  /** The values of a property of a concept. */
  readonly property: (code: string, name: string) => readonly string[];
};

type Links = Map<string, Set<string>>;

/** A concept is below those that it stands in, and below those that its properties name as its parents. FHIR R4 §4.8.8 */
export const hierarchyOf = (codeSystem: unknown): Hierarchy => {
  const children: Links = new Map();
  const parents: Links = new Map();
  const properties = new Map<string, readonly Property[]>();
  const link = (parent: string, child: string): void => {
    add(children, parent, child);
    add(parents, child, parent);
  };
  // A list of what is still to be read: concepts may stand in each other deeper than the stack is.
  const rest = conceptsIn(codeSystem).map((concept) => ({ concept, parent: undefined as string | undefined }));
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { concept, parent } = next;
    const { code } = concept;
    const own = propertiesOf(concept);
    properties.set(code, own);
    if (parent !== undefined) link(parent, code);
    for (const { name, value } of own)
      if (name === 'parent') link(value, code);
      else if (name === 'child') link(code, value);
    for (const inner of conceptsIn(concept)) rest.push({ concept: inner, parent: code });
  }
  return {
    codes: [...properties.keys()],
    below: (code) => reached(children, code),
    above: (code) => reached(parents, code),
    property: (code, wanted) =>
      (properties.get(code) ?? []).flatMap(({ name, value }) => (name === wanted ? [value] : [])),
  };
};

type Concept = Readonly<Record<string, unknown>> & { readonly code: string };
type Property = { readonly name: string; readonly value: string };

const conceptsIn = (holder: unknown): readonly Concept[] => {
  const concepts = isMembers(holder) ? holder['concept'] : undefined;
  return Array.isArray(concepts)
    ? concepts.filter((one): one is Concept => isMembers(one) && typeof one['code'] === 'string')
    : [];
};

const propertiesOf = (concept: Concept): readonly Property[] => {
  const { property } = concept;
  if (!Array.isArray(property)) return [];
  return property.filter(isMembers).flatMap((one): readonly Property[] => {
    const [, value] = Object.entries(one).find(([key]) => key.startsWith('value')) ?? [];
    const text = isMembers(value) ? value['code'] : value;
    const isPlain = typeof text === 'string' || typeof text === 'boolean' || typeof text === 'number';
    return typeof one['code'] === 'string' && isPlain ? [{ name: one['code'], value: String(text) }] : [];
  });
};

const add = (links: Links, from: string, to: string): void => {
  const known = links.get(from);
  if (known === undefined) links.set(from, new Set([to]));
  else known.add(to);
};

const reached = (links: Links, from: string): ReadonlySet<string> => {
  const found = new Set([from]);
  // A set gives what is added to it while it is walked; what is there already is not walked twice, circles included.
  for (const code of found) for (const next of links.get(code) ?? []) found.add(next);
  return found;
};
