import { fromBase64 } from '../../../kernel/base64.ts';
import { forbidden, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { openPermit, writerIn } from '../../kit/permit.ts';
import { openPlacement } from '../../kit/placement.ts';
import type { Once } from '../../kit/posted.ts';
import { isClosed, sightIn } from '../../records/index.ts';
import { addedBy } from '../added.ts';
import type { BlobStore } from '../blobs.ts';
import type { ClinicalStore } from '../clinical.store.ts';
import type { Document, Patient } from '../clinical.types.ts';
import { checkExamined, largestDocument } from '../document-content.rules.ts';
import { contentHash, projectDocument } from '../document.rules.ts';
import type { AddedItems } from '../measurements/measurement.types.ts';
import { bodyOf } from '../writing.ts';
import { sealBytes } from './bytes.ts';
import { openUpload, sealUpload } from './upload.ts';
import { refuseDocumentFacts, uploadedDocument } from './upload.rules.ts';
import type { AddDocumentInput, Uploaded, UploadPartInput } from './upload.types.ts';

export type UploadService = {
  /** One document without its bytes; null where it is missing or hidden. */
  document(context: Context, patient: Patient, id: string): Promise<Document | null>;
  /**
   * A part of the bytes of a document in Base64; null where it is missing, hidden, not yet open, or has no such part.
   *
   * @returns unavailable where the bytes are not what was stored
   */
  documentPart(
    context: Context,
    patient: Patient,
    part: { readonly documentId: string; readonly offset: number; readonly length: number },
  ): Promise<string | null | Failure>;
  /** A reference to the bytes, for `Bytes`; null where the document is missing, hidden, not yet open, or has none. */
  documentBytes(context: Context, patient: Patient, documentId: string): Promise<string | null>;
  /**
   * @returns forbidden where the permit lets nothing be added; conflict where the part does not follow on the one before;
   *   invalid where it is no Base64, too long, or makes too much
   */
  uploadPart(context: Context, input: UploadPartInput): Promise<Uploaded | Failure>;
  /**
   * Adds the document whose bytes are there now: they are durable before it is.
   *
   * @returns invalid where the content is not of the type that it claims to be
   */
  addDocument(context: Context, input: AddDocumentInput): Promise<AddedItems | Failure>;
};

type Needs = {
  readonly store: ClinicalStore;
  readonly blobs: BlobStore;
  readonly once: Once;
  readonly newId: NewId;
};

const largestPart = 2 * 1024 * 1024;

export const uploadService = ({ store, blobs, once, newId }: Needs): UploadService => {
  const read = async (context: Context, patient: Patient, id: string) => {
    const sight = sightIn(context, patient);
    const [item] = sight === undefined ? [] : await store.read([{ sight, type: 'DocumentReference', id }]);
    return sight === undefined || item === undefined ? undefined : { item, closed: isClosed(sight, item) };
  };

  const openHash = async (context: Context, patient: Patient, id: string): Promise<string | undefined> => {
    const found = await read(context, patient, id);
    return found === undefined || found.closed ? undefined : contentHash(found.item.text);
  };

  return {
    document: async (context, patient, id) => {
      const found = await read(context, patient, id);
      return found === undefined ? null : projectDocument(found.item, found.closed);
    },

    documentPart: async (context, patient, { documentId, offset, length }) => {
      if (length < 1 || length > largestPart) return invalid(`A part has 1 to ${largestPart} bytes.`, 'length');
      if (offset < 0) return invalid('A part begins at 0 or later.', 'offset');
      const sha256 = await openHash(context, patient, documentId);
      if (sha256 === undefined) return null;
      const part = await blobs.part(sha256, { offset, length });
      if (isFailure(part)) return part;
      return part.length === 0 && offset > 0 ? null : part.toString('base64');
    },

    documentBytes: async (context, patient, documentId) => {
      const sha256 = await openHash(context, patient, documentId);
      return sha256 === undefined ? null : sealBytes(context, sha256);
    },

    uploadPart: async (context, { upload: before, offset, content, ...leave }) => {
      const into = recordFor(context, leave);
      if (isFailure(into)) return into;
      const bytes = content.length > largestPart * 1.4 ? undefined : fromBase64(content);
      if (bytes === undefined || bytes.length > largestPart)
        return invalid(`A part is Base64 of at most ${largestPart} bytes.`, 'content');
      if (offset < 0 || offset + bytes.length > largestDocument)
        return invalid(`A document has at most ${largestDocument / 1024 / 1024} MB.`, 'content');
      const upload =
        before === null || before === undefined
          ? { id: newId(), patient: into.patient }
          : openUpload(context, into.patient, before);
      if (isFailure(upload)) return upload;
      const size = await blobs.parts.append(upload.id, { offset, bytes });
      return isFailure(size) ? size : { upload: before ?? sealUpload(context, upload), size };
    },

    addDocument: async (context, input) => {
      const permit = openPermit(context, input.permit);
      if (isFailure(permit)) return permit;
      const label = input.label ?? 'GENERAL_HEALTH';
      const writer = writerIn(permit, label);
      if (isFailure(writer)) return writer;
      const upload = openUpload(context, permit.patient, input.upload);
      if (isFailure(upload)) return upload;
      const refusal = refuseDocumentFacts(input);
      if (refusal !== undefined) return refusal;
      const examined = await blobs.parts.examine(upload.id);
      if (examined === undefined) return invalid('There are no bytes: upload them first.', 'upload');
      const contentType = checkExamined(input.contentType, examined);
      if (isFailure(contentType)) {
        await blobs.parts.drop(upload.id);
        return contentType;
      }
      const { sha256, sha1, size } = examined;
      const { patient } = permit;
      const { idempotencyKey: key, permit: _, upload: __, ...said } = input;
      const added = await once({ context, key, content: { patient, sha256, said } }, async (within) => {
        const failure = await blobs.parts.settle(upload.id, sha256);
        if (failure !== undefined) return failure;
        const itemKey = { organisation: writer.sources[0] ?? patient, external: `upload\u0001${upload.id}` };
        const id = store.idFor(patient, 'DocumentReference', itemKey);
        const writtenAt = input.writtenAt ?? context.clock.now();
        const body = bodyOf(
          uploadedDocument(input, { contentType, size, sha1, sha256 }, { id, patient, writer, writtenAt }),
        );
        const results = await store.put(
          [{ type: 'DocumentReference', patient, key: itemKey, id, label, ...addedBy(context, writer), ...body }],
          within,
        );
        return isFailure(results) ? results : { ids: results.map((result) => result.id) };
      });
      // Brought again under a key that had been used: nobody needs it.
      await blobs.parts.drop(upload.id);
      return added;
    },
  };
};

/** The record into which the bytes may come: of who adds a document to it, or sends one there. */
const recordFor = (
  context: Context,
  { permit: sealed, placement }: Pick<UploadPartInput, 'permit' | 'placement'>,
): { readonly patient: string } | Failure => {
  if (sealed && placement) return invalid('Give a permit or a placement, and not both.', 'placement');
  if (placement) return openPlacement(context, placement);
  const permit = openPermit(context, sealed ?? '');
  return isFailure(permit) || permit.writer !== undefined
    ? permit
    : forbidden('Nothing may be added to this record by you.', 'permit');
};
