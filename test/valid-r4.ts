import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fhirpath, { type Model } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

type Type = { readonly code: string };
type ElementDefinition = {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly type?: readonly Type[];
  readonly contentReference?: string;
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly expression?: string }[];
};
type Node = Readonly<Record<string, unknown>>;

/**
 * Everything about a resource that FHIR R4's own StructureDefinitions forbid: unknown elements, cardinalities, primitive
 * forms, codes of required bindings, and invariants in FHIRPath. For tests: it reads the published packages, not our tables.
 */
export const faultsInR4 = (resource: unknown): readonly string[] => {
  const type = (resource as { resourceType: string }).resourceType;
  return [...elementFaults(resource, type, { ...inType(type), resource })];
};

type Place = { readonly definitions: ReadonlyMap<string, ElementDefinition>; readonly resource: unknown };

function* elementFaults(value: unknown, path: string, place: Place): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield `${path}: not an object`;
    return;
  }
  const node = value as Node;
  yield* brokenInvariants(node, path, place);
  const children = [...place.definitions.values()].filter(
    (child) => child.path.startsWith(`${path}.`) && !child.path.slice(path.length + 1).includes('.'),
  );
  const known = new Set(['resourceType']);
  for (const child of children) {
    const present = namesOf(child).filter(({ name }) => node[name] !== undefined || node[`_${name}`] !== undefined);
    for (const { name } of present) known.add(name).add(`_${name}`);
    if (child.min > 0 && present.length === 0) yield `${child.path}: missing`;
    if (present.length > 1) yield `${child.path}: more than one`;
    for (const { name, type } of present)
      if (node[name] !== undefined) yield* valueFaults(node[name], child, { ...place, type });
  }
  for (const name of Object.keys(node)) if (!known.has(name)) yield `${path}.${name}: unknown`;
}

function* valueFaults(
  value: unknown,
  child: ElementDefinition,
  place: Place & { readonly type: string },
): Generator<string> {
  const repeats = child.max !== '1';
  if (Array.isArray(value) !== repeats) {
    yield `${child.path}: ${repeats ? 'not a list' : 'a list'}`;
    return;
  }
  const values: readonly unknown[] = repeats ? (value as readonly unknown[]) : [value];
  if (values.length === 0) yield `${child.path}: an empty list`;
  for (const one of values) {
    if (place.type === '') yield* elementFaults(one, child.contentReference?.slice(1) ?? child.path, place);
    else if (place.type === 'BackboneElement' || place.type === 'Element') yield* elementFaults(one, child.path, place);
    else if (/^[A-Z]/.test(place.type)) yield* elementFaults(one, place.type, { ...place, ...inType(place.type) });
    else yield* primitiveFaults(one, child, place.type);
  }
}

function* primitiveFaults(value: unknown, { path, binding }: ElementDefinition, type: string): Generator<string> {
  const form = forms[type];
  if (typeof value !== (type === 'boolean' ? 'boolean' : numeric.includes(type) ? 'number' : 'string')) {
    yield `${path}: not a ${type}`;
    return;
  }
  if (form !== undefined && !form.test(String(value))) yield `${path}: ${JSON.stringify(value)} is not a ${type}`;
  if (binding?.strength !== 'required' || type !== 'code' || openEnded.includes(binding.valueSet ?? '')) return;
  const codes = codesOf(binding.valueSet ?? '');
  if (codes !== undefined && !codes.has(String(value)))
    yield `${path}: ${JSON.stringify(value)} is not in ${String(binding.valueSet)}`;
}

function* brokenInvariants(node: Node, path: string, { definitions, resource }: Place): Generator<string> {
  for (const { key, severity, expression } of definitions.get(path)?.constraint ?? []) {
    // ele-1 says what the empty-list and missing checks say; dom-3 asks of contained resources, which we have none of.
    if (severity !== 'error' || expression === undefined || ['ele-1', 'dom-3'].includes(key)) continue;
    // `trace` only prints.
    const said = expression.replaceAll(/\.trace\('\w+'\)/g, '');
    const holds = fhirpath.evaluate(
      node,
      { base: path, expression: said },
      { resource, rootResource: resource },
      r4 as Model,
    ) as unknown[];
    if (holds[0] === false) yield `${path}: breaks ${key}`;
  }
}

/** R4 datatypes, the primitive types; our own forms, since some of the published ones can be made to run for minutes. */
const forms: Readonly<Record<string, RegExp | undefined>> = {
  string: /^[\t\n\r\u0020-\uffff]*\S[\t\n\r\u0020-\uffff]*$/,
  markdown: /\S/,
  code: /^\S+(\s\S+)*$/,
  uri: /^\S+$/,
  url: /^\S+$/,
  canonical: /^\S+$/,
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  dateTime: /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/,
  base64Binary: /^[A-Za-z0-9+/]+={0,2}$/,
  unsignedInt: /^\d+$/,
};
/** All media types there are: the expansion is a sample. */
const openEnded = ['http://hl7.org/fhir/ValueSet/mimetypes|4.0.1'];

const numeric = ['decimal', 'integer', 'unsignedInt', 'positiveInt'];

/** The names that an element has in JSON; an empty type stands for a reference to another element's content. */
const namesOf = ({ path, type }: ElementDefinition): readonly { readonly name: string; readonly type: string }[] => {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const codes = (type ?? [{ code: '' }]).map(({ code }) =>
    code.replace('http://hl7.org/fhirpath/System.String', 'string'),
  );
  if (!name.endsWith('[x]')) return codes.slice(0, 1).map((code) => ({ name, type: code }));
  return codes.map((code) => ({ name: name.slice(0, -3) + code.charAt(0).toUpperCase() + code.slice(1), type: code }));
};

const folderOf = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

const remembered = <Value>(make: (key: string) => Value): ((key: string) => Value) => {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.has(key) ? (known.get(key) as Value) : make(key);
    known.set(key, value);
    return value;
  };
};

const inType = remembered((type): { readonly definitions: ReadonlyMap<string, ElementDefinition> } => {
  const text = readFileSync(join(folderOf('hl7.fhir.r4.examples'), `StructureDefinition-${type}.json`), 'utf8');
  const { snapshot } = JSON.parse(text) as { snapshot: { element: readonly ElementDefinition[] } };
  return { definitions: new Map(snapshot.element.map((element) => [element.path, element])) };
});

type Contains = readonly { readonly code?: string; readonly contains?: Contains }[];

const codesOf = remembered((valueSet): ReadonlySet<string> | undefined => {
  const file = join(
    folderOf('hl7.fhir.r4.expansions'),
    `ValueSet-${valueSet.replace(/\|.*$/, '').replace(/^.*\//, '')}.json`,
  );
  if (!existsSync(file)) return undefined;
  const { expansion } = JSON.parse(readFileSync(file, 'utf8')) as { expansion?: { contains?: Contains } };
  const all = (contains: Contains = []): readonly string[] =>
    contains.flatMap((one) => [one.code ?? '', ...all(one.contains)]);
  return new Set(all(expansion?.contains));
});
