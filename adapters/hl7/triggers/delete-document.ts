import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { DeleteDocumentDocument, WithdrawLetterDocument, type StoreOutcome } from '../documents.generated.ts';
import { inMessage, messagePlaces } from '../places.ts';
import { documentIdFromMdm } from '../read/document.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { sourceOf, type Trigger } from './incoming.ts';
import { inRecord } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/**
 * MDM T11: a document is hidden, and the letter that carried it. Only its own sender's number leads to it; where there is
 * none, nothing is done, and the message is accepted all the same. Domain reference §4.5
 */
export const deleteDocument: Trigger = async (incoming) => {
  const { asking, message } = incoming;
  const identifiers = identifiersFromPid(message);
  if (isFailure(identifiers)) return identifiers;
  const externalId = documentIdFromMdm(message);
  if (isFailure(externalId)) return externalId;
  return inRecord(incoming, { identifiers }, async ({ placement }) => {
    const input = { placement, message: sourceOf(incoming), externalId };
    const deleted = await ask(asking, DeleteDocumentDocument, { input });
    if (isFailure(deleted)) return deleted;
    const document = unlessNothing(unlessRefused(deleted.deleteDocument));
    if (isFailure(document)) return inMessage(document, places);
    const withdrawn = await ask(asking, WithdrawLetterDocument, { input });
    if (isFailure(withdrawn)) return withdrawn;
    const letter = unlessNothing(unlessRefused(withdrawn.withdrawLetter));
    return isFailure(letter) ? inMessage(letter, places) : warningsOf(document);
  });
};

type Done = { readonly outcome: StoreOutcome } | Nothing;
type Nothing = { readonly nothing: Failure };

/** That there is nothing to be taken back is no refusal here. */
const unlessNothing = (result: { readonly outcome: StoreOutcome } | Failure): Done | Failure =>
  isFailure(result) && result.kind === 'not_found' && result.field === 'externalId' ? { nothing: result } : result;

const warningsOf = (document: Done): readonly Failure[] =>
  'nothing' in document ? [inMessage(document.nothing, places)] : staleWarnings(document.outcome, 'TXA[1].12.1');

const places = new Map([...messagePlaces, ['externalId', 'TXA[1].12.1']]);
