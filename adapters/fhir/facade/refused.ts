import { Problem, type ProblemKind } from '../core/outcome.ts';
import type { FacadeRefusalFragment } from './documents.generated.ts';
import { at, type Given } from './operation-input.ts';

/** Why the graph refuses an operation; the place that it names among the inputs is one among the Parameters outside. */
export const problemOfRefusal = ({ kind, message, field }: FacadeRefusalFragment, given: readonly Given[]): Problem => {
  const [, place] = /^\w+\[(\d+)\]/.exec(field ?? '') ?? [];
  const expression = place === undefined ? undefined : given[Number(place)]?.expression;
  return new Problem(
    kinds[kind],
    message,
    expression === undefined ? undefined : [at(expression, 'code-invalid', message)],
  );
};

const kinds = {
  BUSY: 'busy',
  CONFLICT: 'conflict',
  FORBIDDEN: 'forbidden',
  GONE: 'gone',
  INVALID: 'invalid',
  NOT_FOUND: 'not_found',
  UNAVAILABLE: 'unavailable',
  UNSUPPORTED: 'unsupported',
} as const satisfies Record<FacadeRefusalFragment['kind'], ProblemKind>;
