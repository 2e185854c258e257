/** What is wrong with a resource, as an OperationOutcome says it. FHIR R4 §2.44 */
export type Issue = {
  readonly severity: 'error' | 'warning';
  /** http://hl7.org/fhir/R4/valueset-issue-type.html */
  readonly code:
    | 'structure'
    | 'required'
    | 'value'
    | 'invariant'
    | 'invalid'
    | 'code-invalid'
    | 'too-costly'
    | 'not-found'
    | 'conflict';
  /**
   * Where: a FHIRPath from the resource, such as `Patient.name[0].family`. A choice has its name in the specification.
   * Empty where there is no resource yet: of a text that cannot be read, diagnostics have line and column.
   */
  readonly expression: string;
  /** A full sentence for the sender's developer. Values of the resource are not repeated: they are about somebody. */
  readonly diagnostics: string;
};

export const isError = ({ severity }: Issue): boolean => severity === 'error';

/** Tells an issue from what there would be without one. */
export const isIssue = (result: object): result is Issue => 'diagnostics' in result && 'severity' in result;
