import { createHash } from 'node:crypto';
import { invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import type { CodeBook } from '../codes/index.ts';
import { both, inStandard, type Codes } from '../kit/code-set.rules.ts';
import type { Context } from '../kit/context.ts';
import type { GivenCoding } from '../kit/fhir.rules.ts';
import { openPlacement } from '../kit/placement.ts';
import type { Stored } from '../kit/store-result.types.ts';
import { atHome, type StoredItem } from '../records/index.ts';
import type { BlobStore } from './blobs.ts';
import type { ClinicalStore } from './clinical.store.ts';
import { checkContent, checkExamined } from './document-content.rules.ts';
import {
  carePlan,
  documentReferenceOf,
  refuseDocument,
  type ContentFacts,
  type KnownDocument,
} from './document.rules.ts';
import type { DeleteDocumentInput, DocumentInput } from './ingest.types.ts';
import { openUpload, type Upload } from './uploads/upload.ts';
import { aboutNumber, bodyOf, ownSight, storedOf, writeFrom } from './writing.ts';

export type DocumentService = {
  /**
   * Stores a document, or replaces all of it where the number is known. Its bytes are durable before it is.
   *
   * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field;
   *   conflict where the number belongs to a document of another patient; unavailable where the bytes cannot be stored
   */
  ingestDocument(context: Context, input: DocumentInput): Promise<Stored | Failure>;
  /** The same for a care plan: what it said before stays to be read. It has numbers of its own, and no T11 leads to it. */
  ingestCarePlan(context: Context, input: DocumentInput): Promise<Stored | Failure>;
  /**
   * Hides a document of the sender's own; its versions stay.
   *
   * @returns not_found with the field `externalId` where its organisation has put no such document there
   */
  deleteDocument(context: Context, input: DeleteDocumentInput): Promise<Stored | Failure>;
};

export const documentService = (store: ClinicalStore, blobs: BlobStore, codes: CodeBook): DocumentService => ({
  ingestDocument: (context, input) => ingest({ store, blobs, codes }, context, { input, external: input.externalId }),

  ingestCarePlan: (context, input) =>
    ingest({ store, blobs, codes }, context, { input, external: carePlanNumber(input.externalId), category: carePlan }),

  deleteDocument: async (context, { placement: sealed, message, externalId }) => {
    const placed = openPlacement(context, sealed);
    if (isFailure(placed)) return placed;
    const type = 'DocumentReference';
    const placement = await atHome(store, placed, { type, external: externalId });
    const key = { organisation: placement.organisation, external: externalId };
    const id = store.idFor(placement.patient, type, key);
    const item = { sight: ownSight(placement), type, id };
    const results = await store.amend([
      {
        item,
        field: 'externalId',
        writes: (current) =>
          current === undefined ? [] : [{ ...writeFrom(placement, { message }), ...hidden(current), type, key, id }],
      },
    ]);
    if (isFailure(results)) return results;
    const [[first] = []] = results;
    return first === undefined
      ? notFound('There is no document of this number.', 'externalId')
      : { id: first.id, outcome: first.outcome };
  },
});

type Needs = { readonly store: ClinicalStore; readonly blobs: BlobStore; readonly codes: CodeBook };
type New = { readonly input: DocumentInput; readonly external: string; readonly category?: GivenCoding };

const ingest = async (
  { store, blobs, codes }: Needs,
  context: Context,
  { input, external, category }: New,
): Promise<Stored | Failure> => {
  const placed = openPlacement(context, input.placement);
  if (isFailure(placed)) return placed;
  const refusal = refuseDocument(input);
  if (refusal !== undefined) return refusal;
  const facts = await keptContent(blobs, context, { input, patient: placed.patient });
  if (isFailure(facts)) return facts;
  const placement = await atHome(store, placed, { type: 'DocumentReference', external });
  const key = { organisation: placement.organisation, external };
  const place = { ...placement, id: store.idFor(placement.patient, 'DocumentReference', key) };
  const document = documentInCodes(input, await codes.of(placement.organisation));
  const body = bodyOf(documentReferenceOf(document, facts, { ...place, category }));
  const delay = input.visibleFrom === null || input.visibleFrom === undefined ? {} : { visibleFrom: input.visibleFrom };
  const { message, label, specialty } = input;
  const write = writeFrom(placement, { message, label, specialty, codes: both(document.type) });
  const results = await store.put([{ ...write, type: 'DocumentReference', key, ...delay, ...body }]);
  return isFailure(results) ? aboutNumber(results, 'externalId') : storedOf(results);
};

type Brought = { readonly input: DocumentInput; readonly patient: string };

/** The content is durable when this resolves, whether it came along or was uploaded before. */
const keptContent = async (
  blobs: BlobStore,
  context: Context,
  { input: { contentType, content, upload }, patient }: Brought,
): Promise<ContentFacts | Failure> => {
  if (content && upload) return invalid('A document has content or an upload, and not both.', 'upload');
  if (upload) return keptUpload(blobs, { contentType, upload: openUpload(context, patient, upload) });
  const checked = checkContent(contentType, content ?? '');
  if (isFailure(checked)) return checked;
  const { bytes } = checked;
  const sha256 = await blobs.put(bytes);
  if (isFailure(sha256)) return sha256;
  const sha1 = createHash('sha1').update(bytes).digest('base64');
  return { contentType: checked.contentType, size: bytes.length, sha1, sha256 };
};

const keptUpload = async (
  { parts }: BlobStore,
  { contentType: claimed, upload }: { readonly contentType: string; readonly upload: Upload | Failure },
): Promise<ContentFacts | Failure> => {
  if (isFailure(upload)) return upload;
  const examined = await parts.examine(upload.id);
  if (examined === undefined) return invalid('There are no bytes: upload them first.', 'upload');
  const contentType = checkExamined(claimed, examined);
  if (isFailure(contentType)) {
    await parts.drop(upload.id);
    return contentType;
  }
  const { size, sha1, sha256 } = examined;
  return (await parts.settle(upload.id, sha256)) ?? { contentType, size, sha1, sha256 };
};

const documentInCodes = ({ type, ...document }: DocumentInput, codes: Codes): KnownDocument => ({
  ...document,
  type: inStandard(codes, 'DOCUMENT_TYPE', type),
  specialtyStandard: codes.meaning('SPECIALTY', { code: document.specialty })?.standard ?? null,
});

/** No number of a document holds a control character: a care plan's is never one of these. */
const carePlanNumber = (externalId: string): string => `care-plan\u0001${externalId}`;

/** An item as it is, but hidden. */
const hidden = ({ label, sources, visibleFrom, text }: StoredItem) => ({
  label,
  labelStands: true,
  sources,
  ...(visibleFrom === undefined ? {} : { visibleFrom }),
  text,
  resource: JSON.parse(text) as object,
  deleted: true,
});
