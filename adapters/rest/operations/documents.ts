import { Readable } from 'node:stream';
import { z } from 'zod';
import { rangeIn, type ByteRange } from '../byte-range.ts';
import * as documents from '../documents.generated.ts';
import { operation, type Answer, type Ask, type Given, type Operation } from '../operation.ts';
import { recordCalled } from '../own-record.ts';
import { isProblem, notFound, Problem } from '../problem.ts';
import { id, instant, label, patientId } from '../schemas.ts';
import { document } from './document.ts';

const scopes = ['PATIENT', 'CLINICIAN', 'SITE'] as const;
const documentId = id.describe('The document.');

/** A quarter of the most that the graph takes: what is in flight of one document stays small. */
const partLength = 512 * 1024;

/** 25 MB. Contract §5 */
const largestDocument = 25 * 1024 * 1024;

const mediaTypes = [
  'application/pdf',
  'text/plain',
  'text/html',
  'application/rtf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/tiff',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];

const about = {
  title: z.string().min(1).max(500),
  filename: z.string().min(1).max(255).optional(),
  author: z.string().min(1).max(200).optional().describe('Where that is not whoever adds it.'),
  type: z.string().min(1).max(200).optional().describe('What it is, in words.'),
  writtenAt: instant.optional().describe('Now where absent.'),
  label: label.optional(),
};

export const documentOperations: readonly Operation[] = [
  operation({
    id: 'readDocument',
    method: 'GET',
    path: '/documents/{patientId}/{documentId}',
    tag: 'Documents',
    summary: 'One document, without its bytes',
    scopes,
    params: { patientId, documentId },
    says: { status: 200, description: 'The document.', body: document, tagged: true },
    answer: async ({ ask, path }) => {
      const found = await factsOf(ask, path);
      return isProblem(found) ? found : { body: found.facts, version: found.facts.version };
    },
  }),
  operation({
    id: 'readDocumentContent',
    method: 'GET',
    path: '/documents/{patientId}/{documentId}/content',
    tag: 'Documents',
    summary: 'The bytes of a document, or a range of them',
    description: 'With `Range: bytes=…` one part: 206. The bytes are as they were sent, and nothing in them is run.',
    scopes,
    params: { patientId, documentId },
    says: { status: 200, description: 'The bytes.', bytes: mediaTypes, tagged: true },
    answer: async ({ ask, path, range }) => {
      const found = await factsOf(ask, path);
      if (isProblem(found)) return found;
      const { patient, facts } = found;
      // It is listed, but what it says is not yet open, or we have no bytes of it.
      if (facts.size === null || facts.sha256 === null) return notFound;
      const wanted = rangeIn(range, facts.size);
      if (wanted === 'beyond')
        return new Problem('range', `The document has ${facts.size} bytes.`, [
          { header: 'Range', detail: 'It begins after the end.' },
        ]);
      const part = wanted ?? { first: 0, last: facts.size - 1 };
      const stream = await streamOf(ask, { patient, id: facts.id }, part);
      return isProblem(stream) ? stream : contentOf(facts, stream, { size: facts.size, wanted, part });
    },
  }),
  operation({
    id: 'addDocument',
    method: 'POST',
    path: '/documents/{patientId}',
    tag: 'Documents',
    summary: 'Adds a document: its bytes are the body, what is said of it is in the query',
    description: '25 MB at most. The content has to be what its Content-Type says.',
    scopes,
    params: { patientId },
    query: about,
    takesBytes: mediaTypes,
    once: true,
    says: {
      status: 201,
      description: 'It is in the record.',
      body: z.strictObject({ id }),
    },
    answer: async (given) => {
      const { ask, path, query, contentType, idempotencyKey, refused, permitFor } = given;
      const patient = await recordCalled(path.patientId, ask);
      if (isProblem(patient)) return patient;
      const permit = await permitFor(patient);
      if (isProblem(permit)) return permit;
      const upload = await uploaded(given, permit);
      if (isProblem(upload)) return upload;
      const { type, ...said } = query;
      const data = await ask(documents.RestAddDocumentDocument, {
        input: {
          permit,
          upload,
          idempotencyKey: idempotencyKey ?? null,
          contentType: contentType ?? '',
          title: said.title,
          filename: said.filename ?? null,
          author: said.author ?? null,
          writtenAt: said.writtenAt ?? null,
          label: said.label ?? null,
          type: type === undefined ? null : { display: type },
        },
      });
      if (isProblem(data)) return data;
      const result = data.addDocument;
      return 'ids' in result ? { status: 201, body: { id: result.ids[0] ?? '' } } : refused(result);
    },
  }),
];

