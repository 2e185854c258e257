import { randomUUID } from 'node:crypto';
import type { PatientId } from '../kernel/id.ts';
import type { RecordWrite, Sight } from '../subgraphs/records/index.ts';

export const aPatient = (): PatientId => randomUUID() as PatientId;

export const riverside = '00000000-0000-4000-8000-000000000001';
export const hillside = '00000000-0000-4000-8000-000000000002';

/** Sees everything of a patient, as the patient does. */
export const seesAll = (patient: PatientId): Sight => ({
  patient,
  labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'],
  sources: [],
});

/** A haemoglobin of 120 g/L; a test names only what matters to it. */
export const anObservation = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }], text: 'Haemoglobin' },
  effectiveDateTime: '2024-03-01T10:00:00Z',
  valueQuantity: { value: 120, unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' },
  ...parts,
});

/** A write of an observation by riverside, general health, entered on 1 March 2024; a test names only what matters to it. */
export const aWrite = (patient: PatientId | null, parts: Partial<RecordWrite> = {}): RecordWrite => ({
  type: 'Observation',
  patient,
  label: 'GENERAL_HEALTH',
  sources: [riverside],
  entered: new Date('2024-03-01T10:00:00Z'),
  order: '',
  origin: 'message-1',
  resource: anObservation(),
  ...parts,
});
