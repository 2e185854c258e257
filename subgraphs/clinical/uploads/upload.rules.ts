import { invalid, type Failure } from '../../../kernel/failure.ts';
import {
  canonical,
  conceptOf,
  given,
  organisationReference,
  refuseControlCharacters,
  refuseEmptyCoding,
} from '../../kit/fhir.rules.ts';
import type { Writer } from '../../kit/permit.ts';
import { sha256Url, type ContentFacts } from '../document.rules.ts';
import type { AddDocumentInput } from './upload.types.ts';

/** The first thing in what is said of a document that cannot be stored as it is, if there is one. */
export const refuseDocumentFacts = ({ title, type, filename, author }: AddDocumentInput): Failure | undefined =>
  refuseControlCharacters({ title, filename, author }) ??
  (given(title) === undefined || title.length > longestText
    ? invalid(`A title has 1 to ${longestText} characters.`, 'title')
    : undefined) ??
  refuseEmptyCoding(type, 'type');

const longestText = 500;

type Place = { readonly id: string; readonly patient: string; readonly writer: Writer; readonly writtenAt: Date };

/** A document that somebody adds by hand or by an app, as an R4 DocumentReference. */
export const uploadedDocument = (
  document: AddDocumentInput,
  content: ContentFacts,
  { id, patient, writer, writtenAt }: Place,
): object => ({
  resourceType: 'DocumentReference',
  status: 'current',
  type: conceptOf(document.type) ?? { text: 'Document' },
  subject: { reference: `Patient/${patient}` },
  date: writtenAt.toISOString(),
  author: [given(document.author) === undefined ? authorOf(patient, writer) : { display: document.author }],
  custodian: writer.as === 'TEAM' ? organisationReference(writer.sources.at(-1) ?? '') : undefined,
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
        creation: writtenAt.toISOString(),
      },
    },
  ],
});

const authorOf = (patient: string, { as, sources }: Writer): object => {
  if (as === 'PATIENT') return { reference: `Patient/${patient}`, display: 'The patient' };
  if (as === 'TEAM') return organisationReference(sources.at(-1) ?? '');
  return {
    type: 'RelatedPerson',
    identifier: { system: `${canonical}/id/person`, value: sources[0] },
    display: 'A carer',
  };
};
