import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { addresseeOf } from '../addressee.ts';
import { ask, unlessRefused } from '../asking.ts';
import {
  IngestCarePlanDocument,
  HoldLetterDocument,
  IngestDocumentDocument,
  PublishLetterDocument,
  type AskedCodeInput,
  type DocumentInput,
} from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { documentFromMdm, type DocumentInMessage } from '../read/document.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { documentPlaces, toDocument, type DocumentForGraph } from './document.map.ts';
import type { Held } from './held.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { inRecord, type Placed } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/**
 * MDM T02: a document goes into the record, and to the patient as a letter; a care plan (TXA-2 CP) into the record alone. Should the second fail after the first, the
 * message is not accepted; sent again, the document is found unchanged. Domain reference §4.5
 */
export const takeDocument: Trigger = async (incoming) => {
  const { message, header } = incoming;
  const identifiers = identifiersFromPid(message);
  if (isFailure(identifiers)) return identifiers;
  const sent = documentFromMdm(message, header);
  if (isFailure(sent)) return sent;
  const asSent = toDocument(sent);
  if (isFailure(asSent)) return asSent;

  const done = await inRecord(incoming, { identifiers, codes: askedCodes(asSent) }, (placed) =>
    storeDocument(incoming, placed, sent),
  );
  return !isFailure(done) && 'held' in done && !sent.isCarePlan ? holdLetter(incoming, done, asSent) : done;
};

/** @returns warnings */
const storeDocument = async (
  incoming: Incoming,
  { placement, codes: [kind] }: Placed,
  sent: DocumentInMessage,
): Promise<readonly Failure[] | Failure> => {
  const { asking } = incoming;
  const forGraph = toDocument(sent, kind);
  if (isFailure(forGraph)) return forGraph;
  const isCarePlan = sent.isCarePlan || kind?.standard?.code === 'CP';
  if (isCarePlan && sent.title === undefined) return invalid('The name of the care plan is required.', 'OBX[1].3.2');
  const common = { placement, message: sourceOf(incoming) };
  if (isCarePlan) return storeCarePlan(incoming, sent, { ...common, ...forGraph.document });
  const ingested = await ask(asking, IngestDocumentDocument, { input: { ...common, ...forGraph.document } });
  if (isFailure(ingested)) return ingested;
  const document = unlessRefused(ingested.ingestDocument);
  if (isFailure(document)) return inMessage(document, documentPlaces(sent));

  const input = { ...common, ...forGraph.letter, documentId: document.id };
  const published = await ask(asking, PublishLetterDocument, { input });
  if (isFailure(published)) return published;
  const letter = unlessRefused(published.publishLetter);
  if (isFailure(letter)) return inMessage(letter, documentPlaces(sent));
  return [...staleWarnings(document.outcome, 'TXA[1].12.1'), ...leftAside(sent)];
};

/**
 * The message waits for an administrator, and the letter cannot wait with it: where somebody prints for its sender, it is
 * printed at once. Should that fail, the message is not accepted, and comes again. Domain reference §7.4
 */
const holdLetter = async (incoming: Incoming, held: Held, { letter }: DocumentForGraph): Promise<Held | Failure> => {
  const { asking, message } = incoming;
  const { externalId, title, documentType } = letter;
  const addressee = await addresseeOf(asking, message);
  const input = { addressee, message: sourceOf(incoming), externalId, title, documentType };
  const put = await ask(asking, HoldLetterDocument, { input });
  if (isFailure(put)) return put;
  const printed = put.holdLetter === null ? undefined : unlessRefused(put.holdLetter);
  return isFailure(printed) ? printed : held;
};

/** What the document is, the organisation may say: a care plan, say. */
const askedCodes = ({ document: { type } }: DocumentForGraph): readonly AskedCodeInput[] =>
  type.code ? [{ set: 'DOCUMENT_TYPE', code: type.code, system: type.system }] : [];

/** A care plan is kept in versions, and is no letter. */
const storeCarePlan = async (
  { asking }: Incoming,
  sent: DocumentInMessage,
  input: DocumentInput,
): Promise<readonly Failure[] | Failure> => {
  const data = await ask(asking, IngestCarePlanDocument, { input });
  if (isFailure(data)) return data;
  const plan = unlessRefused(data.ingestCarePlan);
  if (isFailure(plan)) return inMessage(plan, documentPlaces(sent));
  return [...staleWarnings(plan.outcome, 'TXA[1].12.1'), ...leftAside(sent)];
};

/** What of the message is in no document: a text beside a file, and values that are neither. */
const leftAside = ({ attachment, text, textPath, ignored }: DocumentInMessage): readonly Failure[] => [
  ...(attachment === undefined || text === undefined
    ? []
    : [unsupported('A text beside a file is not stored yet.', textPath)]),
  ...ignored.map((path) => unsupported('This is neither a file nor a text, and was not stored.', path)),
];
