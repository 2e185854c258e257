import { Readable } from 'node:stream';
import type { Bytes } from '../../../kernel/bytes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { isProblem, Problem } from './outcome.ts';

/** A document whose content is open to the caller. */
export type OpenDocument = {
  /** The graph's, for whoever keeps the bytes in this process. */
  readonly reference: string;
  readonly size: number;
  /** So many of the bytes from there on, in Base64, asked of the graph; null where there are none any more. */
  readonly part: (from: { readonly offset: number; readonly length: number }) => Promise<string | null | Problem>;
};

/**
 * How the bytes of a document come: who may is said by the graph, and nobody holds more of them than one piece. A refusal
 * comes before the first byte; what fails after that breaks the stream off. ADR 30
 */
export type DocumentBytes = (document: OpenDocument) => Promise<Readable | Problem>;

/** Beside the graph, where whoever keeps them is in this process; else through it, a part at a time. */
export const documentBytes = (bytes: Bytes | undefined): DocumentBytes =>
  bytes === undefined ? inParts : beside(bytes);

const beside =
  (bytes: Bytes): DocumentBytes =>
  async ({ reference, size }) => {
    const stream = await bytes.give(reference, { first: 0, last: Math.max(size - 1, 0) });
    return isFailure(stream) ? new Problem(stream.kind, stream.message) : stream;
  };

const inParts: DocumentBytes = async ({ size, part }) => {
  const partAt = async (offset: number): Promise<Buffer | Problem> => {
    const content = await part({ offset, length: Math.min(partLength, size - offset) });
    // Fewer bytes than there should be are not the whole, and would be asked for without end.
    return isProblem(content) ? content : content === null || content === '' ? noMore : Buffer.from(content, 'base64');
  };
  const begin = await partAt(0);
  if (isProblem(begin)) return begin;
  const parts = async function* (): AsyncGenerator<Buffer> {
    yield begin;
    let offset = begin.length;
    while (offset < size) {
      const next = await partAt(offset);
      // The connection breaks off: who reads sees that it is not the whole.
      if (isProblem(next)) throw new Error(next.diagnostics);
      yield next;
      offset += next.length;
    }
  };
  return streamOf(parts());
};

/** A quarter of the most that the graph takes: what is in flight of one document stays small. */
const partLength = 512 * 1024;

const noMore = new Problem('unavailable', 'The content of this document cannot be read at the moment.');

/** Bytes as Base64 within a text, as they come: three bytes are four letters, so that pieces are cut there. */
export const inBase64 = (bytes: Readable, { before, after }: { readonly before: string; readonly after: string }) => {
  const pieces = async function* (): AsyncGenerator<string> {
    yield before;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const piece = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = piece.length - (piece.length % 3);
      rest = piece.subarray(whole);
      if (whole > 0) yield piece.toString('base64', 0, whole);
    }
    yield rest.toString('base64') + after;
  };
  return streamOf(pieces());
};

const streamOf = (pieces: AsyncGenerator<Buffer | string>): Readable => Readable.from(pieces, { objectMode: false });
