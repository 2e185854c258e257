import type { Readable } from 'node:stream';
import { empty, largestDocument, tooLong } from './document-bytes.ts';
import type { Problem } from './problem.ts';

/** All bytes of a body, where the graph takes them at once. */
export const bytesOf = async (stream: Readable): Promise<Buffer | Problem> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    // The rest is read and forgotten, so that the client gets to hear of it.
    if (size <= largestDocument) pieces.push(piece);
    else pieces.length = 0;
  }
  if (size === 0) return empty;
  return size > largestDocument ? tooLong : Buffer.concat(pieces);
};
