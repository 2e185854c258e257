import type { PatientParameter } from '../core/named-patient.ts';

type SearchKind = 'token' | 'date' | 'reference';

/** A search parameter of STU3, and how the record, which is R4, calls it. */
export type Searched = { readonly kind: SearchKind; readonly inRecord: string };

/** A type of the patient's record that this base serves. */
export type ServedRecord = {
  readonly type:
    'Appointment' | 'Communication' | 'DocumentReference' | 'Encounter' | 'Observation' | 'QuestionnaireResponse';
  /** The parameter that names the patient; `patient` names them for every type. Domain reference §7.2 */
  readonly patientParameter: PatientParameter;
  readonly search: Readonly<Record<string, Searched>>;
};

const token = (inRecord: string): Searched => ({ kind: 'token', inRecord });
const date = (inRecord: string): Searched => ({ kind: 'date', inRecord });

const everywhere = {
  _id: token('_id'),
  _lastUpdated: date('_lastUpdated'),
  _security: token('_security'),
  identifier: token('identifier'),
  status: token('status'),
} as const;

/** The table from which requests are routed, and the CapabilityStatement is written: what is not here is not searched. */
export const servedRecords: readonly ServedRecord[] = [
  {
    type: 'Appointment',
    patientParameter: 'actor',
    search: { ...everywhere, date: date('date') },
  },
  {
    type: 'Communication',
    patientParameter: 'subject',
    search: { ...everywhere, category: token('category'), received: date('received'), sent: date('sent') },
  },
  {
    type: 'DocumentReference',
    patientParameter: 'subject',
    // R4 has one date of a document, and calls its class a category.
    search: {
      ...everywhere,
      class: token('category'),
      created: date('date'),
      indexed: date('date'),
      type: token('type'),
    },
  },
  {
    type: 'Encounter',
    patientParameter: 'subject',
    search: { ...everywhere, class: token('class'), date: date('date') },
  },
  {
    type: 'Observation',
    patientParameter: 'subject',
    search: { ...everywhere, category: token('category'), code: token('code'), date: date('date') },
  },
  {
    type: 'QuestionnaireResponse',
    patientParameter: 'subject',
    search: { ...everywhere, authored: date('authored') },
  },
];

export const servedRecord = (type: string): ServedRecord | undefined =>
  servedRecords.find((served) => served.type === type);

/** What has no records behind it, and how it is found. */
export const otherTypes = [
  'Binary',
  'Consent',
  'Organization',
  'Patient',
  'Practitioner',
  'Provenance',
  'Questionnaire',
] as const;
export type OtherType = (typeof otherTypes)[number];

/** Where a type is a letter of the path. */
export const servedTypes: readonly string[] = [...servedRecords.map(({ type }) => type), ...otherTypes].sort();
