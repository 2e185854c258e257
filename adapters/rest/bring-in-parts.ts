import type { Readable } from 'node:stream';
import { partLength } from '../../kernel/document-stream.ts';
import { empty, largestDocument, tooLong, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, problemOfRefusal, type Problem } from './problem.ts';

/** Through the graph, where whoever keeps the bytes is in another process: a part at a time. */
export const bringInParts: DocumentBytes['bring'] = async (ask, by, stream) => {
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
};

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
