import { readFileSync } from 'node:fs';
import { elementsOf, type FhirVersion } from '../../../fhir/elements.ts';

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

const searchTables = new Map<FhirVersion, Readonly<Record<string, readonly ParameterRow[] | undefined>>>();

const searchOf = (version: FhirVersion): Readonly<Record<string, readonly ParameterRow[] | undefined>> => {
  let table = searchTables.get(version);
  if (table === undefined) {
    const file = read(`search-${version.toLowerCase()}`);
    table = (file as { parameters: Record<string, readonly ParameterRow[] | undefined> }).parameters;
    searchTables.set(version, table);
  }
  return table;
};

/** The search parameters of a resource type with those of every resource, or undefined where there is no such type. */
export const parameterRows = (version: FhirVersion, type: string): readonly ParameterRow[] | undefined => {
  if (!elementsOf(version).resources.includes(type)) return undefined;
  const table = searchOf(version);
  const own = Object.hasOwn(table, type) ? (table[type] ?? []) : [];
  return [...own, ...(table['DomainResource'] ?? []), ...(table['Resource'] ?? [])];
};

type Compartments = Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>;

const compartmentTables = new Map<FhirVersion, Compartments>();

/** By compartment and type, the parameters that put a resource into it. */
export const compartmentsOf = (version: FhirVersion): Compartments => {
  let table = compartmentTables.get(version);
  if (table === undefined) {
    table = (read(`compartments-${version.toLowerCase()}`) as { compartments: Compartments }).compartments;
    compartmentTables.set(version, table);
  }
  return table;
};

let names: readonly string[] | undefined;
let numbers: ReadonlyMap<string, number> | undefined;

/** All resource types of all versions, each in the place of its number. */
export const typeNames = (): readonly string[] => (names ??= (read('resource-types') as { types: string[] }).types);

/** The number under which rows know a resource type: its place in the list, from 1. */
export const typeNumber = (type: string): number | undefined => {
  numbers ??= new Map(typeNames().map((name, index) => [name, index + 1]));
  return numbers.get(type);
};
