import type { Provenance, ProvenanceAgent } from 'fhir/r4.js';
import { canonical } from '../core/systems.ts';
import type { Directory } from './directory.ts';
import { provenanceId } from './provenance-id.ts';

/** Where a version of an item, or of a part of it, came from. */
export type Origin = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly recorded: string;
  readonly sources: readonly string[];
  /** What wrote it: a message’s control id, a resource of a feed, an app, a person. */
  readonly origin: string;
};

/** Who put an item into the record, through what, and when. FHIR R4 Provenance */
export const toProvenance = (origin: Origin, patient: string | null, directory: Directory): Provenance => ({
  resourceType: 'Provenance',
  id: provenanceId(origin),
  meta: { versionId: String(origin.version), lastUpdated: origin.recorded },
  target: [{ reference: `${origin.type}/${origin.id}` }],
  recorded: origin.recorded,
  activity: { coding: [{ system: dataOperation, code: origin.version === 1 ? 'CREATE' : 'UPDATE' }] },
  agent: agentsOf(origin.sources, patient, directory),
  entity: [entityOf(origin.origin)],
});

/** The parts of a Patient that one source said last. */
export type Said = {
  readonly version: number;
  readonly organisation: string | null;
  readonly recorded: string;
  readonly origin: string;
  /** FHIRPath of the elements. */
  readonly elements: readonly string[];
};

/**
 * One Provenance for each message of which something still stands in the demographics, which are merged of all that
 * came: its target names the elements, by HL7's own extension. Domain reference §7.6, merged types
 */
export const toPatientProvenance = (said: Said, patient: string, directory: Directory): Provenance => ({
  resourceType: 'Provenance',
  id: provenanceId({ type: 'Patient', id: patient, version: said.version }),
  meta: { versionId: String(said.version), lastUpdated: said.recorded },
  target: [
    {
      reference: `Patient/${patient}`,
      extension: said.elements.map((element) => ({
        url: 'http://hl7.org/fhir/StructureDefinition/targetPath',
        valueString: element,
      })),
    },
  ],
  recorded: said.recorded,
  agent: agentsOf(said.organisation === null ? [] : [said.organisation], patient, directory),
  entity: [entityOf(said.origin)],
});

const dataOperation = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';

/** FHIR wants an agent; of an item that has no source we do not know one. */
const agentsOf = (sources: readonly string[], patient: string | null, directory: Directory): ProvenanceAgent[] =>
  sources.length === 0
    ? [{ type: author, who: { extension: [{ url: dataAbsentReason, valueCode: 'unknown' }] } }]
    : sources.map((source) => ({ type: author, who: whoOf(source, patient, directory) }));

const whoOf = (source: string, patient: string | null, directory: Directory): ProvenanceAgent['who'] => {
  if (source === patient) return { reference: `Patient/${source}` };
  const entry = directory.get(source);
  // A carer, or a patient who is somebody else: who that is, the record says to whom it may.
  if (entry === undefined) return { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${source}` } };
  const type = entry.kind === 'PROFESSIONAL' ? 'Practitioner' : 'Organization';
  return { reference: `${type}/${source}`, display: entry.name };
};

const author = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }],
};
const dataAbsentReason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

const entityOf = (origin: string) => ({
  role: 'source' as const,
  what: { identifier: { system: `${canonical}/id/origin`, value: origin } },
});

/** Where the graph's fields stand in a Patient. */
const paths: Readonly<Record<string, string | undefined>> = {
  title: 'Patient.name.prefix',
  familyName: 'Patient.name.family',
  givenName: 'Patient.name.given',
  middleNames: 'Patient.name.given',
  dateOfBirth: 'Patient.birthDate',
  gender: 'Patient.gender',
  deceased: 'Patient.deceased',
  deceasedAt: 'Patient.deceased',
  language: 'Patient.communication',
  phone: 'Patient.telecom',
  emails: 'Patient.telecom',
  address: 'Patient.address',
  primaryCare: 'Patient.generalPractitioner',
  identifiers: 'Patient.identifier',
};

export const pathsOf = (elements: readonly string[]): readonly string[] => [
  ...new Set(elements.flatMap((element) => paths[element] ?? [])),
];
