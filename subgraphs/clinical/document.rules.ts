import { invalid, type Failure } from '../../kernel/failure.ts';
import {
  canonical,
  codingOf,
  conceptOf,
  given,
  instantOf,
  organisationReference,
  refuseControlCharacters,
  refuseEmptyCoding,
  senderIdentifier,
  wordsOf,
  type GivenCoding,
} from '../kit/fhir.rules.ts';
import { inWords, noCodes, type Codes, type KnownCoding, type Standard } from '../kit/code-set.rules.ts';
import type { Document } from './clinical.types.ts';
import type { DocumentReferenceResource, Item, Place } from './fhir.types.ts';
import type { DocumentInput } from './ingest.types.ts';

/** What is known of a document's bytes. FHIR's own hash is SHA-1 (in Base64); we keep SHA-256 (in hexadecimal) as well. */
export type ContentFacts = {
  readonly contentType: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
};

/** A document with what its organisation says of its codes. */
export type KnownDocument = Omit<DocumentInput, 'type'> & {
  readonly type: KnownCoding<DocumentInput['type']>;
  readonly specialtyStandard?: Standard | null;
};

/** By this the care plans among the documents are found. */
export const carePlan = { system: 'http://loinc.org', code: '18776-5', display: 'Plan of care note' } as const;

/** A document as an R4 DocumentReference; its bytes are read as `Binary/ID` under the same id. */
export const documentReferenceOf = (
  document: KnownDocument,
  content: ContentFacts,
  { id, patient, organisation, category }: Place & { readonly id: string; readonly category?: GivenCoding | undefined },
): object => ({
  resourceType: 'DocumentReference',
  identifier: [senderIdentifier(organisation, document.externalId)],
  status: 'current',
  type: conceptOf(document.type),
  category: category === undefined ? undefined : [conceptOf(category)],
  subject: { reference: `Patient/${patient}` },
  date: document.writtenAt.toISOString(),
  author: given(document.author) === undefined ? undefined : [{ display: document.author }],
  custodian: organisationReference(organisation),
  description: document.title,
  content: [
    {
      attachment: {
        extension: [{ url: sha256Url, valueString: content.sha256 }],
        contentType: content.contentType,
        url: `Binary/${id}`,
        size: content.size,
        hash: content.sha1,
        title: given(document.filename),
        creation: document.writtenAt.toISOString(),
      },
    },
  ],
  context:
    given(document.specialty) === undefined
      ? undefined
      : { practiceSetting: conceptOf({ code: document.specialty, standard: document.specialtyStandard }) },
});

/** An R4 DocumentReference as the graph shows it. `closed`: there it is, but its content is not yet open to the caller. */
export const projectDocument = (item: Item, closed: boolean, codes: Codes = noCodes): Document => {
  const document = JSON.parse(item.text) as DocumentReferenceResource;
  const attachment = document.content?.[0]?.attachment;
  return {
    id: item.id,
    version: item.version,
    externalId: document.identifier?.[0]?.value,
    type: inWords(codes, 'DOCUMENT_TYPE', codingOf(document.type) ?? {}),
    title: document.description ?? attachment?.title ?? wordsOf(document.type) ?? 'Document',
    author: document.author?.[0]?.display,
    writtenAt: instantOf(document.date),
    contentType: attachment?.contentType,
    ...(closed ? {} : { size: attachment?.size, sha256: hashIn(document) }),
    label: item.label === 'UNSET' ? undefined : item.label,
    visibleFrom: item.visibleFrom,
  };
};

/** SHA-256 of the content of a stored DocumentReference, in hexadecimal; undefined where we keep no content for it. */
export const contentHash = (documentText: string): string | undefined =>
  hashIn(JSON.parse(documentText) as DocumentReferenceResource);

/** Whether a stored DocumentReference is a care plan. */
export const isCarePlan = (documentText: string): boolean => {
  const { category } = JSON.parse(documentText) as DocumentReferenceResource;
  return category?.some((concept) => codingOf(concept)?.code === carePlan.code) === true;
};

/** The first thing in a document, its content aside, that cannot be stored as it is, if there is one. */
export const refuseDocument = (document: DocumentInput): Failure | undefined => {
  const { content: _, ...facts } = document;
  return (
    refuseControlCharacters(facts) ??
    refuseEmpty(document.externalId, 'externalId') ??
    refuseEmpty(document.message.controlId, 'message.controlId') ??
    refuseEmptyCoding(document.type, 'type') ??
    refuseEmpty(document.title, 'title')
  );
};

/** By this we know the bytes that we keep: nobody else may say it of a document. */
export const sha256Url = `${canonical}/structuredefinition/sha-256`;

const hashIn = (document: DocumentReferenceResource): string | undefined =>
  document.content?.[0]?.attachment?.extension?.find(({ url }) => url === sha256Url)?.valueString;

const refuseEmpty = (text: string, field: string): Failure | undefined =>
  given(text) === undefined ? invalid('This must not be empty.', field) : undefined;
