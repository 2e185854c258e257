import type { Parameters } from 'fhir/r3.js';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, problemOfErrors, type Problem } from '../core/outcome.ts';
import { MakeInvitationTokensDocument } from './documents.generated.ts';
import { givenPatients, keyOf } from './given-patients.ts';
import { givenValues } from './operation-input.ts';
import type { Parts } from './parts.ts';
import { problemOfRefusal } from './refused.ts';

/** Domain reference §7.3 */
export const mostTokens = 500;

/** `POST Organization/$generate-invitation-tokens`: to print on letters. Who cannot be invited is left out. */
export const generateInvitationTokens = async (
  { graph, base }: Parts,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const given = givenValues(text, { name: 'patientIdentifier', most: mostTokens });
  if (isProblem(given)) return given;
  const patients = givenPatients(given);
  if (isProblem(patients)) return patients;
  const { data, errors } = await graph.run(MakeInvitationTokensDocument, { input: { patients } }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.generateInvitationTokens;
  if (result?.__typename === 'Refusal') return problemOfRefusal(result, given);
  const tokens = (result?.tokens ?? []).map(({ patientIdentifier, token, code, expiry, joinPath }) => ({
    name: 'patientTokens',
    part: [
      { name: 'patientIdentifier', valueString: keyOf(patientIdentifier) },
      { name: 'token', valueString: token },
      { name: 'code', valueString: code },
      { name: 'expiry', valueDateTime: expiry },
      { name: 'joinUrl', valueUri: new URL(joinPath, base).href },
    ],
  }));
  const answer: Parameters = { resourceType: 'Parameters', ...(tokens.length === 0 ? {} : { parameter: tokens }) };
  return fhirAnswer(JSON.stringify(answer));
};
