import type { Parameters } from 'fhir/r3.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { FindReadReceiptsDocument } from './documents.generated.ts';
import { givenValues } from './operation-input.ts';
import type { Parts } from './parts.ts';
import { problemOfRefusal } from './refused.ts';

/** Domain reference §7.3 */
export const mostReceipts = 5_000;

/** `POST DocumentReference/$read-receipt-query`: one question to the graph, however many there are. */
export const readReceiptQuery = async (
  { graph }: Parts,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const given = givenValues(text, { name: 'documentIdentifier', most: mostReceipts });
  if (isProblem(given)) return given;
  const documentIdentifiers = given.map(({ value }) => value);
  const { data, errors } = await graph.run(FindReadReceiptsDocument, { documentIdentifiers }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.readReceipts;
  if (result?.__typename === 'Refusal') return problemOfRefusal(result, given);
  const receipts = (result?.receipts ?? []).map(({ documentIdentifier, read, readAt }) => ({
    name: 'readReceipt',
    part: [
      { name: 'documentIdentifier', valueString: documentIdentifier },
      { name: 'read', valueBoolean: read },
      ...(readAt === null ? [] : [{ name: 'readAt', valueDateTime: readAt }]),
    ],
  }));
  const answer: Parameters = {
    resourceType: 'Parameters',
    // FHIR knows no empty arrays.
    ...(receipts.length === 0 ? {} : { parameter: receipts }),
  };
  return fhirAnswer(JSON.stringify(answer));
};
