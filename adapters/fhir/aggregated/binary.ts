import type { Binary } from 'fhir/r4.js';
import { binaryAnswer, fhirAnswer, type Answer } from '../core/answer.ts';
import { contentOf } from '../core/document-content.ts';
import { inBase64 } from '../core/document-bytes.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForJson } from '../core/negotiation.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { ReadDocumentBytesDocument, ReadDocumentPartDocument } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { notKnown } from './read.ts';
import { patientOfRecord } from '../core/record-id.ts';

/**
 * `GET Binary/{id}`: the content of the document with that id, as the bytes that were sent, or as a Binary resource
 * where FHIR JSON is asked for. FHIR R4 §2.47.3 (Serving Binary Resources using the RESTful API)
 */
export const readBinary = async (
  { graph, bytes }: Parts,
  id: string,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Binary', id);
  const { data, errors } = await graph.run(ReadDocumentBytesDocument, { patient, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const reference = data?.patient?.documentBytes ?? null;
  const record = data?.patient?.record ?? null;
  const { contentType, size } = contentOf(record?.resource ?? null);
  if (reference === null || record === null || size === undefined) return notKnown('Binary', id);

  const stream = await bytes({
    reference,
    size,
    part: async (from) => {
      const read = await graph.run(ReadDocumentPartDocument, { patient, id, ...from }, request.caller);
      return problemOfErrors(read.errors) ?? read.data?.patient?.documentPart ?? null;
    },
  });
  if (isProblem(stream)) return stream;
  const headers = versionHeaders(record);
  if (!asksForJson(request.wish)) return binaryAnswer(stream, { contentType, size }, headers);
  const binary: Binary = {
    resourceType: 'Binary',
    id,
    meta: { versionId: String(record.version), lastUpdated: record.lastUpdated },
    contentType,
    securityContext: { reference: `DocumentReference/${id}` },
  };
  const before = `${JSON.stringify(binary).slice(0, -1)},"data":"`;
  return fhirAnswer(inBase64(stream, { before, after: '"}' }), headers);
};
