import { kindOfCode, kindOfRefusal, type RefusalName } from '../../kernel/failure-codes.ts';
import type { FailureKind } from '../../kernel/failure.ts';
import type { GraphError } from '../../kernel/graph.ts';

/** What goes wrong, by its HTTP status and title: this is the whole policy. RFC 9457 §3 */
const kinds = {
  invalid: [400, 'The request is not as it should be'],
  unauthenticated: [401, 'A valid access token is needed'],
  forbidden: [403, 'This token is not for this'],
  not_found: [404, 'There is no such thing'],
  method: [405, 'Not a method of this path'],
  unacceptable: [406, 'Not a form in which this is given'],
  conflict: [409, 'The world has moved on'],
  gone: [410, 'It has been deleted'],
  stale: [412, 'Another version is there'],
  too_long: [413, 'Too much at once'],
  media_type: [415, 'Not a form that is read'],
  range: [416, 'Not a part of this document'],
  unsupported: [422, 'Understood, and not done'],
  key_reused: [422, 'This key was used for something else'],
  precondition: [428, 'Say which version you mean'],
  too_many: [429, 'Too many requests'],
  internal: [500, 'Something failed on our side'],
  busy: [503, 'Too much is going on'],
  unavailable: [503, 'A part of the service does not answer'],
} as const satisfies Record<string, readonly [number, string]> & Record<FailureKind, readonly [number, string]>;

export type ProblemKind = keyof typeof kinds;

/** A place in the request, and what is wrong there. */
export type Fault = { readonly detail: string } & (
  | { readonly pointer: string } // JSON Pointer into the body. RFC 6901 §6
  | { readonly parameter: string } // of the path or the query
  | { readonly header: string }
);

/** What went wrong, as a value; `write.ts` makes it `application/problem+json`. */
export class Problem {
  readonly kind: ProblemKind;
  /** A full sentence for the client's developer. Never internals, never another patient's data. */
  readonly detail: string;
  readonly errors: readonly Fault[];

  constructor(kind: ProblemKind, detail: string, errors: readonly Fault[] = []) {
    this.kind = kind;
    this.detail = detail;
    this.errors = errors;
  }
}

export const isProblem = (value: unknown): value is Problem => value instanceof Problem;

export const statusOf = ({ kind }: Problem): number => kinds[kind][0];

/** The statuses that problems have, for the description of the API. */
export const problemStatuses = Object.values(kinds);

/** RFC 9457 §3.1; `errors` is our extension, as its §3.2 foresees. */
export const bodyOf = (problem: Problem) => ({
  type: `https://fhir.example.health/problem/${problem.kind.replaceAll('_', '-')}`,
  title: kinds[problem.kind][1],
  status: statusOf(problem),
  detail: problem.detail,
  ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
});

/** Where in the request a field of the graph's input comes from. */
export type PlaceOf = (field: string) => { pointer: string } | { parameter: string } | { header: string };

/** The first error decides. What the graph says of the caller's input is passed on; of everything else only its kind. */
export const problemOfErrors = ([first]: readonly GraphError[], placeOf: PlaceOf): Problem | undefined => {
  if (first === undefined) return undefined;
  const kind = first.code === 'UNAUTHENTICATED' ? 'unauthenticated' : (kindOfCode.get(first.code) ?? 'internal');
  return problemOf({ kind, message: first.message, field: first.field }, placeOf);
};

type Refused = { readonly kind: RefusalName; readonly message: string; readonly field?: string | null | undefined };

/** A refusal of the graph's (`Refusal`), or one of its errors. */
export const problemOfRefusal = ({ kind, ...refused }: Refused, placeOf: PlaceOf): Problem =>
  problemOf({ ...refused, kind: kindOfRefusal(kind) }, placeOf);

const problemOf = (
  { kind, message, field }: Omit<Refused, 'kind'> & { readonly kind: ProblemKind },
  placeOf: PlaceOf,
): Problem => {
  if (field === 'idempotencyKey' && message.includes('was used'))
    return new Problem('key_reused', message, [{ header: 'Idempotency-Key', detail: message }]);
  // Only an update names the moment or the version, and it took it from If-Match.
  if ((field === 'since' || field === 'version') && kind === 'conflict')
    return new Problem('stale', message, [{ header: 'If-Match', detail: message }]);
  // A permit is ours, and not the client's: that it opens nothing says that the record is not for this caller.
  if (field === 'permit' || field === null || field === undefined) return new Problem(kind, spoken[kind] ?? message);
  const detail = spoken[kind] ?? message;
  return new Problem(kind, detail, [{ ...placeOf(field), detail }]);
};

/** What is said instead of the graph's own words, which may tell more than the client should know. */
const spoken: Partial<Record<ProblemKind, string>> = {
  unauthenticated: 'Send a valid access token: Authorization: Bearer ….',
  not_found: 'There is nothing there that you may see.',
  unavailable: 'A part of the service does not answer; try again in a moment.',
  internal: 'Something failed on our side; nothing is wrong with the request.',
};

export const notFound = new Problem('not_found', spoken.not_found ?? '');
