import type { Binary } from 'fhir/r4.js';
import type { Answer } from '../core/answer.ts';
import { asksForBinary, asResource, asSent, contentHere, openBinary } from '../core/binary.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import type { Parts } from './parts.ts';

/**
 * `GET Binary/{id}`: the content of the document with that id, as the bytes that were sent, or as a Binary resource
 * where FHIR is asked for. FHIR R4 §2.47.3 (Serving Binary Resources using the RESTful API)
 */
export const readBinary = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const open = await openBinary(parts, id, request.caller);
  if (isProblem(open)) return open;
  if (!asksForBinary(request, 'R4')) return asSent(open);
  const binary: Binary = {
    ...open.resource,
    securityContext: { reference: `DocumentReference/${id}` },
    data: contentHere,
  };
  return asResource(open, binary, { wish: request.wish, version: 'R4' });
};
