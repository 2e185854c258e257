import type { Readable } from 'node:stream';
import { nameOfRefusal } from '../../kernel/failure-codes.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { ByteRange } from './byte-range.ts';
import type { Ask } from './ask.ts';
import { Problem, problemOfRefusal } from './problem.ts';

/** How a document's bytes come and go: through the graph in parts, or beside it. Who may is said by the graph, either way. */
export type DocumentBytes = {
  /** Brings all of a stream, which is left open; the answer names the upload. */
  bring(ask: Ask, by: By, stream: Readable): Promise<string | Problem>;
  /** A refusal comes before the first byte; what fails after that breaks the stream off. */
  fetch(
    ask: Ask,
    document: { readonly patient: string; readonly id: string },
    range: ByteRange,
  ): Promise<Readable | Problem>;
};

/** By what leave bytes come: of who adds a document, or of who sends one. */
export type By = { readonly permit: string } | { readonly placement: string };

/** 25 MB. Contract §5 */
export const largestDocument = 25 * 1024 * 1024;

export const tooLong = new Problem('too_long', `A document has at most ${largestDocument / 1024 / 1024} MB.`);

export const empty = new Problem('invalid', 'The document is empty.', [
  { pointer: '#', detail: 'There are no bytes.' },
]);

export const problemOfFailure = ({ kind, message }: Failure): Problem =>
  problemOfRefusal({ kind: nameOfRefusal(kind), message }, () => ({ pointer: '#' }));
