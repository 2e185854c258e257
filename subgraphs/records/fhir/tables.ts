import { readFileSync } from 'node:fs';
import type { FhirVersion } from '../records.types.ts';

/** One element of a type; see tools/fhir/elements.ts for the meaning of the short names. */
export type ElementRow = {
  readonly n: string;
  readonly t?: readonly string[];
  readonly cr?: string;
  readonly min?: number;
  readonly max?: number;
  readonly c?: 1;
  readonly r?: readonly string[];
  readonly b?: string;
};

export type Elements = {
  readonly types: Readonly<Record<string, readonly ElementRow[] | undefined>>;
  readonly primitives: readonly string[];
  readonly resources: readonly string[];
  /** Codes of required bindings, by code system. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>;
};

export type SearchKind =
  'token' | 'reference' | 'date' | 'string' | 'number' | 'quantity' | 'uri' | 'composite' | 'special';

export type ParameterRow = readonly [
  code: string,
  kind: SearchKind,
  expression: string,
  targets?: readonly string[],
  components?: readonly (readonly [kind: SearchKind, expression: string])[],
];

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./tables/${name}.json`, import.meta.url), 'utf8'));

/** Tables are read when first asked for: a process that stores R4 only never reads STU3. */
const once = <Value>(load: (version: FhirVersion) => Value): ((version: FhirVersion) => Value) => {
  const loaded = new Map<FhirVersion, Value>();
  return (version) => {
    let value = loaded.get(version);
    if (value === undefined) loaded.set(version, (value = load(version)));
    return value;
  };
};

export const elementsOf = once((version) => read(`elements-${version.toLowerCase()}`) as Elements);

const searchOf = once(
  (version) =>
    (read(`search-${version.toLowerCase()}`) as { parameters: Record<string, readonly ParameterRow[] | undefined> })
      .parameters,
);

/** The search parameters of a resource type with those of every resource, or undefined where there is no such type. */
export const parameterRows = (version: FhirVersion, type: string): readonly ParameterRow[] | undefined => {
  if (!elementsOf(version).resources.includes(type)) return undefined;
  const table = searchOf(version);
  const own = Object.hasOwn(table, type) ? (table[type] ?? []) : [];
  return [...own, ...(table['DomainResource'] ?? []), ...(table['Resource'] ?? [])];
};

let numbers: ReadonlyMap<string, number> | undefined;

/** The number under which rows know a resource type: its place in the list, from 1. */
export const typeNumber = (type: string): number | undefined => {
  numbers ??= new Map((read('resource-types') as { types: string[] }).types.map((name, index) => [name, index + 1]));
  return numbers.get(type);
};