type Facts = documents.RestDocumentFragment;

const factsOf = async (
  ask: Ask,
  path: { readonly patientId: string; readonly documentId: string },
): Promise<{ readonly patient: string; readonly facts: Facts } | Problem> => {
  const patient = await recordCalled(path.patientId, ask);
  if (isProblem(patient)) return patient;
  const data = await ask(documents.RestDocumentFactsDocument, { patient, id: path.documentId });
  if (isProblem(data)) return data;
  const facts = data.patient?.document;
  return facts === null || facts === undefined ? notFound : { patient, facts };
};

type Named = { readonly patient: string; readonly id: string };

/** The first part is fetched before anything is sent, so that a refusal is still an answer; the others as they are read. */
const streamOf = async (ask: Ask, named: Named, { first, last }: ByteRange): Promise<Readable | Problem> => {
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
};

type Sent = { readonly size: number; readonly wanted: ByteRange | undefined; readonly part: ByteRange };

const contentOf = (facts: Facts, bytes: Readable, { size, wanted, part }: Sent): Answer => ({
  status: wanted === undefined ? 200 : 206,
  bytes,
  ...(wanted === undefined ? { version: facts.sha256 ?? '' } : {}),
  headers: {
    'content-type': facts.contentType !== null && mediaType.test(facts.contentType) ? facts.contentType : unknownBytes,
    'content-length': String(part.last + 1 - part.first),
    'accept-ranges': 'bytes',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(facts.title).replaceAll(/['()*]/g, '_')}`,
    'content-security-policy': "default-src 'none'; sandbox",
    ...(wanted === undefined ? {} : { 'content-range': `bytes ${part.first}-${part.last}/${size}` }),
  },
});

const unknownBytes = 'application/octet-stream';

/** RFC 9110 §8.3.1. A sender's text becomes a header only where it is a media type. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: ?; ?[\w-]+=(?:[\w.:-]+|"[\w .:-]*"))*$/;

/** Hands the body on, a part at a time, each when the one before is stored: what names the bytes then. */
const uploaded = async (
  { stream, ask, refused }: Given<unknown, unknown, unknown>,
  permit: string,
): Promise<string | Problem> => {
  if (stream === undefined) return notTaken;
  let [upload, offset]: [string | null, number] = [null, 0];
  for await (const content of partsOf(stream)) {
    if (offset + content.length > largestDocument) {
      stream.resume();
      return tooLong;
    }
    const data: documents.RestUploadPartMutation | Problem = await ask(documents.RestUploadPartDocument, {
      input: { permit, upload, offset, content: content.toString('base64') },
    });
    if (isProblem(data)) return data;
    const result: documents.RestUploadPartMutation['uploadPart'] = data.uploadPart;
    if (!('upload' in result)) return refused(result);
    [upload, offset] = [result.upload, result.size];
  }
  return upload ?? new Problem('invalid', 'The document is empty.', [{ pointer: '#', detail: 'There are no bytes.' }]);
};

const notTaken = new Problem('media_type', 'Send the bytes of the document, with its own media type.', [
  { header: 'Content-Type', detail: `One of ${mediaTypes.join(', ')}.` },
]);

const tooLong = new Problem('too_long', `A document has at most ${largestDocument / 1024 / 1024} MB.`);

/** What comes in small pieces in parts of one length. */
const partsOf = async function* (stream: Readable): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size < partLength) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
};
