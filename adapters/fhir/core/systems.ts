/** Identifier systems and URLs by which the outside knows things. */
export const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';
export const odsCode = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const gmcNumber = 'https://fhir.hl7.org.uk/Id/gmc-number';

/** A patient's public id, which is the id of our graph. The second spelling is for integrations that knew another host. */
export const publicId = 'https://fhir.example.health/id/public-id';
export const publicIdSpellings: readonly string[] = [publicId, 'http://fhir.patientsknowbest.com/id/public-id'];
