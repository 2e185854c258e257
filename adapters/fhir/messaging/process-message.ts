import { createHash } from 'node:crypto';
import type { OperationOutcome, OperationOutcomeIssue, Patient } from 'fhir/r3.js';
import { isError, isIssue } from '../../../fhir/issue.ts';
import { readJson } from '../../../fhir/json/read.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { Problem, problemOfErrors, type ProblemKind, type ResourceIssue } from '../core/outcome.ts';
import { ReceivePatientDocument, type ReceivePatientMutation } from './documents.generated.ts';
import { patientIn, type Fault } from './patient.map.ts';
import { elementOf } from './places.ts';

/**
 * `POST Patient/$process-message`: one STU3 Patient is created, or changed. The same message again changes nothing, and
 * gets the answer that it is there. Domain reference §7.3
 */
export const processMessage = async (
  graph: Graph,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const read = readJson(text);
  if (isIssue(read)) return new Problem('invalid', read.diagnostics, [read]);
  const sent: unknown = read.value;
  const wrong = validate('STU3', sent).filter(isError);
  if (wrong.length > 0) return new Problem('unprocessable', 'This is no valid Patient of STU3.', wrong);
  const patient = sent as Patient;
  if ((patient.resourceType as string) !== 'Patient') return notAPatient;
  const { input, places, faults, warnings } = patientIn(patient);
  if (faults.length > 0) return new Problem('unprocessable', 'This Patient cannot be taken.', faults.map(errorOf));

  const digest = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
  const { data, errors } = await graph.run(ReceivePatientDocument, { input: { ...input, digest } }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.receivePatient;
  if (result === undefined) throw new Error('The graph answers neither a patient nor why not.');
  if (result.__typename === 'Refusal') {
    const { kind, message, field } = result;
    return new Problem(kinds[kind], message, [errorOf({ expression: elementOf(field, places), diagnostics: message })]);
  }
  const passedOver = result.warnings.map(({ field, message }) => ({
    expression: elementOf(field, places),
    diagnostics: message,
  }));
  return fhirAnswer(JSON.stringify(outcomeOf(result, [...warnings, ...passedOver])));
};

const notAPatient = new Problem('unprocessable', 'Send one Patient.', [
  { severity: 'error', code: 'structure', expression: 'Patient', diagnostics: 'Send one Patient.' },
]);

const errorOf = ({ expression, diagnostics }: Fault): ResourceIssue => ({
  severity: 'error',
  code: 'value',
  expression,
  diagnostics,
});

type Received = Extract<ReceivePatientMutation['receivePatient'], { readonly __typename: 'ReceivedPatient' }>;
type Refused = Extract<ReceivePatientMutation['receivePatient'], { readonly __typename: 'Refusal' }>;

const outcomeOf = ({ patientId, outcome }: Received, warnings: readonly Fault[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'information', code: 'informational', diagnostics: `Patient/${patientId}: ${said[outcome]}` },
    ...warnings.map(({ expression, diagnostics }): OperationOutcomeIssue => ({
      severity: 'warning',
      code: 'informational',
      diagnostics,
      expression: [expression],
    })),
  ],
});

const said = {
  CREATED: 'the record was created.',
  UPDATED: 'the record was changed.',
  UNCHANGED: 'this message has been processed before; nothing was changed.',
  STALE: 'a later message was here before; nothing was changed.',
  MATCHED: 'nothing was changed.',
} as const satisfies Record<Received['outcome'], string>;

const kinds = {
  BUSY: 'busy',
  CONFLICT: 'conflict',
  FORBIDDEN: 'forbidden',
  GONE: 'gone',
  INVALID: 'unprocessable',
  NOT_FOUND: 'unprocessable',
  UNAVAILABLE: 'unavailable',
  UNSUPPORTED: 'unsupported',
} as const satisfies Record<Refused['kind'], ProblemKind>;
