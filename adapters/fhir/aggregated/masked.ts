import type { Coding } from 'fhir/r4.js';
import type { RecordForFhirFragment } from './documents.generated.ts';

/**
 * A resource whose content is not yet open to the caller: that it is there may be known, what it says may not. It is
 * marked as masked and as incomplete; elements that FHIR requires say why they are missing. Domain reference §3.2, T10
 */
export const maskedText = (type: string, { id, version, lastUpdated }: RecordForFhirFragment): string =>
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

const concept = absent;
const person = absent;

/** What FHIR requires of each type. */
const required: Readonly<Record<string, object | undefined>> = {
  Observation: { _status: absent, code: concept },
  DiagnosticReport: { _status: absent, code: concept },
  DocumentReference: { _status: absent, content: [{ attachment: absent }] },
  // Without the patient, as every one of these. R4 wants a clinical status of an allergy (ait-1).
  AllergyIntolerance: { clinicalStatus: absent, patient: absent },
  Condition: { subject: absent },
  MedicationStatement: { _status: absent, medicationCodeableConcept: absent, subject: absent },
  Encounter: { _status: absent, class: absent },
  Appointment: { _status: absent, _start: absent, _end: absent, participant: [{ actor: person, _status: absent }] },
  CarePlan: { _status: absent, _intent: absent, subject: person },
  ChargeItem: { _status: absent, code: concept, subject: person },
  Communication: { _status: absent },
  Composition: { _status: absent, type: concept, _date: absent, author: [person], _title: absent },
  Consent: { _status: absent, scope: concept, category: [concept], policyRule: concept },
  DeviceRequest: { _intent: absent, codeCodeableConcept: concept, subject: person },
  DeviceUseStatement: { _status: absent, subject: person, device: absent },
  EpisodeOfCare: { _status: absent, patient: person },
  Flag: { _status: absent, code: concept, subject: person },
  Immunization: { _status: absent, vaccineCode: concept, patient: person, _occurrenceString: absent },
  ImmunizationRecommendation: {
    patient: person,
    _date: absent,
    recommendation: [{ vaccineCode: [concept], forecastStatus: concept }],
  },
  Invoice: { _status: absent },
  MedicationAdministration: {
    _status: absent,
    medicationCodeableConcept: concept,
    subject: person,
    _effectiveDateTime: absent,
  },
  MedicationDispense: { _status: absent, medicationCodeableConcept: concept },
  MedicationRequest: { _status: absent, _intent: absent, medicationCodeableConcept: concept, subject: person },
  Procedure: { _status: absent, subject: person },
  QuestionnaireResponse: { _status: absent },
  ServiceRequest: { _status: absent, _intent: absent, subject: person },
};
