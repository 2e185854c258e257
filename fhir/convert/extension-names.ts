const hl7 = 'http://hl7.org/fhir/3.0/StructureDefinition/extension-';
const r4 = 'http://hl7.org/fhir/StructureDefinition/';

/** What R4 has for two kinds of relation between observations, by their codes in STU3. */
export const observationExtensions = {
  'sequel-to': `${r4}observation-sequelTo`,
  replaces: `${r4}observation-replaces`,
} as const;

/**
 * Elements of STU3 whose extension has a name of its own: R4 defines extensions for some of what it took out, with plain
 * names for what is within them, and HL7's own converter has given two other names than the rule. FHIR R4 §2.1.0.3
 */
export const extensionNames: ReadonlyMap<string, string> = new Map([
  ['Medication.image', `${hl7}MedicationImage`],
  ['Medication.isOverTheCounter', `${hl7}MedicationOTC`],
  ['Patient.animal', `${r4}patient-animal`],
  ['Patient.animal.breed', 'breed'],
  ['Patient.animal.genderStatus', 'genderStatus'],
  ['Patient.animal.species', 'species'],
  ['ValueSet.extensible', `${r4}valueset-extensible`],
]);
