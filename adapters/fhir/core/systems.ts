/** Identifier systems and URLs by which the outside knows things. */
export const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';
export const odsCode = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const gmcNumber = 'https://fhir.hl7.org.uk/Id/gmc-number';

/** Of everything that we define: extensions, code systems, operations. Domain reference §7.7 */
export const canonical = 'https://fhir.example.health';
export const privacyLabel = `${canonical}/codesystem/privacy-label`;
export const specialtyExtension = `${canonical}/structuredefinition/specialty`;

/** A patient's public id, which is the id of our graph. The second spelling is for integrations that knew another host. */
export const publicId = `${canonical}/id/public-id`;
export const publicIdSpellings: readonly string[] = [publicId, 'http://fhir.patientsknowbest.com/id/public-id'];
