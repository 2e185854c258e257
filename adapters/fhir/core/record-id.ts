import { isFailure } from '../../../kernel/failure.ts';
import { parsePatientId, type PatientId } from '../../../kernel/id.ts';

/**
 * The patient whom an item of the record belongs to, told by the item's own id: `PATIENT.ITEM`, the patient's UUID
 * without dashes, a dot, the item. Undefined where the id has another form: then there is no such item.
 */
export const patientOfRecord = (id: string): PatientId | undefined => {
  const [, a, b, c, d, e] = recordForm.exec(id) ?? [];
  if (e === undefined) return undefined;
  const patient = parsePatientId([a, b, c, d, e].join('-'));
  return isFailure(patient) ? undefined : patient;
};

// The whole is a FHIR id: at most 64 characters. FHIR R4 §2.24.0.1
const recordForm = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[A-Za-z0-9.-]{1,31}$/;
