import type { Issue } from '../../../fhir/issue.ts';
import type { FailureKind } from '../../../kernel/failure.ts';
import { Problem, type ProblemKind } from '../core/outcome.ts';
import type { CustomerRefusalForFhirFragment } from './documents.generated.ts';

export const unknownFeed = new Problem('not_found', 'There is no such feed.');

export const notThere = (type: string, id: string): Problem =>
  new Problem('not_found', `${type}/${id} is not known here.`);

type Refused = {
  readonly type: string;
  readonly expression?: string;
  /** The version that had to be there; 0: none. */
  readonly expected?: number | null | undefined;
};

/** Why the graph refuses a write, as HTTP says it; `prefix` is where the write stands in what was sent. */
export const problemOfRefusal = (
  { kind, message, field, issues }: CustomerRefusalForFhirFragment,
  { type, expression = type, expected }: Refused,
): Problem => {
  const place = (field ?? '').replace(/^operations\[\d+\]\.?/, '');
  if (issues !== null && issues.length > 0) {
    const located = issues.map((issue) => ({
      ...issue,
      expression: expression === type ? issue.expression : issue.expression.replace(type, expression),
    }));
    return new Problem('unprocessable', message, located);
  }
  const problem = kinds[kind.toLowerCase() as FailureKind];
  if (place === 'resource' || place.startsWith('resource.'))
    return new Problem(problem, message, [
      {
        severity: 'error',
        code: problem === 'precondition' ? 'conflict' : 'invalid',
        expression: place.replace(/^resource/, expression),
        diagnostics: message,
      },
    ]);
  return new Problem(problem, message, place === 'expected' && expected === 0 ? 'If-None-Match' : headers[place]);
};

/** What the store calls a conflict is, over HTTP, a condition of the client's that does not hold. FHIR R4 §3.1.0.5 */
const kinds: Readonly<Record<FailureKind, ProblemKind>> = {
  not_found: 'not_found',
  forbidden: 'forbidden',
  conflict: 'precondition',
  invalid: 'invalid',
  gone: 'gone',
  busy: 'busy',
  unavailable: 'unavailable',
  unsupported: 'unsupported',
};

/** Which header or part of the URL a field of the graph's input came from. */
const headers: Readonly<Partial<Record<string, string>>> = {
  expected: 'If-Match',
  idempotencyKey: 'Idempotency-Key',
  condition: 'condition',
  id: 'id',
  type: 'type',
};

/** Why a text that was sent cannot be read, or a patch not be done. */
export const problemOfIssue = (kind: ProblemKind, { severity, code, expression, diagnostics }: Issue): Problem =>
  new Problem(kind, diagnostics, expression === '' ? undefined : [{ severity, code, expression, diagnostics }]);
