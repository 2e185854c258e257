import { isIssue } from '../../../fhir/issue.ts';
import { readJson } from '../../../fhir/json/read.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { patientOfId } from '../core/named-patient.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { questionnaireText } from '../core/questionnaire.ts';
import { PermitsForDocument, ReadQuestionnaireDocument, SendQuestionnaireDocument } from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { notKnown } from '../core/not-known.ts';

/** `GET Questionnaire/{id}` of a published one. */
export const readQuestionnaire = async (
  { graph }: Parts,
  id: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const { data, errors } = await graph.run(ReadQuestionnaireDocument, { id }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.questionnaire;
  if (found === null || found === undefined) return notKnown('Questionnaire', id);
  return fhirAnswer(questionnaireText(found));
};

/** Domain reference §7.3 */
const mostTargets = 500;

/**
 * `POST Questionnaire/{id}/$send-questionnaire-request`: asks the patients of `target`, 1 to 500, all or none. Answers with
 * their ServiceRequests, in the order of the targets.
 */
export const sendQuestionnaireRequest = async (
  { graph, base }: Parts,
  { id, body }: { readonly id: string; readonly body: string },
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const targets = targetsIn(body, base);
  if (isProblem(targets)) return targets;
  const permits = await permitsFor({ graph }, targets, caller);
  if (isProblem(permits)) return permits;
  const { data, errors } = await graph.run(
    SendQuestionnaireDocument,
    { input: { questionnaire: id, permits } },
    caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const sent = data?.sendQuestionnaire;
  if (sent === undefined) throw new Error('The graph answered nothing.');
  if ('kind' in sent) {
    const [, place] = /^permits\[(\d+)\]$/.exec(sent.field ?? '') ?? [];
    const target = targets[Number(place ?? Number.NaN)];
    if (target !== undefined) return refused(target, sent.message);
    return sent.field === 'questionnaire' && sent.kind === 'NOT_FOUND'
      ? notKnown('Questionnaire', id)
      : new Problem(sent.kind === 'CONFLICT' ? 'conflict' : 'invalid', sent.message);
  }
  const parameter = sent.resources.map((resource) => `{"name":"return","resource":${resource}}`).join(',');
  return fhirAnswer(`{"resourceType":"Parameters","parameter":[${parameter}]}`);
};

type Given = { readonly patient: string; readonly expression: string };

const targetsIn = (body: string, base: string): readonly Given[] | Problem => {
  const read = readJson(body);
  if (isIssue(read)) return new Problem('invalid', read.diagnostics, [read]);
  const wrong = validate('R4', read.value).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return new Problem('invalid', 'This is no valid Parameters resource of R4.', wrong);
  const { resourceType, parameter = [] } = read.value as unknown as Parameters;
  if (resourceType !== 'Parameters') return new Problem('invalid', 'Send a Parameters resource.');
  const given = parameter.map((one, place) => ({ ...one, place })).filter(({ name }) => name === 'target');
  if (given.length === 0) return new Problem('required', 'Give at least one parameter target.', 'target');
  if (given.length > mostTargets)
    return new Problem(
      'too_costly',
      `Ask at most ${String(mostTargets)} patients at once; these are ${String(given.length)}.`,
      'target',
    );
  const targets: Given[] = [];
  for (const { valueReference, place } of given) {
    const expression = `Parameters.parameter[${String(place)}]`;
    const reference = valueReference?.reference ?? '';
    const [type, patient = '', ...more] = (
      reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
    ).split('/');
    if (type !== 'Patient' || more.length > 0)
      return refused({ patient: '', expression }, 'A target is a valueReference to a Patient of this base.');
    targets.push({ patient: patientOfId(patient).id, expression });
  }
  return targets;
};

type Parameters = {
  readonly resourceType: string;
  readonly parameter?: readonly { readonly name: string; readonly valueReference?: { readonly reference?: string } }[];
};

const refused = ({ expression }: Given, diagnostics: string): Problem =>
  new Problem('invalid', diagnostics, [{ severity: 'error', code: 'value', expression, diagnostics }]);

/** Leave to act on each record, in one question; of one that is hidden or missing there is none, and nobody is asked. */
const permitsFor = async (
  { graph }: Pick<Parts, 'graph'>,
  targets: readonly Given[],
  caller: Caller,
): Promise<readonly string[] | Problem> => {
  const patients = targets.map(({ patient }) => patient);
  const { data, errors } = await graph.run(PermitsForDocument, { patients }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const permits: string[] = [];
  for (const [index, target] of targets.entries()) {
    const permit = data?.permits[index] ?? null;
    if (permit === null) return refused(target, noPatient.diagnostics);
    permits.push(permit);
  }
  return permits;
};

const noPatient = new Problem('invalid', 'No patient whom you may ask has this id.');
