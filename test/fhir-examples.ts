import { existsSync, readdirSync, readFileSync } from 'node:fs';

const packages = { STU3: 'hl7.fhir.r3.examples', R4: 'hl7.fhir.r4.examples' } as const;

export type Example = { readonly name: string; readonly text: string; readonly resource: Record<string, unknown> };

/** HL7's own example resources of all types, by the names of their files; none where the package is not installed. */
export const examplesOf = (version: keyof typeof packages): readonly Example[] => {
  const folder = new URL(`../node_modules/${packages[version]}/`, import.meta.url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'package.json' && !file.startsWith('.'))
    .map((file) => {
      // Some begin with a byte order mark.
      const text = readFileSync(new URL(file, folder), 'utf8').replace(/^\uFEFF/, '');
      return { name: file.slice(0, -5), text, resource: JSON.parse(text) as Record<string, unknown> };
    });
};
