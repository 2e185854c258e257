import { isFailure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { fhirAnswer, notModified, type Answer } from '../core/answer.ts';
import { isUnchanged, versionHeaders, type Version } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { partOf, partWanted } from '../core/form.ts';
import { notKnown } from '../core/not-known.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { ReadAppointmentDocument, ReadPatientDocument, ReadRecordDocument } from './documents.generated.ts';
import { maskedText } from './masked.ts';
import type { Parts } from './parts.ts';
import { toFhirPatient, toReplacedPatient } from '../core/patient.map.ts';
import { patientOfRecord } from '../core/record-id.ts';

/** `GET Patient/{id}`. Missing and hidden look alike. */
export const readPatient = async ({ graph }: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const known = parsePatientId(id);
  if (isFailure(known)) return notKnown('Patient', id);
  const { data, errors } = await graph.run(ReadPatientDocument, { id: known }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const patient = data?.patient;
  if (patient === null || patient === undefined) return notKnown('Patient', id);
  return answerRead(patient, request, () =>
    JSON.stringify(patient.id === known ? toFhirPatient(patient) : toReplacedPatient(patient, known)),
  );
};

/** `GET {Type}/{id}` of an item of the record: through the patient whom the id names. */
export const readRecord = async (
  { graph }: Parts,
  { type, id }: { readonly type: string; readonly id: string },
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown(type, id);
  const { data, errors } =
    type === 'Appointment'
      ? await graph.run(ReadAppointmentDocument, { patient, id }, request.caller)
      : await graph.run(ReadRecordDocument, { patient, type, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const record = data?.patient?.record;
  if (record === null || record === undefined) return notKnown(type, id);
  return answerRead(record, request, () => record.resource ?? maskedText(type, record));
};

/** The resource, or the part of it that is wanted, with its version; or that the client has this version already. FHIR R4 §3.1.0.1.5 */
export const answerRead = (
  version: Version,
  { conditions, parameters }: FhirRequest,
  textOf: () => string,
): Answer | Problem => {
  const part = partWanted(parameters);
  if (isProblem(part)) return part;
  const headers = versionHeaders(version);
  return isUnchanged(version, conditions) ? notModified(headers) : fhirAnswer(partOf('R4', part)(textOf()), headers);
};
