import fhirpath, { type Model } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import stu3 from 'fhirpath/fhir-context/stu3/index.js';
import { examplesOf, isWrong } from './fhir-examples.ts';

// What the official search parameters find in a resource, worked out by HL7's definitions and the fhirpath package: nothing of ours.

type Version = 'STU3' | 'R4';
type Json = Readonly<Record<string, unknown>>;
type Query = readonly [name: string, value: string];

type Component = { readonly definition: string | { readonly reference: string }; readonly expression: string };
type Definition = {
  readonly url: string;
  readonly code: string;
  readonly type: string;
  readonly base: readonly string[];
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly Component[];
};

/** Each parameter that has a value in the resource, with one that must find it. */
export const searchesFor = (version: Version) => {
  const definitions = examplesOf(version)
    .filter(({ name }) => name.startsWith('SearchParameter-') && !isWrong(version, name))
    .map(({ resource }) => resource as unknown as Definition);
  const byUrl = new Map(definitions.map((definition) => [definition.url, definition]));
  const evaluate = evaluator(version);
  return (resource: Json): readonly Query[] => {
    const type = String(resource['resourceType']);
    return definitions.flatMap((definition): Query[] => {
      const { base, code, expression, target } = definition;
      const isOfType = base.includes(type) || base.includes('Resource') || base.includes('DomainResource');
      if (!isOfType || expression === undefined || notOfTheResource.has(code) || isExtension(expression)) return [];
      const value =
        definition.type === 'composite'
          ? composite(definition, { byUrl, evaluate, resource })
          : first(
              evaluate(resource, expression)
                .filter((node) => pointsAt(target, node))
                .map((node) => valueOf(definition.type, node)),
            );
      return value === undefined ? [] : [[code, value]];
    });
  };
};

/**
 * The server's own; and what looks at more than one element, or at words (scheduledString).
 */
const notOfTheResource: ReadonlySet<string> = new Set([
  '_id',
  '_lastUpdated',
  'phonetic',
  'near',
  'near-distance',
  'abatement-boolean',
  'activity-date',
]);

/** A reference parameter finds references to its target types; a URI that is relative names nothing. */
const pointsAt = (target: readonly string[] | undefined, node: unknown): boolean => {
  if (target === undefined) return true;
  if (typeof node === 'string') return node.includes(':');
  const reference = text(node, 'reference') ?? '';
  return reference.startsWith('urn:') || target.some((type) => `/${reference}`.includes(`/${type}/`));
};
/** Parameters of extensions are in the packages, and not in the specification's own list of each type. */
const isExtension = (expression: string): boolean => /extension/i.test(expression);

type Evaluate = (resource: Json, expression: string, on?: unknown) => readonly unknown[];

/** References are not followed: where they must be, their text tells the type. */
const evaluator = (version: Version): Evaluate => {
  const compiled = new Map<string, (on: unknown, variables: Record<string, unknown>) => unknown>();
  const model = (version === 'R4' ? r4 : stu3) as unknown as Model;
  return (resource, expression, on = resource) => {
    const target = /\.where\(resolve\(\) is (\w+)\)/.exec(expression)?.[1];
    // HL7 writes `as` of lists, of which only ofType is defined.
    const plain = expression
      .replaceAll(/\.where\(resolve\(\) is \w+\)/g, '')
      .replaceAll(/\(([\w.]+) as (\w+)\)/g, '$1.ofType($2)')
      .replaceAll(/\.as\((\w+)\)/g, '.ofType($1)')
      .replaceAll(/ofType\((Uri|Date|DateTime|String)\)/g, (_, type: string) => `ofType(${lowered(type)})`);
    let run = compiled.get(plain);
    if (run === undefined) compiled.set(plain, (run = fhirpath.compile(plain, model)));
    const nodes = unlessCompared(() => run(on, { resource }) as unknown[]);
    return target === undefined ? nodes : nodes.filter((node) => text(node, 'reference')?.includes(`${target}/`));
  };
};

