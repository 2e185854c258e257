import type { Resource } from 'fhir/r3.js';
import { isError, isIssue } from '../../../fhir/issue.ts';
import { readJson } from '../../../fhir/json/read.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import { Problem, type ProblemKind, type ResourceIssue } from '../core/outcome.ts';
import type { RefusalKind } from './documents.generated.ts';

/** The one valid STU3 resource of this type that was sent. */
export const resourceIn = <Sent extends Resource>(text: string, type: string): Sent | Problem => {
  const read = readJson(text);
  if (isIssue(read)) return new Problem('invalid', read.diagnostics, [read]);
  const sent: unknown = read.value;
  const wrong = validate('STU3', sent).filter(isError);
  if (wrong.length > 0) return new Problem('unprocessable', `This is no valid ${type} of STU3.`, wrong);
  const resource = sent as Sent & { readonly resourceType: string };
  return resource.resourceType === type ? resource : another(type);
};

const another = (type: string): Problem =>
  new Problem('unprocessable', `Send one ${type}.`, [
    { severity: 'error', code: 'structure', expression: type, diagnostics: `Send one ${type}.` },
  ]);

export const errorOf = ({
  expression,
  diagnostics,
}: {
  readonly expression: string;
  readonly diagnostics: string;
}): ResourceIssue => ({
  severity: 'error',
  code: 'value',
  expression,
  diagnostics,
});

/** Why the graph refuses, as HTTP and FHIR have it. */
export const kinds = {
  BUSY: 'busy',
  CONFLICT: 'conflict',
  FORBIDDEN: 'forbidden',
  GONE: 'gone',
  INVALID: 'unprocessable',
  NOT_FOUND: 'unprocessable',
  UNAVAILABLE: 'unavailable',
  UNSUPPORTED: 'unsupported',
} as const satisfies Record<RefusalKind, ProblemKind>;
