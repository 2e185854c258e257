import type { Binary } from 'fhir/r4.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { asSent, contentHere, openBinary, withContent } from '../core/binary.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { asksForJson } from '../core/negotiation.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import type { Parts } from './parts.ts';

/**
 * `GET Binary/{id}`: the content of the document with that id, as the bytes that were sent, or as a Binary resource
 * where FHIR JSON is asked for. FHIR R4 §2.47.3 (Serving Binary Resources using the RESTful API)
 */
export const readBinary = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const open = await openBinary(parts, id, request.caller);
  if (isProblem(open)) return open;
  if (!asksForJson(request.wish)) return asSent(open);
  const binary: Binary = {
    ...open.resource,
    securityContext: { reference: `DocumentReference/${id}` },
    data: contentHere,
  };
  return fhirAnswer(withContent(JSON.stringify(binary), open), open.headers);
};