/** The package gives up at quantities that have a comparator. */
const unlessCompared = (nodes: () => unknown[]): unknown[] => {
  try {
    return nodes();
  } catch (error) {
    if (error instanceof Error && error.message.includes('comparator')) return [];
    throw error;
  }
};

const composite = (
  { expression = '', component = [] }: Definition,
  {
    byUrl,
    evaluate,
    resource,
  }: { readonly byUrl: ReadonlyMap<string, Definition>; readonly evaluate: Evaluate; readonly resource: Json },
): string | undefined => {
  for (const node of evaluate(resource, expression)) {
    const values = component.map(({ definition, expression: path }) => {
      const kind = byUrl.get(typeof definition === 'string' ? definition : definition.reference)?.type ?? '';
      return first(evaluate(resource, path, node).map((part) => valueOf(kind, part)));
    });
    if (values.length > 1 && values.every((value) => value !== undefined)) return values.join('$');
  }
  return undefined;
};

const valueOf = (kind: string, node: unknown): string | undefined => {
  const isPlain = typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean';
  const plain = isPlain ? String(node) : undefined;
  switch (kind) {
    case 'token':
      return plain === undefined ? tokenOf(node) : escaped(plain);
    case 'string':
      return start(plain ?? first(['text', 'family', 'given', 'city', 'line'].map((name) => text(node, name))));
    case 'date':
      return plain === undefined ? dateOf(node) : /^\d{4}/.test(plain) ? plain : undefined;
    case 'number':
      return plain;
    case 'quantity':
      return quantityOf(node);
    case 'reference':
      return referenceOf(plain ?? text(node, 'reference'));
    case 'uri':
      return plain === undefined ? undefined : escaped(plain);
    default:
      return undefined;
  }
};

const tokenOf = (node: unknown): string | undefined => {
  const [coding] = list(node, 'coding');
  const on = coding ?? node;
  const code = text(on, 'code') ?? text(on, 'value');
  const system = text(on, 'system');
  if (code === undefined) return undefined;
  // The system of a ContactPoint is a kind of telephone.
  return system?.includes(':') === true ? `${escaped(system)}|${escaped(code)}` : escaped(code);
};

const dateOf = (node: unknown): string | undefined => {
  const [event] = list(node, 'event');
  if (typeof event === 'string') return event;
  const from = text(node, 'start');
  const to = text(node, 'end');
  return from !== undefined ? `ge${from}` : to === undefined ? undefined : `le${to}`;
};

const quantityOf = (node: unknown): string | undefined => {
  const value = member(node, 'value');
  const code = text(node, 'code');
  // More than 60 is not 60.
  if (typeof value !== 'number' || text(node, 'comparator') !== undefined) return undefined;
  return code === undefined
    ? String(value)
    : `${String(value)}|${escaped(text(node, 'system') ?? '')}|${escaped(code)}`;
};

/** What is contained has no name outside. */
const referenceOf = (reference: string | undefined): string | undefined =>
  reference === undefined || reference.startsWith('#')
    ? undefined
    : escaped(reference.replace(/\/_history\/[^/]+$/, ''));

/** A search by a string is one for how it begins; blanks at either end are nobody's. */
const start = (value: string | undefined): string | undefined => {
  const begun = value?.trim().slice(0, 60).trim();
  return begun === undefined || begun === '' ? undefined : escaped(begun);
};

const escaped = (value: string): string => value.replace(/[\\,$|]/g, '\\$&');

const member = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null ? (node as Json)[name] : undefined;
const list = (node: unknown, name: string): readonly unknown[] => {
  const value = member(node, name);
  return Array.isArray(value) ? value : [];
};
const text = (node: unknown, name: string): string | undefined => {
  const value = member(node, name);
  const [head] = Array.isArray(value) ? (value as unknown[]) : [value];
  return typeof head === 'string' && head !== '' ? head : undefined;
};
const first = <Value>(values: readonly (Value | undefined)[]): Value | undefined =>
  values.find((value) => value !== undefined);

/** STU3 writes some primitives like types. */
const lowered = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1);
