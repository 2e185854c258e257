import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Version = 'STU3' | 'R4';

/** A definition as it stands in a package; each reader takes from it what it knows. */
export type Definition = Record<string, unknown> & { readonly id: string };

/** Codes of a value set by code system. */
export type CodeLists = ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;

const names = {
  STU3: { examples: 'hl7.fhir.r3.examples', expansions: 'hl7.fhir.r3.expansions', release: '3.0.2' },
  R4: { examples: 'hl7.fhir.r4.examples', expansions: 'hl7.fhir.r4.expansions', release: '4.0.1' },
} as const;

/** The folders of one version's packages. HL7 ships the core definitions inside the examples package. */
export const packagesOf = (modules: string, version: Version) => {
  const { examples, expansions, release } = names[version];
  return {
    examples: join(modules, examples),
    expansions: join(modules, expansions),
    source: `${examples}@${release}, ${expansions}@${release}`,
    installed: existsSync(join(modules, examples)) && existsSync(join(modules, expansions)),
  };
};

/** All files of one resource type, in the order of their names. Some begin with a byte order mark. */
export const definitions = (folder: string, type: string): readonly Definition[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${type}-`) && name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '')) as Definition);

type Concept = { code?: string; system?: string; abstract?: boolean; contains?: readonly Concept[] };

export const codeLists = (folder: string): CodeLists => {
  const lists = new Map<string, Record<string, string[]>>();
  for (const valueSet of definitions(folder, 'ValueSet')) {
    const expansion = valueSet['expansion'] as { contains?: readonly Concept[] } | undefined;
    const systems: Record<string, string[]> = {};
    gather(expansion?.contains ?? [], systems);
    lists.set(String(valueSet['url']), systems);
  }
  return lists;
};

const gather = (concepts: readonly Concept[], systems: Record<string, string[]>): void => {
  for (const concept of concepts) {
    // An abstract concept only groups others: it is not a code that a resource may carry.
    if (concept.code !== undefined && concept.abstract !== true)
      (systems[concept.system ?? ''] ??= []).push(concept.code);
    gather(concept.contains ?? [], systems);
  }
};
