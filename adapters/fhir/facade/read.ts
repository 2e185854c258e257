import { isFailure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import { fhirAnswer, notModified, type Answer } from '../core/answer.ts';
import { isUnchanged, versionHeaders, type Version } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { patientOfRecord } from '../core/record-id.ts';
import { directoryOf } from './directory.ts';
import {
  FindAppointmentDocument,
  FindPatientDocument,
  FindRecordDocument,
  FindWhatProvenanceIsAboutDocument,
} from './documents.generated.ts';
import { notKnown } from '../core/not-known.ts';
import type { Parts } from './parts.ts';
import { patientText } from './patient.ts';
import { toProvenance } from './provenance.ts';
import { servedRecords, type ServedRecord } from './served.ts';
import { stu3Text } from './stu3.ts';

/** `GET Patient/{id}`. Missing and hidden look alike. */
export const readPatient = async ({ graph }: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const known = parsePatientId(id);
  if (isFailure(known)) return notKnown('Patient', id);
  const { data, errors } = await graph.run(FindPatientDocument, { id: known }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const patient = data?.patient;
  if (patient === null || patient === undefined) return notKnown('Patient', id);
  return answerRead(patient, request, () => patientText(patient, known));
};

type Item = { readonly type: ServedRecord['type']; readonly id: string };

/** `GET {Type}/{id}` of an item of the record: through the patient whom the id names. */
export const readRecord = async (
  { graph }: Parts,
  { type, id }: Item,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown(type, id);
  const { data, errors } =
    type === 'Appointment'
      ? await graph.run(FindAppointmentDocument, { patient, id }, request.caller)
      : await graph.run(FindRecordDocument, { patient, type, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const record = data?.patient?.record;
  if (record === null || record === undefined) return notKnown(type, id);
  return answerRead(record, request, () => stu3Text(type, record));
};

/** `GET Provenance/{id}`: of whatever item has this id. */
export const readProvenance = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Provenance', id);
  const { data, errors } = await parts.graph.run(FindWhatProvenanceIsAboutDocument, { patient, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  for (const { type } of servedRecords) {
    const item = data?.patient?.[type];
    if (item === null || item === undefined) continue;
    const directory = await directoryOf(parts, item.sources, request.caller);
    if (isProblem(directory)) return directory;
    return answerRead(item, request, () => JSON.stringify(toProvenance(type, item, directory)));
  }
  return notKnown('Provenance', id);
};

/** The resource with its version, or that the client has this version already. FHIR STU3 §3.1.0.5.3 */
const answerRead = (version: Version, { conditions }: FhirRequest, textOf: () => string): Answer => {
  const headers = versionHeaders(version);
  return isUnchanged(version, conditions) ? notModified(headers) : fhirAnswer(textOf(), headers);
};
