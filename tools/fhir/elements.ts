import type { CodeLists, Definition } from './packages.ts';

/** One element, in the order of the specification. Absent members have the usual value: min 0, max 1, no choice. */
export type ElementRow = {
  n: string; // name, without [x]
  t?: string[]; // type codes; a backbone element's type is its own path
  cr?: string; // content reference: the path whose content it repeats
  min?: number;
  max?: number; // -1 is *
  c?: 1; // choice of types: [x]
  a?: 1; // an XML attribute
  x?: 1; // XHTML
  s?: 1; // part of the summary
  r?: string[]; // what a reference may point at; absent: anything
  b?: string; // required binding: name of its code list
};

export type ElementTable = {
  readonly types: Record<string, ElementRow[]>;
  readonly primitives: readonly string[];
  readonly resources: readonly string[];
  readonly codes: Record<string, Readonly<Record<string, readonly string[]>>>;
};

type TypeEntry = {
  code?: string;
  targetProfile?: string | readonly string[];
  extension?: readonly { url: string; valueUrl?: string; valueUri?: string }[];
  _code?: unknown;
};

type Element = {
  path: string;
  min: number;
  max: string;
  type?: readonly TypeEntry[];
  contentReference?: string;
  representation?: readonly string[];
  isSummary?: boolean;
  binding?: { strength: string; valueSet?: string; valueSetUri?: string; valueSetReference?: { reference: string } };
};

/** Longer lists (units, languages, time zones) are not closed lists of codes in practice. */
const longestCodeList = 600;

/** The metadata of every element of every type, with the repairs that the packages need. */
export const elementTable = (structures: readonly Definition[], lists: CodeLists): ElementTable => {
  const types: Record<string, ElementRow[]> = {};
  const primitives: string[] = [];
  const resources: string[] = [];
  const codes: ElementTable['codes'] = {};
  for (const structure of structures) {
    // Profiles constrain types that are here already; logical models and MetadataResource are no types of instances.
    if (
      structure['derivation'] === 'constraint' ||
      structure['kind'] === 'logical' ||
      structure.id === 'MetadataResource'
    )
      continue;
    if (structure['kind'] === 'primitive-type') {
      primitives.push(structure.id);
      continue;
    }
    if (structure['kind'] === 'resource' && structure['abstract'] !== true) resources.push(structure.id);
    const [root, ...elements] = (structure['snapshot'] as { element: Element[] }).element;
    if (root === undefined) throw new Error(`${structure.id} has no snapshot.`);
    types[root.path] = [];
    for (const element of elements) {
      const dot = element.path.lastIndexOf('.');
      const row = rowOf(element, { path: root.path, isResource: structure['kind'] === 'resource' });
      if (row.b !== undefined) keepCodes(row.b, lists.get(valueSetOf(element)) ?? {}, codes);
      (types[element.path.slice(0, dot)] ??= []).push(row);
    }
  }
  return { types, primitives, resources: resources.sort(), codes };
};

type Root = { readonly path: string; readonly isResource: boolean };

const rowOf = (element: Element, root: Root): ElementRow => {
  const last = element.path.slice(element.path.lastIndexOf('.') + 1);
  const choice = last.endsWith('[x]');
  const row: ElementRow = { n: choice ? last.slice(0, -3) : last };
  if (element.contentReference === undefined) row.t = typesOf(element, root);
  else row.cr = element.contentReference.slice(element.contentReference.indexOf('#') + 1);
  if (element.min > 0) row.min = element.min;
  if (element.max !== '1') row.max = element.max === '*' ? -1 : Number(element.max);
  if (choice) row.c = 1;
  if (element.representation?.includes('xmlAttr') === true) row.a = 1;
  if (element.representation?.includes('xhtml') === true) row.x = 1;
  if (element.isSummary === true) row.s = 1;
  const targets = targetsOf(element);
  if (targets.length > 0 && !targets.includes('Resource')) row.r = targets;
  if (element.binding?.strength === 'required')
    row.b = valueSetOf(element).replace('http://hl7.org/fhir/ValueSet/', '');
  return row;
};

const typesOf = (element: Element, { path: root, isResource }: Root): string[] => {
  const codes = [
    ...new Set((element.type ?? []).map((type) => codeOf(type, isResource && element.path === `${root}.id`))),
  ];
  const anonymous = codes.some((code) => code === 'BackboneElement' || code === 'Element');
  return anonymous && !['BackboneElement', 'Element', 'DomainResource'].includes(root) ? [element.path] : codes;
};

const codeOf = (type: TypeEntry, isResourceId: boolean): string => {
  // R4 calls Resource.id a string; it is an id. STU3 says so itself.
  if (isResourceId && type.extension?.some(({ valueUrl }) => valueUrl === 'string') === true) return 'id';
  if (type.code !== undefined && !type.code.startsWith('http://hl7.org/fhirpath/')) return type.code;
  // The value of a primitive: R4 names its FHIR type in an extension, STU3 has no code at all, only `_code`.
  const named = type.extension?.find(({ url }) => url.endsWith('fhir-type'));
  return named?.valueUrl ?? named?.valueUri ?? 'string';
};

const targetsOf = (element: Element): string[] => [
  ...new Set(
    (element.type ?? [])
      .filter(({ code }) => code === 'Reference' || code === 'canonical')
      // STU3 repeats the type per profile, R4 lists the profiles of one type.
      .flatMap(({ targetProfile }) => targetProfile ?? [])
      .map((profile) => profile.replace('http://hl7.org/fhir/StructureDefinition/', '')),
  ),
];

const valueSetOf = ({ binding }: Element): string =>
  (binding?.valueSet ?? binding?.valueSetReference?.reference ?? binding?.valueSetUri ?? '').replace(/\|.*/, '');

const keepCodes = (name: string, systems: ElementTable['codes'][string], codes: ElementTable['codes']): void => {
  const count = Object.values(systems).reduce((sum, list) => sum + list.length, 0);
  if (count > 0 && count <= longestCodeList) codes[name] = systems;
};
