/** Reference parameters that may lead to an item of any type. R4 search parameter registry, as all of these */
const toAny = `Appointment:supporting-info Communication:based-on Communication:part-of Composition:entry
  Composition:subject Condition:evidence-detail Consent:data DeviceRequest:based-on
  DeviceRequest:prior-request DocumentReference:related ImmunizationRecommendation:information
  Observation:focus QuestionnaireResponse:subject`;

/** Those that lead to few types: what they lead to, and which they are. */
const toSome: Readonly<Record<string, string>> = {
  Appointment: `Encounter:appointment`,
  'Appointment DeviceRequest MedicationRequest ServiceRequest': `CarePlan:activity-reference`,
  CarePlan: `CarePlan:based-on CarePlan:part-of CarePlan:replaces`,
  'CarePlan DeviceRequest ImmunizationRecommendation MedicationRequest ServiceRequest': `Observation:based-on`,
  'CarePlan ImmunizationRecommendation MedicationRequest ServiceRequest': `DiagnosticReport:based-on`,
  'CarePlan MedicationRequest ServiceRequest': `ServiceRequest:based-on`,
  'CarePlan ServiceRequest': `Procedure:based-on QuestionnaireResponse:based-on`,
  CareTeam: `CarePlan:care-team CareTeam:participant DiagnosticReport:performer
    DiagnosticReport:results-interpreter Observation:performer`,
  'CareTeam Device': `CarePlan:performer ChargeItem:performer-actor Communication:recipient Consent:actor
    DeviceRequest:performer MedicationRequest:intended-performer ServiceRequest:performer`,
  Composition: `Composition:related-ref`,
  Condition: `CarePlan:condition EpisodeOfCare:condition`,
  'Condition DiagnosticReport DocumentReference Observation Procedure': `Procedure:reason-reference`,
  'Condition DiagnosticReport Observation': `Immunization:reason-reference`,
  'Condition ImmunizationRecommendation Observation Procedure': `Appointment:reason-reference Encounter:reason-reference`,
  'Condition Procedure': `Encounter:diagnosis`,
  'Consent DocumentReference QuestionnaireResponse': `Consent:source-reference`,
  Device: `Appointment:actor ChargeItem:enterer Communication:sender Composition:author DeviceRequest:device
    DeviceRequest:requester DeviceRequest:subject DeviceUseStatement:device DiagnosticReport:subject
    DocumentReference:author DocumentReference:subject Flag:author Invoice:participant
    MedicationAdministration:device MedicationAdministration:performer MedicationDispense:performer
    MedicationRequest:requester Observation:device Observation:subject Procedure:performer
    QuestionnaireResponse:author ServiceRequest:requester ServiceRequest:subject Specimen:subject`,
  'DiagnosticReport Immunization MedicationAdministration MedicationDispense Observation Procedure': `ChargeItem:service`,
  DocumentReference: `DocumentReference:relatesto`,
  'DocumentReference Observation QuestionnaireResponse': `Observation:derived-from`,
  Encounter: `CarePlan:encounter CareTeam:encounter Communication:encounter Condition:encounter Encounter:part-of
    MedicationRequest:encounter QuestionnaireResponse:encounter`,
  'Encounter EpisodeOfCare': `ChargeItem:context Composition:encounter DeviceRequest:encounter DiagnosticReport:encounter
    DocumentReference:encounter Flag:encounter MedicationAdministration:context
    MedicationDispense:context MedicationStatement:context Observation:encounter Procedure:encounter
    ServiceRequest:encounter`,
  EpisodeOfCare: `Encounter:episode-of-care`,
  Immunization: `ImmunizationRecommendation:support`,
  'Immunization MedicationAdministration MedicationDispense MedicationStatement Procedure': `Observation:part-of`,
  'MedicationAdministration MedicationDispense MedicationStatement Observation Procedure': `MedicationStatement:part-of`,
  'MedicationAdministration Observation Procedure': `Procedure:part-of`,
  MedicationRequest: `MedicationAdministration:request MedicationDispense:prescription`,
  Observation: `DiagnosticReport:result Immunization:reaction`,
  'Observation Procedure': `QuestionnaireResponse:part-of`,
  'Observation QuestionnaireResponse': `Observation:has-member`,
  Procedure: `Flag:subject`,
  ServiceRequest: `Appointment:based-on Encounter:based-on EpisodeOfCare:incoming-referral ServiceRequest:replaces`,
  Specimen: `DiagnosticReport:specimen Observation:specimen ServiceRequest:specimen Specimen:parent`,
};

const wordsOf = (text: string): readonly string[] => text.split(/\s+/);

/** What may come with items of a type because it refers to them, as `_revinclude` is written. FHIR R4 §3.1.1.5.4 */
export const reverseIncludesOf = (type: string): readonly string[] =>
  [
    ...wordsOf(toAny),
    ...Object.entries(toSome).flatMap(([targets, includes]) =>
      wordsOf(targets).includes(type) ? wordsOf(includes) : [],
    ),
  ].sort();
