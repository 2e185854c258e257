/** Which slice has the resources of a type; PERSON: the demographics. What is in the DIRECTORY is about no patient. */
export type Owner = 'PERSON' | 'CLINICAL' | 'APPOINTMENTS' | 'DIRECTORY';

/**
 * The types that go from customers' stores into the patients' records, as they are about one patient, and into the directory,
 * as they are about none (ADR 39). All others stay the customer's own. A ProcedureRequest and a ReferralRequest are
 * ServiceRequests in R4; a Person is seen as the patient is to whom it is linked. Domain reference §7.1, §7.6
 */
const owners: ReadonlyMap<string, Owner> = new Map<string, Owner>([
  ['Patient', 'PERSON'],
  ['Appointment', 'APPOINTMENTS'],
  ...`AllergyIntolerance CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device DeviceRequest
   DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization ImmunizationRecommendation
   Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation Person Procedure
   ProcedureRequest QuestionnaireResponse ReferralRequest ServiceRequest Specimen`
    .split(/\s+/)
    .map((type): [string, Owner] => [type, 'CLINICAL']),
  ...'ChargeItemDefinition CodeSystem HealthcareService Location Medication Organization Practitioner'
    .split(' ')
    .map((type): [string, Owner] => [type, 'DIRECTORY']),
]);

/** Undefined where resources of this type stay private to the customer. */
export const ownerOf = (type: string): Owner | undefined => owners.get(type);
