import type { Provenance } from 'fhir/r3.js';
import type { Caller } from '../../../kernel/graph.ts';
import type { Entry } from '../core/bundle.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import { directoryOf, type Directory } from './directory.ts';
import type { FacadeOriginFragment } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import type { ServedRecord } from './served.ts';

type Items = {
  readonly type: ServedRecord['type'];
  readonly patient: string;
  readonly items: readonly FacadeOriginFragment[];
};

/** Who put each of these items into the record; one question for the names of all. */
export const provenanceEntries = async (
  parts: Parts,
  { type, items }: Items,
  caller: Caller,
): Promise<readonly Entry[] | Problem> => {
  const directory = await directoryOf(
    parts,
    items.flatMap(({ sources }) => sources),
    caller,
  );
  if (isProblem(directory)) return directory;
  return items.map((item) => ({
    fullUrl: `${parts.base}/Provenance/${item.id}`,
    resource: JSON.stringify(toProvenance(type, item, directory)),
    mode: 'include',
  }));
};

/** The Provenance of an item has the item's id: there is one of each. */
export const toProvenance = (
  type: ServedRecord['type'],
  { id, version, lastUpdated, sources }: FacadeOriginFragment,
  directory: Directory,
): Provenance => ({
  resourceType: 'Provenance',
  id,
  meta: { versionId: String(version), lastUpdated },
  target: [{ reference: `${type}/${id}` }],
  recorded: lastUpdated,
  // FHIR wants an agent; of an item that has no source we do not know one.
  agent: sources.length === 0 ? [unknown] : sources.map((source) => agentOf(source, directory)),
});

const unknown: Provenance['agent'][number] = {
  _whoUri: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] },
};

const agentOf = (source: string, directory: Directory): Provenance['agent'][number] => {
  const entry = directory.get(source);
  // A patient or a carer: who that is, the record says to whom it may.
  if (entry === undefined) return { whoUri: `urn:uuid:${source}` };
  const type = entry.kind === 'PROFESSIONAL' ? 'Practitioner' : 'Organization';
  return { whoReference: { reference: `${type}/${source}`, display: entry.name } };
};
