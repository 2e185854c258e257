import { convert } from '../../../fhir/convert/convert.ts';
import type { Members } from '../../../fhir/convert/value.ts';
import { toFhirPatient, toReplacedPatient } from '../core/patient.map.ts';
import type { FacadePatientFragment } from './documents.generated.ts';

/** The demographics as an STU3 Patient; under the id of a record that was merged into this one, where that leads. */
export const patientText = (patient: FacadePatientFragment, asked: string = patient.id): string => {
  const inR4 = patient.id === asked ? toFhirPatient(patient) : toReplacedPatient(patient, asked);
  // What is undefined is not there: the conversion takes a resource as JSON has it.
  return JSON.stringify(convert('R4', JSON.parse(JSON.stringify(inR4)) as Members).resource);
};
