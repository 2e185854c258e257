import { Readable } from 'node:stream';
import { empty, largestDocument, tooLong, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, notFound, problemOfRefusal, type Problem } from './problem.ts';

/** Through the graph, where whoever keeps the bytes is in another process: a part at a time, each through the purview. */
export const bytesInParts: DocumentBytes = {
  bring: async (ask, by, stream) => {
    let [upload, offset]: [string | null, number] = [null, 0];
    for await (const content of partsOf(stream)) {
      if (offset + content.length > largestDocument) return tooLong;
      const data: documents.RestUploadPartMutation | Problem = await ask(documents.RestUploadPartDocument, {
        input: { ...by, upload, offset, content: content.toString('base64') },
      });
      if (isProblem(data)) return data;
      const result: documents.RestUploadPartMutation['uploadPart'] = data.uploadPart;
      if (!('upload' in result)) return problemOfRefusal(result, () => ({ pointer: '#' }));
      [upload, offset] = [result.upload, result.size];
    }
    return upload ?? empty;
  },

  fetch: async (ask, named, { first, last }) => {
    const fetchPart = async (offset: number): Promise<Buffer | Problem> => {
      const length = Math.min(partLength, last + 1 - offset);
      if (length <= 0) return Buffer.alloc(0);
      const data = await ask(documents.RestDocumentPartDocument, { ...named, offset, length });
      if (isProblem(data)) return data;
      const part = data.patient?.documentPart;
      return part === null || part === undefined ? notFound : Buffer.from(part, 'base64');
    };
    const begin = await fetchPart(first);
    if (isProblem(begin)) return begin;
    const parts = async function* (): AsyncGenerator<Buffer> {
      let part: Buffer = begin;
      let offset = first;
      while (part.length > 0) {
        yield part;
        offset += part.length;
        const next = await fetchPart(offset);
        // The connection breaks off: who reads sees that it is not the whole.
        if (isProblem(next)) throw new Error(next.detail);
        part = next;
      }
    };
    return Readable.from(parts(), { objectMode: false, highWaterMark: partLength });
  },
};

/** A quarter of the most that the graph takes: what is in flight of one document stays small. */
const partLength = 512 * 1024;

/** What comes in small pieces in parts of one length. */
const partsOf = async function* (stream: Readable): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size < partLength) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
};
