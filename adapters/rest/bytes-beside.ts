import { nameOfRefusal } from '../../kernel/failure-codes.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import { empty, tooLong, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, notFound, type Problem, problemOfRefusal } from './problem.ts';

/** Beside the graph, where whoever keeps the bytes is in this process: nobody holds more of them than one piece. ADR 30 */
export const bytesBesideGraph = (bytes: Bytes): DocumentBytes => ({
  bring: async (ask, permit, stream) => {
    const begun = await ask(documents.RestUploadPartDocument, {
      input: { permit, upload: null, offset: 0, content: '' },
    });
    if (isProblem(begun)) return begun;
    const result = begun.uploadPart;
    if (!('upload' in result)) return problemOfRefusal(result, () => ({ pointer: '#' }));
    const size = await bytes.take(result.upload, stream);
    if (isFailure(size)) return size.kind === 'invalid' ? tooLong : problemOf(size);
    return size === 0 ? empty : result.upload;
  },

  fetch: async (ask, document, range) => {
    const data = await ask(documents.RestDocumentBytesDocument, document);
    if (isProblem(data)) return data;
    const reference = data.patient?.documentBytes;
    if (reference === null || reference === undefined) return notFound;
    const stream = await bytes.give(reference, range);
    return isFailure(stream) ? problemOf(stream) : stream;
  },
});

const problemOf = ({ kind, message }: Failure): Problem =>
  problemOfRefusal({ kind: nameOfRefusal(kind), message }, () => ({ pointer: '#' }));
