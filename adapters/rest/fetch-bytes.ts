import { isFailure } from '../../kernel/failure.ts';
import type { DocumentStream } from '../../kernel/document-stream.ts';
import { problemOfFailure, type DocumentBytes } from './document-bytes.ts';
import * as documents from './documents.generated.ts';
import { isProblem, notFound } from './problem.ts';

/** The bytes of a document, for as long as it may be seen. */
export const fetchBytes =
  (open: DocumentStream): DocumentBytes['fetch'] =>
  async (ask, document, range) => {
    const stream = await open(
      {
        reference: async () => {
          const data = await ask(documents.RestDocumentBytesDocument, document);
          return isProblem(data) ? data : (data.patient?.documentBytes ?? notFound);
        },
        part: async (from) => {
          const data = await ask(documents.RestDocumentPartDocument, { ...document, ...from });
          return isProblem(data) ? data : (data.patient?.documentPart ?? notFound);
        },
      },
      range,
    );
    return isFailure(stream) ? problemOfFailure(stream) : stream;
  };
