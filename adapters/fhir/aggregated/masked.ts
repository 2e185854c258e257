import type { Coding } from 'fhir/r4.js';
import type { RecordForFhirFragment } from './documents.generated.ts';
import type { ServedRecord } from './served.ts';

/**
 * A resource whose content is not yet open to the caller: that it is there may be known, what it says may not. It is
 * marked as masked and as incomplete; elements that FHIR requires say why they are missing. Domain reference §3.2, T10
 */
export const maskedText = (type: ServedRecord['type'], { id, version, lastUpdated }: RecordForFhirFragment): string =>
  JSON.stringify({
    resourceType: type,
    id,
    meta: { versionId: String(version), lastUpdated, security: [masked], tag: [subsetted] },
    ...required[type],
  });

const observationValue = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue';
const masked: Coding = { system: observationValue, code: 'MASKED', display: 'masked' };
const subsetted: Coding = { system: observationValue, code: 'SUBSETTED', display: 'subsetted' };

const absent = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
};

const required = {
  Observation: { _status: absent, code: absent },
  DiagnosticReport: { _status: absent, code: absent },
  DocumentReference: { _status: absent, content: [{ attachment: absent }] },
  // Without the patient, as every one of these. R4 wants a clinical status of an allergy (ait-1).
  AllergyIntolerance: { clinicalStatus: absent, patient: absent },
  Condition: { subject: absent },
  MedicationStatement: { _status: absent, medicationCodeableConcept: absent, subject: absent },
  Encounter: { _status: absent, class: absent },
  Appointment: { _status: absent, _start: absent, _end: absent, participant: [{ actor: absent, _status: absent }] },
} as const satisfies Record<ServedRecord['type'], object>;
