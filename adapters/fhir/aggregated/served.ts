import type { CapabilityStatementRestResourceSearchParam } from 'fhir/r4.js';

/** A type of the patient's record that this base serves, and how it is searched. */
export type ServedRecord = {
  readonly type:
    | 'AllergyIntolerance'
    | 'Appointment'
    | 'Condition'
    | 'DiagnosticReport'
    | 'DocumentReference'
    | 'Encounter'
    | 'MedicationStatement'
    | 'Observation';
  /** The parameter that names the patient, in front of `:Patient.identifier`. Domain reference §7.6 */
  readonly patientParameter: 'subject' | 'actor' | 'patient';
  /** What else may be searched by; the definitions are FHIR's own (R4 search parameter registry). */
  readonly search: Readonly<Record<string, SearchKind>>;
};

export type SearchKind = CapabilityStatementRestResourceSearchParam['type'];

/** What every type may be searched by besides its own. */
const everywhere = { _id: 'token', _lastUpdated: 'date' } as const;

/**
 * The table from which requests are routed and the CapabilityStatement is written: what is not here does not exist.
 * Patient and Binary are no records of a patient and have their own handlers.
 */
export const servedRecords: readonly ServedRecord[] = [
  {
    type: 'Observation',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      'based-on': 'reference',
      category: 'token',
      code: 'token',
      'code-value-concept': 'composite',
      'code-value-date': 'composite',
      'code-value-quantity': 'composite',
      'code-value-string': 'composite',
      'combo-code': 'token',
      'combo-code-value-concept': 'composite',
      'combo-code-value-quantity': 'composite',
      'combo-data-absent-reason': 'token',
      'combo-value-concept': 'token',
      'combo-value-quantity': 'quantity',
      'component-code': 'token',
      'component-code-value-concept': 'composite',
      'component-code-value-quantity': 'composite',
      'component-data-absent-reason': 'token',
      'component-value-concept': 'token',
      'component-value-quantity': 'quantity',
      'data-absent-reason': 'token',
      date: 'date',
      'derived-from': 'reference',
      device: 'reference',
      encounter: 'reference',
      focus: 'reference',
      'has-member': 'reference',
      identifier: 'token',
      method: 'token',
      'part-of': 'reference',
      performer: 'reference',
      specimen: 'reference',
      status: 'token',
      'value-concept': 'token',
      'value-date': 'date',
      'value-quantity': 'quantity',
      'value-string': 'string',
    },
  },
  {
    type: 'DiagnosticReport',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      'based-on': 'reference',
      category: 'token',
      code: 'token',
      conclusion: 'token',
      date: 'date',
      encounter: 'reference',
      identifier: 'token',
      issued: 'date',
      media: 'reference',
      performer: 'reference',
      result: 'reference',
      'results-interpreter': 'reference',
      specimen: 'reference',
      status: 'token',
    },
  },
  {
    type: 'DocumentReference',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      authenticator: 'reference',
      author: 'reference',
      category: 'token',
      contenttype: 'token',
      custodian: 'reference',
      date: 'date',
      description: 'string',
      encounter: 'reference',
      event: 'token',
      facility: 'token',
      format: 'token',
      identifier: 'token',
      language: 'token',
      location: 'uri',
      period: 'date',
      related: 'reference',
      relatesto: 'reference',
      relation: 'token',
      relationship: 'composite',
      'security-label': 'token',
      setting: 'token',
      status: 'token',
      type: 'token',
    },
  },
  {
    type: 'Encounter',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      account: 'reference',
      appointment: 'reference',
      'based-on': 'reference',
      class: 'token',
      date: 'date',
      diagnosis: 'reference',
      'episode-of-care': 'reference',
      identifier: 'token',
      length: 'quantity',
      location: 'reference',
      'location-period': 'date',
      'part-of': 'reference',
      participant: 'reference',
      'participant-type': 'token',
      practitioner: 'reference',
      'reason-code': 'token',
      'reason-reference': 'reference',
      'service-provider': 'reference',
      'special-arrangement': 'token',
      status: 'token',
      type: 'token',
    },
  },
  {
    type: 'AllergyIntolerance',
    patientParameter: 'patient',
    search: {
      ...everywhere,
      asserter: 'reference',
      category: 'token',
      'clinical-status': 'token',
      code: 'token',
      criticality: 'token',
      date: 'date',
      identifier: 'token',
      'last-date': 'date',
      manifestation: 'token',
      onset: 'date',
      recorder: 'reference',
      route: 'token',
      severity: 'token',
      type: 'token',
      'verification-status': 'token',
    },
  },
  {
    type: 'Condition',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      'abatement-age': 'quantity',
      'abatement-date': 'date',
      'abatement-string': 'string',
      asserter: 'reference',
      'body-site': 'token',
      category: 'token',
      'clinical-status': 'token',
      code: 'token',
      encounter: 'reference',
      evidence: 'token',
      'evidence-detail': 'reference',
      identifier: 'token',
      'onset-age': 'quantity',
      'onset-date': 'date',
      'onset-info': 'string',
      'recorded-date': 'date',
      severity: 'token',
      stage: 'token',
      'verification-status': 'token',
    },
  },
  {
    type: 'MedicationStatement',
    patientParameter: 'subject',
    search: {
      ...everywhere,
      category: 'token',
      code: 'token',
      context: 'reference',
      effective: 'date',
      identifier: 'token',
      medication: 'reference',
      'part-of': 'reference',
      source: 'reference',
      status: 'token',
    },
  },
  {
    type: 'Appointment',
    patientParameter: 'actor',
    search: {
      ...everywhere,
      'appointment-type': 'token',
      'based-on': 'reference',
      date: 'date',
      identifier: 'token',
      location: 'reference',
      'part-status': 'token',
      practitioner: 'reference',
      'reason-code': 'token',
      'reason-reference': 'reference',
      'service-category': 'token',
      'service-type': 'token',
      slot: 'reference',
      specialty: 'token',
      status: 'token',
      'supporting-info': 'reference',
    },
  },
];

export const servedRecord = (type: string): ServedRecord | undefined =>
  servedRecords.find((served) => served.type === type);

/** Where a record's type is a letter of the path. */
export const servedTypes: readonly string[] = ['Patient', ...servedRecords.map(({ type }) => type), 'Binary'];
