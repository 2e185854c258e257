import { Content } from '../../../kernel/content.ts';
import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { DocumentInput, PublishLetterInput } from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { DocumentInMessage } from '../read/document.ts';
import { toCoding } from './coding.map.ts';
import type { KnownCode } from './match-patient.ts';

type FromMessage = 'placement' | 'message';

/** A document, and the letter that carries it to the patient. */
export type DocumentForGraph = {
  readonly document: Omit<DocumentInput, FromMessage>;
  readonly letter: Omit<PublishLetterInput, FromMessage | 'documentId'>;
};

/** MDM T02 for the graph. What a letter could not carry is refused before the document is stored. `kind`: what TXA-2 means to the organisation. */
export const toDocument = (sent: DocumentInMessage, kind?: KnownCode): DocumentForGraph | Failure => {
  const title = titleOf(sent, kind);
  const tooLong = refuseTooLong(sent, title);
  if (tooLong !== undefined) return tooLong;
  const shared = {
    externalId: sent.externalId,
    title,
    specialty: sent.specialty?.code,
    visibleFrom: sent.visibleFrom,
  };
  const type = toCoding({ ...sent.type, display: sent.type.display ?? sharedWords(sent, kind) });
  return {
    document: {
      ...shared,
      ...contentOf(sent),
      type,
      author: sent.author?.text,
      filename: sent.fileName,
      writtenAt: sent.at.instant,
    },
    letter: { ...shared, documentType: type, appointmentStart: sent.appointmentStart },
  };
};

/** Where in the message each part of either input comes from. */
export const documentPlaces = ({ textPath, filePath }: DocumentInMessage): Places =>
  new Map([
    ...messagePlaces,
    ['externalId', 'TXA[1].12.1'],
    ['type', 'TXA[1].2'],
    ['documentType', 'TXA[1].2'],
    ['title', 'OBX[1].3.2'],
    ['filename', 'TXA[1].16'],
    ['author', 'TXA[1].5'],
    ['specialty', 'PV1[1].10'],
    ['writtenAt', 'TXA[1]'],
    ['appointmentStart', 'PV1[1].44.1'],
    ['content', filePath ?? textPath ?? 'OBX[1].5'],
    ['contentType', filePath ?? textPath ?? 'OBX[1].5'],
  ]);

/** The file where there is one; else the text, which is Unicode by now whatever it came in. */
const contentOf = ({ attachment, text = '' }: DocumentInMessage): Pick<DocumentInput, 'content' | 'contentType'> =>
  attachment === undefined
    ? { content: new Content(Buffer.from(text)), contentType: 'text/plain; charset=utf-8' }
    : { content: new Content(attachment.bytes), contentType: attachment.mediaType };

/** A title that a patient can read: what the sender calls it, else what kind of document it is, else the file's name. */
const titleOf = ({ title, type, fileName }: DocumentInMessage, kind: KnownCode | undefined): string =>
  title ?? kind?.display ?? type.display ?? kinds.get(type.code?.toUpperCase() ?? '') ?? fileName ?? 'Document';

/** What a code means that is in the set of every organisation, and not in one of the sender's own. */
const sharedWords = ({ type }: DocumentInMessage, kind: KnownCode | undefined): string | undefined =>
  kind === undefined && type.system === undefined ? kinds.get(type.code?.toUpperCase() ?? '') : undefined;

/** PKBCS05, as far as it is public. Domain reference §4.4 */
const kinds = new Map([
  ['AL', 'Appointment letter'],
  ['AN', 'Alert notification'],
  ['BR', 'Birth report'],
  ['CL', 'Clinic letter'],
  ['CP', 'Care plan'],
  ['DL', 'Discharge letter'],
  ['DS', 'Discharge summary'],
  ['MDT', 'Meeting notes'],
  ['RL', 'Referral letter'],
  ['TCI', 'Admission letter'],
]);

const refuseTooLong = ({ externalId, type }: DocumentInMessage, title: string): Failure | undefined => {
  const texts = [
    { text: externalId, longest: 500, path: 'TXA[1].12.1' },
    { text: type.code ?? type.display ?? '', longest: 200, path: 'TXA[1].2' },
    { text: title, longest: 1_000, path: 'OBX[1].3.2' },
  ];
  const wrong = texts.find(({ text, longest }) => text.length > longest);
  return wrong && invalid(`This has at most ${wrong.longest} characters.`, wrong.path);
};
