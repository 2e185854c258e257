import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { kindOfCode } from '../../../kernel/failure-codes.ts';
import type { FailureKind } from '../../../kernel/failure.ts';
import type { GraphError } from '../../../kernel/graph.ts';

/** All that can go wrong between a FHIR client and the graph: our failures, and what only HTTP and FHIR know. */
export type ProblemKind =
  | FailureKind
  | 'required' // a parameter that must be there is not
  | 'ambiguous' // one was asked for, several match
  | 'unauthenticated'
  | 'unknown_type' // a resource type, operation or path that this base does not serve
  | 'method' // a method that this path does not take
  | 'unacceptable' // an answer in a form that we do not write
  | 'media_type' // a body in a form that we do not read
  | 'too_long'
  | 'too_costly' // more at once than an operation takes
  | 'precondition' // If-Match, If-None-Match, or a condition that several resources meet
  | 'unprocessable' // a resource that is not as FHIR defines it
  | 'internal';

/** One of several things that are wrong with a resource. */
export type ResourceIssue = {
  readonly severity: string;
  readonly code: string;
  /** FHIRPath: `Patient.name[0].family` */
  readonly expression: string;
  readonly diagnostics: string;
};

/** What went wrong, as a value; `answer.ts` makes it an HTTP response with an OperationOutcome. */
export class Problem {
  readonly kind: ProblemKind;
  /** A full sentence for the client's developer: what is wrong and what was expected. Never internals. */
  readonly diagnostics: string;
  /** The search parameter or header that is at fault. */
  readonly parameter?: string;
  /** What is wrong with the resource that was sent, where that is known in detail. */
  readonly issues: readonly ResourceIssue[];

  constructor(kind: ProblemKind, diagnostics: string, at?: string | readonly ResourceIssue[]) {
    this.kind = kind;
    this.diagnostics = diagnostics;
    if (typeof at === 'string') this.parameter = at;
    this.issues = typeof at === 'object' ? at : [];
  }
}

export const isProblem = (value: unknown): value is Problem => value instanceof Problem;

/**
 * The first error decides. What the graph says of the caller's input and of its headers is passed on; of everything else only
 * its kind.
 */
export const problemOfErrors = ([first]: readonly GraphError[]): Problem | undefined => {
  if (first === undefined) return undefined;
  const kind = first.code === 'UNAUTHENTICATED' ? 'unauthenticated' : (kindOfCode.get(first.code) ?? 'internal');
  return new Problem(
    kind,
    first.field === 'X-Org-Public-Id' ? first.message : (spoken[kind] ?? first.message),
    first.field === undefined ? undefined : parameterOf(first.field),
  );
};

/** The graph's `after` is our `page`; a search parameter has the same name on both sides. */
const parameterOf = (field: string): string => (field === 'after' ? 'page' : field);

export const statusOf = (problem: Problem): number => answers[problem.kind][0];

/** The OperationOutcome for a problem. */
export const outcomeOf = (problem: Problem): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue:
    problem.issues.length > 0
      ? problem.issues.map(issueOf)
      : [
          {
            severity: 'error',
            code: answers[problem.kind][1],
            diagnostics: problem.diagnostics,
            // "For HTTP errors, will be 'http.' + the parameter name." FHIR R4, OperationOutcome.issue.location
            ...(problem.parameter === undefined ? {} : { location: [`http.${problem.parameter}`] }),
          },
        ],
});

const issueOf = ({ severity, code, expression, diagnostics }: ResourceIssue): OperationOutcomeIssue => ({
  severity: severity === 'warning' || severity === 'information' ? severity : 'error',
  code,
  diagnostics,
  // Of a text that cannot be read there is no element to name.
  ...(expression === '' ? {} : { expression: [expression] }),
});

/**
 * An OperationOutcome that only warns; it travels inside a searchset.
 *
 * @param unsupported what was passed over
 * @param doubtful values that were taken as they came and cannot be meant
 */
export const warningOf = (unsupported: readonly string[], doubtful: readonly string[] = []): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    ...unsupported.map((diagnostics) => ({ severity: 'warning', code: 'not-supported', diagnostics }) as const),
    ...doubtful.map((diagnostics) => ({ severity: 'warning', code: 'value', diagnostics }) as const),
  ],
});

/** The whole policy: HTTP status and issue type (http://hl7.org/fhir/R4/valueset-issue-type.html) of each problem. */
const answers = {
  invalid: [400, 'invalid'],
  required: [400, 'required'],
  // "Servers SHALL reject any search request that contains a search modifier that the server does not support." R4 §3.1.1.4.5
  unsupported: [400, 'not-supported'],
  unauthenticated: [401, 'login'],
  forbidden: [403, 'forbidden'],
  not_found: [404, 'not-found'],
  unknown_type: [404, 'not-supported'],
  method: [405, 'not-supported'],
  unacceptable: [406, 'not-supported'],
  conflict: [409, 'conflict'],
  ambiguous: [409, 'multiple-matches'],
  gone: [410, 'deleted'],
  precondition: [412, 'conflict'],
  too_long: [413, 'too-long'],
  too_costly: [413, 'too-costly'],
  media_type: [415, 'not-supported'],
  unprocessable: [422, 'invalid'],
  internal: [500, 'exception'],
  busy: [503, 'throttled'],
  unavailable: [503, 'transient'],
} as const satisfies Record<ProblemKind, readonly [number, OperationOutcomeIssue['code']]>;

/** What is said instead of the graph's own words, which may tell more than the client should know. */
const spoken: Partial<Record<ProblemKind, string>> = {
  unauthenticated: 'Send a valid access token: Authorization: Bearer ….',
  forbidden: 'This client may not do this.',
  not_found: 'Not known here.',
  busy: 'Too much at once; try again in a moment.',
  unavailable: 'A part of the service does not answer; try again in a moment.',
  internal: 'Something failed on our side; nothing is wrong with the request.',
};
