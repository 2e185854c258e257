import type { CodingInput } from '../documents.generated.ts';
import type { Coded } from '../read/coded.ts';

/** The code meant; the same in another system has no place in the graph. */
export const toCoding = ({ code, display, system }: Coded): CodingInput => ({
  code,
  display,
  system: system === undefined ? undefined : (uris.get(system.toUpperCase()) ?? system),
});

/** Names of code systems that everybody means the same by, HL7 table 0396; a sender's own stay as they are. */
const uris = new Map([
  ['LN', 'http://loinc.org'],
  ['SCT', 'http://snomed.info/sct'],
  ['SNOMED CT', 'http://snomed.info/sct'],
  ['I10', 'http://hl7.org/fhir/sid/icd-10'],
]);
