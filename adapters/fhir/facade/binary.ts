import type { Answer } from '../core/answer.ts';
import { asksForBinary, asResource, asSent, contentHere, openBinary } from '../core/binary.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import type { Parts } from './parts.ts';

/** `GET Binary/{id}`: the bytes of the document with that id, or a Binary where FHIR is asked for. FHIR STU3 §3.1.0.1.12 */
export const readBinary = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const open = await openBinary(parts, id, request.caller);
  if (isProblem(open)) return open;
  if (!asksForBinary(request, 'STU3')) return asSent(open);
  // STU3 calls `content` what R4 calls `data`.
  return asResource(open, { ...open.resource, content: contentHere }, { wish: request.wish, version: 'STU3' });
};
