/**
 * Writes the FHIR tables that we run on, from HL7's own definitions (CC0-1.0), so that at run time no
 * FHIR package is needed. Run after changing this generator: `npm run fhir-tables`. The result is committed;
 * `fhir-tables.test.ts` compares it with what the packages say.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compartmentTable } from './fhir/compartments.ts';
import { elementTable } from './fhir/elements.ts';
import { codeLists, definitions, packagesOf, type Version } from './fhir/packages.ts';
import { searchTable } from './fhir/search.ts';

export type Generated = { readonly folder: string; readonly name: string; readonly content: string };

const metadata = 'fhir/tables';
const search = 'subgraphs/records/fhir/tables';

/** All tables, with the folders that they stand in. `modules` is the folder that holds the HL7 packages. */
export const fhirTables = (modules: string): readonly Generated[] => {
  const types: Record<Version, readonly string[]> = { STU3: [], R4: [] };
  const files = (['STU3', 'R4'] as const).flatMap((version) => {
    const packages = packagesOf(modules, version);
    const structures = definitions(packages.examples, 'StructureDefinition');
    const elements = elementTable(structures, codeLists(packages.expansions));
    types[version] = elements.resources;
    const parameters = searchTable(
      definitions(packages.examples, 'SearchParameter'),
      elements.resources,
      elements.primitives,
    );
    const compartments = compartmentTable(definitions(packages.examples, 'CompartmentDefinition'), elements.resources);
    const origin = { source: packages.source, license: 'CC0-1.0' };
    return [
      { folder: metadata, name: `elements-${version.toLowerCase()}.json`, content: lines({ ...origin, ...elements }) },
      { folder: search, name: `search-${version.toLowerCase()}.json`, content: lines({ ...origin, parameters }) },
      {
        folder: search,
        name: `compartments-${version.toLowerCase()}.json`,
        content: lines({ ...origin, compartments }),
      },
    ];
  });
  return [...files, { folder: search, name: 'resource-types.json', content: lines({ types: numbered(types) }) }];
};

/** A type's number is its place in this list, and is stored in rows: later versions of FHIR append, nothing moves. */
const numbered = (types: Record<Version, readonly string[]>): readonly string[] => [
  ...types.R4,
  ...types.STU3.filter((type) => !types.R4.includes(type)),
];

/** JSON with one line per member of the outer two levels: compact, and still a readable diff. */
const lines = (table: Record<string, unknown>): string => {
  const inner = (value: unknown): string =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? `{\n${Object.entries(value)
          .map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`)
          .join(',\n')}\n}`
      : JSON.stringify(value);
  return `{\n${Object.entries(table)
    .map(([key, value]) => `${JSON.stringify(key)}:${inner(value)}`)
    .join(',\n')}\n}\n`;
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { folder, name, content } of fhirTables('node_modules')) writeFileSync(join(folder, name), content);
}
