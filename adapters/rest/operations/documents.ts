import type { Readable } from 'node:stream';
import { z } from 'zod';
import { rangeIn, type ByteRange } from '../byte-range.ts';
import * as documents from '../documents.generated.ts';
import type { Ask } from '../ask.ts';
import { operation, type Answer, type Operation } from '../operation.ts';
import { isProblem, notFound, Problem } from '../problem.ts';
import { id, instant, label, patientId } from '../schemas.ts';
import { document } from './document.ts';

const scopes = ['PATIENT', 'CLINICIAN', 'SITE'] as const;
const documentId = id.describe('The document.');

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
    answer: async ({ ask, path, range, bytes }) => {
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
      const stream = await bytes.fetch(ask, { patient, id: facts.id }, part);
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
      const { ask, path, query, contentType, idempotencyKey, refused, permitFor, stream, bytes } = given;
      const { patientId: patient } = path;
      const permit = await permitFor(patient);
      if (isProblem(permit)) return permit;
      if (stream === undefined) return notTaken;
      const upload = await bytes.bring(ask, { permit }, stream);
      if (isProblem(upload)) {
        stream.resume();
        return upload;
      }
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
  const { patientId: patient } = path;
  const data = await ask(documents.RestDocumentFactsDocument, { patient, id: path.documentId });
  if (isProblem(data)) return data;
  const facts = data.patient?.document;
  return facts === null || facts === undefined ? notFound : { patient, facts };
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

const notTaken = new Problem('media_type', 'Send the bytes of the document, with its own media type.', [
  { header: 'Content-Type', detail: `One of ${mediaTypes.join(', ')}.` },
]);
