import type { Schema } from './write/put.sql.ts';

/** The types that hang off a patient. Domain reference §7.6, and §2.9a for questionnaires */
const inRecord: ReadonlySet<string> = new Set(
  `AllergyIntolerance Appointment CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device
   DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization
   ImmunizationRecommendation Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement
   Observation Procedure QuestionnaireResponse ServiceRequest Specimen`.split(/\s+/),
);

export const isInRecord = (type: string): boolean => inRecord.has(type);

/**
 * Whether items of a type lie in the tables of a slice. A chain or an include that leads to another slice's items ends
 * here: slices are strangers.
 */
export const liesIn = (schema: Schema, type: string): boolean =>
  isInRecord(type) && (type === 'Appointment') === (schema === 'appointments');
