import { Readable } from 'node:stream';
import { nameOfRefusal } from '../../kernel/failure-codes.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Ask } from './ask.ts';
import { empty, tooLong, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, notFound, type Problem, problemOfRefusal } from './problem.ts';

/** Beside the graph, where whoever keeps the bytes is in this process: nobody holds more of them than one piece. ADR 30 */
export const bytesBesideGraph = (bytes: Bytes, clock: Clock): DocumentBytes => ({
  bring: async (ask, by, stream) => {
    const begun = await ask(documents.RestUploadPartDocument, {
      input: { ...by, upload: null, offset: 0, content: '' },
    });
    if (isProblem(begun)) return begun;
    const result = begun.uploadPart;
    if (!('upload' in result)) return problemOfRefusal(result, () => ({ pointer: '#' }));
    const size = await bytes.take(result.upload, stream);
    if (isFailure(size)) return size.kind === 'invalid' ? tooLong : problemOf(size);
    return size === 0 ? empty : result.upload;
  },

  fetch: async (ask, document, range) => {
    const reference = await referenceTo(ask, document);
    if (isProblem(reference)) return reference;
    const stream = await bytes.give(reference, range);
    if (isFailure(stream)) return problemOf(stream);
    const pieces = whileAllowed(stream, { again: () => referenceTo(ask, document), clock });
    return Readable.from(pieces, { objectMode: false });
  },
});

type Named = Parameters<DocumentBytes['fetch']>[1];

const referenceTo = async (ask: Ask, document: Named): Promise<string | Problem> => {
  const data = await ask(documents.RestDocumentBytesDocument, document);
  return isProblem(data) ? data : (data.patient?.documentBytes ?? notFound);
};

/** What was taken back ends a slow download as well: milliseconds from one question to the next. Domain reference §6 */
const askEvery = 10_000;

type Watched = { readonly again: () => Promise<string | Problem>; readonly clock: Clock };

async function* whileAllowed(stream: Readable, { again, clock }: Watched): AsyncGenerator<Buffer> {
  let asked = clock.now().getTime();
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (clock.now().getTime() - asked >= askEvery) {
      const still = await again();
      // The connection breaks off: who reads sees that it is not the whole.
      if (isProblem(still)) throw new Error(still.detail);
      asked = clock.now().getTime();
    }
    yield piece;
  }
}

const problemOf = ({ kind, message }: Failure): Problem =>
  problemOfRefusal({ kind: nameOfRefusal(kind), message }, () => ({ pointer: '#' }));
