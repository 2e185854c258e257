import type { Schema } from './write/put.sql.ts';

/**
 * The types that hang off a patient. A Person is whom one Patient is: its demographics are seen as that patient's are. Domain
 * reference §7.6, and §2.9a for questionnaires
 */
const inRecord: ReadonlySet<string> = new Set(
  `AllergyIntolerance Appointment CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device
   DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization
   ImmunizationRecommendation Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement
   Observation Person Procedure QuestionnaireResponse ServiceRequest Specimen`.split(/\s+/),
);

export const isInRecord = (type: string): boolean => inRecord.has(type);

/** The types that are about no patient. Domain reference §7.6, ADR 39 */
const inDirectory: ReadonlySet<string> = new Set(
  'ChargeItemDefinition CodeSystem HealthcareService Location Medication Organization Practitioner'.split(' '),
);

export const isInDirectory = (type: string): boolean => inDirectory.has(type);

/**
 * Whether items of a type lie in the tables of a slice. A chain or an include that leads to another slice's items ends
 * here: slices are strangers.
 */
export const liesIn = (schema: Schema, type: string): boolean =>
  isInRecord(type) && (type === 'Appointment') === (schema === 'appointments');
