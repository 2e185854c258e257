/**
 * What can go wrong in a way we expect, as a value. A service returns `T | Failure`; it throws only for our own bugs.
 *
 * Each outside language translates a failure once: `adapters/hl7/ack.ts` (AA, AR, AE), `adapters/fhir/core/outcome.ts`
 * (OperationOutcome), `gateway/errors.ts` (GraphQL `extensions.code`).
 */
export type FailureKind =
  | 'not_found' // missing, or hidden from this caller: the two must look alike
  | 'forbidden' // the caller may not do this at all, whatever the data
  | 'conflict' // the world has moved on: another version, another owner, already done
  | 'invalid' // the caller's input is wrong; `field` says where
  | 'gone' // it was here and has been deleted
  | 'busy' // too much at once: try again later
  | 'unavailable' // a part that we need does not answer: try again later
  | 'unsupported'; // understood, but not something we do

export class Failure {
  /** Makes the class nominal: nothing that merely has a kind and a message passes for a failure. */
  readonly #nominal = true;
  readonly kind: FailureKind;
  /** A full sentence for the caller: what is wrong and what was expected. Never internals, never another patient's data. */
  readonly message: string;
  /** Where in the caller's input, in the terms of our graph (`identifiers[0].value`); an adapter maps it to its own path. */
  readonly field?: string;

  constructor(kind: FailureKind, message: string, field?: string) {
    this.kind = kind;
    this.message = message;
    if (field !== undefined) this.field = field;
  }

  static is(value: unknown): value is Failure {
    return typeof value === 'object' && value !== null && #nominal in value;
  }
}

export const isFailure = (value: unknown): value is Failure => Failure.is(value);

export const notFound = (message: string, field?: string): Failure => new Failure('not_found', message, field);
export const forbidden = (message: string, field?: string): Failure => new Failure('forbidden', message, field);
export const conflict = (message: string, field?: string): Failure => new Failure('conflict', message, field);
export const invalid = (message: string, field?: string): Failure => new Failure('invalid', message, field);
export const busy = (message: string): Failure => new Failure('busy', message);
export const unavailable = (message: string): Failure => new Failure('unavailable', message);
export const unsupported = (message: string, field?: string): Failure => new Failure('unsupported', message, field);
