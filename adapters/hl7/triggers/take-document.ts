import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { IngestDocumentDocument, PublishLetterDocument } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { documentFromMdm, type DocumentInMessage } from '../read/document.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { documentPlaces, toDocument } from './document.map.ts';
import { sourceOf, type Trigger } from './incoming.ts';
import { matchPatient } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/**
 * MDM T02: a document goes into the record, and to the patient as a letter. Should the second fail after the first, the
 * message is not accepted; sent again, the document is found unchanged. Domain reference §4.5
 */
export const takeDocument: Trigger = async (incoming) => {
  const { asking, message, header } = incoming;
  const identifiers = identifiersFromPid(message);
  if (isFailure(identifiers)) return identifiers;
  const sent = documentFromMdm(message, header);
  if (isFailure(sent)) return sent;
  if (sent.isCarePlan) return carePlan;
  const forGraph = toDocument(sent);
  if (isFailure(forGraph)) return forGraph;

  const placed = await matchPatient(incoming, identifiers);
  if (isFailure(placed)) return placed;
  const common = { placement: placed.placement, message: sourceOf(incoming) };
  const ingested = await ask(asking, IngestDocumentDocument, { input: { ...common, ...forGraph.document } });
  if (isFailure(ingested)) return ingested;
  const document = unlessRefused(ingested.ingestDocument);
  if (isFailure(document)) return inMessage(document, documentPlaces(sent));

  const input = { ...common, ...forGraph.letter, documentId: document.id };
  const published = await ask(asking, PublishLetterDocument, { input });
  if (isFailure(published)) return published;
  const letter = unlessRefused(published.publishLetter);
  if (isFailure(letter)) return inMessage(letter, documentPlaces(sent));
  const warnings = [...placed.warnings, ...staleWarnings(document.outcome, 'TXA[1].12.1'), ...leftAside(sent)];
  return { patientId: placed.patientId, warnings };
};

const carePlan = unsupported('Care plans (CP) are not accepted yet.', 'TXA[1].2.1');

/** What of the message is in no document: a text beside a file, and values that are neither. */
const leftAside = ({ attachment, text, textPath, ignored }: DocumentInMessage): readonly Failure[] => [
  ...(attachment === undefined || text === undefined
    ? []
    : [unsupported('A text beside a file is not stored yet.', textPath)]),
  ...ignored.map((path) => unsupported('This is neither a file nor a text, and was not stored.', path)),
];
