import { fhirAnswer, type Answer } from '../core/answer.ts';
import { asSent, contentHere, openBinary, withContent } from '../core/binary.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { inForm } from '../core/form.ts';
import { asksForJson, formWanted } from '../core/negotiation.ts';
import { isProblem, type Problem } from '../core/outcome.ts';
import type { Parts } from './parts.ts';

/** `GET Binary/{id}`: the bytes of the document with that id, or a Binary where FHIR is asked for. FHIR STU3 §3.1.0.1.12 */
export const readBinary = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const open = await openBinary(parts, id, request.caller);
  if (isProblem(open)) return open;
  if (!asksForFhir(request)) return asSent(open);
  // STU3 calls `content` what R4 calls `data`.
  const text = JSON.stringify({ ...open.resource, content: contentHere });
  const answer = inForm(fhirAnswer(text, open.headers), formWanted(request.wish, ['3.0']) ?? 'json', 'STU3');
  if (!isProblem(answer) && typeof answer.body === 'string') return { ...answer, body: withContent(answer.body, open) };
  open.stream.destroy();
  return answer;
};

export const asksForFhir = ({ wish }: FhirRequest): boolean =>
  asksForJson(wish) || ((wish.format ?? wish.accept ?? '').includes('xml') && formWanted(wish, ['3.0']) === 'xml');
