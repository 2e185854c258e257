import { convert } from '../../../fhir/convert/convert.ts';
import type { Members } from '../../../fhir/convert/value.ts';
import { isExactMembers, writeExact, type ExactMembers } from '../../../fhir/json/exact.ts';
import { readExact } from '../../../fhir/json/read.ts';
import { isIssue } from '../../../fhir/issue.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { questionnaireIn, questionnaireText } from '../core/questionnaire.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { FindQuestionnaireDocument } from './documents.generated.ts';
import { notKnown } from '../core/not-known.ts';
import type { Parts } from './parts.ts';
import { pageLimits } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** `GET Questionnaire/{id}` of a published one, or of a draft of one's team. */
export const readQuestionnaire = async (parts: Parts, id: string, request: FhirRequest): Promise<Answer | Problem> => {
  const found = await textOf(parts, id, request.caller);
  if (isProblem(found)) return found;
  return found === undefined ? notKnown('Questionnaire', id) : fhirAnswer(found);
};

/** `GET Questionnaire?url=…` or `?_id=…`: the one that a QuestionnaireResponse names. */
export const searchQuestionnaires = async (parts: Parts, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const [parameter, ...others] = result.rest.filter(({ name }) => name === 'url' || name === '_id');
  if (parameter === undefined) return new Problem('required', 'Name the Questionnaire: url or _id.', 'url');
  if (others.length > 0) return new Problem('invalid', 'Give url (or _id) once.', parameter.name);
  const id = parameter.name === '_id' ? parameter.value : questionnaireIn(parameter.value);
  const found = id === undefined ? undefined : await textOf(parts, id, request.caller);
  if (isProblem(found)) return found;
  const entries =
    found === undefined
      ? []
      : [{ fullUrl: `${parts.base}/Questionnaire/${id ?? ''}`, resource: found, mode: 'match' as const }];
  return fhirAnswer(
    searchsetText(parts, {
      type: 'Questionnaire',
      result,
      self: [parameter],
      total: entries.length,
      entries,
      ignored: result.rest.filter((other) => other !== parameter).map(({ name }) => name),
    }),
  );
};

const textOf = async ({ graph }: Parts, id: string, caller: Caller): Promise<string | undefined | Problem> => {
  const { data, errors } = await graph.run(FindQuestionnaireDocument, { id }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.questionnaire;
  return found === null || found === undefined ? undefined : inStu3(questionnaireText(found));
};

/** It was checked when it was made: if it cannot be read, that is a fault of ours. */
const inStu3 = (text: string): string => {
  const read = readExact(text);
  if (isIssue(read) || !isExactMembers(read.value)) throw new Error('A questionnaire is no resource.');
  const resource: unknown = read.value;
  return writeExact(convert('R4', resource as Members).resource as ExactMembers);
};
