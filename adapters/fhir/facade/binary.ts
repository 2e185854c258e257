import type { Binary } from 'fhir/r4.js';
import { binaryAnswer, fhirAnswer, type Answer } from '../core/answer.ts';
import { contentTypeOf } from '../core/content-type.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForJson, formWanted } from '../core/negotiation.ts';
import { problemOfErrors, type Problem } from '../core/outcome.ts';
import { patientOfRecord } from '../core/record-id.ts';
import { FindDocumentContentDocument } from './documents.generated.ts';
import { notKnown } from './not-known.ts';
import type { Parts } from './parts.ts';

/** `GET Binary/{id}`: the bytes of the document with that id, or a Binary where FHIR is asked for. FHIR STU3 §3.1.0.1.12 */
export const readBinary = async ({ graph }: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const patient = patientOfRecord(id);
  if (patient === undefined) return notKnown('Binary', id);
  const { data, errors } = await graph.run(FindDocumentContentDocument, { patient, id }, request.caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const content = data?.patient?.documentContent ?? null;
  const record = data?.patient?.record ?? null;
  if (content === null || record === null) return notKnown('Binary', id);
  const contentType = contentTypeOf(record.resource);
  const headers = versionHeaders(record);
  if (!asksForFhir(request)) return binaryAnswer(Buffer.from(content, 'base64'), contentType, headers);
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
