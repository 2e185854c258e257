import { Readable } from 'node:stream';
import type { Bytes } from './bytes.ts';
import type { Clock } from './clock.ts';
import { isFailure, unavailable, type Failure } from './failure.ts';

/** A part of a document's bytes, both ends included. */
type Range = { readonly first: number; readonly last: number };

/** What the graph says of one document to the caller. A refusal is whatever the adapter makes of the graph's errors. */
export type AskedBytes<Refusal extends object> = {
  /** A reference for whoever keeps the bytes in this process; asked again while a download goes on. */
  readonly reference: () => Promise<string | Refusal>;
  /** So many of the bytes from there on, in Base64; null where there are none. */
  readonly part: (from: { readonly offset: number; readonly length: number }) => Promise<string | null | Refusal>;
};

/**
 * How the bytes of a document come: who may is said by the graph, and nobody holds more of them than one piece. A refusal
 * comes before the first byte; what fails after that, fewer bytes than there should be too, breaks the stream off. ADR 30
 */
export type DocumentStream = <Refusal extends object>(
  asked: AskedBytes<Refusal>,
  range: Range,
) => Promise<Readable | Refusal | Failure>;

/** Beside the graph, where whoever keeps the bytes is in this process; else through it, a part at a time. */
export const documentStream = (bytes: Bytes | undefined, clock: Clock): DocumentStream =>
  bytes === undefined ? inParts : beside(bytes, clock);

const beside =
  (bytes: Bytes, clock: Clock): DocumentStream =>
  async ({ reference: ask }, range) => {
    const reference = await ask();
    if (typeof reference !== 'string') return reference;
    const stream = await bytes.give(reference, range);
    if (isFailure(stream)) return stream;
    const pieces = Readable.from(whole(whileAllowed(stream, { ask, clock }), range), { objectMode: false });
    // A generator that was not begun closes nothing.
    return pieces.once('close', () => stream.destroy());
  };

const inParts: DocumentStream = async ({ part }, range) => {
  const partAt = async (offset: number) => {
    const content = await part({ offset, length: Math.min(partLength, range.last + 1 - offset) });
    // None where there should be some would be asked for without end.
    if (content === null || content === '') return noMore;
    return typeof content === 'string' ? Buffer.from(content, 'base64') : content;
  };
  const begin = await partAt(range.first);
  if (!Buffer.isBuffer(begin)) return begin;
  const parts = async function* (): AsyncGenerator<Buffer> {
    yield begin;
    for (let offset = range.first + begin.length; offset <= range.last;) {
      const next = await partAt(offset);
      if (!Buffer.isBuffer(next)) throw brokenOff(next);
      yield next;
      offset += next.length;
    }
  };
  return Readable.from(parts(), { objectMode: false, highWaterMark: partLength });
};

/** A quarter of the most that the graph takes: what is in flight of one document stays small. */
export const partLength = 512 * 1024;

const noMore = unavailable('The content of this document cannot be read at the moment.');

/** What was taken back ends a slow download as well: milliseconds from one question to the next. Domain reference §6 */
const askEvery = 10_000;

type Watched = { readonly ask: () => Promise<string | object>; readonly clock: Clock };

async function* whileAllowed(stream: Readable, { ask, clock }: Watched): AsyncGenerator<Buffer> {
  let asked = clock.now().getTime();
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (clock.now().getTime() - asked >= askEvery) {
      const still = await ask();
      if (typeof still !== 'string') throw brokenOff(still);
      asked = clock.now().getTime();
    }
    yield piece;
  }
}

async function* whole(pieces: AsyncGenerator<Buffer>, { first, last }: Range): AsyncGenerator<Buffer> {
  let missing = last + 1 - first;
  for await (const piece of pieces) {
    missing -= piece.length;
    yield piece;
  }
  if (missing > 0) throw brokenOff(noMore);
}

/** The connection breaks off: who reads sees that it is not the whole. */
const brokenOff = (cause: object): Error => new Error('The rest of a document cannot be had.', { cause });
