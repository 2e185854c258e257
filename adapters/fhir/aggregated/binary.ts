import type { Binary } from 'fhir/r4.js';
import { binaryAnswer, fhirAnswer, type Answer } from '../core/answer.ts';
import { contentTypeOf } from '../core/content-type.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForJson } from '../core/negotiation.ts';
import { problemOfErrors, type Problem } from '../core/outcome.ts';
import { ReadDocumentContentDocument } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { notKnown } from './read.ts';
import { patientOfRecord } from '../core/record-id.ts';

/**
 * `GET Binary/{id}`: the content of the document with that id, as the bytes that were sent, or as a Binary resource
 * where FHIR JSON is asked for. FHIR R4 §2.47.3 (Serving Binary Resources using the RESTful API)
 */
export const readBinary = async ({ graph }: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Binary', id);
  const { data, errors } = await graph.run(ReadDocumentContentDocument, { patient, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const content = data?.patient?.documentContent ?? null;
  const record = data?.patient?.record ?? null;
  if (content === null || record === null) return notKnown('Binary', id);

  const contentType = contentTypeOf(record.resource);
  const headers = versionHeaders(record);
  if (!asksForJson(request.wish)) return binaryAnswer(Buffer.from(content, 'base64'), contentType, headers);
  const binary: Binary = {
    resourceType: 'Binary',
    id,
    meta: { versionId: String(record.version), lastUpdated: record.lastUpdated },
    contentType,
    securityContext: { reference: `DocumentReference/${id}` },
    data: content,
  };
  return fhirAnswer(JSON.stringify(binary), headers);
};
