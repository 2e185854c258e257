import { createHash } from 'node:crypto';
import type { OperationOutcome, OperationOutcomeIssue, Patient } from 'fhir/r3.js';
import type { Graph } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors, type ResourceIssue } from '../core/outcome.ts';
import { ReceivePatientDocument, type ReceivePatientMutation } from './documents.generated.ts';
import { patientIn, type Fault } from './patient.map.ts';
import { elementOf } from './places.ts';
import { errorOf, kinds, resourceIn } from './sent-resource.ts';

/**
 * `POST Patient/$process-message`: one STU3 Patient is created, or changed. The same message again changes nothing, and
 * gets the answer that it is there. Domain reference §7.3
 */
export const processMessage = async (
  graph: Graph,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const patient = resourceIn<Patient>(text, 'Patient');
  if (isProblem(patient)) return patient;
  const { input, places, faults, warnings } = patientIn(patient);
  if (faults.length > 0) return new Problem('unprocessable', 'This Patient cannot be taken.', faults.map(errorOf));

  const digest = createHash('sha256').update(JSON.stringify(patient)).digest('hex');
  const { data, errors } = await graph.run(ReceivePatientDocument, { input: { ...input, digest } }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.receivePatient;
  if (result === undefined) throw new Error('The graph answers neither a patient nor why not.');
  if (result.__typename === 'Refusal') {
    const { kind, message, field } = result;
    const first = errorOf({ expression: elementOf(field, places), diagnostics: message });
    return new Problem(kinds[kind], message, [first, ...alsoMissing(field, patient)]);
  }
  const passedOver = result.warnings.map(({ field, message }) => ({
    expression: elementOf(field, places),
    diagnostics: message,
  }));
  return fhirAnswer(JSON.stringify(outcomeOf(result, [...warnings, ...passedOver])));
};

/**
 * The graph names the first thing that a new record lacks, and says by that that it is a new one: the others, which a change
 * of a record need not bring, are named with it.
 */
const alsoMissing = (field: string | null, patient: Patient): readonly ResourceIssue[] => {
  const isNew = newRecordNeeds.some((one) => one.field === field && patient[one.element] === undefined);
  return newRecordNeeds
    .filter((one) => isNew && one.field !== field && patient[one.element] === undefined)
    .map(({ element, says }) => errorOf({ expression: `Patient.${element}`, diagnostics: says }));
};

const newRecordNeeds = [
  { field: 'demographics.dateOfBirth', element: 'birthDate', says: 'A new record needs a date of birth.' },
  { field: 'demographics.gender', element: 'gender', says: 'A new record needs a sex.' },
] as const;

type Received = Extract<ReceivePatientMutation['receivePatient'], { readonly __typename: 'ReceivedPatient' }>;
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
