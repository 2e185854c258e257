import { buffer } from 'node:stream/consumers';
import type { Binary } from 'fhir/r4.js';
import { binaryAnswer, fhirAnswer, type Answer } from '../core/answer.ts';
import { contentOf } from '../core/document-content.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForJson, formWanted } from '../core/negotiation.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { patientOfRecord } from '../core/record-id.ts';
import { FindDocumentBytesDocument, FindDocumentPartDocument } from './documents.generated.ts';
import { notKnown } from './not-known.ts';
import type { Parts } from './parts.ts';

/** `GET Binary/{id}`: the bytes of the document with that id, or a Binary where FHIR is asked for. FHIR STU3 §3.1.0.1.12 */
export const readBinary = async (
  { graph, bytes }: Parts,
  id: string,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Binary', id);
  const { data, errors } = await graph.run(FindDocumentBytesDocument, { patient, id }, request.caller);
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
      const read = await graph.run(FindDocumentPartDocument, { patient, id, ...from }, request.caller);
      return problemOfErrors(read.errors) ?? read.data?.patient?.documentPart ?? null;
    },
  });
  if (isProblem(stream)) return stream;
  const headers = versionHeaders(record);
  if (!asksForFhir(request)) return binaryAnswer(stream, { contentType, size }, headers);
  // Which may be wanted as XML: the one form that is made of a whole.
  const content = (await buffer(stream)).toString('base64');
  // STU3 calls `content` what R4 calls `data`.
  const binary: Omit<Binary, 'data'> & { readonly content: string } = {
    resourceType: 'Binary',
    id,
    meta: { versionId: String(record.version), lastUpdated: record.lastUpdated },
    contentType,
    content,
  };
  return fhirAnswer(JSON.stringify(binary), headers);
};

export const asksForFhir = ({ wish }: FhirRequest): boolean =>
  asksForJson(wish) || ((wish.format ?? wish.accept ?? '').includes('xml') && formWanted(wish, ['3.0']) === 'xml');
