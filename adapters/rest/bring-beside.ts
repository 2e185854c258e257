import type { Bytes } from '../../kernel/bytes.ts';
import { isFailure } from '../../kernel/failure.ts';
import { empty, problemOfFailure, tooLong, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, problemOfRefusal } from './problem.ts';

/** Beside the graph, where whoever keeps the bytes is in this process: nobody holds more of them than one piece. ADR 30 */
export const bringBeside =
  (bytes: Bytes): DocumentBytes['bring'] =>
  async (ask, by, stream) => {
    const begun = await ask(documents.RestUploadPartDocument, {
      input: { ...by, upload: null, offset: 0, content: '' },
    });
    if (isProblem(begun)) return begun;
    const result = begun.uploadPart;
    if (!('upload' in result)) return problemOfRefusal(result, () => ({ pointer: '#' }));
    const size = await bytes.take(result.upload, stream);
    if (isFailure(size)) return size.kind === 'invalid' ? tooLong : problemOfFailure(size);
    return size === 0 ? empty : result.upload;
  };
