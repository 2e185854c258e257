/** Which slice has the resources of a type; PERSON: the demographics. */
export type Owner = 'PERSON' | 'CLINICAL' | 'APPOINTMENTS';

/**
 * The types that go from customers' stores into the patients' records: those that are about one patient. All others stay
 * the customer's own. A ProcedureRequest and a ReferralRequest are ServiceRequests in R4. Domain reference §7.1, §7.6
 */
const owners: ReadonlyMap<string, Owner> = new Map<string, Owner>([
  ['Patient', 'PERSON'],
  ['Appointment', 'APPOINTMENTS'],
  ...`AllergyIntolerance CarePlan CareTeam ChargeItem Communication Composition Condition Consent Device DeviceRequest
   DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare Flag Immunization ImmunizationRecommendation
   Invoice MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation Procedure
   ProcedureRequest QuestionnaireResponse ReferralRequest ServiceRequest Specimen`
    .split(/\s+/)
    .map((type): [string, Owner] => [type, 'CLINICAL']),
]);

/** Undefined where resources of this type stay private to the customer. */
export const ownerOf = (type: string): Owner | undefined => owners.get(type);
