import type { FailureKind } from './failure.ts';

/** How each kind of failure is called in `extensions.code` of the graph. */
export const codes = {
  not_found: 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  conflict: 'CONFLICT',
  invalid: 'BAD_USER_INPUT',
  gone: 'GONE',
  busy: 'BUSY',
  unavailable: 'UNAVAILABLE',
  unsupported: 'UNSUPPORTED',
} as const satisfies Record<FailureKind, string>;

/** Back again, for adapters; what is not here is our own fault. */
export const kindOfCode: ReadonlyMap<string, FailureKind> = new Map(
  (Object.keys(codes) as FailureKind[]).map((kind) => [codes[kind], kind]),
);

/** How a `Refusal` in the graph names its kind. */
export type RefusalName = Uppercase<FailureKind>;

export const kindOfRefusal = (name: RefusalName): FailureKind => name.toLowerCase() as FailureKind;
export const nameOfRefusal = (kind: FailureKind): RefusalName => kind.toUpperCase() as RefusalName;
